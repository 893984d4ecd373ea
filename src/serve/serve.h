// SPDX-License-Identifier: Apache-2.0
//
// The local web app over one archive: `waqai serve`.  Loopback only; what people judge, keep and add is written into the archive's folder
// (docs/FORMATS.md), nothing with read_only. Thread rule: one call at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "waqai/engine.h"
#include "waqai/types/status.h"

namespace waqai::serve {

struct ServeOptions {
  std::string archive;
  std::string data_folder;  // sources of the dictionaries, for the lines behind a decision; empty or missing: not shown
  uint16_t port = 0;        // 0: any free one
  unsigned threads = 0;     // of the database; 0: one a core
  bool read_only = false;
  std::string token;                                      // secret of this run, at least 16 characters
  std::function<std::string()> now;                       // ISO 8601, UTC
  std::function<void(const std::string& address)> ready;  // called once it listens, with the address to open
  std::function<bool()> stopped;                          // looked at four times a second
};

// Serves until `stopped`.  Fails as Archive::open does, or where the port is taken.
Status serve(Engine engine, const ServeOptions& options);

}  // namespace waqai::serve
