// SPDX-License-Identifier: Apache-2.0
//
// Assets: the built files of web/dist, linked into the program, gzipped once at start.  Thread rule: immutable after make().
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "serve/http.h"

namespace waqai::serve {

struct EmbeddedFile {
  const char* path;  // "/assets/index-3f2a.js"
  const char* begin;
  const char* end;
};
// Made by cmake/WaqaiAssets.cmake; ends with a null path.
extern const EmbeddedFile kEmbeddedFiles[];

class Assets {
 public:
  static Assets make();
  // The file at `path`, or nothing (status 404).  Names below /assets/ carry a hash: they are kept for ever, others are asked for again.
  Response get(const Request& request, const std::string& path) const;
  bool has(const std::string& path) const { return files_.count(path) > 0; }

 private:
  struct File {
    std::string_view plain;
    std::string gzipped;  // empty where it does not pay
    std::string etag;
    std::string type;
  };
  std::map<std::string, File> files_;
};

}  // namespace waqai::serve
