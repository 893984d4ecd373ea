// SPDX-License-Identifier: Apache-2.0
//
// HTTP as the handlers see it: a request with its decoded query, a response with headers.  No socket here (http_server.cc has them all).
// Thread rule: values.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waqai::serve {

struct Request {
  std::string method;                                      // GET, HEAD, POST
  std::string path;                                        // decoded, without the query; starts with '/'
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  std::string host;
  std::string origin;
  std::string fetch_site;  // Sec-Fetch-Site
  std::string cookie;
  std::string authorization;
  std::string content_type;
  std::string if_none_match;
  bool accepts_gzip = false;
  std::string body;

  // The last value of a query key; empty where there is none.
  std::string get(std::string_view key) const;
  std::vector<std::string> all(std::string_view key) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Where set, the body is this instead, which outlives the server (assets).
  std::string_view fixed_body;
};

// Called from several threads at once; must not throw.
using Handler = std::function<Response(const Request&)>;

// %XX and, in queries, '+' undone.  False for a broken escape or a NUL byte.
bool percent_decode(std::string_view text, bool plus_is_space, std::string& decoded);
std::string percent_encode(std::string_view text);
// "a=1&b=2" as pairs.  False for broken escapes or more than 256 pairs.
bool parse_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace waqai::serve
