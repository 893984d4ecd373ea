// SPDX-License-Identifier: Apache-2.0
#include "serve/assets.h"

#include <zlib.h>

#include "serve/guard.h"

namespace waqai::serve {
namespace {

std::string type_of(const std::string& path) {
  static const std::pair<std::string_view, const char*> kTypes[] = {{".html", "text/html; charset=utf-8"},
                                                                    {".js", "text/javascript; charset=utf-8"},
                                                                    {".css", "text/css; charset=utf-8"},
                                                                    {".json", "application/json; charset=utf-8"},
                                                                    {".svg", "image/svg+xml"},
                                                                    {".woff2", "font/woff2"},
                                                                    {".md", "text/markdown; charset=utf-8"},
                                                                    {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes) {
    if (path.size() > ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0) return type;
  }
  return "application/octet-stream";
}

std::string gzip(std::string_view plain) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int state = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return state == Z_STREAM_END ? packed : std::string();
}

}  // namespace

Assets Assets::make() {
  Assets assets;
  for (const EmbeddedFile* file = kEmbeddedFiles; file->path != nullptr; ++file) {
    File made;
    made.plain = {file->begin, static_cast<size_t>(file->end - file->begin)};
    made.type = type_of(file->path);
    made.etag = "\"" +
                std::to_string(crc32(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(made.plain.data()), static_cast<uInt>(made.plain.size()))) +
                "-" + std::to_string(made.plain.size()) + "\"";
    if (made.type.find("font/") != 0) {
      made.gzipped = gzip(made.plain);
      if (made.gzipped.size() + 100 > made.plain.size()) made.gzipped.clear();
    }
    assets.files_[file->path] = std::move(made);
  }
  return assets;
}

Response Assets::get(const Request& request, const std::string& path) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return failure(404, "", "there is nothing here");
  const File& file = found->second;
  Response response;
  response.content_type = file.type;
  response.headers = {{"ETag", file.etag},
                      {"Cache-Control", path.rfind("/assets/", 0) == 0 ? "public, max-age=31536000, immutable" : "no-cache"},
                      {"Vary", "Accept-Encoding"}};
  if (request.if_none_match == file.etag) {
    response.status = 304;
    return response;
  }
  const bool packed = request.accepts_gzip && !file.gzipped.empty();
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.fixed_body = packed ? std::string_view(file.gzipped) : file.plain;
  return response;
}

}  // namespace waqai::serve
