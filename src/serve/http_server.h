// SPDX-License-Identifier: Apache-2.0
//
// HttpServer: HTTP/1.1 on the loopback interface.  Sockets are served by one thread without blocking, handlers run in a small pool, so a slow client
// costs a socket and a slow question costs a worker.  Over a limit a client is told so, or cut off.
// Thread rule: run() in one thread; stop() from any thread or signal-safe context through its flag.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "serve/http.h"
#include "waqai/types/status.h"

namespace waqai::serve {

struct HttpLimits {
  unsigned connections = 256;  // open at once; further ones are closed
  unsigned waiting = 128;      // requests that wait for a worker; further ones get 503
  unsigned workers = 4;
  uint32_t header_bytes = 16384;   // 431 above
  uint64_t body_bytes = 1u << 20;  // 413 above
  // Another limit for a request whose header is there, at most largest_body_bytes; empty: body_bytes.  Called in the thread of the sockets.
  uint64_t largest_body_bytes = 0;
  std::function<uint64_t(const Request& head)> body_limit;
  unsigned read_seconds = 10;   // for a whole request, from its first byte or from the end of the last one for 30 s
  unsigned idle_seconds = 30;   // between requests
  unsigned write_seconds = 30;  // for a whole response
};

class HttpServer {
 public:
  // Binds 127.0.0.1:port (0: any free one).  kBadValue where the port is taken.
  static Result<HttpServer> bind(uint16_t port, const HttpLimits& limits, Handler handler);
  HttpServer(HttpServer&&) noexcept;
  ~HttpServer();

  uint16_t port() const;
  // Serves until `stopped` says so; looked at four times a second.
  void run(const std::function<bool()>& stopped);

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waqai::serve
