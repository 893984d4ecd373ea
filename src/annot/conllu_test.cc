// SPDX-License-Identifier: Apache-2.0
#include "annot/conllu.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <random>

#include "base/error_codes.h"
#include "base/file.h"
#include "support/case_file.h"

namespace waqai::annot {
namespace {

ConlluPart part(std::string_view bytes) { return {bytes, {}, 1}; }

// A row without tags: id, form, head, relation.
std::string row(std::string_view id, std::string_view form, std::string_view head, std::string_view relation) {
  return std::string(id) + "\t" + std::string(form) + "\t_\tNOUN\t_\t_\t" + std::string(head) + "\t" + std::string(relation) + "\t_\t_\n";
}

std::string written(const Document& doc) {
  std::string out;
  append_conllu(doc, {}, out);
  return out;
}

// Spans of tokens and words nest, follow each other, and every index is in bounds.
void expect_sound(const Document& doc) {
  for (const Sentence& sentence : doc.sentences) {
    ASSERT_LE(sentence.tokens.end, doc.tokens.size());
    ASSERT_LE(sentence.words.end, doc.words.size());
    ASSERT_LE(sentence.span.end, doc.text.size());
    uint32_t at = sentence.span.begin;
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const Token& token = doc.tokens[t];
      ASSERT_TRUE(sentence.span.contains(token.span));
      ASSERT_LE(at, token.span.begin);
      at = token.span.begin;
      for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
        ASSERT_EQ(doc.words[w].span.begin, at);
        at = doc.words[w].span.end;
        if (doc.arcs.empty() || doc.arcs[w].head == kNone) continue;
        ASSERT_TRUE(sentence.words.contains(doc.arcs[w].head));
      }
      ASSERT_EQ(at, token.span.end);
    }
  }
}

TEST(Conllu, ReadsRangesAsTokens) {
  const std::string input = "# sent_id = 1\n" + row("1-2", "\xD9\x84\xD9\x84\xD8\xAD\xD8\xB8\xD8\xB1", "_", "_") + row("1", "\xD9\x84", "2", "case") +
                            row("2", "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xB8\xD8\xB1", "0", "root") + row("3", "B", "2", "nmod:poss") + "\n";
  Document doc;
  Status status = read_conllu(part(input), doc);
  ASSERT_TRUE(status) << status.to_string();
  EXPECT_EQ(doc.text, "\xD9\x84\xD9\x84\xD8\xAD\xD8\xB8\xD8\xB1 B");
  ASSERT_EQ(doc.tokens.size(), 2u);
  ASSERT_EQ(doc.words.size(), 3u);
  EXPECT_EQ(doc.surface(doc.words[1]), "\xD9\x84\xD8\xAD\xD8\xB8\xD8\xB1");
  EXPECT_EQ(doc.words[1].form, "\xD8\xA7\xD9\x84\xD8\xAD\xD8\xB8\xD8\xB1");
  EXPECT_EQ(doc.arcs[0].head, 1u);
  EXPECT_EQ(doc.arcs[1].head, kNone);
  EXPECT_EQ(doc.arcs[2].relation, Relation::kNmod);
  EXPECT_EQ(doc.tokens[1].kind, TokenKind::kLatin);
  expect_sound(doc);
}

TEST(Conllu, RoundTrip) {
  const std::string input =
      "# newpar\n# sent_id = s1\n# text = A\n# kind = title\n1\tA\tA\tPROPN\t_\tNumber=Sing\t0\troot\t_\t_\n\n"
      "# newpar\n# sent_id = s2\n# text = AB "
      "c.\n1-2\tAB\t_\t_\t_\t_\t_\t_\t_\t_\n1\tA\tA\tADP\t_\t_\t2\tcase\t_\t_\n2\tB\tB\tNOUN\t_\t_\t0\troot\t_\t_\n"
      "3\tc\tc\tX\t_\t_\t2\tdep\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
  Document doc;
  ASSERT_TRUE(read_conllu(part(input), doc));
  EXPECT_EQ(doc.text, "A\nAB c.");
  EXPECT_EQ(doc.title_end, 1u);
  EXPECT_EQ(doc.sentences[0].kind, SentenceKind::kTitle);
  EXPECT_EQ(written(doc), input);
}

TEST(Conllu, TreesAreOptional) {
  Document doc;
  ASSERT_TRUE(read_conllu(part(row("1", "a", "_", "_") + row("2", "b", "_", "_")), doc));
  EXPECT_EQ(doc.words.size(), 2u);
  EXPECT_TRUE(doc.arcs.empty());
}

TEST(Conllu, ErrorsNameTheLine) {
  const struct {
    std::string input;
    std::string place;
  } cases[] = {
      {"1\ta\tb\n", "line 1"},
      {row("1", "a", "0", "root") + "\n" + row("2", "b", "0", "root"), "line 3"},
      {row("1", "a", "0", "root") + row("2", "b", "7", "dep"), "line 2"},
      {row("1", "a", "2", "dep") + row("2", "b", "1", "dep") + row("3", "c", "0", "root"), "line 1"},
      {row("1", "a", "0", "root") + row("2", "b", "0", "root"), "line 1"},
      {row("1", "a", "x", "root"), "line 1"},
      {row("1", "\xFF", "0", "root"), "line 1"},
      {row("1", "\xC0\x80", "0", "root"), "line 1"},
      {row("1-2", "ab", "_", "_") + row("1", "a", "0", "root"), "line 3"},
      {row("2-1", "ab", "_", "_"), "line 1"},
      {row("1", "a", "0", "root") + row("2", "b", "_", "_"), "line 1"},
  };
  for (const auto& c : cases) {
    Document doc;
    Status status = read_conllu(part(c.input), doc);
    EXPECT_EQ(status.code(), base::kBadConllu) << c.input;
    EXPECT_EQ(status.place(), c.place) << status.to_string();
    EXPECT_TRUE(doc.words.empty() && doc.text.empty());
  }
}

TEST(Conllu, HostileBytes) {
  const std::string good =
      row("1-2", "ab", "_", "_") + row("1", "a", "2", "case") + row("2", "b", "0", "root") + "\n" + row("1", "c", "0", "root") + "\n";
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string bad = good;
    for (int edits = 1 + static_cast<int>(random() % 3); edits > 0; --edits) {
      const size_t at = random() % bad.size();
      switch (random() % 3) {
        case 0:
          bad[at] = static_cast<char>(random());
          break;
        case 1:
          bad.erase(at, 1 + random() % 4);
          break;
        default:
          bad.insert(at, 1, "\t\n-0129_.#"[random() % 10]);
          break;
      }
    }
    Document doc;
    if (read_conllu(part(bad), doc)) expect_sound(doc);
    for (const ConlluPart& p : split_conllu(bad)) ASSERT_FALSE(p.bytes.empty());
  }
}

TEST(Conllu, SplitsAtNewdoc) {
  const std::string one = "# newdoc id = x\n" + row("1", "a", "0", "root") + "\n";
  const std::string input = row("1", "a", "0", "root") + "\n" + one + "#newdoc\n" + row("1", "a", "0", "root");
  const std::vector<ConlluPart> parts = split_conllu(input);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[1].id, "x");
  EXPECT_EQ(parts[1].bytes, one);
  EXPECT_EQ(parts[1].first_line, 3u);
  EXPECT_EQ(parts[2].first_line, 6u);
}

// Both treebanks read, and what is written reads back to the same layers.
TEST(Conllu, TreebanksReadBack) {
  const std::string shared = testing::shared_root();
  if (shared.empty()) GTEST_SKIP() << "no shared data beside the source tree";
  for (const char* name : {"/treebank/pud-dev.conllu", "/treebank/padt-dev.conllu"}) {
    const Result<std::string> bytes = base::read_file(shared + name);
    ASSERT_TRUE(bytes);
    Document doc, again;
    Status status = read_conllu(part(bytes.value()), doc);
    ASSERT_TRUE(status) << status.to_string();
    expect_sound(doc);
    const std::string first = written(doc);
    ASSERT_TRUE(read_conllu(part(first), again));
    EXPECT_EQ(written(again), first);
    EXPECT_EQ(again.text, doc.text);
    ASSERT_EQ(again.words.size(), doc.words.size());
    for (size_t i = 0; i < doc.words.size(); ++i) ASSERT_EQ(again.words[i].span, doc.words[i].span);
  }
}

TEST(Conllu, ATextAboveAGigabyte) {
  constexpr size_t kBytes = (size_t{1} << 30) + 1;
  void* const bytes = ::mmap(nullptr, kBytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);  // zeros that take no memory
  ASSERT_NE(bytes, MAP_FAILED);
  Document doc;
  const Status status = read_conllu(part({static_cast<const char*>(bytes), kBytes}), doc);
  EXPECT_EQ(status.code(), base::kBadConllu);
  EXPECT_NE(status.hint().find("newdoc"), std::string::npos);
  EXPECT_TRUE(doc.text.empty());
  ::munmap(bytes, kBytes);
}

}  // namespace
}  // namespace waqai::annot
