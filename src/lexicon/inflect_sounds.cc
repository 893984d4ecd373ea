// SPDX-License-Identifier: Apache-2.0
#include "lexicon/inflect_sounds.h"

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::lexicon {
namespace {

using namespace waqai::text;

constexpr char kJoint = '/';  // between two words that are written as one

bool is_hamza_letter(char32_t c) { return c == kHamza || c == kAlefHamzaAbove || c == kAlefHamzaBelow || c == kWawHamza || c == kYehHamza; }

// Marks that follow a letter.
struct Marks {
  bool shadda = false;
  bool sukun = false;
  char vowel = 0;   // a i u
  char tanwin = 0;  // a i u
  bool dagger = false;
  bool any() const { return shadda || sukun || vowel != 0 || tanwin != 0 || dagger; }
};

class Parser {
 public:
  explicit Parser(std::string_view utf8) {
    for (size_t at = 0; at < utf8.size();) {
      const Decoded next = decode(utf8, at);
      codes_ += next.code;
      at += next.size;
    }
  }

  std::optional<Sounds> run() {
    while (at_ < codes_.size()) {
      const char32_t letter = codes_[at_++];
      if (letter == kTatweel) continue;
      if (letter < kHamza || letter > kYeh || is_mark(letter)) return std::nullopt;
      add(letter, marks());
    }
    if (out_.empty()) return std::nullopt;
    return out_;
  }

 private:
  Marks marks() {
    Marks found;
    for (; at_ < codes_.size() && is_mark(codes_[at_]); ++at_) {
      switch (codes_[at_]) {
        case kShadda:
          found.shadda = true;
          break;
        case kSukun:
          found.sukun = true;
          break;
        case kFatha:
          found.vowel = 'a';
          break;
        case kKasra:
          found.vowel = 'i';
          break;
        case kDamma:
          found.vowel = 'u';
          break;
        case kFathatan:
          found.tanwin = 'a';
          break;
        case kKasratan:
          found.tanwin = 'i';
          break;
        case kDammatan:
          found.tanwin = 'u';
          break;
        case kDaggerAlef:
          found.dagger = true;
          break;
        default:
          break;
      }
    }
    return found;
  }

  char last() const { return out_.empty() ? '\0' : out_.back(); }

  // A long vowel takes the place of the short one before it.
  void lengthen(char short_vowel, char long_vowel) {
    if (last() == short_vowel) out_.pop_back();
    out_ += long_vowel;
  }

  void add(char32_t letter, Marks m) {
    if (letter == kAlef) return add_alef(m);
    if (letter == kAlefMaksura) return lengthen('a', 'Y');
    if (letter == kAlefMadda) {
      out_ += kHamzaSound;
      out_ += 'A';
      return;
    }
    if (letter == kTehMarbuta) {
      if (last() != 'a' && last() != 'A') out_ += 'a';
      out_ += 'T';
      return add_marks(m);
    }
    const bool bare = !m.any();
    if (letter == kWaw && bare && (last() == 'u' || is_consonant(last())) && !ends_in_diphthong()) return lengthen('u', 'U');
    if (letter == kYeh && bare && (last() == 'i' || is_consonant(last())) && !ends_in_diphthong()) return lengthen('i', 'I');
    const char sound = is_hamza_letter(letter) ? kHamzaSound : key_byte(letter);
    // Behind a long a, hamza has a seat of its own only where a second word starts: la-akhlaqi, "immoral".
    if (last() == 'A' && (letter == kAlefHamzaAbove || letter == kAlefHamzaBelow)) out_ += kJoint;
    out_ += sound;
    if (m.shadda) out_ += sound;
    add_marks(m);
  }

  // After a sukun that was written, a bare waw or yeh is a consonant.
  bool ends_in_diphthong() const { return sukun_; }

  void add_marks(Marks m) {
    if (m.vowel != 0) out_ += m.vowel;
    if (m.tanwin == 'a') out_ += at_ < codes_.size() && (codes_[at_] == kAlef || codes_[at_] == kAlefMaksura) ? 'F' : 'f';
    if (m.tanwin == 'i') out_ += 'K';
    if (m.dagger) lengthen('a', 'D');
    sukun_ = m.sukun;
  }

  void add_alef(Marks m) {
    if (out_.empty()) {
      out_ += 'e';
      if (m.vowel != 0) out_ += m.vowel;
    } else if (m.tanwin == 'a') {
      out_ += 'F';  // the mark stands on the alef
    } else if (last() == 'U' || (last() == kWawSound && at_ == codes_.size())) {
      out_ += 'o';
    } else if (last() != 'F') {
      lengthen('a', 'A');
    }
    sukun_ = false;
  }

  std::u32string codes_;
  size_t at_ = 0;
  Sounds out_;
  bool sukun_ = false;
};

// What stands around a hamza.
struct Around {
  char before = 0;  // 0 at the start
  char after = 0;   // 0 at the end
  bool border = false;
  bool closed = false;  // the vowel after it is followed by a consonant of the root, not by an ending
};

bool joins_left(char consonant) {
  switch (key_letter(consonant)) {
    case kDal:
    case kThal:
    case kReh:
    case kZain:
    case kWaw:
    case kAlef:
      return false;
    default:
      return true;
  }
}

char32_t initial_seat(char after) {
  if (after == 'i' || after == 'I') return kAlefHamzaBelow;
  return after == 'A' ? kAlefMadda : kAlefHamzaAbove;
}

char32_t final_seat(char before) {
  if (before == 'a') return kAlefHamzaAbove;
  if (before == 'u') return kWawHamza;
  return before == 'i' ? kYehHamza : kHamza;
}

char32_t middle_seat(const Around& at) {
  const bool i_after = at.after == 'i' || at.after == 'I';
  const bool u_after = at.after == 'u' || at.after == 'U';
  if (at.before == 'i' || i_after || at.before == 'I' || at.before == kYehSound) return kYehHamza;
  if (at.before == 'U') return kHamza;
  if (at.before == 'u' || u_after) return kWawHamza;
  if (at.before == 'A') return kHamza;
  if (at.before == kWawSound) return at.closed ? kAlefHamzaAbove : kHamza;
  return at.after == 'A' ? kAlefMadda : kAlefHamzaAbove;
}

// Before a dual ending or tanwin a final hamza keeps its seat, save that it sits on the line or on a tooth after a consonant.
char32_t border_seat(const Around& at) {
  if (at.before == 'a') return at.after == 'A' ? kAlefMadda : kAlefHamzaAbove;
  if (at.before == 'u') return kWawHamza;
  if (at.before == 'i' || at.before == 'I') return kYehHamza;
  if (at.before == 'A' || at.before == 'U') return kHamza;
  return joins_left(at.before) ? kYehHamza : kHamza;
}

char32_t seat(const Around& at) {
  if (at.before == 0) return initial_seat(at.after);
  if (at.border && at.after != 0) return border_seat(at);
  if (at.after == 0) return final_seat(at.before);
  return middle_seat(at);
}

char32_t variant_seat(const Around& at) {
  if (at.before == 0 || at.after != 'U') return 0;
  if (at.before == 'a') return kAlefHamzaAbove;
  if (at.before == 'A') return kHamza;
  return at.before == 'u' || is_consonant(at.before) ? kYehHamza : 0;
}

class Speller {
 public:
  Speller(std::string_view sounds, bool variant) : sounds_(sounds), variant_(variant) {}

  std::string run() {
    while (at_ < sounds_.size()) step(sounds_[at_++]);
    return std::move(out_);
  }
  bool varied() const { return varied_; }

 private:
  char peek(size_t ahead) const { return at_ + ahead < sounds_.size() ? sounds_[at_ + ahead] : '\0'; }
  void put(char32_t code) { append_utf8(out_, code); }

  void step(char s) {
    switch (s) {
      case 'a':
        return put(kFatha);
      case 'i':
        return put(kKasra);
      case 'u':
        return put(kDamma);
      case 'A':
        put(kFatha);
        return put(kAlef);
      case 'Y':
        put(kFatha);
        return put(kAlefMaksura);
      case 'D':
        put(kFatha);
        return put(kDaggerAlef);
      case 'I':
        put(kKasra);
        return put(kYeh);
      case 'U':
        put(kDamma);
        return put(kWaw);
      case 'e':
      case 'o':
        return put(kAlef);
      case 'T':
        return put(kTehMarbuta);
      case 'F':
        put(kFathatan);
        return put(kAlef);
      case 'f':
        return put(kFathatan);
      case 'K':
        return put(kKasratan);
      case '|':
      case kJoint:
        return;
      default:
        return consonant(s);
    }
  }

  void consonant(char s) {
    const bool doubled = peek(0) == s;
    const size_t start = at_ - 1;
    if (doubled) ++at_;
    char32_t letter = key_letter(s);
    if (s == kHamzaSound) letter = hamza(start);
    put(letter);
    if (doubled) put(kShadda);
    if (letter == kAlefMadda) {
      at_ += peek(0) == '|' ? 2 : 1;  // the long a is in the letter
      return;
    }
    const char next = peek(0);
    if (next != '\0' && (is_consonant(next) || next == 'T') && !doubled) put(kSukun);
  }

  char32_t hamza(size_t start) {
    Around around;
    around.before = start == 0 || sounds_[start - 1] == kJoint ? '\0' : sounds_[start - 1];
    around.border = peek(0) == '|';
    around.after = peek(around.border ? 1 : 0);
    const char next = peek(1);
    around.closed = is_consonant(next) && next != key_byte(kHeh);
    const bool ending = is_short_vowel(around.after) && at_ + 1 == sounds_.size();  // a case or mood vowel does not move the seat
    if (ending && start != 0) around.after = '\0';
    const char32_t other = variant_ ? variant_seat(around) : 0;
    if (other != 0) varied_ = true;
    return other != 0 ? other : seat(around);
  }

  std::string_view sounds_;
  bool variant_;
  bool varied_ = false;
  size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::optional<Sounds> parse_sounds(std::string_view vocalised) { return Parser(vocalised).run(); }

std::string spell(std::string_view sounds) { return Speller(sounds, false).run(); }

std::string spell_variant(std::string_view sounds) {
  Speller speller(sounds, true);
  std::string out = speller.run();
  return speller.varied() ? out : std::string();
}

Sounds settle(std::string_view sounds) {
  Sounds out;
  for (size_t i = 0; i < sounds.size(); ++i) {
    const char s = sounds[i];
    const char next = i + 1 < sounds.size() ? sounds[i + 1] : '\0';
    const char before = out.empty() ? '\0' : out.back();
    const bool closes = is_consonant(next) && next != s;  // no vowel of its own, not doubled
    const bool weak = s == kWawSound || s == kYehSound;
    if (weak && closes && (before == 'u' || before == 'i')) {
      out.back() = before == 'u' ? 'U' : 'I';
      continue;
    }
    const bool second_hamza =
        s == kHamzaSound && out.size() == 2 && out[0] == kHamzaSound && is_short_vowel(before) && !is_vowel(next) && next != kHamzaSound;
    if (second_hamza) {
      out.back() = before == 'a' ? 'A' : before == 'u' ? 'U' : 'I';
      continue;
    }
    out += s;
  }
  return out;
}

Sounds parse_root(std::string_view cell) {
  Sounds root;
  while (!cell.empty()) {
    const size_t dot = std::min(cell.find('.'), cell.size());
    const std::string key = exact_key(cell.substr(0, dot));
    if (key.size() != 1) return {};
    const char32_t letter = key_letter(key[0]);
    root += is_hamza_letter(letter) || letter == kAlefMadda ? kHamzaSound : key[0];
    cell.remove_prefix(std::min(dot + 1, cell.size()));
  }
  return root;
}

}  // namespace waqai::lexicon
