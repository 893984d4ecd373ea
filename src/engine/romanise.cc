// SPDX-License-Identifier: Apache-2.0
#include "engine/romanise.h"

#include <vector>

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai {
namespace {

namespace t = text;

const char* consonant(char32_t c) {
  switch (c) {
    case t::kBeh:
      return "b";
    case t::kTeh:
      return "t";
    case t::kTheh:
      return "th";
    case t::kJeem:
      return "j";
    case t::kHah:
      return "\u1e25";
    case t::kKhah:
      return "kh";
    case t::kDal:
      return "d";
    case t::kThal:
      return "dh";
    case t::kReh:
      return "r";
    case t::kZain:
      return "z";
    case t::kSeen:
      return "s";
    case t::kSheen:
      return "sh";
    case t::kSad:
      return "\u1e63";
    case t::kDad:
      return "\u1e0d";
    case t::kTah:
      return "\u1e6d";
    case t::kZah:
      return "\u1e93";
    case t::kAin:
      return "\u02bf";
    case t::kGhain:
      return "gh";
    case t::kFeh:
      return "f";
    case t::kQaf:
      return "q";
    case t::kKaf:
      return "k";
    case t::kLam:
      return "l";
    case t::kMeem:
      return "m";
    case t::kNoon:
      return "n";
    case t::kHeh:
      return "h";
    case t::kWaw:
      return "w";
    case t::kYeh:
      return "y";
    case t::kPeh:
      return "p";
    case t::kTcheh:
      return "ch";
    case t::kVeh:
      return "v";
    case t::kGaf:
      return "g";
    default:
      return nullptr;
  }
}

bool is_vowel_mark(char32_t c) { return (c >= t::kFathatan && c <= t::kKasra) || c == t::kSukun || c == t::kDaggerAlef; }
bool is_hamza(char32_t c) { return c == t::kHamza || c == t::kAlefHamzaAbove || c == t::kAlefHamzaBelow || c == t::kWawHamza || c == t::kYehHamza; }

bool is_letter(char32_t c) {
  return consonant(c) != nullptr || is_hamza(c) || c == t::kAlef || c == t::kAlefMadda || c == t::kAlefMaksura || c == t::kTehMarbuta ||
         c == t::kAlefWasla;
}

// One letter with its marks.
struct Cluster {
  char32_t letter = 0;
  char32_t vowel = 0;  // 0: none written
  bool doubled = false;
  std::string other;  // no Arabic letter: as it is
};

std::vector<Cluster> clusters_of(std::string_view text) {
  std::vector<Cluster> clusters;
  for (size_t at = 0; at < text.size();) {
    const t::Decoded next = t::decode(text, at);
    at += next.size;
    if (next.code == t::kTatweel) continue;
    const bool is_mark = next.code == t::kShadda || is_vowel_mark(next.code);
    if (is_mark && !clusters.empty()) {
      if (next.code == t::kShadda) clusters.back().doubled = true;
      else clusters.back().vowel = next.code;
    } else if (is_letter(next.code)) {
      clusters.push_back({next.code, 0, false, {}});
    } else {
      clusters.push_back({0, 0, false, std::string(text.substr(at - next.size, next.size))});
    }
  }
  return clusters;
}

const char* short_vowel(char32_t mark) {
  switch (mark) {
    case t::kFatha:
      return "a";
    case t::kDamma:
      return "u";
    case t::kKasra:
      return "i";
    case t::kFathatan:
      return "an";
    case t::kDammatan:
      return "un";
    case t::kKasratan:
      return "in";
    case t::kDaggerAlef:
      return "\u0101";
    default:
      return "";
  }
}

// Whether `next` only lengthens the vowel before it.
bool lengthens(const Cluster& next, char32_t vowel) {
  if (next.vowel != 0 && next.vowel != t::kSukun) return false;
  if (next.doubled) return false;
  if (vowel == t::kFatha) return next.letter == t::kAlef || next.letter == t::kAlefMaksura;
  if (vowel == t::kDamma) return next.letter == t::kWaw;
  return vowel == t::kKasra && next.letter == t::kYeh;
}

}  // namespace

std::string romanise(std::string_view vocalised) {
  const std::vector<Cluster> clusters = clusters_of(vocalised);
  std::string out;
  for (size_t i = 0; i < clusters.size(); ++i) {
    const Cluster& c = clusters[i];
    if (c.letter == 0) {
      out += c.other;
      continue;
    }
    const bool first = i == 0 || clusters[i - 1].letter == 0;
    if (const char* sound = consonant(c.letter)) {
      out += sound;
      if (c.doubled) out += sound;
    } else if (is_hamza(c.letter)) {
      if (!first) out += "\u02be";
    } else if (c.letter == t::kAlefMadda) {
      out += first ? "\u0101" : "\u02be\u0101";
    } else if (c.letter == t::kTehMarbuta) {
      if (c.vowel != 0 && c.vowel != t::kSukun) out += "t";
      else if (out.empty() || out.back() != 'a') out += "a";
    } else if (c.letter == t::kAlefMaksura || (c.letter == t::kAlef && c.vowel == 0 && !first)) {
      out += "\u0101";
    } else if (first && c.vowel == 0) {
      out += "a";
    }
    if (i + 1 < clusters.size() && lengthens(clusters[i + 1], c.vowel)) {
      out += c.vowel == t::kFatha ? "\u0101" : c.vowel == t::kDamma ? "\u016b" : "\u012b";
      ++i;
    } else {
      out += short_vowel(c.vowel);
    }
  }
  return out;
}

}  // namespace waqai
