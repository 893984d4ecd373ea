// SPDX-License-Identifier: Apache-2.0
//
// The only file that sees Boost (it compiles slowly).
#include "serve/http_server.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <new>
#include <optional>
#include <system_error>

namespace waqai::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

// What all sessions share.
struct Shared {
  HttpLimits limits;
  Handler handler;
  asio::thread_pool workers;
  std::atomic<unsigned> open{0};
  std::atomic<unsigned> waiting{0};

  Shared(const HttpLimits& l, Handler h) : limits(l), handler(std::move(h)), workers(l.workers) {}
};

std::string text(beast::string_view view) { return std::string(view.data(), view.size()); }

Response plain(int status, const std::string& message) {
  Response response;
  response.status = status;
  response.body = "{\"error\": \"" + message + "\"}\n";
  return response;
}

// The request as handlers see it; nothing where its target is broken.
std::optional<Request> to_request(http::request<http::string_body>&& from) {
  Request request;
  request.method = text(from.method_string());
  const std::string target = text(from.target());
  const size_t mark = std::min(target.find('?'), target.size());
  if (target.empty() || target[0] != '/' || !percent_decode(std::string_view(target).substr(0, mark), false, request.path)) return std::nullopt;
  if (!parse_query(std::string_view(target).substr(std::min(mark + 1, target.size())), request.query)) return std::nullopt;
  request.host = text(from[http::field::host]);
  request.origin = text(from[http::field::origin]);
  request.fetch_site = text(from["Sec-Fetch-Site"]);
  request.cookie = text(from[http::field::cookie]);
  request.authorization = text(from[http::field::authorization]);
  request.content_type = text(from[http::field::content_type]);
  request.if_none_match = text(from[http::field::if_none_match]);
  request.accepts_gzip = text(from[http::field::accept_encoding]).find("gzip") != std::string::npos;
  request.body = std::move(from.body());
  return request;
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Shared& shared) : stream_(std::move(socket)), shared_(shared) { ++shared_.open; }
  ~Session() { --shared_.open; }

  void start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read(true); });
  }

 private:
  using ResponseMessage = http::response<http::span_body<const char>>;

  void read(bool first) {
    parser_.emplace();
    parser_->header_limit(shared_.limits.header_bytes);
    // The length that the header tells is held against this one at once; the limit of the request itself comes in on_header().
    parser_->body_limit(std::max(shared_.limits.body_bytes, shared_.limits.largest_body_bytes));
    stream_.expires_after(std::chrono::seconds(first ? shared_.limits.read_seconds : shared_.limits.idle_seconds));
    // The header has its own time, so that one byte now and then does not hold a socket for ever.
    http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code failure, size_t) { self->on_header(failure); });
  }

  void on_header(beast::error_code failure) {
    if (failure) return on_broken(failure);
    stream_.expires_after(std::chrono::seconds(shared_.limits.read_seconds));
    uint64_t most = shared_.limits.body_bytes;
    if (shared_.limits.body_limit) {
      const std::optional<Request> head = to_request(http::request<http::string_body>(parser_->get().base()));
      if (head) most = shared_.limits.body_limit(*head);
    }
    if (parser_->content_length().value_or(0) > most) return on_broken(http::error::body_limit);
    parser_->body_limit(most);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code broken, size_t) { self->on_request(broken); });
  }

  void on_broken(beast::error_code failure) {
    if (failure == http::error::header_limit) return answer(plain(431, "the header is too long"), false);
    if (failure == http::error::body_limit) return answer(plain(413, "the body is too long"), false);
    const bool gone = failure == http::error::end_of_stream || failure == asio::error::eof || failure == asio::error::connection_reset ||
                      failure == asio::error::operation_aborted;
    if (gone || failure == beast::error::timeout) return close();
    answer(plain(400, "this is no HTTP request"), false);
  }

  void on_request(beast::error_code failure) {
    if (failure) return on_broken(failure);
    stream_.expires_never();
    http::request<http::string_body> message = parser_->release();
    keep_alive_ = message.keep_alive();
    head_ = message.method() == http::verb::head;
    std::optional<Request> request = to_request(std::move(message));
    if (!request) return answer(plain(400, "the address is broken"), false);
    if (shared_.waiting.fetch_add(1) >= shared_.limits.waiting) {
      --shared_.waiting;
      return answer(plain(503, "too many requests wait; try again"), keep_alive_);
    }
    asio::post(shared_.workers, [self = shared_from_this(), question = std::move(*request)] {
      Response response;
      try {
        response = self->shared_.handler(question);
      } catch (const std::bad_alloc&) {
        response.status = 503;  // this request alone fails; what it held is free again
      } catch (const std::system_error&) {
        response.status = 503;  // no more threads
      }
      --self->shared_.waiting;
      try {
        asio::post(self->stream_.get_executor(),
                   [self, reply = std::move(response)]() mutable { self->answer(std::move(reply), self->keep_alive_); });
      } catch (const std::bad_alloc&) {  // nobody can be told: this connection is lost
      }
    });
  }

  void answer(Response response, bool keep_alive) {
    response_ = std::move(response);
    const std::string_view body = response_.fixed_body.empty() ? std::string_view(response_.body) : response_.fixed_body;
    message_.emplace();
    message_->version(11);
    message_->result(static_cast<unsigned>(response_.status));
    if (!response_.content_type.empty()) message_->set(http::field::content_type, response_.content_type);
    for (const auto& [name, value] : response_.headers) message_->insert(name, value);
    message_->keep_alive(keep_alive);
    // HEAD and 304 tell the length and send no body.
    const bool silent = head_ || response_.status == 304;
    if (response_.status != 304) message_->content_length(body.size());
    message_->body() = beast::span<const char>(body.data(), silent ? 0 : body.size());
    serializer_.emplace(*message_);
    stream_.expires_after(std::chrono::seconds(shared_.limits.write_seconds));
    const auto done = [self = shared_from_this(), keep_alive](beast::error_code failure, size_t) {
      if (failure || !keep_alive) return self->close();
      self->read(false);
    };
    if (silent) http::async_write_header(stream_, *serializer_, done);
    else http::async_write(stream_, *serializer_, done);
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_{65536};
  std::optional<http::request_parser<http::string_body>> parser_;
  Response response_;
  std::optional<ResponseMessage> message_;
  std::optional<http::response_serializer<http::span_body<const char>>> serializer_;
  bool keep_alive_ = false;
  bool head_ = false;
};

}  // namespace

struct HttpServer::Impl {
  Shared shared;  // first: sessions that io still holds use it while they go
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer timer{io};
  asio::steady_timer retry{io};

  Impl(const HttpLimits& limits, Handler handler) : shared(limits, std::move(handler)) {}

  void accept() {
    acceptor.async_accept(asio::make_strand(io), [this](beast::error_code failure, tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (failure) {  // out of file handles, for example: wait, do not spin
        timer_accept();
        return;
      }
      try {
        if (shared.open < shared.limits.connections) std::make_shared<Session>(std::move(socket), shared)->start();
      } catch (const std::bad_alloc&) {  // this connection alone is lost
      }
      accept();
    });
  }

  void timer_accept() {
    retry.expires_after(std::chrono::milliseconds(50));
    retry.async_wait([this](beast::error_code failure) {
      if (!failure) accept();
    });
  }

  void watch(const std::function<bool()>& stopped) {
    timer.expires_after(std::chrono::milliseconds(250));
    timer.async_wait([this, &stopped](beast::error_code) {
      if (stopped()) {
        beast::error_code ignored;
        acceptor.close(ignored);
        io.stop();
        return;
      }
      watch(stopped);
    });
  }
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::bind(uint16_t port, const HttpLimits& limits, Handler handler) {
  auto impl = std::make_unique<Impl>(limits, std::move(handler));
  const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
  beast::error_code failure;
  impl->acceptor.open(here.protocol(), failure);
  if (!failure) impl->acceptor.set_option(asio::socket_base::reuse_address(true), failure);
  if (!failure) impl->acceptor.bind(here, failure);
  if (!failure) impl->acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure) {
    return Status::error(143, ErrorKind::kUsage, "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + failure.message())
        .hint("choose another one with --port, or 0 for any free one");
  }
  return HttpServer(std::move(impl));
}

uint16_t HttpServer::port() const { return impl_->acceptor.local_endpoint().port(); }

void HttpServer::run(const std::function<bool()>& stopped) {
  impl_->accept();
  impl_->watch(stopped);
  for (bool ended = false; !ended;) {
    try {
      impl_->io.run();
      ended = true;
    } catch (const std::bad_alloc&) {  // the connection that asked for the memory is lost, the others go on
    }
  }
  impl_->shared.workers.join();
}

}  // namespace waqai::serve
