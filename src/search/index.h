// SPDX-License-Identifier: Apache-2.0
//
// Index: the segments of an archive as one, without the articles that are no longer there; and the answers to questions.  What it answers follows
// from the articles alone, however they are spread over segments and in whatever order they came.
// Thread rule: immutable after construction but for tables made on first use, behind a lock; share freely.  Segments must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "search/segment.h"
#include "waqai/types/status.h"

namespace waqai::search {

// How a word of an article matches a word of the question: it is spelt so (clitics apart), it is a form of the same lemma, it is a spelling of the
// name meant, it begins so.
enum class How : uint8_t { kSpelling, kLemma, kName, kPrefix };
// "spelling", "lemma", "name", "prefix".
std::string_view to_string(How how);

// Words one behind the other: at each place any of some folded forms; a place without forms may hold any word.
struct SoughtPhrase {
  std::vector<std::vector<std::string>> places;
  How how = How::kSpelling;
};

// What is looked for where the question has one word, phrase or prefix.  Forms and lemmas are those of ArticleWords.
struct Sought {
  std::vector<std::string> spellings;
  std::vector<std::string> names;
  std::vector<std::string> lemmas;
  bool own_lemmas = true;             // also the lemmas that articles have for these spellings, where one time in twenty or more
  std::vector<std::string> prefixes;  // words that begin so
  std::vector<SoughtPhrase> phrases;
};

struct Question {
  std::vector<std::vector<Sought>> all;              // of each, one must be there
  std::vector<Sought> none;                          // none of these
  SoughtPhrase together;                             // an article that holds it ranks higher; may be empty
  std::function<bool(std::string_view id)> accepts;  // articles that may be found; empty: all
  size_t offset = 0;
  size_t limit = 10;
};

struct MatchedForm {
  std::string form;   // folded; words of a phrase with spaces between them
  std::string lemma;  // UTF-8, without mark; empty where none is known
  How how = How::kSpelling;
  uint64_t articles = 0;  // that hold it, whether the whole question finds them or not
};

struct FoundArticle {
  uint32_t part = 0;
  uint32_t article = 0;  // number in the part
  bool as_spelt = false;
  int64_t score = 0;
  std::string_view id;
};

struct FoundWord {
  uint32_t position = 0;
  How how = How::kSpelling;
};

struct Answer {
  uint64_t articles = 0;                          // that were found
  std::vector<FoundArticle> shown;                // from offset on: as spelt first, then by score, day of publication (newest first), id
  std::vector<std::vector<FoundWord>> words;      // of each shown article, where the words asked for stand, ascending
  std::vector<std::vector<MatchedForm>> matched;  // of each Sought of Question::all in order, the most frequent first, at most kMostMatched
};

class Index {
 public:
  static constexpr size_t kMostMatched = 40;
  static constexpr size_t kMostPrefixTerms = 4000;

  struct Part {
    const Segment* segment = nullptr;
    std::vector<uint32_t> gone;  // articles that are no longer there, ascending
  };
  explicit Index(std::vector<Part> parts);

  uint64_t articles() const { return articles_; }

  // kIndexDamaged; kBadValue for a prefix that too many words have.
  Result<Answer> ask(const Question& question) const;

  // Folded forms of names whose consonants are one of `skeletons` (names.h), the most frequent first.  The first call reads the dictionary.
  Result<std::vector<std::string>> names_like(const std::vector<std::string>& skeletons, size_t most) const;
  // Whether some article holds a word of this folded form.
  Result<bool> holds(std::string_view form) const;

 private:
  friend class Answering;
  struct Name {
    uint64_t skeleton = 0;
    uint32_t begin = 0;  // in name_forms_
    uint32_t size = 0;
    uint32_t articles = 0;
  };
  Status read_names() const;

  std::vector<Part> parts_;
  std::vector<std::vector<uint8_t>> alive_;  // of each part, of each article
  uint64_t articles_ = 0;
  uint64_t positions_ = 0;
  mutable std::mutex mutex_;
  mutable bool has_names_ = false;
  mutable std::vector<Name> names_;  // by skeleton
  mutable std::string name_forms_;
};

}  // namespace waqai::search
