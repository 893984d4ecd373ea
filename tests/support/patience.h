// SPDX-License-Identifier: Apache-2.0
// How much longer than usual a test that looks at the clock has to wait, and how much more memory it may see.  Constants; no thread rule.
#pragma once

#include <cstddef>

namespace waqai::testing {

// Factor on a limit of time: 1, or what a sanitizer costs on a machine that does other things, too.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double kPatience = 20;
#else
inline constexpr double kPatience = 1;
#endif
// Factor on a limit of memory: the thread sanitizer keeps shadows of what a program touches.
#if defined(__SANITIZE_THREAD__)
inline constexpr size_t kRoom = 4;
#else
inline constexpr size_t kRoom = 1;
#endif

}  // namespace waqai::testing
