// SPDX-License-Identifier: Apache-2.0
#include "lexicon/inflect_stems.h"

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

bool one_of(int form, std::initializer_list<int> forms) {
  for (const int one : forms) {
    if (one == form) return true;
  }
  return false;
}

// Index of the last vowel; npos without one.
size_t last_vowel(const Sounds& stem) { return stem.find_last_of("aiuAIU"); }

Sounds with_last_vowel(Sounds stem, char short_vowel) {
  const size_t at = last_vowel(stem);
  if (at == Sounds::npos) return stem;
  const bool is_long = is_long_vowel(stem[at]);
  stem[at] = !is_long ? short_vowel : short_vowel == 'a' ? 'A' : short_vowel == 'i' ? 'I' : 'U';
  return stem;
}

Sounds shortened(Sounds stem) {
  const size_t at = last_vowel(stem);
  if (at == Sounds::npos) return stem;
  if (stem[at] == 'A') stem[at] = 'a';
  if (stem[at] == 'I') stem[at] = 'i';
  if (stem[at] == 'U') stem[at] = 'u';
  return stem;
}

// Xadd -> Xadad: a vowel between the doubled consonants.
Sounds split(const Sounds& stem, char vowel) { return stem.substr(0, stem.size() - 1) + vowel + stem.back(); }

// Xadd -> Xdad: the vowel moves between them and becomes `vowel`.
Sounds moved(const Sounds& stem, char vowel) {
  const size_t n = stem.size();
  return stem.substr(0, n - 3) + stem[n - 1] + vowel + stem[n - 1];
}

bool moves_vowel(int form) { return one_of(form, {4, 10, kFormQ1 + 3}); }

// Vowels of the perfect passive: u throughout, `last` in the last place.
Sounds passive_vowels(const Sounds& stem, char last) {
  Sounds out = stem;
  const size_t end = last == 0 ? Sounds::npos : last_vowel(stem);
  for (size_t i = 0; i < out.size(); ++i) {
    if (is_short_vowel(out[i])) out[i] = 'u';
    if (is_long_vowel(out[i])) out[i] = 'U';
  }
  if (end == Sounds::npos) return out;
  return with_last_vowel(out, last);
}

char written_final(const Sounds& stem) { return !stem.empty() && stem.back() == kYehSound ? 'A' : 'Y'; }

class StemBuilder {
 public:
  StemBuilder(const VerbRow& row, VerbShape shape) : row_(row), shape_(std::move(shape)), form_(row.form) {}

  VerbStems run() {
    VerbStems stems;
    stems.perfect = perfect();
    stems.perfect_passive = perfect_passive();
    stems.imperfect = form_ == 1 ? imperfect_one() : imperfect_derived();
    stems.imperfect_passive = form_ == 1 ? passive_one() : passive_derived(stems.imperfect);
    stems.prefix_vowel = one_of(form_, {2, 3, 4, kFormQ1}) ? 'u' : 'a';
    stems.good = !stems.imperfect.open.empty();
    return stems;
  }

 private:
  Stem plain(Sounds open, Sounds closed) const {
    Stem stem;
    stem.open = std::move(open);
    stem.closed = std::move(closed);
    stem.doubled = shape_.doubled;
    return stem;
  }
  static Stem vowel_final(Sounds open, Ending ending) {
    Stem stem;
    stem.last = written_final(open);
    stem.open = std::move(open);
    stem.ending = ending;
    stem.glide = kYehSound;
    return stem;
  }

  Stem perfect() const {
    const Sounds& base = shape_.base;
    if (shape_.ending != Ending::kPlain) {
      Stem stem = vowel_final(base, shape_.ending);
      stem.last = row_.lemma.back() == 'A' ? 'A' : 'Y';
      const bool waw = form_ == 1 && row_.lemma.back() == 'A' && base.back() != kYehSound;
      if (waw) stem.glide = kWawSound;
      return stem;
    }
    if (shape_.hollow) {
      const char vowel = form_ != 1 ? 'a' : row_.vowel == 'u' ? 'u' : 'i';
      return plain(base, shorten_to(base, vowel));
    }
    if (shape_.doubled) {
      const char vowel = form_ == 1 && row_.vowel == 'a' ? 'i' : 'a';
      return plain(base, moves_vowel(form_) ? moved(base, 'a') : split(base, vowel));
    }
    return plain(base, base);
  }

  static Sounds shorten_to(const Sounds& stem, char vowel) { return shortened(with_last_vowel(stem, vowel)); }

  Stem perfect_passive() const {
    const Sounds& base = shape_.base;
    if (shape_.ending != Ending::kPlain) return vowel_final(passive_vowels(base, 0), Ending::kFinalI);
    if (shape_.doubled) {
      const Sounds open = passive_vowels(base, one_of(form_, {1, 7, 8, 3}) ? 'u' : 'i');
      return plain(open, moves_vowel(form_) ? moved(open, 'i') : split(open, 'i'));
    }
    const Sounds open = passive_vowels(base, 'i');
    return plain(open, shape_.hollow ? shortened(open) : open);
  }

  // Assimilated verbs of form 1 lose their waw in the active imperfect.
  bool drops_waw() const {
    if (shape_.base[0] != kWawSound || shape_.doubled) return false;
    if (row_.vowel == 'i') return true;
    const bool perfect_a = shape_.base.size() > 3 && shape_.base[3] == 'a';
    const Sounds wide{kWawSound, text::key_byte(text::kSeen), text::key_byte(text::kAin)};
    const Sounds tread{kWawSound, text::key_byte(text::kTah), kHamzaSound};
    return row_.vowel == 'a' && (perfect_a || row_.root == wide || row_.root == tread);
  }

  // ra'a, "see": the hamza is lost in the imperfect.
  bool loses_hamza() const { return row_.root == Sounds{text::key_byte(text::kReh), kHamzaSound, kYehSound}; }

  Stem imperfect_one() const {
    const Sounds& base = shape_.base;
    const Sounds first = drops_waw() ? Sounds() : base.substr(0, 1);
    if (shape_.ending != Ending::kPlain) {
      const Sounds open = loses_hamza() ? base.substr(0, 1) : first + base.substr(2);
      return vowel_final(open, row_.vowel == 'a' ? Ending::kFinalA : row_.vowel == 'u' ? Ending::kFinalU : Ending::kFinalI);
    }
    if (shape_.hollow) {
      const Sounds open = with_last_vowel(base, row_.vowel);
      return plain(open, shortened(open));
    }
    if (shape_.doubled) {
      const Sounds open = with_last_vowel(base, row_.vowel);
      return plain(open, moved(open, row_.vowel));
    }
    const Sounds open = first + base.substr(2, 1) + row_.vowel + base.substr(4);
    return plain(open, open);
  }

  Stem passive_one() const {
    const Sounds& base = shape_.base;
    if (shape_.ending != Ending::kPlain) {
      return vowel_final(loses_hamza() ? base.substr(0, 1) : base.substr(0, 1) + base.substr(2), Ending::kFinalA);
    }
    if (shape_.hollow) return plain(with_last_vowel(base, 'a'), shorten_to(base, 'a'));
    if (shape_.doubled) {
      const Sounds open = with_last_vowel(base, 'a');
      return plain(open, moved(open, 'a'));
    }
    const Sounds open = base.substr(0, 1) + base.substr(2, 1) + "a" + base.substr(4);
    return plain(open, open);
  }

  // Lemma without what only the perfect has: hamza of form 4, hamzat al-wasl of forms 7 to 10.
  Sounds without_prefix() const {
    const Sounds& base = shape_.base;
    if (base[0] == 'e') return base.substr(2);
    if (form_ != 4) return base;
    return base[1] == 'A' ? kHamzaSound + base.substr(2) : base.substr(2);
  }

  bool keeps_vowel() const { return one_of(form_, {5, 6, kFormQ1 + 1}); }

  Stem imperfect_derived() const {
    const Sounds stem = without_prefix();
    if (shape_.ending != Ending::kPlain) return vowel_final(stem, keeps_vowel() ? Ending::kFinalA : Ending::kFinalI);
    if (shape_.hollow) {
      const Sounds open = one_of(form_, {7, 8}) ? stem : with_last_vowel(stem, 'i');
      return plain(open, shortened(open));
    }
    if (shape_.doubled) {
      if (moves_vowel(form_)) return plain(with_last_vowel(stem, 'i'), moved(stem, 'i'));
      return plain(stem, split(stem, keeps_vowel() ? 'a' : 'i'));
    }
    const Sounds open = keeps_vowel() ? stem : with_last_vowel(stem, 'i');
    return plain(open, open);
  }

  Stem passive_derived(const Stem& active) const {
    if (active.ending != Ending::kPlain) return vowel_final(active.open, Ending::kFinalA);
    const Sounds open = with_last_vowel(active.open, 'a');
    if (shape_.hollow) return plain(open, shortened(open));
    if (shape_.doubled) return plain(open, moves_vowel(form_) ? moved(open, 'a') : split(open, 'a'));
    return plain(open, open);
  }

  const VerbRow& row_;
  VerbShape shape_;
  int form_;
};

}  // namespace

VerbShape verb_shape(const VerbRow& row) {
  VerbShape shape;
  const Sounds& lemma = row.lemma;
  const size_t n = lemma.size();
  if (n < 3) return shape;
  if (n > 4 && lemma[n - 1] == 'a' && lemma[n - 2] == kYehSound && lemma[n - 3] == 'i') {
    shape.base = lemma.substr(0, n - 3);
    shape.ending = Ending::kFinalI;
  } else if (lemma[n - 1] == 'A' || lemma[n - 1] == 'Y') {
    shape.base = lemma.substr(0, n - 1);
    shape.ending = Ending::kFinalA;
  } else if (lemma[n - 1] == 'a' && is_consonant(lemma[n - 2])) {
    shape.base = lemma.substr(0, n - 1);
    const size_t m = shape.base.size();
    shape.doubled = m > 3 && shape.base[m - 1] == shape.base[m - 2];
    shape.hollow = !shape.doubled && shape.base[m - 2] == 'A' && one_of(row.form, {1, 4, 7, 8, 10});
  } else {
    return shape;
  }
  const size_t m = shape.base.size();
  const bool one = row.form == 1;
  const size_t wanted = shape.ending != Ending::kPlain ? 3 : shape.hollow ? 3 : shape.doubled ? 4 : 5;
  const bool vowel_known = row.vowel == 'a' || row.vowel == 'i' || row.vowel == 'u';
  shape.good = one ? m == wanted && vowel_known && is_consonant(shape.base[0]) : m >= (shape.ending != Ending::kPlain ? 3u : shape.doubled ? 4u : 5u);
  return shape;
}

VerbStems verb_stems(const VerbRow& row) {
  VerbShape shape = verb_shape(row);
  if (!shape.good) return {};
  return StemBuilder(row, std::move(shape)).run();
}

}  // namespace waqai::lexicon
