// SPDX-License-Identifier: Apache-2.0
#include "morphology/voice.h"

#include <algorithm>

#include "lexicon/source.h"
#include "text/fold.h"

namespace waqai::morphology {
namespace {

using annot::Upos;
using lexicon::Cell;

constexpr size_t kVoiceBefore = 5;  // tokens before a verb

bool definite(const Analysis& a) { return a.has_article() || a.enclitic != 0 || a.upos == Upos::kPropn; }

// What the words after a verb hold, up to the end of its clause.
struct After {
  uint32_t phrases = 0;   // noun phrases outside prepositional ones, at most 3
  uint32_t first_at = 0;  // distance of the first one from the verb; 0 none
  const Candidate* first = nullptr;
  const Candidate* second = nullptr;
  std::vector<uint32_t> pairs;  // hashes of each preposition's lemma and its noun's
  uint32_t preposition = 0;     // the first of them
  uint32_t preposition_lemma = 0;
  std::string_view preposition_text;  // vocalised lemma
  bool preposition_first = false;     // before any noun phrase
  bool accusative = false;            // a bare phrase that is written as accusative
  bool time = false;                  // a bare noun of time
  uint32_t stop_at = 0;               // distance of what ended the clause, at most 4
  uint32_t stop = 0;                  // what ended the clause: part of speech, 31 at the end of reach
};

uint32_t comma() {
  static const uint32_t hash = hash_of_letters(text::fold_key("\xd8\x8c"));
  return hash;
}
uint32_t latin_comma() {
  static const uint32_t hash = hash_of_letters(",");
  return hash;
}

class Scanner {
 public:
  Scanner(const Reading& reading, size_t verb) : reading_(reading), verb_(verb) {}

  After run() {
    const size_t end = std::min(reading_.size(), verb_ + 1 + kVoiceReach);
    after_.stop = 31;
    for (size_t i = verb_ + 1; i < end; ++i) {
      const Candidate& c = reading_.candidate(i);
      if (stops(c)) {
        after_.stop = static_cast<uint32_t>(c.analysis.upos);
        after_.stop_at = static_cast<uint32_t>(std::min<size_t>(i - verb_, 4));
        break;
      }
      word(c, i);
    }
    return after_;
  }

 private:
  // Commas stop nothing: days and places are put between them.
  bool stops(const Candidate& c) {
    const Analysis& a = c.analysis;
    if (a.upos == Upos::kPunct) return c.stem != comma() && c.stem != latin_comma();
    return a.upos == Upos::kVerb || a.upos == Upos::kSconj || a.upos == Upos::kAux;
  }

  void word(const Candidate& c, size_t i) {
    const Analysis& a = c.analysis;
    if (a.upos == Upos::kAdp || a.prefix != Proclitic::kNone) return preposition(c, i);
    if (a.upos == Upos::kAdj) {
      open_ = open_ && !a.has_article();
      return;
    }
    if (!is_nominal(a)) return;
    const uint32_t cases = a.features().cases;
    const bool genitive = cases == 0 || (cases & lexicon::kGen) != 0 || cases == cases_ || counted_;
    const bool continues = in_phrase_ && (a.conjunction != Proclitic::kNone || (open_ && genitive) || a.upos == Upos::kPropn);
    open_ = !definite(a);
    counted_ = a.upos == Upos::kNum;
    if (continues || governed_) {
      in_phrase_ = true;
      governed_ = false;
      return;
    }
    in_phrase_ = true;
    cases_ = cases;
    const bool time = reading_.analyser->words().lexeme(a.lexeme).kind == lexicon::NounKind::kTime && a.lexeme != kNoLexeme;
    after_.time = after_.time || time;
    if (!time) phrase(c, i);
  }

  void preposition(const Candidate& c, size_t i) {
    const Analysis& a = c.analysis;
    const bool whole = a.upos == Upos::kAdp;  // a word of its own; else a noun with its preposition
    const bool own = whole && a.enclitic == 0 && i + 1 < reading_.size();
    const uint32_t lemma = whole ? c.lemma : static_cast<uint32_t>(a.prefix);
    after_.pairs.push_back(mix32(lemma, own ? reading_.candidate(i + 1).lemma : c.lemma));
    if (after_.pairs.size() == 1) {
      after_.preposition_first = after_.phrases == 0;
      after_.preposition = after_.pairs[0];
      after_.preposition_lemma = lemma;
      after_.preposition_text = reading_.analyser->words().lemma(whole ? a.lexeme : reading_.analyser->clitics().lexeme(a.prefix));
    }
    governed_ = whole && a.enclitic == 0;
    in_phrase_ = !governed_;
    open_ = !whole && !definite(a);
  }

  void phrase(const Candidate& c, size_t i) {
    after_.phrases = std::min<uint32_t>(3, after_.phrases + 1);
    const Cell cell = c.analysis.features();
    if (cell.cases != 0 && (cell.cases & lexicon::kNom) == 0) after_.accusative = true;
    if (after_.first == nullptr) {
      after_.first = &c;
      after_.first_at = static_cast<uint32_t>(std::min<size_t>(i - verb_, 7));
    } else if (after_.second == nullptr) {
      after_.second = &c;
    }
  }

  const Reading& reading_;
  size_t verb_;
  After after_;
  bool in_phrase_ = false;  // the last is_nominal belongs to a phrase that may go on
  bool open_ = false;       // its last noun is indefinite: a genitive may follow
  bool governed_ = false;   // a preposition waits for its noun
  bool counted_ = false;    // the last is_nominal is a number: what it counts may be accusative
  uint32_t cases_ = 0;      // of the head of the phrase
};

uint32_t kind_of(const Reading& reading, const Candidate& c) {
  return static_cast<uint32_t>(reading.analyser->words().lexeme(c.analysis.lexeme).kind) | static_cast<uint32_t>(c.analysis.upos) << 5;
}

// How a phrase fits the verb as its subject: agreement in gender, case, definiteness.
uint32_t fit(const Cell& verb, const Candidate& c) {
  const Cell noun = c.analysis.features();
  const bool plural_thing = noun.number == lexicon::kPlur && verb.gender == lexicon::kFem;
  const uint32_t gender = noun.gender == 0 ? 2 : (noun.gender == verb.gender || plural_thing) ? 1 : 0;
  const uint32_t cases = noun.cases == 0 ? 0 : noun.cases == lexicon::kNom ? 1 : (noun.cases & lexicon::kNom) == 0 ? 2 : 0;
  return gender | cases << 2 | (definite(c.analysis) ? 16u : 0u) | noun.number << 5;
}

// Place of the preposition in the list that the verb governs, from 1; 0 where it is not there.
uint32_t governed(const Reading& reading, const lexicon::Lexeme& verb, std::string_view preposition) {
  const std::string wanted = text::fold_key(preposition);
  if (wanted.empty()) return 0;
  uint32_t place = 1;
  for (const std::string_view one : lexicon::split_list(reading.analyser->words().string(verb.preps))) {
    if (text::fold_key(one) == wanted) return std::min<uint32_t>(place, 3);
    ++place;
  }
  return 0;
}

// The features of one verb: of itself, of what stands before it, of its clause, and of whether the clause fills the places that the verb has.
class FeatureMaker {
 public:
  FeatureMaker(const Reading& reading, size_t at, uint8_t prior, std::vector<uint32_t>& out)
      : reading_(reading),
        at_(at),
        prior_(prior & 31),
        objects_(prior >> 5),
        out_(out),
        verb_(reading.candidate(at)),
        cell_(verb_.analysis.features()),
        lexeme_(reading.analyser->words().lexeme(verb_.analysis.lexeme)),
        after_(Scanner(reading, at).run()) {
    object_ = verb_.analysis.enclitic != 0 ? 1 : 0;
    before_ = at > 0 ? &reading.candidate(at - 1) : nullptr;
    // A noun before the verb that may be its subject: in is_nominal clauses and relative ones.
    subject_before_ =
        before_ != nullptr && (is_nominal(before_->analysis) || before_->analysis.upos == Upos::kAdj || before_->analysis.enclitic != 0);
    antecedent_ = noun_before();
    right_ = after_.phrases | (after_.preposition_first ? 4u : 0u) | (after_.accusative ? 8u : 0u) | object_ << 4 | (after_.first_at == 1 ? 32u : 0u);
  }

  int32_t run() {
    of_verb();
    of_surroundings();
    of_phrases();
    of_valency();
    const bool object = after_.accusative && (lexeme_.verb_flags & lexicon::kTwoObjects) == 0;
    return object ? -3 * kVoiceScale : 0;
  }

 private:
  // The last noun before the verb; particles, auxiliaries, adjectives and relatives between them are passed over.
  const Candidate* noun_before() const {
    for (size_t i = at_; i > 0 && at_ - i < kVoiceBefore; --i) {
      const Candidate& c = reading_.candidate(i - 1);
      const Upos upos = c.analysis.upos;
      if (upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kNum) return &c;
      if (upos != Upos::kPart && upos != Upos::kAux && upos != Upos::kAdj && upos != Upos::kPron && upos != Upos::kAdv) return nullptr;
    }
    return nullptr;
  }

  void add(uint32_t id, uint32_t value) { out_.push_back(mix32(100 + id, value)); }
  uint32_t before_upos() const { return before_ == nullptr ? 30u : static_cast<uint32_t>(before_->analysis.upos); }
  uint32_t shape() const { return cell_.aspect | cell_.person << 2 | cell_.gender << 4 | cell_.number << 6; }

  void of_verb() {
    add(0, 0);
    add(1, verb_.lemma);
    add(2, mix32(lexeme_.verb_flags, object_));
    add(3, shape());
    add(14, mix32(prior_, 1));
    add(16, mix32(lexeme_.form, cell_.aspect));
  }

  void of_surroundings() {
    const uint32_t left = before_upos() | (subject_before_ ? 32u : 0u);
    const Candidate* next = at_ + 1 < reading_.size() ? &reading_.candidate(at_ + 1) : nullptr;
    uint32_t next_tag = 0;
    if (next != nullptr)
      next_tag =
          static_cast<uint32_t>(next->analysis.upos) | (definite(next->analysis) ? 32u : 0u) | static_cast<uint32_t>(next->analysis.prefix) << 6;
    add(5, mix32(right_, left));
    add(6, mix32(right_, mix32(subject_before_, shape())));
    add(12, before_ == nullptr ? 1 : before_->lemma);
    add(21, mix32(verb_.lemma, subject_before_));
    add(27, mix32(next_tag, left));
    add(28, next == nullptr ? 0 : next->lemma);
    add(29, mix32(verb_.lemma, next_tag));
    add(30, at_ > 1 ? mix32(reading_.candidate(at_ - 2).lemma, before_upos()) : 0);
    add(31, mix32(subject_before_ && before_ != nullptr ? fit(cell_, *before_) : 99u, right_));
  }

  void of_phrases() {
    add(4, mix32(right_, lexeme_.verb_flags));
    add(7, mix32(verb_.lemma, after_.phrases | object_ << 2));
    add(8, after_.preposition);
    for (const uint32_t pair : after_.pairs) add(32, pair);
    add(9, after_.preposition_lemma);
    add(10, mix32(after_.preposition_lemma, right_));
    add(11, mix32(verb_.lemma, after_.preposition_lemma));
    add(13, mix32(after_.stop, right_));
    add(15, mix32(prior_, right_));
    add(25, mix32(after_.stop, after_.stop_at));
    add(26, mix32(verb_.lemma, mix32(after_.stop, after_.stop_at)));
    if (after_.first != nullptr) {
      const uint32_t kind = kind_of(reading_, *after_.first);
      add(17, mix32(fit(cell_, *after_.first), right_));
      add(18, mix32(kind, right_));
      add(19, mix32(kind, verb_.lemma));
      add(22, mix32(kind, mix32(prior_, after_.phrases)));
    }
    if (after_.second != nullptr) add(20, mix32(fit(cell_, *after_.second), kind_of(reading_, *after_.second)));
  }

  // Is every place filled that an active verb needs?  A clause with an may stand for the object.
  void of_valency() {
    const uint32_t by_verb = governed(reading_, lexeme_, after_.preposition_text) | (after_.preposition == 0 ? 4u : 0u);
    const bool clause = after_.stop == static_cast<uint32_t>(Upos::kSconj);
    const uint32_t filled = std::min<uint32_t>(2, after_.phrases) | object_ << 2 | (subject_before_ ? 8u : 0u) | (clause ? 16u : 0u) |
                            (after_.preposition_first ? 32u : 0u) | (antecedent_ != nullptr ? 64u : 0u);
    const uint32_t needed = lexeme_.verb_flags & ~uint32_t{lexicon::kPassiveUsual};
    add(23, mix32(by_verb, mix32(lexeme_.verb_flags, right_)));
    add(24, mix32(by_verb, mix32(lexeme_.form, after_.phrases)));
    add(33, mix32(filled, needed));
    add(34, mix32(filled, mix32(needed, by_verb)));
    add(35, mix32(filled, mix32(needed, after_.first == nullptr ? 0 : kind_of(reading_, *after_.first))));
    add(36, mix32(filled, mix32(needed, before_upos())));
    add(37, mix32(filled, prior_));
    add(38, mix32(filled, verb_.lemma));
    add(41, mix32(objects_, filled));
    add(42, mix32(objects_, mix32(filled, prior_)));
    add(43, mix32(objects_, mix32(filled, before_upos())));
    add(44, mix32(objects_, mix32(filled, by_verb)));
    add(45, mix32(objects_, prior_));
    if (antecedent_ == nullptr) return;
    const uint32_t kind = kind_of(reading_, *antecedent_);
    add(39, mix32(kind, mix32(filled, needed)));
    add(40, mix32(kind, mix32(filled, objects_)));
    add(46, mix32(kind, verb_.lemma));
    add(47, mix32(antecedent_->lemma, filled));
    add(48, mix32(fit(cell_, *antecedent_), mix32(filled, objects_)));
  }

  const Reading& reading_;
  size_t at_;
  uint32_t prior_;    // how often the verb is passive
  uint32_t objects_;  // how often it has an object
  std::vector<uint32_t>& out_;
  const Candidate& verb_;
  Cell cell_;
  const lexicon::Lexeme& lexeme_;
  After after_;
  const Candidate* before_ = nullptr;
  bool subject_before_ = false;
  const Candidate* antecedent_ = nullptr;  // the noun that the verb may describe or tell of
  uint32_t object_ = 0;
  uint32_t right_ = 0;  // what follows, in few bits
};

}  // namespace

uint16_t voice_twin(const Reading& reading, size_t at) {
  const Candidate& own = reading.candidate(at);
  Cell cell = own.analysis.features();
  if (own.analysis.guessed || cell.voice == 0 || cell.aspect == 0) return kNoTwin;
  cell.voice = cell.voice == lexicon::kActive ? lexicon::kPassive : lexicon::kActive;
  const std::vector<Candidate>& all = reading.lattice(at).candidates;
  for (size_t i = 0; i < all.size(); ++i) {
    const Analysis& a = all[i].analysis;
    const Cell other = a.features();
    const bool same = a.lexeme == own.analysis.lexeme && a.conjunction == own.analysis.conjunction && a.prefix == own.analysis.prefix &&
                      a.enclitic == own.analysis.enclitic;
    const bool same_cell = other.voice == cell.voice && other.aspect == cell.aspect && other.person == cell.person && other.gender == cell.gender &&
                           other.number == cell.number;
    if (same && same_cell && a.spelling <= own.analysis.spelling) return static_cast<uint16_t>(i);
  }
  return kNoTwin;
}

bool has_object(const Reading& reading, size_t at) {
  const After after = Scanner(reading, at).run();
  const Analysis* before = at > 0 ? &reading.analysis(at - 1) : nullptr;
  const bool subject = before != nullptr && (is_nominal(*before) || before->upos == Upos::kAdj || before->enclitic != 0);
  const bool clause = after.stop == static_cast<uint32_t>(Upos::kSconj);
  return reading.analysis(at).enclitic != 0 || after.accusative || clause || after.phrases + (subject ? 1 : 0) >= 2;
}

int32_t voice_features(const Reading& reading, size_t at, uint8_t prior, std::vector<uint32_t>& features) {
  features.clear();
  return FeatureMaker(reading, at, prior, features).run();
}

}  // namespace waqai::morphology
