// SPDX-License-Identifier: Apache-2.0
#include "serve/guard.h"

#include <string_view>

#include "serve/json.h"

namespace waqai::serve {
namespace {

// Takes the same time wherever the two differ.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return difference == 0;
}

std::string cookie_value(const std::string& header, const std::string& name) {
  size_t at = 0;
  while (at < header.size()) {
    const size_t end = std::min(header.find(';', at), header.size());
    std::string_view pair = std::string_view(header).substr(at, end - at);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.substr(0, name.size()) == name && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
    at = end + 1;
  }
  return {};
}

}  // namespace

Response failure(int status, const std::string& id, const std::string& message, const std::string& hint) {
  Json json;
  json.open('{').key("error").open('{').key("id").text_or_null(id).key("message").text(message).key("hint").text_or_null(hint).close('}').close('}');
  Response response;
  response.status = status;
  response.body = json.take();
  return response;
}

bool Guard::is_ours(const std::string& host) const {
  const std::string port = ":" + std::to_string(port_);
  return host == "127.0.0.1" + port || host == "localhost" + port || host == "[::1]" + port;
}

bool Guard::has_token(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view given = request.authorization;
  if (given.substr(0, kBearer.size()) == kBearer) return same_secret(given.substr(kBearer.size()), token_);
  return same_secret(cookie_value(request.cookie, cookie_), token_);
}

std::optional<Response> Guard::refuse(const Request& request, bool needs_token) const {
  if (!is_ours(request.host)) return failure(421, "", "this server answers to 127.0.0.1 and localhost only");
  if (!request.origin.empty() && (request.origin.rfind("http://", 0) != 0 || !is_ours(request.origin.substr(7)))) {
    return failure(403, "", "requests of other sites are not answered");
  }
  const bool from_elsewhere = request.fetch_site == "cross-site" || request.fetch_site == "same-site";
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (from_elsewhere && (needs_token || !is_read)) return failure(403, "", "requests of other sites are not answered");
  if (!is_read && request.method != "POST") return failure(405, "", "only GET, HEAD and POST are answered");
  if (needs_token && !has_token(request)) {
    return failure(401, "", "the address needs the token of this run", "open the address that `waqai serve` printed");
  }
  return std::nullopt;
}

std::optional<Response> Guard::exchange(const Request& request) const {
  const std::string given = request.get("token");
  if (given.empty() || !same_secret(given, token_) || request.method != "GET") return std::nullopt;
  std::string target = percent_encode(request.path);
  for (size_t at = target.find("%2F"); at != std::string::npos; at = target.find("%2F", at)) target.replace(at, 3, "/");
  // One slash only: "//host" would lead away.
  while (target.rfind("//", 0) == 0) target.erase(0, 1);
  char mark = '?';
  for (const auto& [name, value] : request.query) {
    if (name == "token") continue;
    target += mark + percent_encode(name) + "=" + percent_encode(value);
    mark = '&';
  }
  Response response;
  response.status = 303;
  response.content_type = "text/plain; charset=utf-8";
  response.headers = {
      {"Location", target}, {"Set-Cookie", cookie_ + "=" + token_ + "; Path=/; HttpOnly; SameSite=Strict"}, {"Cache-Control", "no-store"}};
  return response;
}

void Guard::harden(Response& response) {
  const std::pair<const char*, const char*> kHeaders[] = {
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
       "form-action 'self'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Frame-Options", "DENY"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}};
  for (const auto& [name, value] : kHeaders) response.headers.emplace_back(name, value);
}

}  // namespace waqai::serve
