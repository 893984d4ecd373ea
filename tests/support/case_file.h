// SPDX-License-Identifier: Apache-2.0
//
// Case files: behaviour as text that an Arabic expert can add to without C++.  A file holds cases one after another:
//
//   # comment
//   == what the case shows
//   input, one or more lines
//   ----
//   expected output, one or more lines
//
// A case that came from a bug names it in its first line.  With WAQAI_REWRITE=1 in the environment the expected parts are written anew
// from what the program says (locally, never in CI: CI=true refuses).
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace waqai::testing {

// Runs every case of every .case file below tests/cases/<module>; one failure of GoogleTest a case that differs, with a line diff.
// Fails when there is no case at all.  WAQAI_CASE=substring runs only files whose path contains it.
void run_cases(const std::string& module, const std::function<std::string(const std::string& input)>& run);

// The parts of `text` between separators; one, empty, of an empty text.
std::vector<std::string> parts_of(const std::string& text, const std::string& separator);

// Root of the source tree (WAQAI_SOURCE, or found upwards from the working folder).
std::string source_root();

// Folder of the shared development data (WAQAI_SHARED, or ../shared beside the source root); empty where it is missing.
std::string shared_root();

}  // namespace waqai::testing
