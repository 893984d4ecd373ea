// SPDX-License-Identifier: Apache-2.0
//
// Compiles the dictionary sources into one bundle.  Each kind of dictionary has its own compiler (x_compile.h), listed in compile.cc.
#pragma once

#include <string>
#include <vector>

#include "lexicon/source.h"

namespace waqai::lexicon {

struct CompileOptions {
  std::vector<std::string> folders;  // data/ first, then overlays: later rows win
};

// The bytes of the bundle.  Findings are appended; with an error among them the bundle lacks the rows in question and callers should not
// install it.  Fails only where a folder or file cannot be read.  Same sources, same bytes.  Seconds for the full data.
Result<std::string> compile_bundle(const CompileOptions& options, Findings& findings);

}  // namespace waqai::lexicon
