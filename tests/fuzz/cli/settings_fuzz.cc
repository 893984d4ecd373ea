// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a settings file: an error with its place, or settings that name where they come from.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const Result<std::vector<cli::Setting>> settings = cli::parse_settings({reinterpret_cast<const char*>(data), size}, "waqai.toml");
  if (!settings) {
    if (settings.status().code() == 0 || settings.status().place().empty()) std::abort();
    return 0;
  }
  for (const cli::Setting& setting : settings.value()) {
    if (setting.name.empty() || setting.origin.empty()) std::abort();
  }
  return 0;
}
