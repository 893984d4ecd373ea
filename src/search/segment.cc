// SPDX-License-Identifier: Apache-2.0
#include "search/segment.h"

#include <algorithm>
#include <cstring>

#include "base/error_codes.h"
#include "base/hash.h"
#include "search/bits.h"

namespace waqai::search {
namespace {

constexpr uint32_t kMostPositions = 1u << 28;  // of an article, and of a term

Status damaged(const std::string& what) {
  return Status::error(base::kIndexDamaged, ErrorKind::kResource, "a part of the search index is damaged: " + what);
}

}  // namespace

Result<Segment> Segment::open(std::string_view bytes) {
  Segment segment;
  segment.bytes_ = bytes;
  SegmentHeader& header = segment.header_;
  if (bytes.size() < sizeof header) return damaged("it is cut short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != kSegmentMagic) return damaged("it does not begin as one");
  if (header.version != kSegmentVersion) {
    return Status::error(
        base::kIndexVersion, ErrorKind::kResource,
        "the search index has version " + std::to_string(header.version) + ", this program reads " + std::to_string(kSegmentVersion));
  }
  const uint64_t first = header.begin[0];
  if (header.bytes != bytes.size() || first < sizeof header || first > bytes.size()) return damaged("its length is wrong");
  segment.chunks_ = static_cast<uint32_t>((bytes.size() - first + kChunkBytes - 1) / kChunkBytes);
  if (first != sizeof header + uint64_t{8} * segment.chunks_) return damaged("its length is wrong");
  for (uint32_t i = 0; i < kSectionCount; ++i) {
    if (header.begin[i] > header.begin[i + 1]) return damaged("its parts overlap");
  }
  if (header.begin[kSectionCount] != bytes.size()) return damaged("its length is wrong");
  SegmentHeader blank = header;
  blank.checksum = 0;
  const uint64_t checksum = base::hash64(bytes.substr(sizeof header, first - sizeof header),
                                         base::hash64(std::string_view(reinterpret_cast<const char*>(&blank), sizeof blank)));
  if (checksum != header.checksum) return damaged("the checksum of its beginning is wrong");
  segment.checked_ = std::make_unique<std::atomic<uint8_t>[]>(segment.chunks_);
  for (uint32_t i = 0; i < segment.chunks_; ++i) segment.checked_[i].store(0, std::memory_order_relaxed);
  Status status = segment.read_articles();
  if (!status) return status;
  return segment;
}

// REQUIRES: begin <= end <= bytes_.size()
Status Segment::check(uint64_t begin, uint64_t end) const {
  const uint64_t first = header_.begin[0];
  if (begin == end) return {};
  for (uint64_t chunk = (begin - first) / kChunkBytes; chunk <= (end - 1 - first) / kChunkBytes; ++chunk) {
    if (checked_[chunk].load(std::memory_order_relaxed) != 0) continue;
    uint64_t expected = 0;
    std::memcpy(&expected, bytes_.data() + sizeof(SegmentHeader) + chunk * 8, 8);
    const uint64_t at = first + chunk * kChunkBytes;
    if (base::hash64(bytes_.substr(at, kChunkBytes)) != expected) return damaged("a checksum is wrong");
    checked_[chunk].store(1, std::memory_order_relaxed);
  }
  return {};
}

Status Segment::verify() const { return check(header_.begin[0], bytes_.size()); }

Result<std::string_view> Segment::section(Section which, uint64_t begin, uint64_t end) const {
  if (begin > end || end > size_of(which)) return damaged("a part lies outside of it");
  const uint64_t base = header_.begin[which];
  Status status = check(base + begin, base + end);
  if (!status) return status;
  return bytes_.substr(base + begin, end - begin);
}

Status Segment::read_articles() {
  const Result<std::string_view> bytes = section(kDocumentSection, 0, size_of(kDocumentSection));
  if (!bytes) return bytes.status();
  ByteReader reader(bytes.value());
  articles_.reserve(std::min<uint64_t>(header_.documents, bytes.value().size() / 15));
  std::string id, ids;
  std::vector<size_t> ends;
  for (uint32_t i = 0; i < header_.documents && !reader.failed(); ++i) {
    SegmentArticle article;
    article.key = reader.fixed<uint64_t>();
    article.day = reader.fixed<int32_t>();
    id.resize(std::min<size_t>(id.size(), reader.small()));
    id += reader.text();
    ends.push_back(ids.size() + id.size());
    ids += id;
    article.positions = reader.small();
    article.title_positions = reader.small();
    if (article.positions > kMostPositions) return damaged("an article is longer than any");
    articles_.push_back(article);
  }
  if (reader.failed()) return damaged("the list of articles ends early");
  ids_ = std::make_unique<const std::string>(std::move(ids));  // stays where it is when the segment is moved
  for (size_t i = 0; i < articles_.size(); ++i) {
    const size_t begin = i == 0 ? 0 : ends[i - 1];
    articles_[i].id = std::string_view(*ids_).substr(begin, ends[i] - begin);
  }
  return {};
}

Result<TermBlock> Segment::term_block(uint32_t block) const {
  const uint64_t at = uint64_t{block} * sizeof(TermBlock);
  const Result<std::string_view> bytes = section(kTermBlockSection, at, at + sizeof(TermBlock));
  if (!bytes) return bytes.status();
  TermBlock found;
  std::memcpy(&found, bytes.value().data(), sizeof found);
  return found;
}

// The bytes of a section from where `block` begins to where the next one does; an entry of `blocks` begins with that place.
Result<std::string_view> Segment::block_bytes(Section blocks, Section in, uint32_t block) const {
  const uint64_t width = blocks == kTermBlockSection ? sizeof(TermBlock) : sizeof(uint32_t);
  uint32_t place[2] = {0, static_cast<uint32_t>(size_of(in))};
  for (uint32_t i = 0; i < 2 && (uint64_t{block} + i + 1) * width <= size_of(blocks); ++i) {
    const Result<std::string_view> entry = section(blocks, (uint64_t{block} + i) * width, (uint64_t{block} + i) * width + sizeof(uint32_t));
    if (!entry) return entry.status();
    std::memcpy(&place[i], entry.value().data(), sizeof(uint32_t));
  }
  return section(in, place[0], place[1]);
}

Result<uint32_t> Segment::first_term(std::string_view form) const {
  // The last block whose first form is below, then inside it.
  uint32_t low = 0;
  uint32_t high = (header_.terms + kBlockTerms - 1) / kBlockTerms;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const Result<std::string_view> block = block_bytes(kTermBlockSection, kTermSection, middle);
    if (!block) return block.status();
    ByteReader reader(block.value());
    (void)reader.varint();
    const std::string_view first = reader.text();
    if (reader.failed()) return damaged("the list of words ends early");
    if (first < form) low = middle + 1;
    else high = middle;
  }
  if (low == 0) return 0;
  TermCursor cursor(*this);
  Status status = cursor.seek((low - 1) * kBlockTerms);
  while (status) {
    if (cursor.term().form >= form) return cursor.index();
    const Result<bool> more = cursor.next();
    if (!more) return more.status();
    if (!more.value()) return header_.terms;
  }
  return status;
}

Result<std::string> Segment::lemma(uint32_t index) const {
  const Result<std::string_view> block = block_bytes(kLemmaBlockSection, kLemmaSection, index / kBlockTerms);
  if (!block) return block.status();
  ByteReader reader(block.value());
  std::string text;
  for (uint32_t i = 0; i <= index % kBlockTerms; ++i) {
    text.resize(std::min<size_t>(text.size(), reader.small()));
    text += reader.text();
    if (i == index % kBlockTerms) break;
    for (uint32_t n = reader.small(); n > 0 && !reader.failed(); --n) (void)reader.varint();
  }
  if (reader.failed()) return damaged("the list of lemmas ends early");
  return text;
}

Status Segment::each_lemma(const std::function<void(uint32_t, std::string_view)>& visit) const {
  const Result<std::string_view> bytes = section(kLemmaSection, 0, size_of(kLemmaSection));
  if (!bytes) return bytes.status();
  ByteReader reader(bytes.value());
  std::string text;
  for (uint32_t i = 0; i < header_.lemmas; ++i) {
    text.resize(i % kBlockTerms == 0 ? 0 : std::min<size_t>(text.size(), reader.small()));
    if (i % kBlockTerms == 0) (void)reader.varint();
    text += reader.text();
    for (uint32_t n = reader.small(); n > 0 && !reader.failed(); --n) (void)reader.varint();
    if (reader.failed()) return damaged("the list of lemmas ends early");
    visit(i, text);
  }
  return {};
}

Status Segment::terms_of(std::string_view lemma, std::vector<uint32_t>& terms) const {
  terms.clear();
  std::string_view last_below;  // the last block that does not begin behind it
  uint32_t low = 0;
  uint32_t high = (header_.lemmas + kBlockTerms - 1) / kBlockTerms;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const Result<std::string_view> block = block_bytes(kLemmaBlockSection, kLemmaSection, middle);
    if (!block) return block.status();
    ByteReader reader(block.value());
    (void)reader.varint();
    const std::string_view first = reader.text();
    if (reader.failed()) return damaged("the list of lemmas ends early");
    if (first > lemma) {
      high = middle;
      continue;
    }
    low = middle + 1;
    last_below = block.value();
  }
  ByteReader reader(last_below);
  std::string text;
  while (!reader.done()) {
    text.resize(std::min<size_t>(text.size(), reader.small()));
    text += reader.text();
    uint32_t term = 0;
    for (uint32_t n = reader.small(); n > 0 && !reader.failed(); --n) {
      term += reader.small();
      if (text == lemma) terms.push_back(term);
    }
    if (text == lemma) break;
  }
  const bool outside = std::any_of(terms.begin(), terms.end(), [this](uint32_t term) { return term >= header_.terms; });
  return reader.failed() || outside ? damaged("the list of lemmas is wrong") : Status();
}

Status Segment::read(const Term& term, bool with_positions, Postings& postings) const {
  const Result<std::string_view> bytes = section(kPostingSection, term.begin, term.end);
  if (!bytes) return bytes.status();
  if (term.articles > articles_.size()) return damaged("a word is in more articles than there are");
  postings.articles.resize(term.articles);
  postings.counts.resize(term.articles);
  postings.in_title.resize(term.articles);
  postings.positions.clear();
  BitReader bits(bytes.value());
  uint64_t total = 0;
  bits.ascending(postings.articles, 0, static_cast<uint32_t>(articles_.size()) - 1);
  for (uint32_t i = 0; i < term.articles; ++i) {
    const uint32_t symbol = bits.gamma() - 1;
    postings.counts[i] = symbol / 2 + 1;
    postings.in_title[i] = symbol % 2;
    if (postings.counts[i] > articles_[postings.articles[i]].positions) return damaged("a word stands more often than there is room");
    total += postings.counts[i];
  }
  if (total > kMostPositions) return damaged("a word stands more often than there is room");
  for (uint32_t i = 0; with_positions && i < term.articles; ++i) {
    const size_t begin = postings.positions.size();
    postings.positions.resize(begin + postings.counts[i]);
    bits.ascending(std::span(postings.positions).subspan(begin), 0, articles_[postings.articles[i]].positions - 1);
  }
  return bits.failed() ? damaged("the articles of a word end early") : Status();
}

Status TermCursor::seek(uint32_t index) {
  const uint32_t block = index / kBlockTerms;
  const Result<TermBlock> place = segment_->term_block(block);
  if (!place) return place.status();
  const Result<std::string_view> bytes = segment_->block_bytes(kTermBlockSection, kTermSection, block);
  if (!bytes) return bytes.status();
  reader_ = ByteReader(bytes.value());
  postings_ = uint64_t{place.value().postings_high} << 32 | place.value().postings_low;
  index_ = block * kBlockTerms;
  term_.form.clear();
  Status status = read_one();
  while (status && index_ < index) {
    ++index_;
    status = read_one();
  }
  return status;
}

Result<bool> TermCursor::next() {
  if (index_ + 1 >= segment_->terms()) {
    index_ = segment_->terms();
    return false;
  }
  ++index_;
  Status status = index_ % kBlockTerms == 0 ? seek(index_) : read_one();
  if (!status) return status;
  return true;
}

Status TermCursor::read_one() {
  term_.form.resize(std::min<size_t>(term_.form.size(), reader_.small()));
  term_.form += reader_.text();
  term_.lemma = reader_.small();
  term_.articles = reader_.small();
  term_.begin = postings_;
  term_.end = postings_ += reader_.small();
  const bool wrong = reader_.failed() || term_.lemma >= segment_->lemmas() || term_.articles == 0;
  return wrong ? damaged("the list of words is wrong") : Status();
}

}  // namespace waqai::search
