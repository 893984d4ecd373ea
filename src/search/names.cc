// SPDX-License-Identifier: Apache-2.0
#include "search/names.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::search {
namespace {

struct Block {
  char32_t first, last;
  const char* latin;
};
// Accented letters of European and scholarly spellings.
constexpr Block kAccented[] = {{0xC0, 0xC5, "a"},     {0xC6, 0xC6, "ae"},    {0xC7, 0xC7, "c"},     {0xC8, 0xCB, "e"},     {0xCC, 0xCF, "i"},
                               {0xD0, 0xD0, "d"},     {0xD1, 0xD1, "n"},     {0xD2, 0xD6, "o"},     {0xD8, 0xD8, "o"},     {0xD9, 0xDC, "u"},
                               {0xDD, 0xDD, "y"},     {0xDE, 0xDE, "th"},    {0xDF, 0xDF, "ss"},    {0xE0, 0xE5, "a"},     {0xE6, 0xE6, "ae"},
                               {0xE7, 0xE7, "c"},     {0xE8, 0xEB, "e"},     {0xEC, 0xEF, "i"},     {0xF0, 0xF0, "d"},     {0xF1, 0xF1, "n"},
                               {0xF2, 0xF6, "o"},     {0xF8, 0xF8, "o"},     {0xF9, 0xFC, "u"},     {0xFD, 0xFD, "y"},     {0xFE, 0xFE, "th"},
                               {0xFF, 0xFF, "y"},     {0x100, 0x105, "a"},   {0x106, 0x10D, "c"},   {0x10E, 0x111, "d"},   {0x112, 0x11B, "e"},
                               {0x11C, 0x123, "g"},   {0x124, 0x127, "h"},   {0x128, 0x131, "i"},   {0x134, 0x135, "j"},   {0x136, 0x138, "k"},
                               {0x139, 0x142, "l"},   {0x143, 0x14B, "n"},   {0x14C, 0x151, "o"},   {0x152, 0x153, "oe"},  {0x154, 0x159, "r"},
                               {0x15A, 0x15D, "s"},   {0x15E, 0x161, "sh"},  {0x162, 0x167, "t"},   {0x168, 0x173, "u"},   {0x174, 0x175, "w"},
                               {0x176, 0x178, "y"},   {0x179, 0x17E, "z"},   {0x1E0C, 0x1E0D, "d"}, {0x1E24, 0x1E2B, "h"}, {0x1E62, 0x1E63, "s"},
                               {0x1E6C, 0x1E6D, "t"}, {0x1E92, 0x1E93, "z"}, {0x2019, 0x2019, ""},  {0x2BB, 0x2BF, ""},    {0x300, 0x36F, ""}};
// U+0430 to U+045F: the small Cyrillic letters.
constexpr const char* kCyrillic[] = {"a", "b",  "v",  "g", "d",  "e",  "zh", "z",  "i",  "y",  "k", "l", "m", "n", "o",  "p",
                                     "r", "s",  "t",  "u", "f",  "kh", "ts", "ch", "sh", "sh", "",  "y", "",  "e", "yu", "ya",
                                     "e", "yo", "dj", "g", "ye", "z",  "i",  "yi", "j",  "l",  "n", "c", "k", "i", "u",  "dz"};

// False for a letter of another script.
bool append_latin(std::string& out, char32_t c) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') c += 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(c);
    return true;
  }
  if (c >= 0x0400 && c <= 0x040F) c += 0x50;
  if (c >= 0x0410 && c <= 0x042F) c += 0x20;
  if (c == 0x0490 || c == 0x0491) c = 0x0433;
  if (c >= 0x0430 && c <= 0x045F) {
    out += kCyrillic[c - 0x0430];
    return true;
  }
  for (const Block& block : kAccented) {
    if (c < block.first || c > block.last) continue;
    out += block.latin;
    return true;
  }
  return false;
}

bool soft(char next) { return next == 'e' || next == 'i' || next == 'y'; }

// The class of the consonant at `at` and how many letters write it; 0: none, a vowel.
struct Sound {
  const char* key;
  size_t letters;
};
Sound sound_at(std::string_view word, size_t at) {
  const char c = word[at];
  const char next = at + 1 < word.size() ? word[at + 1] : '\0';
  const char third = at + 2 < word.size() ? word[at + 2] : '\0';
  switch (c) {
    case 't':
      if (next == 'c' && third == 'h') return {"C", 3};
      return {"T", next == 'h' ? size_t{2} : size_t{1}};
    case 's':
      if (next == 'c' && third == 'h') return {"C", 3};
      return next == 'h' ? Sound{"C", 2} : Sound{"S", 1};
    case 'c':
      if (next == 'h') return {third == 'r' || third == 'l' ? "K" : "C", 2};
      if (next == 'k') return {"K", 2};
      return {soft(next) ? "S" : "K", 1};
    case 'k':
      return next == 'h' ? Sound{"X", 2} : Sound{"K", 1};
    case 'p':
      return next == 'h' ? Sound{"F", 2} : Sound{"B", 1};
    case 'g':
      return {"G", next == 'h' ? size_t{2} : size_t{1}};
    case 'z':
      return next == 'h' ? Sound{"J", 2} : Sound{"Z", 1};
    case 'd':
      return {"D", next == 'h' ? size_t{2} : size_t{1}};
    case 'b':
      return {"B", 1};
    case 'f':
    case 'v':
      return {"F", 1};
    case 'j':
      return {"J", 1};
    case 'q':
      return {"K", 1};
    case 'x':
      return {"KS", 1};
    case 'h':
      return {at + 1 == word.size() ? "" : "H", 1};
    case 'l':
      return {"L", 1};
    case 'm':
      return {"M", 1};
    case 'n':
      return {"N", 1};
    case 'r':
      return {"R", 1};
    default:
      return {"", 1};
  }
}

char arabic_sound(char32_t letter) {
  switch (letter) {
    case text::kBeh:
    case text::kPeh:
      return 'B';
    case text::kTeh:
    case text::kTheh:
    case text::kTah:
      return 'T';
    case text::kJeem:
    case text::kJeh:
      return 'J';
    case text::kGhain:
    case text::kGaf:
      return 'G';
    case text::kHah:
    case text::kHeh:
      return 'H';
    case text::kKhah:
      return 'X';
    case text::kDal:
    case text::kThal:
    case text::kDad:
      return 'D';
    case text::kReh:
      return 'R';
    case text::kZain:
    case text::kZah:
      return 'Z';
    case text::kSeen:
    case text::kSad:
      return 'S';
    case text::kSheen:
    case text::kTcheh:
      return 'C';
    case text::kFeh:
    case text::kVeh:
      return 'F';
    case text::kQaf:
    case text::kKaf:
      return 'K';
    case text::kLam:
      return 'L';
    case text::kMeem:
      return 'M';
    case text::kNoon:
      return 'N';
    default:
      return 0;
  }
}

// The letter at `at` of a key; moves behind it.
char32_t next_letter(std::string_view key, size_t& at) {
  if (key[at] == '\xff' && at + 3 < key.size()) {
    const auto part = [&](size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(key[at + k])); };
    const char32_t code = part(1) << 16 | part(2) << 8 | part(3);
    at += 4;
    return code;
  }
  return text::key_letter(key[at++]);
}

}  // namespace

std::string plain_latin(std::string_view word) {
  std::string plain;
  for (size_t at = 0; at < word.size();) {
    const text::Decoded next = text::decode(word, at);
    at += next.size;
    if (!append_latin(plain, next.code)) return {};
  }
  return plain;
}

std::vector<std::string> latin_skeletons(std::string_view plain) {
  std::string key;
  std::string_view before;
  for (size_t at = 0; at < plain.size();) {
    const Sound sound = sound_at(plain, at);
    if (std::string_view(sound.key) != before || before.empty()) key += sound.key;
    before = sound.key;
    at += sound.letters;
  }
  std::vector<std::string> keys = {key};
  const auto add = [&keys](std::string other) {
    if (std::find(keys.begin(), keys.end(), other) == keys.end()) keys.push_back(std::move(other));
  };
  // A written g is heard as ghayn, jim, qaf or kaf; after n often not at all.
  for (const char as : {'K', 'J'}) {
    std::string other = key;
    std::replace(other.begin(), other.end(), 'G', as);
    add(std::move(other));
  }
  std::string silent = key;
  for (size_t at = silent.find("NG"); at != std::string::npos; at = silent.find("NG", at)) silent.erase(at + 1, 1);
  add(std::move(silent));
  return keys;
}

std::string_view without_article(std::string_view folded) {
  const bool has = folded.size() >= 4 && folded[0] == text::key_byte(text::kAlef) && folded[1] == text::key_byte(text::kLam);
  return has ? folded.substr(2) : folded;
}

std::string arabic_skeleton(std::string_view folded) {
  const std::string_view word = without_article(folded);
  std::string key;
  bool final_heh = false;
  for (size_t at = 0; at < word.size();) {
    const char32_t letter = next_letter(word, at);
    const char sound = arabic_sound(letter);
    final_heh = letter == text::kHeh && at == word.size();
    if (sound == 0 || final_heh) continue;
    // One foreign sound written with two letters, and the doubled lam of one name.
    if (sound == 'C' && !key.empty() && key.back() == 'T') key.pop_back();
    if (sound == 'L' && !key.empty() && key.back() == 'L') continue;
    key += sound;
  }
  return key;
}

}  // namespace waqai::search
