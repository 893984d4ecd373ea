// SPDX-License-Identifier: Apache-2.0
//
// Whether a text holds anything of which two dictionaries speak differently (changes.h).  A token is looked at once however often it stands in the
// articles: its keys without every possible clitic against the changed stems, the words of frames and the phrases of the actor base; phrases of
// several words go on from token to token as the matcher of names does.
// Thread rule: one a thread; the changes must outlive it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/changes.h"
#include "text/segment.h"

namespace waqai::lexicon {

// What is to be known of a phrase: one look into memory each, since every name in every text is looked up.
class PhraseTable {
 public:
  enum Flag : uint8_t { kKnown = 1, kChanged = 2, kDated = 4 };
  explicit PhraseTable(const DictionaryChanges& changes);
  // Flags of the phrase; 0 for an unknown one.
  uint8_t flags(uint64_t phrase) const {
    if (slots_.empty()) return 0;
    for (size_t at = phrase & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].flags == 0) return 0;
      if (slots_[at].phrase == phrase) return slots_[at].flags;
    }
  }
  bool empty() const { return slots_.empty(); }

 private:
  struct Slot {
    uint64_t phrase = 0;
    uint8_t flags = 0;  // 0: free
  };
  void add(uint64_t phrase, uint8_t flag);

  std::vector<Slot> slots_;
  size_t mask_ = 0;
};

class Touched {
 public:
  // `segmenter`: that of the dictionaries, which have it in common.
  Touched(const DictionaryChanges& changes, const text::Segmenter& segmenter) : changes_(changes), phrases_(changes), segmenter_(segmenter) {}

  // `title_end`: bytes of the title at the start of the text.  O(text); the memory grows with the number of distinct tokens.
  // REQUIRES: valid UTF-8
  bool text(std::string_view text, uint32_t title_end, base::Day published);

 private:
  struct Start {
    uint64_t phrase = 0;
    bool sector = false;  // the article of every word counts for nothing
  };
  struct WordHash {
    uint64_t name = 0, sector = 0;  // of the key, and of the key without its article
  };
  struct Token {
    bool touched = false;
    bool joins = false;             // a mark that phrases go on over
    std::vector<DaySpan> dated;     // touched for these days
    std::vector<Start> starts;      // known beginnings of longer phrases
    std::vector<uint32_t> terms;    // words of changed patterns that it may be
    bool mark = true;               // no word
    WordHash whole;                 // of the whole token
    std::vector<WordHash> without;  // and without an attached pronoun
  };

  const Token& token(std::string_view surface, text::TokenKind kind);
  void look_up(std::string_view surface, Token& token) const;
  static WordHash hash_of(std::string_view key);
  void look_up_stem(std::string_view key, bool to_the_end, Token& token) const;
  void look_up_terms(std::string_view surface, const std::vector<uint32_t>& offsets, size_t begin, size_t end, std::string_view key,
                     Token& token) const;
  // Whether the phrase means something else; what depends on the day is added to `dated`.
  bool changed(uint64_t phrase, std::vector<DaySpan>& dated) const;
  bool patterns_in(size_t begin, size_t end) const;
  bool phrases_from(size_t at, const Start& start, base::Day published) const;

  const DictionaryChanges& changes_;
  PhraseTable phrases_;
  const text::Segmenter& segmenter_;
  text::Segmentation segmentation_;
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return base::hash64(text); }
  };
  std::unordered_map<std::string, Token, Hash, std::equal_to<>> tokens_;
  std::vector<const Token*> line_;  // tokens of the text at hand
};

}  // namespace waqai::lexicon
