// SPDX-License-Identifier: Apache-2.0
//
// PhraseBook: the fixed phrases that the segmenter knows: what opens or makes up lines that are no part of the article, names of agencies in
// datelines, abbreviations, ends of site names.  Rows come from data/text/*.tsv (through the bundle) or from a test.
// Phrases compare by folded keys (fold.h); marks of punctuation count for nothing, except the colon.
// Thread rule: immutable after construction; share freely.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokens.h"

namespace waqai::text {

// Values are stored in bundles: append only.
enum class PhraseUse : uint8_t {
  kOpens,         // a line that starts with it is no part of the article
  kWhole,         // a line that is it, and nothing else but punctuation; a number stands for any number
  kAgency,        // a source named in datelines
  kAbbreviation,  // a full stop after it ends no sentence; one token
  kSiteSuffix     // after a dot without space: part of a site's name; one token
};

struct Phrase {
  std::string_view text;
  PhraseUse use = PhraseUse::kOpens;
  uint32_t max_tokens = 0;  // kOpens: only in lines of at most so many words and numbers; 0: any length
};

// What two spellings of one phrase share: the keys of its words with one space between them.
std::string phrase_key(std::string_view phrase);

class PhraseBook {
 public:
  PhraseBook() = default;  // knows nothing
  explicit PhraseBook(std::span<const Phrase> phrases);

  // Whether the line made of `tokens` is no part of the article.
  bool is_furniture(std::string_view text, std::span<const RawToken> tokens) const;

  // How many of the first `tokens` name an agency, the longest name; 0 if none does.
  size_t agency(std::string_view text, std::span<const RawToken> tokens) const;

  // Whether the token is listed for `use` (kAbbreviation, kSiteSuffix).
  bool lists(PhraseUse use, std::string_view token) const;

 private:
  std::unordered_map<std::string, uint32_t> uses_[5];  // key -> max_tokens
  size_t longest_ = 0;                                 // words of the longest phrase
};

}  // namespace waqai::text
