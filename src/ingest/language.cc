// SPDX-License-Identifier: Apache-2.0
#include "ingest/language.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

constexpr size_t kFewLetters = 40;
constexpr size_t kFewWords = 30;
constexpr size_t kLeastArabic = 50;   // percent of the letters
constexpr size_t kMostForeign = 3;    // percent of the Arabic letters that other languages alone use
constexpr size_t kSurelyArabic = 12;  // percent of the words
constexpr size_t kLeastArticles = 8;  // percent of the words that begin with the article; news has 20 to 30, Persian and Urdu 1 to 3

// Letters of the script that Arabic does not use; its own end at U+064A.
bool is_foreign(char32_t c) { return (c >= 0x0671 && c <= 0x06D3) || c == 0x06D5 || (c >= 0x06EE && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F); }

bool is_latin_or_other(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x0600) || (c >= 0x0700 && c < 0x0750) ||
         (c >= 0x0780 && c < 0x2000) || (c >= 0x2C00 && c < 0xFB00);
}

// Counts words that begin with alef lam, perhaps behind waw, feh, beh, kaf, or with lam lam.
class Words {
 public:
  void letter(char32_t c) {
    if (size_ < 3) first_[size_] = c;
    ++size_;
  }
  void end() {
    if (size_ == 0) return;
    ++words;
    const bool proclitic = first_[0] == text::kWaw || first_[0] == text::kFeh || first_[0] == text::kBeh || first_[0] == text::kKaf;
    const bool plain = size_ > 3 && first_[0] == text::kAlef && first_[1] == text::kLam;
    const bool behind = size_ > 4 && proclitic && first_[1] == text::kAlef && first_[2] == text::kLam;
    const bool to_the = size_ > 3 && first_[0] == text::kLam && first_[1] == text::kLam;
    articles += plain || behind || to_the;
    size_ = 0;
  }
  size_t words = 0;
  size_t articles = 0;

 private:
  char32_t first_[3] = {};
  size_t size_ = 0;
};

std::string percent(size_t part, size_t whole) { return std::to_string(whole == 0 ? 0 : part * 100 / whole) + " %"; }

}  // namespace

std::string why_not_arabic(std::string_view utf8) {
  size_t arabic = 0;
  size_t foreign = 0;
  size_t other = 0;
  Words words;
  for (size_t at = 0; at < utf8.size();) {
    const text::Decoded next = text::decode(utf8, at);
    at += next.size;
    if (text::is_arabic_letter(next.code)) {
      ++arabic;
      foreign += is_foreign(next.code);
      words.letter(next.code);
      continue;
    }
    if (text::is_mark(next.code) || text::is_ignorable(next.code)) continue;
    words.end();
    other += is_latin_or_other(next.code);
  }
  words.end();
  if (arabic * 100 < (arabic + other) * kLeastArabic || arabic == 0) return "only " + percent(arabic, arabic + other) + " of the letters are Arabic";
  if (arabic < kFewLetters) return {};
  // Keyboards of neighbours put Persian letters into Arabic words: the article tells.
  const bool article = words.words >= kFewWords && words.articles * 100 >= words.words * kSurelyArabic;
  if (!article && foreign * 100 > arabic * kMostForeign)
    return percent(foreign, arabic) + " of the letters are of Persian, Urdu, Kurdish or another language in the Arabic script";
  if (words.words >= kFewWords && words.articles * 100 < words.words * kLeastArticles)
    return "only " + percent(words.articles, words.words) + " of the words have the Arabic article";
  return {};
}

}  // namespace waqai::ingest
