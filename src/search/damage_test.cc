// SPDX-License-Identifier: Apache-2.0
//
// Segments that are no longer what was written: each field of the header and each table, with checksums that are wrong and with ones that fit.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <functional>

#include "base/error_codes.h"
#include "base/hash.h"
#include "search/article_words.h"
#include "search/bits.h"
#include "search/index.h"
#include "search/names.h"
#include "search/segment_writer.h"
#include "text/fold.h"

namespace waqai::search {
namespace {

struct Entry {
  std::string form, lemma;
  Postings postings;
};

Entry once(std::string form, std::string lemma, std::vector<uint32_t> articles, uint32_t position = 0) {
  Entry entry{std::move(form), std::move(lemma), {}};
  entry.postings.articles = std::move(articles);
  entry.postings.counts.assign(entry.postings.articles.size(), 1);
  entry.postings.positions.assign(entry.postings.articles.size(), position);
  return entry;
}

// `articles` of `positions` words each: "a0", "a1", ...; entries in order of form and lemma.
std::string segment_of(uint32_t articles, uint32_t positions, const std::vector<Entry>& entries) {
  SegmentWriter writer;
  for (uint32_t i = 0; i < articles; ++i) {
    const std::string id = "a" + std::to_string(i);
    SegmentArticle article;
    article.id = id;
    article.positions = positions;
    writer.add_article(article);
  }
  for (const Entry& entry : entries) writer.add_term(entry.form, entry.lemma, entry.postings);
  return writer.finish();
}

// Five words of three lemmas in three articles of eight words.
std::string small_segment() {
  return segment_of(
      3, 8, {once("p", "m", {0, 1}), once("q", "m", {1, 2}, 1), once("r", "n", {0, 2}), once("s", "o", {2}, 7), once("t", "o", {0, 1, 2}, 3)});
}

SegmentHeader header_of(const std::string& bytes) {
  SegmentHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header;
}

// The header as it is, with a checksum that fits it and the table behind it.
std::string under_header(SegmentHeader header, const std::string& bytes, size_t table) {
  header.checksum = 0;
  header.checksum = base::hash64(std::string_view(bytes).substr(sizeof header, table),
                                 base::hash64(std::string_view(reinterpret_cast<const char*>(&header), sizeof header)));
  std::string changed = bytes;
  std::memcpy(changed.data(), &header, sizeof header);
  return changed;
}

// A segment as its sections, to be changed and put together again with checksums that fit.
struct Sections {
  explicit Sections(const std::string& bytes) : header(header_of(bytes)) {
    for (size_t i = 0; i < kSectionCount; ++i) of[i] = bytes.substr(header.begin[i], header.begin[i + 1] - header.begin[i]);
  }
  std::string bytes() const {
    SegmentHeader changed = header;
    std::string all(sizeof changed, '\0');
    for (size_t i = 0; i < kSectionCount; ++i) {
      changed.begin[i] = all.size();
      all += of[i];
    }
    changed.begin[kSectionCount] = all.size();
    std::memcpy(all.data(), &changed, sizeof changed);
    return with_checksums(all);
  }
  SegmentHeader header;
  std::array<std::string, kSectionCount> of;
};

Sought spelt(const std::string& form) {
  Sought sought;
  sought.spellings = {form};
  return sought;
}
Sought beginning(const std::string& prefix) {
  Sought sought;
  sought.prefixes = {prefix};
  return sought;
}
Sought of_lemma(const std::string& lemma) {
  Sought sought;
  sought.lemmas = {lemma};
  return sought;
}
Sought in_a_row(const std::vector<std::string>& forms) {
  Sought sought;
  sought.phrases.emplace_back();
  for (const std::string& form : forms) sought.phrases.back().places.push_back({form});
  return sought;
}

// The articles that an index finds, or the code of the error; never anything else.
std::string found_by(const Index& index, const Question& question) {
  const Result<Answer> answer = index.ask(question);
  if (!answer) return answer.status().id();
  std::string ids;
  for (size_t i = 0; i < answer.value().shown.size(); ++i) {
    ids += std::string(answer.value().shown[i].id) + ":";
    for (const FoundWord& at : answer.value().words[i]) ids += std::to_string(at.position) + ",";
  }
  return ids;
}
std::string found_by(const Index& index, const Sought& sought) { return found_by(index, Question{{{sought}}, {}, {}, {}, 0, 100}); }

// One segment that opens, with its bytes.
struct Opened {
  explicit Opened(std::string of, std::vector<uint32_t> gone = {}) : bytes(std::move(of)), segment(Segment::open(bytes)) {
    EXPECT_TRUE(segment) << segment.status().to_string();
    if (segment) parts.push_back({&segment.value(), std::move(gone)});
  }
  Index index() const { return Index(parts); }
  Status merged() const {
    const std::vector<MergePart> all = {{&segment.value(), {}}};
    return merge(all).status();
  }
  std::string bytes;
  Result<Segment> segment;
  std::vector<Index::Part> parts;
};

void expect_damaged(const Status& status, const std::string& words) {
  EXPECT_EQ(status.code(), base::kIndexDamaged) << status.to_string();
  EXPECT_EQ(status.kind(), ErrorKind::kResource);
  EXPECT_NE(status.message().find(words), std::string::npos) << status.message();
}

TEST(DamagedHeaderTest, EachFieldIsLookedAt) {
  const std::string good = small_segment();
  const SegmentHeader header = header_of(good);
  const size_t table = header.begin[0] - sizeof header;
  ASSERT_TRUE(Segment::open(under_header(header, good, table)));
  const auto opened = [&](const std::function<void(SegmentHeader&)>& change) {
    SegmentHeader changed = header;
    change(changed);
    const std::string bytes = under_header(changed, good, table);
    return Segment::open(bytes).status();
  };
  for (size_t i = 0; i < sizeof header.magic; ++i) expect_damaged(opened([i](SegmentHeader& h) { h.magic[i] ^= 1; }), "does not begin");
  for (const uint32_t version : {0u, kSegmentVersion + 1, 0xffffffffu}) {
    const Status status = opened([version](SegmentHeader& h) { h.version = version; });
    EXPECT_EQ(status.code(), base::kIndexVersion);
    EXPECT_NE(status.message().find("version " + std::to_string(version)), std::string::npos) << status.message();
  }
  for (const uint64_t bytes : {uint64_t{0}, header.bytes - 1, header.bytes + 1, ~uint64_t{0}})
    expect_damaged(opened([bytes](SegmentHeader& h) { h.bytes = bytes; }), "length");
  for (const uint64_t begin :
       {uint64_t{0}, uint64_t{sizeof header} - 1, header.begin[0] - 1, header.begin[0] + 1, header.bytes, header.bytes + 1, ~uint64_t{0}})
    expect_damaged(opened([begin](SegmentHeader& h) { h.begin[0] = begin; }), "length");
  for (size_t i = 1; i < kSectionCount; ++i) {
    expect_damaged(opened([i](SegmentHeader& h) { h.begin[i] = h.begin[i - 1] - 1; }), "overlap");
    expect_damaged(opened([i](SegmentHeader& h) { h.begin[i] = ~uint64_t{0}; }), "overlap");
  }
  expect_damaged(opened([](SegmentHeader& h) { --h.begin[kSectionCount]; }), "length");
  expect_damaged(opened([](SegmentHeader& h) { ++h.begin[kSectionCount]; }), "length");
  for (const uint32_t documents : {header.documents + 1, header.documents + 1000, 0xffffffffu})
    expect_damaged(opened([documents](SegmentHeader& h) { h.documents = documents; }), "articles ends early");
}

TEST(DamagedHeaderTest, TheChecksumCoversHeaderAndTable) {
  const std::string good = small_segment();
  for (size_t at = 0; at < header_of(good).begin[0]; ++at) {
    std::string bad = good;
    bad[at] ^= 4;
    const Status status = Segment::open(bad).status();
    EXPECT_TRUE(status.code() == base::kIndexDamaged || (status.code() == base::kIndexVersion && at >= 8 && at < 12)) << at << status.to_string();
  }
  for (size_t size = 0; size < good.size(); ++size)
    expect_damaged(Segment::open(std::string_view(good).substr(0, size)).status(), size < sizeof(SegmentHeader) ? "cut short" : "length");
  expect_damaged(Segment::open(good + "x").status(), "length");
}

TEST(DamagedHeaderTest, AnArticleIsNoLongerThanAny) {
  EXPECT_TRUE(Segment::open(segment_of(1, 1u << 28, {})));
  expect_damaged(Segment::open(segment_of(1, (1u << 28) + 1, {})).status(), "longer than any");
}

TEST(DamagedHeaderTest, NumbersOfWordsAndLemmas) {
  Sections more(small_segment());
  ++more.header.terms;
  const Opened words(more.bytes());
  EXPECT_EQ(found_by(words.index(), beginning("")), "E116");
  expect_damaged(words.index().names_like({"BTN"}, 5).status(), "list of words");
  expect_damaged(words.merged(), "list of words");
  Sections lemmas(small_segment());
  ++lemmas.header.lemmas;
  const Opened longer(lemmas.bytes());
  expect_damaged(longer.index().names_like({"BTN"}, 5).status(), "list of lemmas ends early");
  EXPECT_EQ(found_by(longer.index(), spelt("p")), "a1:0,1,a0:0,a2:1,");
  lemmas.header.lemmas = 1;
  const Opened fewer(lemmas.bytes());
  EXPECT_EQ(found_by(fewer.index(), spelt("r")), "E116");
  expect_damaged(fewer.merged(), "list of words");
}

// A segment of several chunks of each section, and one chunk after the other damaged: every question fails or answers as before.
TEST(DamagedChunkTest, EveryQuestionSeesIt) {
  std::vector<Entry> entries;
  const auto form = [](uint32_t i) { return std::to_string(1000000 + i) + std::string(40, static_cast<char>('a' + i % 20)); };
  for (uint32_t i = 0; i < 12000; ++i)
    entries.push_back(once(form(i), std::to_string(1000000 + i) + std::string(30, 'l'), {i % 3000, 3000 + i % 3000}, i % 8));
  const std::string good = segment_of(6000, 8, entries);
  const SegmentHeader header = header_of(good);
  const size_t chunks = (good.size() - header.begin[0] + kChunkBytes - 1) / kChunkBytes;
  ASSERT_GT(chunks, 12u);
  std::vector<std::function<std::string(const Index&)>> questions;
  for (uint32_t i = 0; i < 12000; i += 400) {
    questions.push_back([&form, i](const Index& index) { return found_by(index, spelt(form(i))); });
    questions.push_back([&form, i](const Index& index) { return found_by(index, beginning(form(i).substr(0, 9))); });
    questions.push_back([i](const Index& index) { return found_by(index, of_lemma(std::to_string(1000000 + i) + std::string(30, 'l'))); });
    questions.push_back([&form, i](const Index& index) { return found_by(index, in_a_row({form(i), form(i + 1)})); });
    questions.push_back([&form, i](const Index& index) { return found_by(index, Question{{{spelt(form(1))}}, {spelt(form(i))}, {}, {}, 0, 9}); });
    questions.push_back([&form, i](const Index& index) {
      const Result<bool> held = index.holds(form(i));
      return held ? std::to_string(held.value()) : held.status().id();
    });
  }
  questions.push_back([](const Index& index) {
    const Result<std::vector<std::string>> names = index.names_like({"BTN"}, 5);
    return names ? std::to_string(names.value().size()) : names.status().id();
  });
  std::vector<std::string> expected;
  const Opened whole(good);
  for (const auto& question : questions) expected.push_back(question(whole.index()));
  std::vector<size_t> failed(6);
  for (size_t chunk = 1; chunk < chunks; ++chunk) {
    std::string bad = good;
    bad[std::min(header.begin[0] + chunk * kChunkBytes + kChunkBytes / 2, bad.size() - 1)] ^= 1;
    if (header.begin[1] > header.begin[0] + chunk * kChunkBytes) {
      expect_damaged(Segment::open(bad).status(), "checksum");
      continue;
    }
    for (size_t q = 0; q < questions.size(); ++q) {
      const Opened opened(bad);
      const std::string answer = questions[q](opened.index());
      EXPECT_TRUE(answer == "E116" || answer == expected[q]) << chunk << " " << q << " " << answer;
      failed[q % 6] += answer == "E116";
    }
    const Opened opened(bad);
    expect_damaged(opened.segment.value().verify(), "checksum");
    expect_damaged(opened.merged(), "checksum");
  }
  for (const size_t count : failed) EXPECT_GT(count, 2u);
}

// Every bit of a small segment, with checksums that fit: an error of the index, or articles that it has, and nothing beyond the bytes.
TEST(WrongBytesTest, EveryBitOfEverySection) {
  const std::string good = small_segment();
  size_t refused = 0, errors = 0;
  for (size_t at = header_of(good).begin[0]; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] ^= static_cast<char>(1 << bit);
      const std::string bytes = with_checksums(bad);
      const Result<Segment> segment = Segment::open(bytes);
      if (!segment) {
        EXPECT_EQ(segment.status().code(), base::kIndexDamaged);
        ++refused;
        continue;
      }
      const Index index(std::vector<Index::Part>{{&segment.value(), {}}});
      std::vector<Status> told = {index.ask({{{spelt("q")}}, {}, {}, {}, 0, 10}).status(),
                                  index.ask({{{beginning("")}}, {}, {}, {}, 0, 10}).status(),
                                  index.ask({{{of_lemma("o")}}, {}, {}, {}, 0, 10}).status(),
                                  index.ask({{{in_a_row({"p", "q"})}}, {spelt("t")}, {}, {}, 0, 10}).status(),
                                  index.names_like({"BTN"}, 5).status(),
                                  index.holds("t").status(),
                                  merge(std::vector<MergePart>{{&segment.value(), {}}}).status()};
      for (const Status& status : told) {
        EXPECT_TRUE(status.is_ok() || status.code() == base::kIndexDamaged) << status.to_string();
        errors += status.is_ok() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(refused, 20u);
  EXPECT_GT(errors, 500u);
}

TEST(WrongBytesTest, PostingsThatEndEarly) {
  Sections cut(segment_of(3, 200, {once("p", "m", {0, 1}), once("q", "m", {0, 2}, 180)}));
  cut.of[kTermSection].back() = static_cast<char>(cut.of[kTermSection].back() - 1);  // bytes of the last word's postings
  cut.of[kPostingSection].pop_back();
  const Opened opened(cut.bytes());
  EXPECT_EQ(found_by(opened.index(), spelt("p")), "E116");  // q is of the lemma of p
  EXPECT_EQ(found_by(opened.index(), in_a_row({"q"})), "E116");
  EXPECT_EQ(found_by(opened.index(), Question{{{in_a_row({"p"})}}, {in_a_row({"q"})}, {}, {}, 0, 10}), "E116");
  EXPECT_EQ(found_by(opened.index(), in_a_row({"p"})), "a0:0,a1:0,");
  expect_damaged(opened.merged(), "end early");
}

TEST(WrongBytesTest, WordsThatStandMoreOftenThanThereIsRoom) {
  const auto postings = [](uint32_t articles, uint32_t count) {
    std::string bytes;
    BitWriter bits(bytes);
    for (uint32_t i = 0; i < articles; ++i) bits.gamma(2 * (count - 1) + 1);
    bits.finish();
    return bytes;
  };
  for (const auto& [articles, positions, count] : {std::tuple(1u, 8u, 9u), std::tuple(2u, (1u << 27) + 1, (1u << 27) + 1)}) {
    std::vector<uint32_t> all(articles);
    for (uint32_t i = 0; i < articles; ++i) all[i] = i;
    Sections sections(segment_of(articles, positions, {once("p", "m", all)}));
    sections.of[kPostingSection] = postings(articles, count);
    sections.of[kTermSection].back() = static_cast<char>(sections.of[kPostingSection].size());
    const Opened opened(sections.bytes());
    expect_damaged(opened.index().holds("p").status(), "more often than there is room");
    EXPECT_EQ(found_by(opened.index(), spelt("p")), "E116");
  }
}

TEST(WrongBytesTest, AWordInMoreArticlesThanThereAre) {
  Sections sections(segment_of(2, 8, {once("p", "m", {0, 1})}));
  sections.of[kTermSection][4] = 3;  // shared, size, "p", lemma, articles
  const Opened opened(sections.bytes());
  expect_damaged(opened.index().holds("p").status(), "more articles than there are");
  expect_damaged(opened.merged(), "more articles than there are");
}

// The first word, which a search by halves does not read, and one behind others.
TEST(WrongBytesTest, AWordWithoutLemma) {
  Sections sections(segment_of(2, 8, {once("p", "m", {0}), once("q", "m", {1})}));
  const std::string good = sections.of[kTermSection];
  sections.of[kTermSection][3] = 9;
  const Opened first(sections.bytes());
  EXPECT_EQ(found_by(first.index(), spelt("p")), "E116");
  EXPECT_EQ(found_by(first.index(), in_a_row({"p"})), "E116");
  expect_damaged(first.index().holds("p").status(), "list of words");
  expect_damaged(first.index().names_like({"BTN"}, 5).status(), "list of words");
  expect_damaged(first.merged(), "list of words");
  sections.of[kTermSection] = good;
  sections.of[kTermSection][good.size() / 2 + 3] = 9;
  const Opened second(sections.bytes());
  EXPECT_EQ(found_by(second.index(), of_lemma("m")), "E116");
  EXPECT_EQ(found_by(second.index(), spelt("q")), "E116");
  expect_damaged(second.index().holds("q").status(), "list of words");
  expect_damaged(second.merged(), "list of words");
  // The only article with p is gone: the word behind it is asked whether it is the same one.
  const Opened gone(sections.bytes(), {0});
  expect_damaged(gone.index().holds("p").status(), "list of words");
}

TEST(WrongBytesTest, LemmasThatEndEarly) {
  for (const size_t kept : {0u, 1u, 2u}) {
    Sections sections(segment_of(2, 8, {once("p", "m", {0}), once("q", "n", {1})}));
    sections.of[kLemmaSection].resize(kept);
    const Opened opened(sections.bytes());
    EXPECT_EQ(found_by(opened.index(), spelt("p")), "E116") << kept;
    EXPECT_EQ(found_by(opened.index(), of_lemma("m")), "E116") << kept;
    EXPECT_EQ(found_by(opened.index(), in_a_row({"p"})), "a0:0,") << kept;  // asks for no lemma
    expect_damaged(opened.index().names_like({"BTN"}, 5).status(), "list of lemmas ends early");
    expect_damaged(opened.merged(), "list of lemmas ends early");
  }
}

TEST(WrongBytesTest, WordsThatEndEarly) {
  for (const size_t kept : {0u, 1u, 2u, 4u}) {
    Sections sections(small_segment());
    sections.of[kTermSection].resize(kept);
    const Opened opened(sections.bytes());
    EXPECT_EQ(found_by(opened.index(), spelt("q")), "E116") << kept;
    expect_damaged(opened.index().holds("p").status(), "list of words");
    expect_damaged(opened.merged(), "list of words");
  }
}

TEST(WrongBytesTest, BlocksThatLieOutside) {
  for (const Section blocks : {kTermBlockSection, kLemmaBlockSection}) {
    Sections sections(small_segment());
    sections.of[blocks][1] = 1;  // 256 bytes further on
    const Opened opened(sections.bytes());
    EXPECT_EQ(found_by(opened.index(), spelt("q")), "E116");
    EXPECT_EQ(found_by(opened.index(), of_lemma("m")), "E116");
    expect_damaged(opened.merged(), "outside");
    sections.of[blocks].clear();
    const Opened without(sections.bytes());
    EXPECT_TRUE(without.index().ask({{{spelt("q")}}, {}, {}, {}, 0, 10}).status().code() == (blocks == kTermBlockSection ? base::kIndexDamaged : 0));
  }
}

TEST(WrongBytesTest, PostingsThatLieOutside) {
  Sections sections(segment_of(2, 8, {once("p", "m", {0}), once("q", "m", {1})}));
  sections.of[kTermBlockSection][8] = 1;  // four GiB further on
  const Opened opened(sections.bytes());
  EXPECT_EQ(found_by(opened.index(), spelt("p")), "E116");
  expect_damaged(opened.index().holds("p").status(), "outside");
  expect_damaged(opened.merged(), "outside");
}

// Somebody writes over the file while it is read: the places of words in the articles found are asked for last.
TEST(WrongBytesTest, BytesThatChangeBetweenTwoLooks) {
  for (const Sought& sought : {spelt("p"), in_a_row({"p", "q"})}) {
    Opened opened(segment_of(2, 200, {once("p", "m", {0, 1}, 4), once("q", "m", {0, 1}, 5)}));
    const SegmentHeader header = header_of(opened.bytes);
    Question question{{{sought}}, {}, {}, {}, 0, 10};
    question.accepts = [&](std::string_view) {
      std::fill(opened.bytes.begin() + static_cast<std::ptrdiff_t>(header.begin[kPostingSection]), opened.bytes.end(), '\0');
      return true;
    };
    EXPECT_EQ(found_by(opened.index(), question), "E116");
  }
}

}  // namespace
}  // namespace waqai::search
