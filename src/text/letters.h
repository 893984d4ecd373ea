// SPDX-License-Identifier: Apache-2.0
//
// The Arabic letters and marks by name (Unicode names without "ARABIC LETTER"), and the classes rules speak of.
// Sources are ASCII: whoever needs a letter in code names it from here.
#pragma once

namespace waqai::text {

inline constexpr char32_t kHamza = 0x0621, kAlefMadda = 0x0622, kAlefHamzaAbove = 0x0623, kWawHamza = 0x0624, kAlefHamzaBelow = 0x0625,
                          kYehHamza = 0x0626, kAlef = 0x0627, kBeh = 0x0628, kTehMarbuta = 0x0629, kTeh = 0x062A, kTheh = 0x062B, kJeem = 0x062C,
                          kHah = 0x062D, kKhah = 0x062E, kDal = 0x062F, kThal = 0x0630, kReh = 0x0631, kZain = 0x0632, kSeen = 0x0633,
                          kSheen = 0x0634, kSad = 0x0635, kDad = 0x0636, kTah = 0x0637, kZah = 0x0638, kAin = 0x0639, kGhain = 0x063A,
                          kTatweel = 0x0640, kFeh = 0x0641, kQaf = 0x0642, kKaf = 0x0643, kLam = 0x0644, kMeem = 0x0645, kNoon = 0x0646,
                          kHeh = 0x0647, kWaw = 0x0648, kAlefMaksura = 0x0649, kYeh = 0x064A, kFathatan = 0x064B, kDammatan = 0x064C,
                          kKasratan = 0x064D, kFatha = 0x064E, kDamma = 0x064F, kKasra = 0x0650, kShadda = 0x0651, kSukun = 0x0652,
                          kDaggerAlef = 0x0670, kAlefWasla = 0x0671, kPeh = 0x067E, kTcheh = 0x0686, kJeh = 0x0698, kVeh = 0x06A4, kKeheh = 0x06A9,
                          kGaf = 0x06AF, kFarsiYeh = 0x06CC, kArabicComma = 0x060C, kArabicSemicolon = 0x061B, kArabicQuestion = 0x061F,
                          kArabicDecimal = 0x066B, kArabicThousands = 0x066C, kArabicPercent = 0x066A;

// Marks that newspapers leave out: tanwin, vowels, shadda, sukun, Quranic signs, dagger alef, tatweel.
constexpr bool is_mark(char32_t c) {
  return (c >= 0x064B && c <= 0x065F) || c == kDaggerAlef || c == kTatweel || (c >= 0x0610 && c <= 0x061A) || (c >= 0x06D6 && c <= 0x06DC) ||
         (c >= 0x06DF && c <= 0x06E8) || (c >= 0x06EA && c <= 0x06ED);
}

// Letters of the Arabic script, marks apart, in the base and presentation blocks.
constexpr bool is_arabic_letter(char32_t c) {
  return ((c >= 0x0620 && c <= 0x064A && c != kTatweel) || (c >= 0x066E && c <= 0x06D3 && c != kDaggerAlef && c != 0x06D4) || c == 0x06D5 ||
          (c >= 0x06EE && c <= 0x06EF) || (c >= 0x06FA && c <= 0x06FC) || (c >= 0x0750 && c <= 0x077F) || (c >= 0xFB50 && c <= 0xFDFB) ||
          (c >= 0xFE70 && c <= 0xFEFC));
}

// Digits: ASCII, Arabic-Indic, Persian.  The value, or -1.
constexpr int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0x0660 && c <= 0x0669) return static_cast<int>(c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<int>(c - 0x06F0);
  return -1;
}

// Invisible characters that carry no text: zero-width, bidi controls, soft hyphen, BOM, variation selectors.
constexpr bool is_ignorable(char32_t c) {
  return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

}  // namespace waqai::text
