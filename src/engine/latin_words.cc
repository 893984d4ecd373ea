// SPDX-License-Identifier: Apache-2.0
#include "engine/latin_words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/romanise.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai {
namespace {

constexpr size_t kMostWords = 8;
constexpr std::string_view kPrefixed = "\u0627\u0644";

// The first of the senses of a gloss, without remarks in brackets: "field" of "field, on the ground".
std::string_view first_sense(std::string_view gloss) {
  gloss = gloss.substr(0, std::min({gloss.find(','), gloss.find(';'), gloss.find(" (")}));
  return gloss.substr(0, gloss.find_last_not_of(' ') + 1);
}

bool is_vowel_letter(char32_t c) {
  return c == text::kAlef || c == text::kAlefMadda || c == text::kAlefMaksura || c == text::kWaw || c == text::kYeh || c == text::kTehMarbuta;
}

// Waw and yeh between consonants are taken for long vowels, which is what they are in most foreign names.
std::string with_long_vowels(std::string_view bare) {
  std::vector<char32_t> letters;
  for (size_t at = 0; at < bare.size();) {
    const text::Decoded next = text::decode(bare, at);
    at += next.size;
    letters.push_back(next.code);
  }
  std::string out;
  for (size_t i = 0; i < letters.size(); ++i) {
    const bool long_one = (letters[i] == text::kWaw || letters[i] == text::kYeh) && i > 0 && text::is_arabic_letter(letters[i - 1]) &&
                          !is_vowel_letter(letters[i - 1]) && (i + 1 == letters.size() || !is_vowel_letter(letters[i + 1]));
    if (long_one) text::append_utf8(out, letters[i] == text::kWaw ? text::kDamma : text::kKasra);
    text::append_utf8(out, letters[i]);
    if (i == 0 && letters[i] == text::kAlefHamzaAbove) text::append_utf8(out, text::kFatha);
  }
  return out;
}

// With its first letter large, diacritics or not; a sign for ain or hamza before it stays.
std::string capital(std::string_view word) {
  constexpr char32_t kAin = 0x02BF, kHamza = 0x02BE;
  std::string out;
  for (size_t at = 0; at < word.size();) {
    const text::Decoded next = text::decode(word, at);
    at += next.size;
    // Of the letters of the blocks Latin Extended that romanise() writes the small ones are odd, and the large ones before them.
    const bool extended = (next.code >= 0x0100 && next.code < 0x0180) || (next.code >= 0x1E00 && next.code < 0x1F00);
    if (next.code >= 'a' && next.code <= 'z') text::append_utf8(out, next.code - 'a' + 'A');
    else text::append_utf8(out, extended && next.code % 2 == 1 ? next.code - 1 : next.code);
    if (next.code != kAin && next.code != kHamza) return out.append(word.substr(at));
  }
  return out;
}

// A name as it sounds: vowels that nobody writes are missing.
std::string sound_of(std::string_view form) {
  const bool article = form.starts_with(kPrefixed) && form.size() > 2 * kPrefixed.size();
  return (article ? "al-" : "") + capital(romanise(with_long_vowels(article ? form.substr(kPrefixed.size()) : form)));
}

bool holds_letters(std::string_view form) {
  for (size_t at = 0; at < form.size();) {
    const text::Decoded next = text::decode(form, at);
    at += next.size;
    if (text::is_arabic_letter(next.code)) return true;
  }
  return false;
}

}  // namespace

LatinWords latin_words(const annot::Document& doc, bool name) {
  LatinWords latin;
  std::vector<std::string> words;
  size_t noun = std::string::npos;  // where the adjectives behind it go
  bool named = name;
  for (const annot::Word& word : doc.words) {
    if (words.size() == kMostWords) {
      words.emplace_back("\u2026");
      break;
    }
    const std::string_view sense = first_sense(word.gloss);
    const bool proper = word.upos == annot::Upos::kPropn || word.guessed;
    if (words.empty() && !name) named = proper;
    if (!holds_letters(word.form)) {
      if (word.upos == annot::Upos::kPunct) continue;
      words.emplace_back(word.form);
      noun = std::string::npos;
    } else if (sense.empty() || (named && !proper && (name || word.upos != annot::Upos::kAdp))) {
      latin.sound = true;
      words.push_back(sound_of(word.form));
      noun = std::string::npos;
    } else if (word.upos == annot::Upos::kAdj && noun != std::string::npos) {
      words.emplace(words.begin() + static_cast<std::ptrdiff_t>(noun), sense);
    } else {
      noun = word.upos == annot::Upos::kNoun ? words.size() : std::string::npos;
      words.emplace_back(sense);
    }
  }
  for (const std::string& word : words) latin.text += (latin.text.empty() ? "" : " ") + word;
  return latin;
}

}  // namespace waqai
