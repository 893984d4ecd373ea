// SPDX-License-Identifier: Apache-2.0
//
// TemporaryBundle: dictionaries compiled for one call of the program.
#pragma once

#include <string>
#include <vector>

#include "waqai/dictionary.h"
#include "waqai/engine.h"

namespace waqai::cli {

// A bundle that lives as long as this object.
class TemporaryBundle {
 public:
  TemporaryBundle();
  ~TemporaryBundle();
  TemporaryBundle(const TemporaryBundle&) = delete;
  TemporaryBundle& operator=(const TemporaryBundle&) = delete;

  // Empty where no temporary file could be made.
  std::string path() const { return name_; }
  // The engine on a bundle compiled of `folders`.  Findings of the compiler go to `build`.
  Result<Engine> compile(const std::vector<std::string>& folders, DictionaryBuild& build);

 private:
  char name_[32] = "/tmp/waqai-dict-XXXXXX";
};

}  // namespace waqai::cli
