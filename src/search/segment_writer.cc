// SPDX-License-Identifier: Apache-2.0
#include "search/segment_writer.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/hash.h"
#include "search/article_words.h"
#include "search/bits.h"

namespace waqai::search {
namespace {

// `text` as what it shares with `before` and the rest.
void put_shared(std::string& out, std::string_view before, std::string_view text) {
  const auto [own, other] = std::mismatch(text.begin(), text.end(), before.begin(), before.end());
  const auto shared = static_cast<size_t>(own - text.begin());
  put_varint(out, shared);
  put_text(out, text.substr(shared));
}

std::string checksums(std::string_view bytes) {
  std::string table;
  for (size_t at = 0; at < bytes.size(); at += kChunkBytes) put_fixed(table, base::hash64(bytes.substr(at, kChunkBytes)));
  return table;
}

// Header and table in front of `body`; the places in `header` are those in the body.
std::string sealed(SegmentHeader header, std::string_view body) {
  const std::string table = checksums(body);
  for (uint64_t& begin : header.begin) begin += sizeof header + table.size();
  header.bytes = header.begin[kSectionCount];
  header.checksum = 0;
  header.checksum = base::hash64(table, base::hash64(std::string_view(reinterpret_cast<const char*>(&header), sizeof header)));
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += table;
  bytes += body;
  return bytes;
}

}  // namespace

std::string with_checksums(std::string segment) {
  SegmentHeader header;
  std::memcpy(&header, segment.data(), sizeof header);
  const uint64_t first = header.begin[0];
  for (uint64_t& begin : header.begin) begin -= first;
  return sealed(header, std::string_view(segment).substr(first));
}

void SegmentWriter::add_article(const SegmentArticle& article) {
  put_fixed(articles_, article.key);
  put_fixed(articles_, article.day);
  put_shared(articles_, last_id_, article.id);
  last_id_ = article.id;
  put_varint(articles_, article.positions);
  put_varint(articles_, article.title_positions);
  positions_.push_back(article.positions);
  title_positions_.push_back(article.title_positions);
}

uint32_t SegmentWriter::lemma_id(std::string_view lemma) {
  const auto [place, fresh] = lemma_ids_.try_emplace(std::string(lemma), static_cast<uint32_t>(lemma_terms_.size()));
  if (fresh) lemma_terms_.emplace_back();
  return place->second;
}

void SegmentWriter::add_term(std::string_view form, std::string_view lemma, const Postings& postings) {
  const size_t begin = postings_.size();
  BitWriter bits(postings_);
  bits.ascending(postings.articles, 0, static_cast<uint32_t>(positions_.size()) - 1);
  size_t at = 0;
  for (size_t i = 0; i < postings.articles.size(); ++i) {
    const bool in_title = postings.positions[at] < title_positions_[postings.articles[i]];
    bits.gamma(2 * (postings.counts[i] - 1) + (in_title ? 1 : 0) + 1);
    at += postings.counts[i];
  }
  at = 0;
  for (size_t i = 0; i < postings.articles.size(); ++i) {
    bits.ascending(std::span(postings.positions).subspan(at, postings.counts[i]), 0, positions_[postings.articles[i]] - 1);
    at += postings.counts[i];
  }
  bits.finish();
  const uint32_t id = lemma_id(lemma);
  lemma_terms_[id].push_back(static_cast<uint32_t>(terms_.size()));
  terms_.push_back({id, static_cast<uint32_t>(postings.articles.size()), static_cast<uint32_t>(postings_.size() - begin)});
  forms_ += form;
  form_ends_.push_back(static_cast<uint32_t>(forms_.size()));
}

// Lemmas in order with their terms; `rank`: place of each lemma id in that order.
std::string SegmentWriter::lemma_section(std::vector<uint32_t>& rank, std::string& blocks) const {
  std::vector<std::pair<std::string_view, uint32_t>> order;
  for (const auto& [lemma, id] : lemma_ids_) order.emplace_back(lemma, id);
  std::sort(order.begin(), order.end());
  rank.resize(order.size());
  std::string section;
  std::string_view before;
  for (uint32_t i = 0; i < order.size(); ++i) {
    const auto& [lemma, id] = order[i];
    rank[id] = i;
    if (i % kBlockTerms == 0) {
      put_fixed(blocks, static_cast<uint32_t>(section.size()));
      before = {};
    }
    put_shared(section, before, lemma);
    before = lemma;
    put_varint(section, lemma_terms_[id].size());
    uint32_t last = 0;
    for (const uint32_t term : lemma_terms_[id]) {
      put_varint(section, term - last);
      last = term;
    }
  }
  return section;
}

std::string SegmentWriter::finish() {
  std::vector<uint32_t> rank;
  std::string lemma_blocks;
  const std::string lemmas = lemma_section(rank, lemma_blocks);
  std::string terms, term_blocks;
  std::string_view before;
  uint64_t place = 0;
  for (uint32_t i = 0; i < terms_.size(); ++i) {
    const uint32_t begin = i == 0 ? 0 : form_ends_[i - 1];
    const std::string_view form = std::string_view(forms_).substr(begin, form_ends_[i] - begin);
    if (i % kBlockTerms == 0) {
      put_fixed(term_blocks, TermBlock{static_cast<uint32_t>(terms.size()), static_cast<uint32_t>(place), static_cast<uint32_t>(place >> 32)});
      before = {};
    }
    put_shared(terms, before, form);
    before = form;
    put_varint(terms, rank[terms_[i].lemma]);
    put_varint(terms, terms_[i].articles);
    put_varint(terms, terms_[i].bytes);
    place += terms_[i].bytes;
  }
  const std::string* parts[kSectionCount] = {&articles_, &terms, &term_blocks, &lemmas, &lemma_blocks, &postings_};
  std::string body;
  body.reserve(articles_.size() + terms.size() + term_blocks.size() + lemmas.size() + lemma_blocks.size() + postings_.size());
  SegmentHeader header;
  std::copy(kSegmentMagic.begin(), kSegmentMagic.end(), header.magic);
  header.version = kSegmentVersion;
  header.documents = static_cast<uint32_t>(positions_.size());
  header.terms = static_cast<uint32_t>(terms_.size());
  header.lemmas = static_cast<uint32_t>(rank.size());
  for (uint32_t i = 0; i < kSectionCount; ++i) {
    header.begin[i] = body.size();
    body += *parts[i];
  }
  header.begin[kSectionCount] = body.size();
  std::string bytes = sealed(header, body);
  *this = SegmentWriter();
  return bytes;
}

bool SegmentBuilder::add(SegmentArticle article, std::string_view words) {
  ArticleWordsReader reader(words);
  article.positions = reader.positions();
  article.title_positions = reader.title_positions();
  const auto number = static_cast<uint32_t>(articles_.size());
  const size_t before = places_.size();
  uint32_t position = 0;
  std::string_view form, lemma;
  std::string key;
  while (reader.next(position, form, lemma)) {
    form = form.substr(0, kMostFormBytes);
    key.assign(1, static_cast<char>(form.size())).append(form).append(lemma);
    const uint32_t term = terms_.try_emplace(key, static_cast<uint32_t>(terms_.size())).first->second;
    places_.push_back({term, number, position});
  }
  if (!reader.complete()) {
    places_.resize(before);
    return false;
  }
  ids_.emplace_back(article.id);
  articles_.push_back(article);
  return true;
}

std::string SegmentBuilder::finish() {
  SegmentWriter writer;
  for (size_t i = 0; i < articles_.size(); ++i) {
    articles_[i].id = ids_[i];
    writer.add_article(articles_[i]);
  }
  struct Ordered {
    std::string_view form, lemma;
    uint32_t id = 0;
    auto operator<=>(const Ordered&) const = default;
  };
  std::vector<Ordered> order;
  order.reserve(terms_.size());
  for (const auto& [key, id] : terms_) {
    const size_t cut = 1 + static_cast<unsigned char>(key[0]);
    order.push_back({std::string_view(key).substr(1, cut - 1), std::string_view(key).substr(cut), id});
  }
  std::sort(order.begin(), order.end());
  // Places by term; those of a term are in order already.
  std::vector<uint32_t> begin(terms_.size() + 1, 0);
  for (const Place& place : places_) ++begin[place.term + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::pair<uint32_t, uint32_t>> sorted(places_.size());
  {
    std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
    for (const Place& place : places_) sorted[next[place.term]++] = {place.article, place.position};
  }
  Postings postings;
  for (const auto& [form, lemma, id] : order) {
    postings.articles.clear();
    postings.counts.clear();
    postings.positions.clear();
    for (uint32_t i = begin[id]; i < begin[id + 1]; ++i) {
      const auto [article, position] = sorted[i];
      if (postings.articles.empty() || postings.articles.back() != article) {
        postings.articles.push_back(article);
        postings.counts.push_back(0);
      } else if (postings.positions.back() == position) {
        continue;
      }
      ++postings.counts.back();
      postings.positions.push_back(position);
    }
    if (postings.articles.empty()) continue;
    writer.add_term(form, lemma, postings);
  }
  std::string bytes = writer.finish();
  *this = SegmentBuilder();
  return bytes;
}

namespace {

// One segment while it is merged: its next term and the new numbers of its articles.
struct Merging {
  explicit Merging(const Segment& from) : segment(&from), cursor(from) {}
  const Segment* segment;
  TermCursor cursor;
  std::string lemma;
  std::vector<uint32_t> number;  // kGone: left out
  bool more = false;

  static constexpr uint32_t kGone = 0xffffffff;

  Status load() {
    Result<std::string> text = segment->lemma(cursor.term().lemma);
    if (!text) return text.status();
    lemma = std::move(text).value();
    return {};
  }
  Status advance() {
    const Result<bool> next = cursor.next();
    if (!next) return next.status();
    more = next.value();
    return more ? load() : Status();
  }
  Status start() {
    more = segment->terms() > 0;
    Status status = more ? cursor.seek(0) : Status();
    return status && more ? load() : status;
  }
  // Appends the articles of the present term that are still there.
  Status append(Postings& scratch, Postings& all) const {
    Status status = segment->read(cursor.term(), true, scratch);
    if (!status) return status;
    size_t at = 0;
    for (size_t i = 0; i < scratch.articles.size(); ++i) {
      const uint32_t to = number[scratch.articles[i]];
      const auto begin = scratch.positions.begin() + static_cast<std::ptrdiff_t>(at);
      at += scratch.counts[i];
      if (to == kGone) continue;
      all.articles.push_back(to);
      all.counts.push_back(scratch.counts[i]);
      all.positions.insert(all.positions.end(), begin, begin + scratch.counts[i]);
    }
    return {};
  }
  std::pair<std::string_view, std::string_view> key() const { return {cursor.term().form, lemma}; }
};

}  // namespace

Result<std::string> merge(std::span<const MergePart> parts) {
  SegmentWriter writer;
  std::vector<Merging> merging;
  uint32_t articles = 0;
  for (const MergePart& part : parts) {
    Merging& one = merging.emplace_back(*part.segment);
    for (uint32_t i = 0; i < part.segment->articles().size(); ++i) {
      const bool gone = std::binary_search(part.gone.begin(), part.gone.end(), i);
      one.number.push_back(gone ? Merging::kGone : articles++);
      if (!gone) writer.add_article(part.segment->articles()[i]);
    }
    Status status = one.start();
    if (!status) return status;
  }
  Postings scratch, all;
  while (true) {
    const Merging* least = nullptr;
    for (const Merging& one : merging) {
      if (one.more && (least == nullptr || one.key() < least->key())) least = &one;
    }
    if (least == nullptr) break;
    const std::string form(least->key().first), lemma(least->key().second);
    all.articles.clear();
    all.counts.clear();
    all.positions.clear();
    for (Merging& one : merging) {
      if (!one.more || one.key() != std::pair<std::string_view, std::string_view>(form, lemma)) continue;
      Status status = one.append(scratch, all);
      if (status) status = one.advance();
      if (!status) return status;
    }
    if (!all.articles.empty()) writer.add_term(form, lemma, all);
  }
  return writer.finish();
}

}  // namespace waqai::search
