// SPDX-License-Identifier: Apache-2.0
//
// Keys: how words compare.  A key holds one byte a letter, so that automata and hashes over keys are small and fast:
//   Arabic letters U+0621..U+064A    0x80 + (code - 0x0620)          digits of any script, ASCII      as ASCII, lower case
//   any other code point             0xFF and three bytes, big-endian
// Marks (vowels, shadda, tanwin, tatweel, dagger alef) and ignorable characters (zero-width, bidi controls) are dropped; presentation forms
// and lam-alef ligatures become their letters; Farsi yeh and keheh become yeh and kaf.  Keys compare words, they never replace a surface.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waqai::text {

// The byte that stands for an Arabic letter in keys.  REQUIRES: U+0621 <= letter <= U+064A
constexpr char key_byte(char32_t letter) { return static_cast<char>(0x80 + (letter - 0x0620)); }
// The letter of a key byte in 0x81..0xAA; 0 for any other byte.
constexpr char32_t key_letter(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x81 && value <= 0xAA ? static_cast<char32_t>(value - 0x80 + 0x0620) : 0;
}

// Letters of one code point after undoing presentation forms, ligatures and Farsi variants: none (marks, ignorables), one, or up to four.
struct Letters {
  char32_t code[4] = {};
  uint32_t size = 0;
};
Letters plain_letters(char32_t code);

// Key that keeps hamza seats, alef maksura and ta marbuta.  O(bytes).  Empty where nothing but marks is left.
std::string exact_key(std::string_view utf8);

// The same with what newspapers confuse made one: alef with hamza, madda or wasla -> alef; alef maksura -> yeh; ta marbuta -> heh.
std::string fold_key(std::string_view utf8);

// fold_key, and for every byte of the key the offset in `utf8` of the character it came from; one more entry at the end: utf8.size().
// (0xFF sequences: the same offset four times.)  `offsets` and `key` are overwritten.
void fold_with_offsets(std::string_view utf8, std::string& key, std::vector<uint32_t>& offsets);

// Folds a key that exact_key made.
std::string fold_exact(std::string_view key);

// A key back to UTF-8, for messages and for forms put together from letters.
std::string key_to_utf8(std::string_view key);

}  // namespace waqai::text
