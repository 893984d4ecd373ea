// SPDX-License-Identifier: Apache-2.0
//
// Which blocks of a page are the body of its article.  Thread rule: pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/blocks.h"
#include "html/tree.h"

namespace waqai::html {

// Numbers of the blocks of the body, in order.  `title` is the headline where it is known: it is no part of the body.
std::vector<uint32_t> find_body(const Tree& tree, const Blocks& blocks, std::string_view title);

}  // namespace waqai::html
