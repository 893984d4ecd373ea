// SPDX-License-Identifier: Apache-2.0
#include "text/segment.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>

#include "support/case_file.h"
#include "support/patience.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

std::string read_data(const std::string& name) {
  std::ifstream file(testing::source_root() + "/data/text/" + name);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

// The rows of a phrase table of data/text, without the checks of the dictionary compiler.
void add_rows(const std::string& table, std::vector<Phrase>& phrases) {
  static const std::pair<std::string_view, PhraseUse> kUses[] = {{"opens", PhraseUse::kOpens},
                                                                 {"whole", PhraseUse::kWhole},
                                                                 {"agency", PhraseUse::kAgency},
                                                                 {"abbreviation", PhraseUse::kAbbreviation},
                                                                 {"suffix", PhraseUse::kSiteSuffix}};
  const std::string_view all = table;
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    const std::string_view line = all.substr(begin, end - begin);
    begin = end + 1;
    const size_t tab = line.find('\t');
    if (line.starts_with("#") || tab == std::string_view::npos) continue;
    const std::string_view rest = line.substr(tab + 1);
    for (const auto& [name, use] : kUses) {
      if (!rest.starts_with(name)) continue;
      const std::string_view max = use == PhraseUse::kOpens ? rest.substr(name.size() + 1) : "0";
      phrases.push_back({line.substr(0, tab), use, static_cast<uint32_t>(std::strtoul(std::string(max).c_str(), nullptr, 10))});
    }
  }
}

const Segmenter& segmenter() {
  static const std::string furniture = read_data("furniture.tsv");
  static const std::string terms = read_data("terms.tsv");
  static const Segmenter one = [] {
    std::vector<Phrase> phrases;
    add_rows(furniture, phrases);
    add_rows(terms, phrases);
    return Segmenter(PhraseBook(phrases));
  }();
  return one;
}

// A first line "title: ..." is the title.
struct Input {
  std::string text;
  uint32_t title_end = 0;
};
Input read_input(const std::string& raw) {
  static const std::string kTitle = "title: ";
  if (raw.rfind(kTitle, 0) != 0) return {raw, 0};
  const std::string text = raw.substr(kTitle.size());
  return {text, static_cast<uint32_t>(std::min(text.find('\n'), text.size()))};
}

constexpr std::string_view kSentenceNames[] = {"title", "body", "teaser"};
constexpr char kTokenNames[] = {'W', 'N', 'P', 'L', 'S', 'O'};

// One line a sentence: kind, paragraph, tokens separated by | where white space stands and by + where none does; [dateline] after it.
std::string show(const std::string& raw) {
  const Input input = read_input(raw);
  Segmentation found;
  segmenter().segment(input.text, input.title_end, found);
  std::string out;
  for (const RawSentence& sentence : found.sentences) {
    out += std::string(kSentenceNames[static_cast<size_t>(sentence.kind)]) + " " + std::to_string(sentence.paragraph) + ":";
    for (uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      const bool glued = i > sentence.first_token && !found.tokens[i - 1].space_after;
      out += (glued ? "+" : " ") + std::string(found.tokens[i].span.of(input.text));
      if (found.tokens[i].kind != TokenKind::kWord && found.tokens[i].kind != TokenKind::kPunctuation) {
        out += std::string("/") + kTokenNames[static_cast<size_t>(found.tokens[i].kind)];
      }
    }
    if (!sentence.dateline.empty()) out += " [" + std::string(sentence.dateline.of(input.text)) + "]";
    out += "\n";
  }
  return out;
}

TEST(Segment, Cases) { testing::run_cases("text", show); }

bool is_visible(std::string_view text, size_t at) {
  const char32_t code = decode(text, at).code;
  return !is_ignorable(code) && glyph_class(code) != GlyphClass::kSpace;
}

// The promises of segment.h.
void check(std::string_view text, uint32_t title_end, const Segmentation& found) {
  std::vector<bool> covered(text.size(), false);
  uint32_t last = 0;
  for (const RawToken& token : found.tokens) {
    ASSERT_LE(last, token.span.begin);
    ASSERT_LT(token.span.begin, token.span.end);
    ASSERT_LE(token.span.end, text.size());
    last = token.span.end;
    for (uint32_t at = token.span.begin; at < token.span.end; at += decode(text, at).size) {
      ASSERT_TRUE(is_visible(text, at) || is_ignorable(decode(text, at).code)) << "white space in a token at " << at;
    }
    std::fill(covered.begin() + token.span.begin, covered.begin() + token.span.end, true);
  }
  for (size_t at = 0; at < text.size(); at += decode(text, at).size) ASSERT_TRUE(covered[at] || !is_visible(text, at)) << at;
  uint32_t token = 0;
  uint32_t paragraph = 0;
  for (const RawSentence& sentence : found.sentences) {
    ASSERT_EQ(sentence.first_token, token);
    ASSERT_LT(token, sentence.end_token);
    token = sentence.end_token;
    ASSERT_EQ(sentence.span, (Span{found.tokens[sentence.first_token].span.begin, found.tokens[sentence.end_token - 1].span.end}));
    ASSERT_LE(sentence.end_token - sentence.first_token, 400u);
    ASSERT_TRUE(sentence.dateline.empty() || sentence.span.contains(sentence.dateline));
    ASSERT_EQ(sentence.kind == SentenceKind::kTitle, sentence.span.begin < title_end);
    ASSERT_LE(paragraph, sentence.paragraph);
    ASSERT_LE(sentence.paragraph, paragraph + 1);
    paragraph = sentence.paragraph;
  }
  ASSERT_EQ(token, found.tokens.size());
}

std::vector<std::string> keys(const std::string& text) {
  Segmentation found;
  segmenter().segment(text, 0, found);
  std::vector<std::string> all;
  for (const RawSentence& sentence : found.sentences) {
    for (uint32_t i = sentence.first_token; i < sentence.end_token; ++i) all.push_back(exact_key(found.tokens[i].span.of(text)));
    all.push_back("<end>");
  }
  return all;
}

// Random texts of the characters that matter, so that every rule meets every other.
std::u32string random_text(std::mt19937& random) {
  static const std::u32string alphabet =
      U"\u0627\u0644\u0648\u0633\u064A\u0629\u0645\u062F\u0647\u0627\u0644\u0648\u0633\u064A\u0629\u064F\u0640   "
      U"\n.,:;!?()\"\u00AB\u00BB\u201C\u201D\u060C\u061B\u061F"
      U"\u2026-\u2013/_#@%120\u0663\u066BabUS'&\u200F\u200B\u202B\U0001F600\u20AC\uFEFB\u0301\u4E2D\u05D0\u0416";
  std::u32string text(std::uniform_int_distribution<size_t>(0, 120)(random), U' ');
  for (char32_t& code : text) code = alphabet[std::uniform_int_distribution<size_t>(0, alphabet.size() - 1)(random)];
  return text;
}
std::string utf8(const std::u32string& codes) {
  std::string out;
  for (const char32_t code : codes) append_utf8(out, code);
  return out;
}

TEST(Segment, PromisesHoldForAnyText) {
  std::mt19937 random(1);
  Segmentation found;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = utf8(random_text(random));
    const auto title_end = static_cast<uint32_t>(i % 3 == 0 ? std::min(text.find('\n'), text.size()) : 0);
    segmenter().segment(text, title_end, found);
    ASSERT_NO_FATAL_FAILURE(check(text, title_end, found)) << text;
  }
}

TEST(Segment, InvisibleCharactersAndTatweelChangeNoToken) {
  std::mt19937 random(2);
  const std::u32string ignorable = U"\u200B\u200C\u200D\u200E\u200F\u202A\u202C\u2067\u2069\uFEFF\u00AD\u061C";
  for (int i = 0; i < 20000; ++i) {
    const std::u32string plain = random_text(random);
    std::u32string marked;
    for (const char32_t code : plain) {
      marked += code;
      const auto dice = random() % 6;
      if (dice == 0) marked += ignorable[random() % ignorable.size()];
      if (dice == 1 && is_arabic_letter(code)) marked += kTatweel;
      if (dice == 2 && is_arabic_letter(code)) marked += kFatha;
    }
    ASSERT_EQ(keys(utf8(plain)), keys(utf8(marked))) << utf8(plain);
  }
}

TEST(Segment, NoTextGivesNothing) {
  Segmentation found;
  for (const std::string text : {"", " \n\t\n", "\xE2\x80\x8F\xEF\xBB\xBF"}) {
    segmenter().segment(text, 0, found);
    EXPECT_TRUE(found.sentences.empty());
    EXPECT_TRUE(found.tokens.empty());
  }
}

double seconds(const std::string& text) {
  Segmentation found;
  const auto start = std::chrono::steady_clock::now();
  segmenter().segment(text, 0, found);
  const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  check(text, 0, found);
  return spent;
}

std::string repeated(const std::u32string& unit, size_t bytes) {
  const std::string one = utf8(unit);
  std::string text;
  while (text.size() < bytes) text += one;
  return text;
}

// A quadratic step would take minutes here; the bound is wide because the machine is shared.
TEST(Segment, LongLinesTakeLinearTime) {
  const std::u32string marks(100000, kFatha);
  EXPECT_LT(seconds(utf8(U"\u0633" + marks + U" \u0633")), 2.0 * testing::kPatience);
  EXPECT_LT(seconds(repeated(U"\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064A\u0631\u060C ", 10'000'000)), 10.0 * testing::kPatience);
  for (const std::u32string unit :
       {U"\u0633", U"1.1", U"1,", U"a.", U"a@", U"\"\u00AB(", U".\u0633", U"\u200F1", U"www./", U"\u00BB)", U"\u0640", U"\u200F", U"- ", U"\n"}) {
    EXPECT_LT(seconds(repeated(unit, 2'000'000)), 5.0 * testing::kPatience) << utf8(unit);
  }
}

TEST(Segment, LongSentencesAreCut) {
  Segmentation found;
  segmenter().segment(repeated(U"\u0642\u0627\u0644 ", 40'000), 0, found);
  EXPECT_GT(found.tokens.size(), 5000u);
  for (const RawSentence& sentence : found.sentences) EXPECT_LE(sentence.end_token - sentence.first_token, 400u);
}

TEST(Segment, FurnitureListsAreKnown) {
  PhraseBook none;
  EXPECT_FALSE(none.is_furniture("x", {}));
  EXPECT_EQ(none.agency("x", {}), 0u);
  EXPECT_EQ(phrase_key("a 12: b."), "a # : b");
}

}  // namespace
}  // namespace waqai::text
