// SPDX-License-Identifier: Apache-2.0
//
// Names across scripts: what the consonants of a name in Latin (or Cyrillic) letters and of an Arabic spelling of it share, vowels left out and
// sounds that newspapers write for each other made one.  Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waqai::search {

// Lower-case ASCII letters of a word in Latin or Cyrillic script, accents and apostrophes dropped; digits stay.  Empty where another script is in it.
std::string plain_latin(std::string_view word);

// Consonants of a plain Latin word: several keys where a letter stands for several sounds.  An empty key for a
// word of vowels.
std::vector<std::string> latin_skeletons(std::string_view plain);

// Consonants of an Arabic word given as a folded key (text/fold.h), its article left out.
std::string arabic_skeleton(std::string_view folded);

// `folded` without the article in front, where at least two letters remain.
std::string_view without_article(std::string_view folded);

}  // namespace waqai::search
