// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

// Letters of U+FE80..U+FEFC (Arabic Presentation Forms-B), by ranges of 1, 2 or 4 forms a letter in the order of the block.
struct FormRange {
  char32_t first;
  char32_t last;
  char32_t letter;
};
constexpr FormRange kFormsB[] = {
    {0xFE80, 0xFE80, kHamza},
    {0xFE81, 0xFE82, kAlefMadda},
    {0xFE83, 0xFE84, kAlefHamzaAbove},
    {0xFE85, 0xFE86, kWawHamza},
    {0xFE87, 0xFE88, kAlefHamzaBelow},
    {0xFE89, 0xFE8C, kYehHamza},
    {0xFE8D, 0xFE8E, kAlef},
    {0xFE8F, 0xFE92, kBeh},
    {0xFE93, 0xFE94, kTehMarbuta},
    {0xFE95, 0xFE98, kTeh},
    {0xFE99, 0xFE9C, kTheh},
    {0xFE9D, 0xFEA0, kJeem},
    {0xFEA1, 0xFEA4, kHah},
    {0xFEA5, 0xFEA8, kKhah},
    {0xFEA9, 0xFEAA, kDal},
    {0xFEAB, 0xFEAC, kThal},
    {0xFEAD, 0xFEAE, kReh},
    {0xFEAF, 0xFEB0, kZain},
    {0xFEB1, 0xFEB4, kSeen},
    {0xFEB5, 0xFEB8, kSheen},
    {0xFEB9, 0xFEBC, kSad},
    {0xFEBD, 0xFEC0, kDad},
    {0xFEC1, 0xFEC4, kTah},
    {0xFEC5, 0xFEC8, kZah},
    {0xFEC9, 0xFECC, kAin},
    {0xFECD, 0xFED0, kGhain},
    {0xFED1, 0xFED4, kFeh},
    {0xFED5, 0xFED8, kQaf},
    {0xFED9, 0xFEDC, kKaf},
    {0xFEDD, 0xFEE0, kLam},
    {0xFEE1, 0xFEE4, kMeem},
    {0xFEE5, 0xFEE8, kNoon},
    {0xFEE9, 0xFEEC, kHeh},
    {0xFEED, 0xFEEE, kWaw},
    {0xFEEF, 0xFEF0, kAlefMaksura},
    {0xFEF1, 0xFEF4, kYeh},
    // Forms-A letters that occur in Arabic text typed with other keyboards.
    {0xFB56, 0xFB59, kPeh},
    {0xFB7A, 0xFB7D, kTcheh},
    {0xFB8A, 0xFB8B, kJeh},
    {0xFB6A, 0xFB6D, kVeh},
    {0xFB8E, 0xFB91, kKaf},
    {0xFB92, 0xFB95, kGaf},
    {0xFBFC, 0xFBFF, kYeh},
    {0xFBE8, 0xFBE9, kAlefMaksura},
};

Letters one(char32_t code) { return {{code}, 1}; }

Letters ligature(char32_t code) {
  switch (code) {
    case 0xFEF5:
    case 0xFEF6:
      return {{kLam, kAlefMadda}, 2};
    case 0xFEF7:
    case 0xFEF8:
      return {{kLam, kAlefHamzaAbove}, 2};
    case 0xFEF9:
    case 0xFEFA:
      return {{kLam, kAlefHamzaBelow}, 2};
    case 0xFEFB:
    case 0xFEFC:
      return {{kLam, kAlef}, 2};
    case 0xFDF2:
      return {{kAlef, kLam, kLam, kHeh}, 4};
    default:
      return {};
  }
}

char32_t folded(char32_t letter) {
  switch (letter) {
    case kAlefMadda:
    case kAlefHamzaAbove:
    case kAlefHamzaBelow:
      return kAlef;
    case kAlefMaksura:
      return kYeh;
    case kTehMarbuta:
      return kHeh;
    default:
      return letter;
  }
}

void append_code(std::string& key, char32_t code) {
  if (code >= 0x0621 && code <= 0x064A) {
    key += key_byte(code);
  } else if (code < 0x80) {
    key += static_cast<char>(code >= 'A' && code <= 'Z' ? code + 32 : code);
  } else {
    key += '\xff';
    key += static_cast<char>(code >> 16);
    key += static_cast<char>(code >> 8);
    key += static_cast<char>(code);
  }
}

// Calls visit(offset, code) for each letter that belongs into a key.
template <typename Visit>
void each_letter(std::string_view utf8, Visit visit) {
  for (size_t at = 0; at < utf8.size();) {
    // Nearly all of a text are plain letters of two bytes.
    if (at + 1 < utf8.size() && (utf8[at] == '\xd8' || utf8[at] == '\xd9') && (utf8[at + 1] & 0xc0) == 0x80) {
      const char32_t code = static_cast<char32_t>((utf8[at] & 0x1f) << 6 | (utf8[at + 1] & 0x3f));
      if (code >= kHamza && code <= kYeh && code != kTatweel) {
        visit(at, code);
        at += 2;
        continue;
      }
    }
    const Decoded next = decode(utf8, at);
    const Letters letters = plain_letters(next.code);
    for (uint32_t i = 0; i < letters.size; ++i) visit(at, letters.code[i]);
    at += next.size;
  }
}

}  // namespace

Letters plain_letters(char32_t code) {
  if (code < 0x80) return one(code);
  if (is_mark(code) || is_ignorable(code)) return {};
  if (code >= 0x0621 && code <= 0x064A) return one(code);
  const int digit = digit_value(code);
  if (digit >= 0) return one(static_cast<char32_t>('0' + digit));
  switch (code) {
    case kFarsiYeh:
      return one(kYeh);
    case kKeheh:
      return one(kKaf);
    case kAlefWasla:
      return one(kAlef);
    case 0x06C0:
    case 0x06C1:
    case 0x06BE:
    case 0x06D5:
      return one(kHeh);
    case 0x06C3:
      return one(kTehMarbuta);
    default:
      break;
  }
  if (code >= 0xFE70 && code <= 0xFE7F) return {};  // marks on tatweel
  if (code >= 0xFB50 && code <= 0xFEFC) {
    const Letters joined = ligature(code);
    if (joined.size > 0) return joined;
    for (const FormRange& range : kFormsB) {
      if (code >= range.first && code <= range.last) return one(range.letter);
    }
  }
  return one(code);
}

std::string exact_key(std::string_view utf8) {
  std::string key;
  key.reserve(utf8.size() / 2 + 1);
  each_letter(utf8, [&key](size_t, char32_t code) { append_code(key, code); });
  return key;
}

std::string fold_key(std::string_view utf8) {
  std::string key;
  key.reserve(utf8.size() / 2 + 1);
  each_letter(utf8, [&key](size_t, char32_t code) { append_code(key, folded(code)); });
  return key;
}

void fold_with_offsets(std::string_view utf8, std::string& key, std::vector<uint32_t>& offsets) {
  key.clear();
  offsets.clear();
  each_letter(utf8, [&](size_t at, char32_t code) {
    append_code(key, folded(code));
    offsets.resize(key.size(), static_cast<uint32_t>(at));
  });
  offsets.push_back(static_cast<uint32_t>(utf8.size()));
}

std::string fold_exact(std::string_view key) {
  std::string out(key);
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i] == '\xff') {
      i += 3;
      continue;
    }
    const char32_t letter = key_letter(out[i]);
    if (letter != 0) out[i] = key_byte(folded(letter));
  }
  return out;
}

std::string key_to_utf8(std::string_view key) {
  std::string out;
  for (size_t i = 0; i < key.size(); ++i) {
    const auto byte = static_cast<unsigned char>(key[i]);
    if (byte == 0xFF && i + 3 < key.size()) {
      const auto part = [&](size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(key[i + k])); };
      append_utf8(out, (part(1) << 16) | (part(2) << 8) | part(3));
      i += 3;
    } else if (key_letter(key[i]) != 0) {
      append_utf8(out, key_letter(key[i]));
    } else {
      append_utf8(out, byte);
    }
  }
  return out;
}

}  // namespace waqai::text
