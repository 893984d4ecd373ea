// SPDX-License-Identifier: Apache-2.0
//
// A text layer out of tokens that somebody else has cut: for tagging and training on annotated tokens.
#pragma once

#include <string>
#include <vector>

#include "annot/document.h"

namespace waqai::pipeline {

// Resets `doc` to a text of one line a sentence, tokens with spaces between, and fills its text layer.  A given token is split where the text
// stage would split it; `given[t]`: which given token, counted over all sentences, the document's token t is part of.  Given tokens without a
// visible character have none.  Sentences without tokens are left out.  Linear.  REQUIRES: valid UTF-8, no white space inside a token.
void set_text_layer(const std::vector<std::vector<std::string>>& sentences, annot::Document& doc, std::vector<uint32_t>& given);

}  // namespace waqai::pipeline
