// SPDX-License-Identifier: Apache-2.0
//
// Guard: who may ask.  A page on the internet can make the browser send requests to this machine; none of them gets past here:
// the Host must be ours (DNS rebinding), the Origin must be ours (cross-site requests), and the caller must hold the token of this run,
// as a strict cookie (exchanged for the token in the address that was opened) or as `Authorization: Bearer`.
// Thread rule: immutable; share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "serve/http.h"

namespace waqai::serve {

class Guard {
 public:
  Guard(uint16_t port, std::string token) : port_(port), token_(std::move(token)), cookie_("waqai_" + std::to_string(port)) {}

  // The answer to a request that may not go on; nothing for one that may.  `needs_token`: false for files that are the same for everybody.
  std::optional<Response> refuse(const Request& request, bool needs_token) const;
  // A page opened with ?token=...: the cookie and the same address without the token.  Nothing where there is no right token.
  std::optional<Response> exchange(const Request& request) const;

  // Adds the headers every response carries.
  static void harden(Response& response);

 private:
  bool is_ours(const std::string& host) const;
  bool has_token(const Request& request) const;

  uint16_t port_;
  std::string token_;
  std::string cookie_;
};

// An error as JSON.
Response failure(int status, const std::string& id, const std::string& message, const std::string& hint = "");

}  // namespace waqai::serve
