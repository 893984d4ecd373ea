// SPDX-License-Identifier: Apache-2.0
#include "lexicon/inflect_verb.h"

#include "lexicon/inflect_stems.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr char kHehSound = text::key_byte(text::kHeh);
constexpr char kMeemSound = text::key_byte(text::kMeem);
constexpr char kNoonSound = text::key_byte(text::kNoon);
constexpr char kTehSound = text::key_byte(text::kTeh);

const Sounds kNa{kNoonSound, 'a'};
const Sounds kNi{kNoonSound, 'i'};

// Endings of the imperfect and imperative, by what they begin with.
enum class Tail { kNone, kI, kA, kU, kNoon };

// The endings of the perfect: person, gender, number; whether they start with a vowel is seen from their first sound.
struct PerfectRow {
  uint32_t person, gender, number;
  Sounds ending;
};

const std::vector<PerfectRow>& perfect_rows() {
  static const std::vector<PerfectRow> rows = {
      {3, kMasc, kSing, "a"},
      {3, kFem, kSing, Sounds{'a', kTehSound}},
      {3, kMasc, kDual, "A"},
      {3, kFem, kDual, Sounds{'a', kTehSound, 'A'}},
      {3, kMasc, kPlur, "Uo"},
      {3, kFem, kPlur, kNa},
      {2, kMasc, kSing, Sounds{kTehSound, 'a'}},
      {2, kFem, kSing, Sounds{kTehSound, 'i'}},
      {2, 0, kDual, Sounds{kTehSound, 'u', kMeemSound, 'A'}},
      {2, kMasc, kPlur, Sounds{kTehSound, 'u', kMeemSound}},
      {2, kFem, kPlur, Sounds{kTehSound, 'u', kNoonSound, kNoonSound, 'a'}},
      {1, 0, kSing, Sounds{kTehSound, 'u'}},
      {1, 0, kPlur, Sounds{kNoonSound, 'A'}},
  };
  return rows;
}

struct ImperfectRow {
  uint32_t person, gender, number;
  char prefix;
  Tail tail;
};

constexpr ImperfectRow kImperfectRows[] = {
    {3, kMasc, kSing, kYehSound, Tail::kNone}, {3, kFem, kSing, kTehSound, Tail::kNone}, {3, kMasc, kDual, kYehSound, Tail::kA},
    {3, kFem, kDual, kTehSound, Tail::kA},     {3, kMasc, kPlur, kYehSound, Tail::kU},   {3, kFem, kPlur, kYehSound, Tail::kNoon},
    {2, kMasc, kSing, kTehSound, Tail::kNone}, {2, kFem, kSing, kTehSound, Tail::kI},    {2, 0, kDual, kTehSound, Tail::kA},
    {2, kMasc, kPlur, kTehSound, Tail::kU},    {2, kFem, kPlur, kTehSound, Tail::kNoon}, {1, 0, kSing, kHamzaSound, Tail::kNone},
    {1, 0, kPlur, kNoonSound, Tail::kNone},
};

// Stem and ending of the perfect put together.
Sounds join_perfect(const Stem& stem, const PerfectRow& row) {
  const bool vowel_first = is_vowel(row.ending[0]);
  if (stem.ending == Ending::kPlain) return (vowel_first ? stem.open : stem.closed) + row.ending;
  if (stem.ending == Ending::kFinalI) {
    if (!vowel_first) return stem.open + "I" + row.ending;
    return row.ending == "Uo" ? stem.open + row.ending : stem.open + "i" + kYehSound + row.ending;
  }
  if (!vowel_first) return stem.open + "a" + stem.glide + row.ending;
  if (row.ending == "a") return stem.open + stem.last;
  if (row.ending == "A") return stem.open + "a" + stem.glide + "A";
  if (row.ending == "Uo") return stem.open + "a" + kWawSound + "o";
  return stem.open + row.ending;  // -at, -ata
}

// Stem and ending of one mood; the jussive of doubled verbs has two forms, the second is left to the caller.
Sounds join_plain(const Stem& stem, Tail tail, MoodSet mood) {
  const bool indicative = mood == kIndicative;
  switch (tail) {
    case Tail::kNone:
      return indicative ? stem.open + "u" : mood == kSubjunctive ? stem.open + "a" : stem.closed;
    case Tail::kI:
      return stem.open + "I" + (indicative ? kNa : "");
    case Tail::kA:
      return stem.open + "A" + (indicative ? kNi : "");
    case Tail::kU:
      return stem.open + (indicative ? "U" + kNa : "Uo");
    case Tail::kNoon:
      return stem.closed + kNa;
  }
  return {};
}

Sounds join_final_a(const Stem& stem, Tail tail, MoodSet mood) {
  const bool indicative = mood == kIndicative;
  const Sounds ay = stem.open + "a" + kYehSound;
  switch (tail) {
    case Tail::kNone:
      return mood == kJussive ? stem.open + "a" : stem.open + stem.last;
    case Tail::kI:
      return ay + (indicative ? kNa : "");
    case Tail::kA:
      return ay + "A" + (indicative ? kNi : "");
    case Tail::kU:
      return stem.open + "a" + kWawSound + (indicative ? kNa : "o");
    case Tail::kNoon:
      return ay + kNa;
  }
  return {};
}

// Final i or u.
Sounds join_final(const Stem& stem, Tail tail, MoodSet mood) {
  const bool indicative = mood == kIndicative;
  const bool final_i = stem.ending == Ending::kFinalI;
  const char short_vowel = final_i ? 'i' : 'u';
  const char long_vowel = final_i ? 'I' : 'U';
  const Sounds glided = stem.open + short_vowel + (final_i ? kYehSound : kWawSound);
  switch (tail) {
    case Tail::kNone:
      if (mood == kJussive) return stem.open + short_vowel;
      return indicative ? stem.open + long_vowel : glided + "a";
    case Tail::kI:
      return stem.open + "I" + (indicative ? kNa : "");
    case Tail::kA:
      return glided + "A" + (indicative ? kNi : "");
    case Tail::kU:
      return stem.open + (indicative ? "U" + kNa : "Uo");
    case Tail::kNoon:
      return stem.open + long_vowel + kNa;
  }
  return {};
}

Sounds join_imperfect(const Stem& stem, Tail tail, MoodSet mood) {
  if (stem.ending == Ending::kPlain) return join_plain(stem, tail, mood);
  return stem.ending == Ending::kFinalA ? join_final_a(stem, tail, mood) : join_final(stem, tail, mood);
}

// The form before an attached pronoun.
Sounds before_pronoun(Sounds sounds, const Cell& cell) {
  if (sounds.back() == 'o') sounds.pop_back();
  if (sounds.back() == 'Y') sounds.back() = 'A';
  const bool you_all = cell.aspect == kPerfect && cell.person == 2 && cell.number == kPlur && cell.gender == kMasc;
  if (you_all) sounds += 'U';
  return sounds;
}

class Paradigm {
 public:
  void add(const Sounds& raw, Cell cell) {
    const Sounds sounds = settle(raw);
    cell.attach = kFree;
    put(spell(sounds), cell);
    const std::string other = spell_variant(sounds);
    if (!other.empty()) put(other, cell);
    cell.attach = kBound;
    std::string bound = spell(before_pronoun(sounds, cell) + kHehSound);
    bound.resize(bound.size() - 2);  // the heh
    put(std::move(bound), cell);
  }
  std::vector<Inflected> take() { return std::move(forms_); }

 private:
  void put(std::string spelling, const Cell& cell) { forms_.push_back({std::move(spelling), cell}); }
  std::vector<Inflected> forms_;
};

void add_perfect(Paradigm& paradigm, const Stem& stem, uint32_t voice) {
  for (const PerfectRow& row : perfect_rows()) {
    Cell cell;
    cell.person = row.person;
    cell.gender = row.gender;
    cell.number = row.number;
    cell.aspect = kPerfect;
    cell.voice = voice;
    cell.verb_form = kFinite;
    paradigm.add(join_perfect(stem, row), cell);
  }
}

void add_imperfect(Paradigm& paradigm, const Stem& stem, uint32_t voice, char prefix_vowel) {
  for (const ImperfectRow& row : kImperfectRows) {
    Cell cell;
    cell.person = row.person;
    cell.gender = row.gender;
    cell.number = row.number;
    cell.aspect = kImperfect;
    cell.voice = voice;
    cell.verb_form = kFinite;
    const Sounds prefix{row.prefix, prefix_vowel};
    for (const MoodSet mood : {kIndicative, kSubjunctive, kJussive}) {
      cell.moods = mood;
      paradigm.add(prefix + join_imperfect(stem, row.tail, mood), cell);
    }
    if (stem.doubled && row.tail == Tail::kNone) paradigm.add(prefix + stem.open + "a", cell);
  }
}

// What an imperative begins with: a stem that starts with two consonants needs a vowel before it.
Sounds imperative_start(const VerbRow& row, const Stem& stem, const Sounds& form) {
  if (form.size() > 1 && is_vowel(form[1])) return row.form == 4 ? Sounds{kHamzaSound, 'a'} : Sounds();
  if (row.form == 4) return Sounds{kHamzaSound, 'a'};
  const size_t vowel = form.find_first_of("aiu");
  const bool with_u =
      row.form == 1 && (stem.ending == Ending::kFinalU || (stem.ending == Ending::kPlain && vowel != Sounds::npos && form[vowel] == 'u'));
  return with_u ? "eu" : "ei";
}

void add_imperative(Paradigm& paradigm, const VerbRow& row, Stem stem) {
  const bool drops_hamza =
      row.form == 1 && row.vowel == 'u' && stem.open[0] == kHamzaSound && stem.ending == Ending::kPlain && !stem.doubled && stem.open.size() == 4;
  if (drops_hamza) {  // kul, khudh, mur
    stem.open.erase(0, 1);
    stem.closed.erase(0, 1);
  }
  if (stem.open.size() < 2) return;  // one letter is left: never in newspapers
  for (const ImperfectRow& cells : kImperfectRows) {
    if (cells.person != 2) continue;
    Cell cell;
    cell.person = 2;
    cell.gender = cells.gender;
    cell.number = cells.number;
    cell.aspect = kImperfect;
    cell.moods = kImperative;
    cell.voice = kActive;
    cell.verb_form = kFinite;
    const bool whole = stem.doubled && cells.tail == Tail::kNone;
    const Sounds form = whole ? stem.open + "a" : join_imperfect(stem, cells.tail, kJussive);
    paradigm.add(imperative_start(row, stem, form) + form, cell);
  }
}

// `mu` and a stem with its last vowel as the participle has it.
Sounds derived_participle(const Stem& stem, bool active) {
  const Sounds mu{kMeemSound, 'u'};
  if (stem.ending != Ending::kPlain) return settle(mu + stem.open + (active ? 'I' : stem.last));
  Sounds open = stem.open;
  const size_t at = open.find_last_of("aiuAIU");
  if (active && open[at] == 'a' && !stem.doubled) open[at] = 'i';
  return settle(mu + open);
}

bool has_root_consonants(const VerbRow& row) {
  size_t at = 0;
  for (const char consonant : row.root) {
    if (consonant == kWawSound || consonant == kYehSound || consonant == kHamzaSound) continue;
    const size_t found = row.lemma.find(consonant, at);
    if (found == Sounds::npos) return row.form == 8;  // assimilated: ittaba', iddakhara
    at = found + (row.lemma.size() > found + 1 && row.lemma[found + 1] == consonant ? 0 : 1);
  }
  return true;
}

}  // namespace

std::vector<Inflected> inflect_verb(const VerbRow& row) {
  const VerbStems stems = verb_stems(row);
  if (!stems.good) return {};
  Paradigm paradigm;
  add_perfect(paradigm, stems.perfect, kActive);
  add_imperfect(paradigm, stems.imperfect, kActive, stems.prefix_vowel);
  add_imperative(paradigm, row, stems.imperfect);
  if (row.passive) {
    add_perfect(paradigm, stems.perfect_passive, kPassive);
    add_imperfect(paradigm, stems.imperfect_passive, kPassive, 'u');
  }
  return paradigm.take();
}

Sounds active_participle(const VerbRow& row) {
  const VerbShape shape = verb_shape(row);
  if (!shape.good) return {};
  if (row.form != 1) return derived_participle(verb_stems(row).imperfect, true);
  const Sounds first = shape.base.substr(0, 1);
  const Sounds last = shape.base.substr(shape.base.size() - 1);
  if (shape.ending != Ending::kPlain) return first + "A" + last + "I";
  if (shape.hollow) return last[0] == kHamzaSound ? first + "A" + kHamzaSound + "I" : first + "A" + kHamzaSound + "i" + last;
  if (shape.doubled) return first + "A" + last + last;
  return first + "A" + shape.base.substr(2, 1) + "i" + last;
}

Sounds passive_participle(const VerbRow& row) {
  const VerbShape shape = verb_shape(row);
  if (!shape.good) return {};
  if (row.form != 1) return derived_participle(verb_stems(row).imperfect_passive, false);
  const Sounds start = Sounds{kMeemSound, 'a'} + shape.base.substr(0, 1);
  const Sounds last = shape.base.substr(shape.base.size() - 1);
  if (shape.ending != Ending::kPlain) {
    return row.vowel == 'u' ? start + last + "u" + kWawSound + kWawSound : start + last + "i" + kYehSound + kYehSound;
  }
  if (shape.hollow) return start + (row.vowel == 'i' ? "I" : "U") + last;
  if (shape.doubled) return start + last + "U" + last;
  return settle(start + shape.base.substr(2, 1) + "U" + last);
}

std::string check_verb(const VerbRow& row) {
  const size_t letters = row.root.size();
  const bool four = row.form >= kFormQ1;
  if (letters != (four ? 4u : 3u)) return "the root has " + std::to_string(letters) + " letters";
  if (row.form == 1 && row.vowel == 0) return "form 1 without the vowel of its imperfect";
  if (!verb_shape(row).good) return "the lemma is no 3rd person perfect of its form";
  if (row.form == 4 && row.lemma[0] != kHamzaSound) return "form 4 that does not start with hamza";
  const bool wasla = row.form >= 7 && row.form < kFormQ1;
  if (wasla && row.lemma[0] != 'e') return "forms 7 to 15 start with a bare alef";
  if (!has_root_consonants(row)) return "the lemma lacks a letter of its root";
  return {};
}

}  // namespace waqai::lexicon
