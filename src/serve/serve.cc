// SPDX-License-Identifier: Apache-2.0
#include "serve/serve.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "serve/api.h"
#include "serve/assets.h"
#include "serve/guard.h"
#include "serve/http_server.h"
#include "serve/intake.h"
#include "serve/workshop.h"

namespace waqai::serve {
namespace {

// What a browser sees that came without the token.
constexpr const char* kLockedPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Waqai</title><body><main><h1>Waqai</h1>"
    "<p>This page opens with the address that <code>waqai serve</code> printed: it carries the token of this run.</p>"
    "<p lang=\"ar\" dir=\"rtl\">&#1578;&#1615;&#1601;&#1578;&#1581; &#1607;&#1584;&#1607; &#1575;&#1604;&#1589;&#1601;&#1581;&#1577; "
    "&#1576;&#1575;&#1604;&#1593;&#1606;&#1608;&#1575;&#1606; "
    "&#1575;&#1604;&#1584;&#1610; &#1591;&#1576;&#1593;&#1607; &#1575;&#1604;&#1571;&#1605;&#1585; <code>waqai "
    "serve</code>.</p></main></body></html>";

// Pages of the app: paths without a dot; the script in index.html shows the right one.
bool is_page(const std::string& path) { return path.find('.') == std::string::npos && path.rfind("/assets/", 0) != 0; }

class App {
 public:
  App(ApiContext& context, Assets assets) : context_(context), api_(context), assets_(std::move(assets)) {}
  void guard_with(Guard guard) { guard_.emplace(std::move(guard)); }

  // Files for the intake may be large, from those only who hold the token.
  uint64_t body_limit(const Request& head, uint64_t usual) const {
    const bool upload = head.path == "/api/v1/intake_file" && head.method == "POST" && !context_.read_only;
    return upload && guard_ && !guard_->refuse(head, true) ? kMostUploadBytes : usual;
  }

  Response handle(const Request& request) {
    Response response = answer(request);
    Guard::harden(response);
    return response;
  }

 private:
  Response answer(const Request& request) {
    const bool is_api = request.path.rfind("/api/v1/", 0) == 0;
    if (is_api && request.path != "/api/v1/openapi.json") {
      if (auto refused = guard_->refuse(request, true)) return *refused;
      return api_.handle(request);
    }
    const bool page = !is_api && is_page(request.path);
    if (auto refused = guard_->refuse(request, false)) return *refused;
    if (request.method == "POST") return failure(405, "", "this address takes GET");
    if (!page) return assets_.get(request, is_api ? "/openapi.json" : request.path);
    if (auto exchanged = guard_->exchange(request)) return *exchanged;
    // A link from another site may open a page, but the browser then sends no strict cookie: it sees the locked page.
    if (auto refused = guard_->refuse(as_page(request), true)) {
      refused->content_type = "text/html; charset=utf-8";
      refused->body = kLockedPage;
      return *refused;
    }
    return assets_.get(request, "/index.html");
  }

  static Request as_page(Request request) {
    request.fetch_site.clear();
    return request;
  }

  ApiContext& context_;
  Api api_;
  Assets assets_;
  std::optional<Guard> guard_;
};

}  // namespace

Status serve(Engine engine, const ServeOptions& options) {
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  Result<Explorer> explorer = Explorer::open(options.archive, kConnections, threads, engine.bundle_path(), !options.read_only);
  if (!explorer) return explorer.status();
  ApiContext context(std::move(explorer).value(), std::move(engine), options.archive);
  std::error_code ignored;
  if (!options.data_folder.empty() && std::filesystem::is_directory(options.data_folder, ignored)) context.data_folder = options.data_folder;
  context.read_only = options.read_only;
  context.now = options.now;
  context.threads = threads;
  open_kept_rows(context);
  context.update_edition();
  App app(context, Assets::make());
  HttpLimits limits;
  limits.workers = kConnections;
  limits.largest_body_bytes = kMostUploadBytes;
  limits.body_limit = [&app, usual = limits.body_bytes](const Request& head) { return app.body_limit(head, usual); };
  Result<HttpServer> server = HttpServer::bind(options.port, limits, [&app](const Request& request) { return app.handle(request); });
  if (!server) return server.status();
  const uint16_t port = server.value().port();
  app.guard_with(Guard(port, options.token));
  options.ready("http://127.0.0.1:" + std::to_string(port) + "/?token=" + options.token);
  server.value().run(options.stopped);
  return {};
}

}  // namespace waqai::serve
