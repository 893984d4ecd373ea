// SPDX-License-Identifier: Apache-2.0
#include "lexicon/inflect_noun.h"

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr char kHehSound = text::key_byte(text::kHeh);
constexpr char kNoonSound = text::key_byte(text::kNoon);
constexpr char kTehSound = text::key_byte(text::kTeh);

bool ends_with(const Sounds& sounds, std::string_view end) {
  return sounds.size() >= end.size() && std::string_view(sounds).substr(sounds.size() - end.size()) == end;
}

Sounds without(const Sounds& sounds, size_t count) { return sounds.substr(0, sounds.size() - count); }

// CaCaCiC, CaCaCiiC, CaCaCC: broken plurals that take no tanwin.
bool is_long_plural(const Sounds& s) {
  const bool start = s.size() >= 6 && is_consonant(s[0]) && s[1] == 'a' && is_consonant(s[2]) && s[3] == 'A' && is_consonant(s[4]);
  return start && (s[5] == 'i' || s[5] == 'I' || s[5] == s[4]);
}

// The glide that a final long a turns into before endings.
char glide(const NounRow& row) { return row.root.size() == 3 && row.root[2] == kWawSound ? kWawSound : kYehSound; }

// The feminine ending -a' (sahra', hamra') turns its hamza into waw.
bool feminine_hamza(const Sounds& stem, uint32_t gender) { return gender == kFem && stem.size() > 4 && ends_with(stem, Sounds{'A', kHamzaSound}); }

// What dual endings are put on.
Sounds dual_base(const NounRow& row, const Sounds& stem, uint32_t gender) {
  if (feminine_hamza(stem, gender)) return without(stem, 1) + kWawSound;
  switch (stem.back()) {
    case 'T':
      return without(stem, 1) + kTehSound;
    case 'Y':
      return without(stem, 1) + "a" + kYehSound;
    case 'A':
      return without(stem, 1) + "a" + glide(row);
    case 'I':
      return without(stem, 1) + "i" + kYehSound;
    default:
      return stem + "|";
  }
}

// The lemma without its feminine ending, ready for -at.
Sounds at_base(const NounRow& row, const Sounds& stem) {
  if (feminine_hamza(stem, row.has_feminine ? uint32_t{kFem} : row.gender)) return without(stem, 1) + kWawSound;
  if (ends_with(stem, "aT")) return without(stem, 2);
  if (ends_with(stem, "AT")) return without(stem, 2) + "a" + glide(row);
  switch (stem.back()) {
    case 'Y':
      return without(stem, 1) + "a" + kYehSound;
    case 'A':
      return without(stem, 1) + "a" + glide(row);
    case 'I':
      return without(stem, 1) + "i" + kYehSound;
    case 'U':
      return stem + kHehSound;
    default:
      return stem;
  }
}

Sounds feminine_of(const NounRow& row) {
  if (!row.feminine.empty()) return row.feminine;
  const Sounds& stem = row.lemma;
  if (stem.back() == 'I') return without(stem, 1) + "i" + kYehSound + "aT";
  if (stem.back() == 'Y' || stem.back() == 'A') return without(stem, 1) + "AT";
  return stem + "aT";
}

class NounParadigm {
 public:
  explicit NounParadigm(const NounRow& row) : row_(row) {}

  // Singular or broken plural.
  void stem(const Sounds& s, uint32_t gender, uint32_t number) {
    set(gender, number);
    const char last = s.back();
    const bool loan = row_.root.empty() && number == kSing;
    if (last == 'I' && s.size() > 2 && !row_.name && !loan) return defective(s, number);
    free(s, kAnyCase, kAnyState);
    if (row_.name) return;
    if (last == 'T') return bound_cases(without(s, 1) + kTehSound);
    if (last == 'Y') return bound(without(s, 1) + "A", kAnyCase);
    if (is_vowel(last)) return bound(s, kAnyCase);
    bound_cases(s);
    const bool alef_before = s.size() > 1 && last == kHamzaSound && (s[s.size() - 2] == 'A' || s[s.size() - 2] == 'a');
    if (!alef_before && !row_.diptote && !(number == kPlur && is_long_plural(s))) free(s + "|F", kAcc, kIndefinite);
  }

  void dual(const Sounds& s, uint32_t gender) {
    if (s.back() == 'U') return;  // loan words
    set(gender, kDual);
    const Sounds base = dual_base(row_, s, gender);
    with_noon(base + "A", 'i', kNom);
    with_noon(base + "a" + kYehSound, 'i', kAcc | kGen);
  }

  void plural_una(const Sounds& s) {
    set(kMasc, kPlur);
    const char last = s.back();
    if (last == 'Y' || last == 'A') {
      with_noon(without(s, 1) + "a" + kWawSound, 'a', kNom);
      with_noon(without(s, 1) + "a" + kYehSound, 'a', kAcc | kGen);
      return;
    }
    const Sounds base = last == 'I' ? without(s, 1) : s;
    with_noon(base + "U", 'a', kNom);
    with_noon(base + "I", 'a', kAcc | kGen);
  }

  void plural_at(const Sounds& s) {
    set(kFem, kPlur);
    const Sounds form = at_base(row_, s) + "A" + kTehSound;
    free(form, kAnyCase, kAnyState);
    bound_cases(form);
  }

  std::vector<Inflected> take() { return std::move(forms_); }

 private:
  void set(uint32_t gender, uint32_t number) {
    cell_ = Cell();
    cell_.gender = gender;
    cell_.number = number;
  }

  void defective(const Sounds& s, uint32_t number) {
    const Sounds bare = without(s, 1);
    free(s, kAnyCase, kWithArticle | kConstruct);
    free(bare + "K", kNom | kGen, kIndefinite);
    if (number == kPlur && is_long_plural(bare + "i" + kYehSound)) free(s, kAcc, kIndefinite);
    else free(bare + "i" + kYehSound + "F", kAcc, kIndefinite);
    bound(s, kAnyCase);
  }

  // Dual and sound plural: with noon, or without it in the construct.
  void with_noon(const Sounds& s, char vowel, uint32_t cases) {
    free(s + kNoonSound + vowel, cases, kWithArticle | kIndefinite);
    free(s, cases, kConstruct);
    bound(s, cases);
  }

  void bound_cases(const Sounds& s) {
    bound(s + "u", kNom);
    bound(s + "a", kAcc);
    bound(s + "i", kGen);
  }

  void free(const Sounds& s, uint32_t cases, uint32_t states) {
    cell_.cases = cases;
    cell_.states = states;
    cell_.attach = kFree;
    const Sounds sounds = settle(s);
    forms_.push_back({spell(sounds), cell_});
    const std::string other = spell_variant(sounds);
    if (!other.empty()) forms_.push_back({other, cell_});
  }

  void bound(const Sounds& s, uint32_t cases) {
    cell_.cases = cases;
    cell_.states = kConstruct;
    cell_.attach = kBound;
    std::string spelling = spell(settle(s + kHehSound));
    spelling.resize(spelling.size() - 2);  // the heh
    forms_.push_back({std::move(spelling), cell_});
  }

  const NounRow& row_;
  Cell cell_;
  std::vector<Inflected> forms_;
};

}  // namespace

std::vector<Inflected> inflect_noun(const NounRow& row) {
  if (row.lemma.size() < 2) return {};
  NounParadigm paradigm(row);
  paradigm.stem(row.lemma, row.gender, kSing);
  if (row.name) return paradigm.take();
  paradigm.dual(row.lemma, row.gender);
  if (row.plural_una) paradigm.plural_una(row.lemma);
  if (row.plural_at) paradigm.plural_at(row.lemma);
  for (const Sounds& broken : row.broken) paradigm.stem(broken, row.gender, kPlur);
  if (!row.has_feminine) return paradigm.take();
  const Sounds feminine = feminine_of(row);
  paradigm.stem(feminine, kFem, kSing);
  paradigm.dual(feminine, kFem);
  paradigm.plural_at(feminine);
  return paradigm.take();
}

}  // namespace waqai::lexicon
