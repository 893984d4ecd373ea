// SPDX-License-Identifier: Apache-2.0
//
// Segment: one immutable part of the index: articles, a sorted dictionary of terms, and for each term the articles and positions that hold it.  A
// term is a folded spelling with the lemma it was read as; one spelling may stand there with several lemmas, a lemma has a list of its terms.
// Every chunk of the bytes is compared with its checksum before it is first read: damage is kIndexDamaged, never another answer.
// Thread rule: immutable apart from the marks of checked chunks, which are atomic; share freely.  The bytes must outlive it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/format.h"
#include "search/varint.h"
#include "waqai/types/status.h"

namespace waqai::search {

struct SegmentArticle {
  uint64_t key = 0;  // tells versions of an article apart
  int32_t day = 0;   // of publication, base::Day
  std::string_view id;
  uint32_t positions = 0;
  uint32_t title_positions = 0;
};

struct Term {
  std::string form;
  uint32_t lemma = 0;     // index; Segment::lemma
  uint32_t articles = 0;  // how many hold it
  uint64_t begin = 0;     // postings, within their section
  uint64_t end = 0;
};

// Articles that hold a term, ascending; in each how often, and whether in the title; positions of all, one article after another.
struct Postings {
  std::vector<uint32_t> articles;
  std::vector<uint32_t> counts;
  std::vector<uint8_t> in_title;
  std::vector<uint32_t> positions;  // empty unless asked for
};

class Segment {
 public:
  Segment(Segment&&) = default;
  Segment& operator=(Segment&&) = default;

  // kIndexDamaged, kIndexVersion.  O(articles).
  static Result<Segment> open(std::string_view bytes);

  const std::vector<SegmentArticle>& articles() const { return articles_; }
  uint32_t terms() const { return header_.terms; }
  uint32_t lemmas() const { return header_.lemmas; }

  // The first term whose form is not below `form`; terms() where there is none.  O(log terms).
  Result<uint32_t> first_term(std::string_view form) const;
  // The lemma with this index.  REQUIRES: index < lemmas()
  Result<std::string> lemma(uint32_t index) const;
  // All lemmas in order.
  Status each_lemma(const std::function<void(uint32_t index, std::string_view lemma)>& visit) const;
  // Indexes of the terms of a lemma, ascending; none for an unknown one.  O(log lemmas).
  Status terms_of(std::string_view lemma, std::vector<uint32_t>& terms) const;
  // O(occurrences).
  Status read(const Term& term, bool with_positions, Postings& postings) const;
  // Compares all checksums.
  Status verify() const;

 private:
  friend class TermCursor;
  Segment() = default;
  Result<std::string_view> section(Section which, uint64_t begin, uint64_t end) const;
  uint64_t size_of(Section which) const { return header_.begin[which + 1] - header_.begin[which]; }
  Status check(uint64_t begin, uint64_t end) const;
  Status read_articles();
  Result<TermBlock> term_block(uint32_t block) const;
  Result<std::string_view> block_bytes(Section blocks, Section section, uint32_t block) const;

  std::string_view bytes_;
  SegmentHeader header_;
  std::unique_ptr<const std::string> ids_;
  std::vector<SegmentArticle> articles_;
  uint32_t chunks_ = 0;
  std::unique_ptr<std::atomic<uint8_t>[]> checked_;
};

// Goes over terms in order.
class TermCursor {
 public:
  explicit TermCursor(const Segment& segment) : segment_(&segment) {}
  // Reads term `index`, then those behind it with next().  REQUIRES: index < terms()
  Status seek(uint32_t index);
  // False behind the last; seek() first.
  Result<bool> next();
  uint32_t index() const { return index_; }
  const Term& term() const { return term_; }

 private:
  Status read_one();

  const Segment* segment_;
  ByteReader reader_{{}};
  uint64_t postings_ = 0;  // where those of the next term begin
  uint32_t index_ = 0;
  Term term_;
};

}  // namespace waqai::search
