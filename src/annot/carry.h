// SPDX-License-Identifier: Apache-2.0
//
// Carrying trees over to other words of the same tokens: treebanks and other parsers split clitics in their own ways.
#pragma once

#include "annot/document.h"

namespace waqai::annot {

// Replaces to.arcs by the trees of `from`: each word of `to` takes the place of the word of `from` that it covers most of; a word that
// `from` does not split off hangs on the rest of its token.  Root and relations go along.  What comes out need not be a tree where the
// two split a token very differently: ask is_tree.  REQUIRES: the same text, sentences and tokens in both; an arc for every word of
// `from`.  O(words).
void carry_trees(const Document& from, Document& to);

// Whether the arcs of `words` form one tree with one root.
bool is_tree(const Document& doc, Range words);

}  // namespace waqai::annot
