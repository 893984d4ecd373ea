// SPDX-License-Identifier: Apache-2.0
//
// Sounds: a vocalised word as it is pronounced, one byte a sound, so that inflection is plain string work and hamza seats, long vowels,
// gemination and silent letters are decided in one place, the speller.  Used when the bundle is compiled, never while articles are read.
//   consonants   text::key_byte(letter); hamza is always text::key_byte(kHamza), whatever its seat
//   a i u        short vowels          A I U   long vowels written with alef, yeh, waw
//   Y            long a written with alef maksura (final)            D   long a written as a dagger alef
//   e            hamzat al-wasl at the start, its vowel follows      T   ta marbuta
//   o            silent alef of the plural                           |   border before a dual ending or tanwin: decides a hamza's seat
//   F f K        tanwin: -an with alef, -an without, -in
// A doubled consonant is written twice.  No vowel after a consonant: sukun.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {

using Sounds = std::string;

inline constexpr char kHamzaSound = text::key_byte(text::kHamza);
inline constexpr char kWawSound = text::key_byte(text::kWaw);
inline constexpr char kYehSound = text::key_byte(text::kYeh);

inline constexpr bool is_short_vowel(char s) { return s == 'a' || s == 'i' || s == 'u'; }
inline constexpr bool is_long_vowel(char s) { return s == 'A' || s == 'I' || s == 'U' || s == 'Y' || s == 'D'; }
inline constexpr bool is_vowel(char s) { return is_short_vowel(s) || is_long_vowel(s); }
inline constexpr bool is_consonant(char s) { return (static_cast<unsigned char>(s) & 0x80) != 0; }

// The sounds of a vocalised word.  Nothing where it holds anything but Arabic letters and marks, or is empty.  Missing vowels are tolerated:
// a bare consonant before alef takes a long vowel, any other one sukun.
std::optional<Sounds> parse_sounds(std::string_view vocalised);

// Vocalised spelling with hamza seats; sukun is written except at the end of the word.
std::string spell(std::string_view sounds);

// Spellings that newspapers use beside spell(): the seat of a hamza before long u (masul with yeh, qara'u with alef).  Empty where
// there is none.
std::string spell_variant(std::string_view sounds);

// Sound changes where morphemes meet: hamza + vowel + hamza at the start, short u or i before a weak consonant without vowel.
Sounds settle(std::string_view sounds);

// Root cell "z.w.r" as consonants; empty where a part is no single letter.
Sounds parse_root(std::string_view cell);

}  // namespace waqai::lexicon
