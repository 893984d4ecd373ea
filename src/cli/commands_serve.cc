// SPDX-License-Identifier: Apache-2.0
//
// The command that serves the web app.
#include <cstdio>
#include <random>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "serve/serve.h"

namespace waqai::cli {
namespace {

std::string new_token() {
  std::random_device random;
  std::string token;
  for (int i = 0; i < 4; ++i) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", random());
    token += digits;
  }
  return token;
}

// Where the sources of the dictionaries are: named, or beside the bundle as in a build or an installation.
std::string data_folder(const Arguments& arguments, const Engine& engine) {
  if (arguments.has("--data")) return arguments.get("--data");
  const std::string bundle = engine.bundle_path();
  const size_t slash = bundle.find_last_of('/');
  return (slash == std::string::npos ? "." : bundle.substr(0, slash)) + "/../data";
}

}  // namespace

int run_serve(const Arguments& arguments) {
  std::string archive = arguments.get("--archive");
  if (archive.empty() && !arguments.positional().empty()) archive = arguments.positional().front();
  if (archive.empty())
    return fail(
        Status::error(142, ErrorKind::kUsage, "no archive named").hint("waqai serve DIR, with the folder that `waqai ingest --archive DIR` made"));
  const Result<int64_t> port = arguments.number("--port", 7373, 0);
  if (!port) return fail(port.status());
  if (port.value() > 65535) return fail(Status::error(143, ErrorKind::kUsage, "--port takes a number up to 65535"));
  const Result<int64_t> threads = arguments.number("--threads", 0, 1);
  if (!threads) return fail(threads.status());
  Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  serve::ServeOptions options;
  options.archive = archive;
  options.data_folder = data_folder(arguments, engine.value());
  options.port = static_cast<uint16_t>(port.value());
  options.threads = static_cast<unsigned>(threads.value());
  options.read_only = arguments.has("--read-only");
  options.token = new_token();
  options.now = utc_now;
  options.stopped = interrupted;
  options.ready = [](const std::string& address) {
    std::printf("%s\n", address.c_str());
    std::fflush(stdout);
    message("open this address in a browser; nothing leaves this machine; Ctrl-C ends");
  };
  Status status = serve::serve(std::move(engine).value(), options);
  return status ? kDone : fail(status);
}

}  // namespace waqai::cli
