// SPDX-License-Identifier: Apache-2.0
//
// Vocalised Arabic in Latin letters as learners read it: long vowels with a macron, doubled consonants, the article joined by a hyphen.
// "al-ra" + "'iis" for people; output.h's transliterate() is for text without vowels.  Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace waqai {

// Letters without a vowel mark keep their consonant.  Characters of other scripts as they are.
std::string romanise(std::string_view vocalised);

}  // namespace waqai
