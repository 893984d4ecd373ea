// SPDX-License-Identifier: Apache-2.0
//
// Dictionaries: compile the plain-text sources into a bundle, and check them.  Thread rule: free functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai {

// One finding of the linter.
struct DictionaryFinding {
  bool is_error = true;
  std::string text;  // "lexicon/verbs-form1.tsv:12: error[E052]: problem; remedy: what to do"
};

struct DictionaryBuild {
  std::vector<DictionaryFinding> findings;
  size_t errors = 0;
  uint64_t bundle_bytes = 0;
};

// Compiles `folders` (data/ first, then overlays, whose rows win) and, unless there are errors or `bundle` is empty, replaces the file `bundle`.
// Fails only where files cannot be read or written; findings are in the result.
Result<DictionaryBuild> build_dictionary(const std::vector<std::string>& folders, const std::string& bundle);

}  // namespace waqai
