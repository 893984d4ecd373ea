// SPDX-License-Identifier: Apache-2.0
//
// What of an analysed article follows from its text and the words that it holds, not from frames or from what actors and places mean: which reading
// each token has, the trees, the names.  Packed in a few bits a word for an archive, so that a re-coding need not analyse the article again.
// Holds no word of the text: readings are numbers among those that the dictionary has for a token, which are the same ones while nothing that it says
// of the token's spelling changes.  What may be used is for the caller to know (archive/recode.h); here bytes only have to be whole and of this text.
// Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annot/document.h"

namespace waqai::pipeline {

// An analysis of an article's text under an earlier dictionary, and what of it stands under the one in force.
struct StoredAnalysis {
  std::string bytes;  // of pack_analysis(); empty: none
  bool names_stand = false;
};

// The same, unpacked.
struct Analysis {
  std::vector<uint8_t> readings;  // of each token
  std::vector<uint32_t> words;    // of each sentence, their number
  std::vector<annot::Arc> arcs;   // of each word; without margins
  std::vector<annot::Name> names;
};

// Empty for a document without tokens, or with arcs that are no trees of its sentences.  REQUIRES: text, word, tree and name layers.
std::string pack_analysis(const annot::Document& document);

// Whether the bytes are whole and of the text with this content hash (base::digest128 of it).  O(bytes).
bool is_analysis_of(std::string_view bytes, std::string_view content_hash);

// False where they are not, or of another layout.
bool unpack_analysis(std::string_view bytes, std::string_view content_hash, Analysis& analysis);

}  // namespace waqai::pipeline
