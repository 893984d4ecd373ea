// SPDX-License-Identifier: Apache-2.0
//
// Words of a text in Latin letters, for people who read no Arabic: what they mean word by word, and how those sound that no dictionary has.
// Pure; thread-safe.
#pragma once

#include "annot/document.h"
#include "waqai/reading.h"

namespace waqai {

// Of the whole document; the first words of a long one.  An adjective comes before its noun.  `name`: it is a name, and what its words mean otherwise
// does not matter; a text that begins with a name is taken for one.  REQUIRES: word layer.  O(words).
LatinWords latin_words(const annot::Document& doc, bool name = false);

}  // namespace waqai
