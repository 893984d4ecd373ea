// SPDX-License-Identifier: Apache-2.0
//
// ArticleWords: what the index takes of one article: at each position (text_words.h) the folded spelling of the word without its clitics, and its
// lemma.  Packed into bytes, so that whoever reads an article can hand it on without knowing the index.
// A lemma is any string that is the same for all forms of a word; kNameMark at its end says that the word is a name, kGuessMark that no dictionary
// has it, so that it may be one and the lemma before the mark is a folded key (text/fold.h). Thread rule: values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "search/varint.h"

namespace waqai::search {

inline constexpr char kNameMark = '\x01', kGuessMark = '\x02';
// Longer spellings are known by their beginning: no word is that long, but a line of rubbish may be.
inline constexpr size_t kMostFormBytes = 60;

class ArticleWordsWriter {
 public:
  // `positions`: one more than the last position of the text; `title_positions`: the first ones that are the title.
  ArticleWordsWriter(uint32_t positions, uint32_t title_positions) {
    put_varint(bytes_, positions);
    put_varint(bytes_, title_positions);
  }
  // REQUIRES: position < positions, in ascending order; a position may come several times
  void add(uint32_t position, std::string_view form, std::string_view lemma) {
    put_varint(bytes_, position - last_);
    last_ = position;
    put_text(bytes_, form);
    put_text(bytes_, lemma);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  uint32_t last_ = 0;
};

class ArticleWordsReader {
 public:
  explicit ArticleWordsReader(std::string_view bytes) : reader_(bytes) {
    positions_ = reader_.small();
    title_positions_ = reader_.small();
  }
  uint32_t positions() const { return positions_; }
  uint32_t title_positions() const { return title_positions_; }
  // False at the end, or where the bytes are none of ArticleWordsWriter.
  bool next(uint32_t& position, std::string_view& form, std::string_view& lemma) {
    if (reader_.done()) return false;
    position_ += reader_.small();
    position = position_;
    form = reader_.text();
    lemma = reader_.text();
    complete_ = !reader_.failed() && position < positions_ && !form.empty();
    return complete_;
  }
  // Whether all that was read is what ArticleWordsWriter wrote.
  bool complete() const { return complete_ && reader_.done() && !reader_.failed(); }

 private:
  ByteReader reader_;
  uint32_t positions_ = 0;
  uint32_t title_positions_ = 0;
  uint32_t position_ = 0;
  bool complete_ = true;
};

}  // namespace waqai::search
