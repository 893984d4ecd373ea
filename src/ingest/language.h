// SPDX-License-Identifier: Apache-2.0
//
// Whether a text is Arabic, not merely in the Arabic script: Persian, Urdu, Kurdish, Uighur and Pashto share it.  By letters that Arabic does not
// have and by the share of words with the article.  Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace waqai::ingest {

// Empty for Arabic; else why not, in English ("12 % of the letters are Arabic").  Texts of fewer than 40 letters are judged by their letters alone.
// O(bytes).
std::string why_not_arabic(std::string_view utf8);

}  // namespace waqai::ingest
