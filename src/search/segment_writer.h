// SPDX-License-Identifier: Apache-2.0
//
// Segments are written here: by SegmentBuilder of articles, by merge() of other segments.  Same articles in the same order give the same bytes.
// Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/segment.h"

namespace waqai::search {

// The bytes of one segment: articles first, then terms in order of form and lemma.
class SegmentWriter {
 public:
  void add_article(const SegmentArticle& article);
  // `postings` with positions; in_title is not looked at.  REQUIRES: (form, lemma) above the one before; not empty
  void add_term(std::string_view form, std::string_view lemma, const Postings& postings);
  std::string finish();

 private:
  struct TermEntry {
    uint32_t lemma = 0;
    uint32_t articles = 0;
    uint32_t bytes = 0;
  };
  uint32_t lemma_id(std::string_view lemma);
  std::string lemma_section(std::vector<uint32_t>& rank, std::string& blocks) const;

  std::string articles_;
  std::string last_id_;
  std::vector<uint32_t> positions_;  // of each article
  std::vector<uint32_t> title_positions_;
  std::vector<TermEntry> terms_;
  std::string forms_;  // one after another
  std::vector<uint32_t> form_ends_;
  std::unordered_map<std::string, uint32_t> lemma_ids_;
  std::vector<std::vector<uint32_t>> lemma_terms_;
  std::string postings_;
};

// Collects articles and writes them as a segment.  Memory: about 12 bytes a word, and the terms.
class SegmentBuilder {
 public:
  // `words` as ArticleWordsWriter packs them; article.positions and title_positions are taken from there.  False, and nothing added, for other bytes.
  bool add(SegmentArticle article, std::string_view words);
  bool empty() const { return articles_.empty(); }
  size_t articles() const { return articles_.size(); }
  size_t words() const { return places_.size(); }
  // Empties the builder.
  std::string finish();

 private:
  struct Place {
    uint32_t term = 0;
    uint32_t article = 0;
    uint32_t position = 0;
  };
  std::vector<SegmentArticle> articles_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string, uint32_t> terms_;  // size of the form in a byte, form, lemma
  std::vector<Place> places_;
};

// `segment` with the checksums that its bytes have now: for tests.
std::string with_checksums(std::string segment);

// A segment and the articles of it that are no longer there, ascending.
struct MergePart {
  const Segment* segment = nullptr;
  std::span<const uint32_t> gone;
};
// One segment with the articles of all parts, in their order.  kIndexDamaged.
Result<std::string> merge(std::span<const MergePart> parts);

}  // namespace waqai::search
