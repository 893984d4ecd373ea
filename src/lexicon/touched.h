// SPDX-License-Identifier: Apache-2.0
//
// Whether a text holds anything of which two dictionaries speak differently (changes.h).  A token is looked at once however often it stands in the
// articles: its keys without every possible clitic against the changed stems, the words of frames and the phrases of the actor base; phrases of
// several words go on from token to token as the matcher of names does.  Where only patterns of frames are in question, whoever can read words tells
// whether one matches (pipeline/frame_check.h).
// Thread rule: one a thread; the changes must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/changes.h"
#include "text/segment.h"

namespace waqai::lexicon {

// A bit for each of a set of hashes, small enough to stay in the processor's cache: nearly all that is asked for is in none.
class HashFilter {
 public:
  HashFilter() = default;
  // For `count` hashes.
  explicit HashFilter(size_t count);
  void add(uint64_t hash) { bits_[hash >> 6 & (bits_.size() - 1)] |= uint64_t{1} << (hash & 63); }
  // False is certain.
  bool may_hold(uint64_t hash) const { return !bits_.empty() && (bits_[hash >> 6 & (bits_.size() - 1)] >> (hash & 63) & 1) != 0; }

 private:
  std::vector<uint64_t> bits_;  // none, or a power of two
};

// What is to be known of a phrase: one look into memory each, since every name in every text is looked up.
class PhraseTable {
 public:
  enum Flag : uint8_t { kKnown = 1, kChanged = 2, kDated = 4 };
  explicit PhraseTable(const DictionaryChanges& changes);
  // Flags of the phrase; 0 for an unknown one.
  uint8_t flags(uint64_t phrase) const {
    if (!known_.may_hold(phrase)) return 0;
    for (size_t at = phrase & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].flags == 0) return 0;
      if (slots_[at].phrase == phrase) return slots_[at].flags;
    }
  }
  // Whether the phrase changed, for all days or some; false is certain, true is to be asked of flags().
  bool may_have_changed(uint64_t phrase) const { return changed_.may_hold(phrase); }
  bool empty() const { return slots_.empty(); }

 private:
  struct Slot {
    uint64_t phrase = 0;
    uint8_t flags = 0;  // 0: free
  };
  void add(uint64_t phrase, uint8_t flag);

  HashFilter known_, changed_;
  std::vector<Slot> slots_;
  size_t mask_ = 0;
};

enum class Touch : uint8_t {
  kNo,
  kFrames,  // nothing but patterns of frames, if they match: in sentences()
  kYes
};

// What is to be said of a word by itself, whatever stands beside it.
struct WordTouch {
  bool touched = false;         // as are all texts that hold it
  std::vector<DaySpan> dated;   // the same for these days
  std::vector<uint32_t> terms;  // words of changed patterns that it may be
};

class Touched {
 public:
  // `segmenter`: that of the dictionaries, which have it in common.
  Touched(const DictionaryChanges& changes, const text::Segmenter& segmenter);

  // `title_end`: bytes of the title at the start of the text.  O(text); the memory grows with the number of distinct tokens.
  // REQUIRES: valid UTF-8
  Touch text(std::string_view text, uint32_t title_end, base::Day published);

  // What text() makes of a token `surface` that is no punctuation.  Any number of threads.
  WordTouch word(std::string_view surface) const;
  // Adds the hashes (hash64) of what such a token may be as a word of a phrase of several; some more than once.  Any number of threads.
  void phrase_words(std::string_view surface, std::vector<uint64_t>& hashes) const;

  // Of a text that is touched and was looked at last: whether both dictionaries read its words alike, so that words, trees and their like stand.
  bool reads_alike() const { return reads_alike_; }
  // Of the text that was looked at last; sentences by index, where a changed pattern may match.
  const text::Segmentation& segmentation() const { return segmentation_; }
  const std::vector<uint32_t>& sentences() const { return sentences_; }

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
    bool otherwise = false;       // read as other words
    bool joins = false;           // a mark that phrases go on over
    bool mark = true;             // no word
    std::vector<DaySpan> dated;   // touched for these days
    std::vector<Start> starts;    // known beginnings of longer phrases
    std::vector<uint32_t> terms;  // words of changed patterns that it may be
    bool plain() const { return !touched && !joins && !mark && dated.empty() && starts.empty() && terms.empty(); }
  };
  // How phrases go on with a token.
  struct Following {
    WordHash whole;
    std::array<WordHash, 3> without;  // an attached pronoun
    size_t count = 0;
  };

  uint32_t token(std::string_view surface, text::TokenKind kind);
  void grow();
  Following following(std::string_view surface) const;
  // Calls visit(begin, end) for each part of a key that may be a word with its clitics around it.
  template <typename Visit>
  void for_stems(std::string_view key, Visit visit) const;
  void look_up(std::string_view surface, Token& token) const;
  static WordHash hash_of(std::string_view key);
  Touch look(std::string_view text, uint32_t title_end, base::Day published);
  void look_up_stem(std::string_view key, bool to_the_end, Token& token) const;
  void look_up_key(const std::string& key, Token& token) const;
  // `letters`: the part of the surface that the key stands for; `plain`: without marks.
  void look_up_terms(std::string_view letters, bool plain, std::string_view key, Token& token) const;
  // Whether the phrase means something else; what depends on the day is added to `dated`.
  bool changed(uint64_t phrase, std::vector<DaySpan>& dated) const;
  bool patterns_in(size_t begin, size_t end) const;
  bool phrases_from(std::string_view text, size_t at, const Start& start, base::Day published) const;

  const DictionaryChanges& changes_;
  PhraseTable phrases_;
  HashFilter terms_;  // of frames, changed in any way
  HashFilter stems_;  // keys that changed or may be words of changed patterns
  const text::Segmenter& segmenter_;
  text::Segmentation segmentation_;
  // What was looked up, by the hash of the surface: open addressing.  Most tokens are plain and share one entry of entries_.
  struct Slot {
    uint64_t surface = 0;
    uint32_t token = kFree;
  };
  static constexpr uint32_t kFree = 0xffffffff, kPlain = 0;
  std::vector<Slot> slots_;
  size_t used_ = 0;
  std::deque<Token> entries_;
  std::vector<const Token*> line_;  // tokens of the text at hand
  std::vector<uint32_t> sentences_;
  bool reads_alike_ = true;
};

}  // namespace waqai::lexicon
