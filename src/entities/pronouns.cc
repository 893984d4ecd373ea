// SPDX-License-Identifier: Apache-2.0
//
// Attached pronouns, hidden subjects, first persons: who is meant by a word that only agrees.
#include <algorithm>
#include <array>

#include "entities/decision.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::Gender;
using annot::kNone;
using annot::Mention;
using annot::MentionKind;
using annot::Number;
using annot::Relation;
using annot::Upos;
using annot::Word;

namespace {

constexpr uint32_t kSubjectsBack = 3;   // sentences looked back for hidden subjects
constexpr uint32_t kRelativeWords = 8;  // from a relative pronoun to the pronoun that takes it up

bool is_one_of(const Word& word, std::span<const std::string> lemmas) {
  return std::find(lemmas.begin(), lemmas.end(), text::fold_key(word.lemma)) != lemmas.end();
}

// Verbs whose subject is a clause, a quantity or nobody: must, is possible, is done, ranges.
bool is_impersonal(const Word& word) {
  static const std::array<std::string, 7> kVerbs = {text::fold_key("\u0648\u062c\u0628"),
                                                    text::fold_key("\u0627\u0646\u0628\u063a\u0649"),
                                                    text::fold_key("\u0623\u0645\u0643\u0646"),
                                                    text::fold_key("\u062a\u0639\u064a\u0646"),
                                                    text::fold_key("\u062a\u0633\u0646\u0649"),
                                                    text::fold_key("\u062a\u0645"),
                                                    text::fold_key("\u062a\u0631\u0627\u0648\u062d")};
  return word.upos == Upos::kVerb && is_one_of(word, kVerbs);
}

// Verbs whose subject is a clause where "that" follows at once: it seems, turns out, happens, has been.
bool takes_clause(const Word& word) {
  static const std::array<std::string, 7> kVerbs = {text::fold_key("\u0628\u062f\u0627"),       text::fold_key("\u062a\u0628\u064a\u0646"),
                                                    text::fold_key("\u0627\u062a\u0636\u062d"), text::fold_key("\u0633\u0628\u0642"),
                                                    text::fold_key("\u062a\u0631\u062f\u062f"), text::fold_key("\u062b\u0628\u062a"),
                                                    text::fold_key("\u062d\u062f\u062b")};
  return word.upos == Upos::kVerb && is_one_of(word, kVerbs);
}

// A noun that names no person or body.
bool is_thing(const Word& word) {
  const auto kind = static_cast<lexicon::NounKind>(word.kind);
  return word.upos == Upos::kNoun && kind != lexicon::NounKind::kPerson && kind != lexicon::NounKind::kGroup && kind != lexicon::NounKind::kGiven &&
         kind != lexicon::NounKind::kFamily && word.kind != 0;
}

// Whether an attached pronoun may mean a noun by its gender and number alone.
bool may_mean(const annot::Features& pronoun, const Word& noun) {
  const bool plural = noun.features.number == Number::kPlur;
  if (pronoun.number == Number::kDual) return noun.features.number == Number::kDual;
  if (pronoun.number == Number::kPlur) return plural && noun.kind == static_cast<uint8_t>(lexicon::NounKind::kPerson);
  if (pronoun.gender == Gender::kFem) return noun.features.gender == Gender::kFem || plural;
  return noun.features.gender != Gender::kFem && noun.features.number == Number::kSing;
}

}  // namespace

// How well a mention agrees with the features of a pronoun or verb.
bool Decision::agrees(const Mention& mention, const annot::Features& wanted, bool verb) const {
  if (mention.entities.empty() || mention.kind == MentionKind::kNationality) return false;
  const Entity& e = cast_.at(mention.entities.front());
  if (e.kind == EntityKind::kPlace) return false;
  if (points(mention.kind) && mention.antecedent != kNone) return agrees(doc_.mentions[mention.antecedent], wanted, verb);
  const Word& head = doc_.words[mention.head];
  const bool plural = mention.entities.size() > 1 || head.features.number == Number::kPlur || head.features.number == Number::kDual;
  const bool human =
      e.kind == EntityKind::kPerson || e.kind == EntityKind::kOffice || (e.kind == EntityKind::kGroup && grammar_.is_human(mention.head));
  if (wanted.number == Number::kDual) {
    const bool counted = mention.head > 0 && doc_.words[mention.head - 1].upos == Upos::kNum;
    return mention.entities.size() == 2 || head.features.number == Number::kDual ||
           (head.features.number == Number::kPlur && !counted && grammar_.is_dual_like(mention.head));
  }
  const bool collective = e.kind == EntityKind::kOrganisation || e.kind == EntityKind::kGroup;
  if (verb && wanted.number == Number::kSing && mention.entities.size() == 1 && e.kind != EntityKind::kCountry && grammar_.is_human(mention.head) &&
      head.features.number == Number::kPlur)
    return false;
  if (wanted.number == Number::kPlur) return (plural && human) || (collective && (plural || verb));
  const bool named_state = e.kind == EntityKind::kCountry;
  const bool feminine = head.features.gender == Gender::kFem || (plural && !human) || (named_state && head.features.gender != Gender::kMasc);
  if (wanted.gender == Gender::kFem) return feminine || (head.features.gender == Gender::kNone && e.kind != EntityKind::kPerson);
  if (wanted.gender == Gender::kMasc) return (!feminine || (named_state && head.features.gender == Gender::kNone)) && (verb || !plural || !human);
  return true;
}

// The nearest mention before `word` that agrees: in the sentence, else the first one of the sentence before.  Without `states`, none of a state as a
// place: it has no country.
uint32_t Decision::antecedent(uint32_t word, bool states) const {
  if (doc_.words[word].features.person == 1) return speaker(word);
  const annot::Features& wanted = doc_.words[word].features;
  // "said that his country gave ..., and that (it) will give": the subject of a clause goes on with a subject.
  const bool clause =
      word > 0 && (doc_.words[word - 1].upos == Upos::kSconj || doc_.words[word - 1].upos == Upos::kPart) && doc_.words[word].enclitic;
  for (size_t i = doc_.mentions.size(); clause && i > sentence_first_; --i) {
    const auto at = static_cast<uint32_t>(i - 1);
    if (memory_[at].subject && !excluded(at, word) && agrees(doc_.mentions[at], wanted, false) && !in_aside(doc_.mentions[at].words.end, word))
      return at;
  }
  std::vector<uint32_t> barred;  // entities
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    const auto at = static_cast<uint32_t>(i - 1);
    if (excluded(at, word)) {
      if (!doc_.mentions[at].words.contains(word)) barred.insert(barred.end(), doc_.mentions[at].entities.begin(), doc_.mentions[at].entities.end());
      continue;
    }
    const auto& entities = doc_.mentions[at].entities;
    const bool bar = !entities.empty() && std::find(barred.begin(), barred.end(), entities.front()) != barred.end();
    const bool place = !states && !entities.empty() && cast_.at(entities.front()).kind == EntityKind::kCountry && memory_[at].draft != kNone &&
                       scratch_.drafts[memory_[at].draft].locative;
    if (bar || place || !agrees(doc_.mentions[at], wanted, false) || in_aside(doc_.mentions[at].words.end, word)) continue;
    if (doc_.mentions[at].words.begin < body_begin()) break;
    return !memory_[at].subject && thing_between(doc_.mentions[at].words.end, word) ? kNone : at;
  }
  if (thing_between(doc_.sentences[sentence_].words.begin, word)) return kNone;
  for (size_t i = previous_first_; i < sentence_first_; ++i) {
    if (agrees(doc_.mentions[i], wanted, false)) return static_cast<uint32_t>(i);
  }
  return kNone;
}

// Whether a definite noun for a thing that the pronoun may mean stands between `from` and the word it is attached to: nearer than who was named
// before.
bool Decision::thing_between(uint32_t from, uint32_t pronoun) const {
  const annot::Features& wanted = doc_.words[pronoun].features;
  if (pronoun == 0 || wanted.number != Number::kSing) return false;
  const bool feminine = wanted.gender == Gender::kFem;
  for (uint32_t w = from; w + 1 < pronoun; ++w) {
    const Word& word = doc_.words[w];
    const auto kind = static_cast<lexicon::NounKind>(word.kind);
    if (word.upos != Upos::kNoun || kind == lexicon::NounKind::kPerson || kind == lexicon::NounKind::kTime || !grammar_.has_article(w)) continue;
    const bool plural = word.features.number == Number::kPlur;
    const bool fits = feminine ? word.features.gender == Gender::kFem || plural : word.features.gender == Gender::kMasc && !plural;
    if (fits && mention_at(w) == kNone) return true;
  }
  return false;
}

// Whether a thing that agrees with `verb` is the subject of a clause between `from` and it: the hidden subject goes on with the thing.
bool Decision::thing_subject(uint32_t from, uint32_t verb) const {
  const annot::Features& wanted = doc_.words[verb].features;
  if (wanted.number != Number::kSing) return false;
  for (uint32_t w = from; w < verb && w < doc_.arcs.size(); ++w) {
    const Word& word = doc_.words[w];
    if (doc_.arcs[w].relation != Relation::kNsubj || word.upos != Upos::kNoun || doc_.arcs[w].head == verb) continue;
    if (word.kind == static_cast<uint8_t>(lexicon::NounKind::kPerson) || word.kind == static_cast<uint8_t>(lexicon::NounKind::kGroup)) continue;
    const bool feminine = word.features.gender == Gender::kFem || word.features.number == Number::kPlur;
    if ((wanted.gender == Gender::kFem) == feminine && mention_at(w) == kNone) return true;
  }
  return false;
}

// First person: who speaks.  The subject nearest before the quotation mark or colon, in this sentence or the ones before.
uint32_t Decision::speaker(uint32_t word) const {
  uint32_t open = doc_.sentences[sentence_].words.begin;
  for (uint32_t w = word; w > open; --w) {
    const std::string_view mark = doc_.surface(doc_.words[w]);
    if (grammar_.is_quotation_mark(w) || mark == ":") {
      open = w;
      break;
    }
  }
  const auto may_speak = [this](size_t i) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entities.empty() || mention.kind == MentionKind::kNationality) return false;
    const Entity& e = cast_.at(mention.entities.front());
    return e.kind != EntityKind::kPlace && e.kind != EntityKind::kCountry;
  };
  // `quoted X as saying (his saying) "..."'.
  static const std::array<std::string, 1> kSaying = {text::fold_key("\u0642\u0648\u0644")};
  for (size_t i = doc_.mentions.size(); open > doc_.sentences[sentence_].words.begin + 1 && i > sentence_first_; --i) {
    const Mention& mention = doc_.mentions[i - 1];
    if (mention.head + 1 == open && mention.kind == MentionKind::kPronoun && is_one_of(doc_.words[open - 2], kSaying) && may_speak(i - 1))
      return static_cast<uint32_t>(i - 1);
  }
  uint32_t nearest = kNone;
  for (size_t i = doc_.mentions.size(); i > 0 && memory_[i - 1].sentence + 2 >= sentence_; --i) {
    if (doc_.mentions[i - 1].head >= open && memory_[i - 1].sentence == sentence_) continue;
    if (!may_speak(i - 1)) continue;
    if (memory_[i - 1].subject) return static_cast<uint32_t>(i - 1);
    if (nearest == kNone || memory_[i - 1].sentence == memory_[nearest].sentence) nearest = static_cast<uint32_t>(i - 1);
  }
  return nearest;
}

void Decision::add_pointing(uint32_t word, MentionKind kind, uint32_t mention) {
  Mention pointing;
  pointing.span = doc_.words[word].span;
  pointing.words = {word, word + 1};
  pointing.head = word;
  pointing.kind = kind;
  pointing.entities = doc_.mentions[mention].entities;
  pointing.antecedent = full_mention(mention);
  push(std::move(pointing), kNone);
}

// "that (it) will be done", "which is a matter that ...": a pronoun that only holds the place of a subject, or means what was told.
bool Decision::is_dummy(uint32_t word) const {
  const uint32_t end = doc_.sentences[sentence_].words.end;
  uint32_t next = word + 1;
  if (!doc_.words[word].enclitic) {
    // ("Russia is the source": behind its subject it means that.)
    const bool behind_subject = word > doc_.sentences[sentence_].words.begin && mention_at(word - 1) != kNone;
    if (next >= end || doc_.words[word].features.number != Number::kSing || behind_subject) return false;
    if (doc_.words[next].features.relative && doc_.words[next].form == "\u0645\u0627") return true;
    return is_thing(doc_.words[next]) && !grammar_.has_article(next);
  }
  if (word == 0 || doc_.words[word - 1].upos != Upos::kSconj) return false;
  const auto passed = [this](uint32_t w) {
    return doc_.words[w].upos == Upos::kPart || doc_.words[w].upos == Upos::kPunct || doc_.words[w].upos == Upos::kAux;
  };
  for (uint32_t steps = 0; steps < 3 && next < end && passed(next); ++steps) ++next;
  if (next >= end) return false;
  // "that (it) is necessary to": behind "of" an adjective with the article.
  const bool of = grammar_.particle(next) == Particle::kFrom && !doc_.words[next].proclitic && next + 1 < end &&
                  doc_.words[word].features.gender != Gender::kFem && doc_.words[next + 1].upos == Upos::kAdj && grammar_.has_article(next + 1);
  return of || is_impersonal(doc_.words[next]) || (takes_clause(doc_.words[next]) && next + 1 < end && doc_.words[next + 1].upos == Upos::kSconj);
}

void Decision::add_pronoun(uint32_t word) {
  const annot::Features& features = doc_.words[word].features;
  if (features.relative || features.demonstrative || features.interrogative || (features.person != 3 && features.person != 1)) return;
  if (features.person == 3 && is_dummy(word)) return;
  uint32_t mention = kNone;
  if (features.person == 3 && wait_for_subject(word)) return;
  const bool taken_up = features.person == 3 && (takes_up_relative(word, mention) || takes_up_described(word, mention));
  const Draft* before = draft_ > 0 ? &scratch_.drafts[draft_ - 1] : nullptr;
  const bool homeland =
      before != nullptr && before->owner == word && before->reference != nullptr && before->reference->kind == lexicon::ReferenceKind::kHomeland;
  if (!taken_up) mention = antecedent(word, !homeland);
  if (mention != kNone) return add_pointing(word, MentionKind::kPronoun, mention);
  if (!taken_up && features.number == Number::kDual && doc_.words[word].enclitic) add_pair(word, MentionKind::kPronoun);
}

// "both of them", "they (two) agreed": two parties of this sentence, else of the one before, side by side first; nobody where two things stand
// before.
void Decision::add_pair(uint32_t word, MentionKind kind) {
  for (uint32_t w = doc_.sentences[sentence_].words.begin; w < word; ++w) {
    if (doc_.words[w].features.number == Number::kDual && doc_.words[w].upos == Upos::kNoun && mention_at(w) == kNone) return;
  }
  for (uint32_t back = 0; back <= 1 && back <= sentence_; ++back) {
    std::vector<uint32_t> found = side_by_side(sentence_ - back, lexicon::ReferenceOf::kAny);
    if (found.empty()) found = first_two(sentence_ - back, lexicon::ReferenceOf::kAny, true);
    if (found.empty()) continue;
    Mention pointing;
    pointing.span = doc_.words[word].span;
    pointing.words = {word, word + 1};
    pointing.head = word;
    pointing.kind = kind;
    pointing.entities = std::move(found);
    return push(std::move(pointing), kNone);
  }
}

// "In his first remarks, the president said": a pronoun before all who are named, in the phrase that opens the sentence, waits for the subject.
bool Decision::wait_for_subject(uint32_t word) {
  uint32_t first = body_begin();
  const bool named = doc_.mentions.size() > sentence_first_ && doc_.mentions.back().words.begin >= first;
  if (!doc_.words[word].enclitic || named) return false;
  while (first < word && doc_.words[first].upos == Upos::kPunct) ++first;
  if (doc_.words[first].upos != Upos::kAdp) return false;
  for (uint32_t w = first; w < word; ++w) {
    if (doc_.words[w].upos == Upos::kVerb || doc_.words[w].upos == Upos::kSconj || doc_.words[w].features.relative) return false;
  }
  Mention pointing;
  pointing.span = doc_.words[word].span;
  pointing.words = {word, word + 1};
  pointing.head = word;
  pointing.kind = MentionKind::kPronoun;
  waiting_.push_back(static_cast<uint32_t>(doc_.mentions.size()));
  push(std::move(pointing), kNone);
  return true;
}

// The subjects that pronouns at the start of the sentence waited for; the sentence before where there is none.
void Decision::settle_waiting() {
  for (const uint32_t one : waiting_) {
    const uint32_t word = doc_.mentions[one].head;
    const annot::Features& wanted = doc_.words[word].features;
    uint32_t found = kNone;
    for (size_t i = sentence_first_; i < doc_.mentions.size() && found == kNone; ++i) {
      const bool main = memory_[i].subject && !points(doc_.mentions[i].kind);
      if (main) found = agrees(doc_.mentions[i], wanted, false) ? static_cast<uint32_t>(i) : kNone;
      if (main) break;
    }
    for (size_t i = previous_first_; i < sentence_first_ && found == kNone; ++i) {
      if (agrees(doc_.mentions[i], wanted, false)) found = static_cast<uint32_t>(i);
    }
    if (found == kNone) continue;
    doc_.mentions[one].entities = doc_.mentions[found].entities;
    doc_.mentions[one].antecedent = full_mention(found);
  }
  waiting_.clear();
}

// Who a hidden subject goes on with from the sentences before: the nearest subject; where there is none, somebody whom the sentence before names.
uint32_t Decision::subject_before(const annot::Features& wanted) const {
  for (const bool subjects : {true, false}) {
    for (uint32_t back = 1; back <= (subjects ? kSubjectsBack : 1) && back <= sentence_; ++back) {
      for (size_t i = 0; i < sentence_first_; ++i) {
        const bool there = memory_[i].sentence + back == sentence_ && (!subjects || memory_[i].subject);
        if (there && agrees(doc_.mentions[i], wanted, true)) return static_cast<uint32_t>(i);
      }
    }
  }
  return kNone;
}

// The mention that holds `word`, the widest one; kNone where there is none.
uint32_t Decision::mention_at(uint32_t word) const {
  uint32_t found = kNone;
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    const Mention& mention = doc_.mentions[i - 1];
    if (points(mention.kind) || !mention.words.contains(word)) continue;
    if (found == kNone || mention.words.size() > doc_.mentions[found].words.size()) found = static_cast<uint32_t>(i - 1);
  }
  return found;
}

// Where a verb stands in a relative clause whose noun is its subject: true, and the mention of that noun, kNone for a thing.  The clause opens with
// a relative pronoun, or follows an indefinite noun at once ("violence that helped").
bool Decision::subject_by_relative(uint32_t verb, uint32_t& mention) const {
  mention = kNone;
  const uint32_t begin = doc_.sentences[sentence_].words.begin;
  uint32_t before = verb;
  while (before > begin && (doc_.words[before - 1].upos == Upos::kPart || doc_.words[before - 1].upos == Upos::kAux)) --before;
  if (before == begin || doc_.words[before].upos == Upos::kCconj) return false;
  const bool relative = doc_.words[before - 1].features.relative;
  uint32_t noun = before - 1;
  if (relative) {
    if (noun == begin) return false;
    --noun;
    if (grammar_.is_comma(noun) && noun > begin) --noun;
  }
  const Word& head = doc_.words[noun];
  const bool nominal = head.upos == Upos::kNoun || head.upos == Upos::kAdj || (relative && head.upos == Upos::kPropn);
  const bool time = head.kind == static_cast<uint8_t>(lexicon::NounKind::kTime);
  if (!nominal || head.enclitic ||
      (!relative && (grammar_.has_article(noun) || time || before != verb || head.features.definite == annot::Definite::kCon)))
    return false;
  // "the missiles that it fired (them)": the noun is the object.
  const bool object = verb + 1 < doc_.words.size() && doc_.words[verb + 1].enclitic && doc_.words[verb + 1].token == doc_.words[verb].token;
  mention = mention_at(noun);
  // "proposals that he carries (them)": the thing is the object, whoever else is the subject.
  if (object && !relative && is_thing(head) && may_mean(doc_.words[verb + 1].features, head)) return false;
  if (object && relative && (mention == kNone || !agrees(doc_.mentions[mention], doc_.words[verb].features, true))) return false;
  if (mention != kNone && !agrees(doc_.mentions[mention], doc_.words[verb].features, true)) mention = kNone;
  if (mention == kNone && verb < doc_.arcs.size() && doc_.arcs[verb].head < verb) {
    const uint32_t other = mention_at(doc_.arcs[verb].head);
    if (other != kNone && agrees(doc_.mentions[other], doc_.words[verb].features, true)) mention = other;
  }
  return true;
}

// "the decision that the minister announced (it)": the first pronoun of a relative clause that has another subject takes up its noun.
bool Decision::takes_up_relative(uint32_t pronoun, uint32_t& mention) const {
  mention = kNone;
  const uint32_t begin = doc_.sentences[sentence_].words.begin;
  for (uint32_t w = pronoun; w > begin && pronoun - w < kRelativeWords; --w) {
    const Word& word = doc_.words[w - 1];
    // "that X had opposed (it) before", "that one can go to (it)": a verb without a subject of its own goes on to the next.
    const bool goes_on = word.upos == Upos::kSconj && w - 1 > begin && (is_impersonal(doc_.words[w - 2]) || takes_clause(doc_.words[w - 2]));
    if (goes_on) continue;
    if (word.upos == Upos::kPunct || word.upos == Upos::kSconj || (word.enclitic && word.upos == Upos::kPron)) return false;
    // "what he called", "what it holds (in it)": the pronoun takes up the "what".
    const bool behind = w + 1 == pronoun || (w + 2 == pronoun && doc_.words[w + 1].upos == Upos::kAdp);
    if (word.form == "\u0645\u0627" && doc_.words[w].upos == Upos::kVerb && behind && doc_.words[w].enclitic == false) return true;
    if (!word.features.relative) continue;
    if (w - 1 < doc_.arcs.size() && doc_.arcs[w - 1].relation == Relation::kNsubj) return false;  // the noun is the subject
    uint32_t subject = kNone;
    for (uint32_t verb = w; verb < pronoun; ++verb) {
      if (doc_.words[verb].upos == Upos::kVerb) {
        if (has_subject_[verb] == 0 && subject_by_relative(verb, subject)) return false;
        break;
      }
    }
    if (w - 1 == begin) return true;
    mention = mention_at(w - 2);
    if (mention != kNone && !agrees(doc_.mentions[mention], doc_.words[pronoun].features, false)) mention = kNone;
    return true;
  }
  return false;
}

// "analyses that errors spoil (them)", "a matter that officials doubt (in it)": behind an indefinite noun and a verb at once, the first pronoun
// takes up the noun, where it agrees.
bool Decision::takes_up_described(uint32_t pronoun, uint32_t& mention) const {
  mention = kNone;
  const uint32_t begin = doc_.sentences[sentence_].words.begin;
  if (!doc_.words[pronoun].enclitic || pronoun < begin + 2) return false;
  uint32_t verb = pronoun - 1;
  if (doc_.words[verb].upos == Upos::kAdp && verb > begin) --verb;
  if (doc_.words[verb].upos != Upos::kVerb || verb == begin) return false;
  uint32_t noun = verb - 1;
  while (noun > begin && doc_.words[noun].upos == Upos::kAdj && !grammar_.has_article(noun)) --noun;
  const Word& head = doc_.words[noun];
  if (!is_thing(head) || head.enclitic || grammar_.has_article(noun) || head.features.definite == annot::Definite::kCon ||
      static_cast<lexicon::NounKind>(head.kind) == lexicon::NounKind::kTime || !may_mean(doc_.words[pronoun].features, head))
    return false;
  mention = mention_at(noun);
  if (mention != kNone && !agrees(doc_.mentions[mention], doc_.words[pronoun].features, false)) mention = kNone;
  return true;
}

// The subject of the verb that `verb` is coordinated with: true where it agrees, and its mention, kNone for a thing.
bool Decision::subject_by_conjunction(uint32_t verb, uint32_t& mention) const {
  mention = kNone;
  if (verb >= doc_.arcs.size() || doc_.arcs[verb].relation != Relation::kConj) return false;
  const uint32_t first = doc_.arcs[verb].head;
  if (first >= verb || doc_.words[first].upos != Upos::kVerb) return false;
  for (uint32_t w = doc_.sentences[sentence_].words.begin; w < verb; ++w) {
    if (doc_.arcs[w].head != first || doc_.arcs[w].relation != Relation::kNsubj) continue;
    mention = mention_at(w);
    if (mention != kNone) return agrees(doc_.mentions[mention], doc_.words[verb].features, true);
    const annot::Features& thing = doc_.words[w].features;
    const annot::Features& wanted = doc_.words[verb].features;
    const bool feminine = thing.gender == Gender::kFem || thing.number == Number::kPlur;
    const bool person = doc_.words[w].kind == static_cast<uint8_t>(lexicon::NounKind::kPerson) || doc_.words[w].upos != Upos::kNoun;
    return !person && wanted.number == Number::kSing && (wanted.gender == Gender::kFem) == feminine;
  }
  // "that he sees ... and takes": the first verb's hidden subject, or the pronoun before it.
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    const Mention& one = doc_.mentions[i - 1];
    if (one.kind != MentionKind::kHidden || one.head != first || one.entities.empty()) continue;
    if (!agrees(one, doc_.words[verb].features, true)) break;
    mention = static_cast<uint32_t>(i - 1);
    return true;
  }
  // "attacks that struck two hotels and killed nine": the noun that the clause describes.
  const annot::Features &a = doc_.words[first].features, &b = doc_.words[verb].features;
  if (has_subject_[first] == 0 && a.gender == b.gender && a.number == b.number && a.person == b.person) return subject_by_relative(first, mention);
  return false;
}

// "it seems that", "it was necessary that", "(it) was quoted from": third person singular with a clause, or nobody, for its subject.
bool Decision::lacks_subject(uint32_t verb) const {
  static const std::array<std::string, 1> kBe = {text::fold_key("\u0643\u0627\u0646")}, kQuote = {text::fold_key("\u0646\u0642\u0644")};
  const Word& word = doc_.words[verb];
  const uint32_t next = verb + 1;
  if (next >= doc_.sentences[sentence_].words.end || word.features.person != 3 || word.features.number != Number::kSing ||
      word.features.gender == Gender::kFem)
    return false;
  const bool passive = word.features.voice == annot::Voice::kPass;  // "(it) was said that"
  if ((takes_clause(word) || passive) && doc_.words[next].upos == Upos::kSconj) return true;
  if (is_one_of(word, kQuote) && grammar_.particle(next) == Particle::kAbout && !doc_.words[next].proclitic) return true;
  if (!is_one_of(word, kBe)) return false;
  const bool of = grammar_.particle(next) == Particle::kFrom && !doc_.words[next].proclitic && next + 1 < doc_.words.size() &&
                  doc_.words[next + 1].upos == Upos::kAdj && grammar_.has_article(next + 1);
  return of || is_impersonal(doc_.words[next]);
}

// Subjects first: the subject of an earlier verb of the sentence, else one of the sentences before.
void Decision::add_hidden(uint32_t word) {
  const annot::Features& wanted = doc_.words[word].features;
  if (wanted.person == 2 || wanted.mood == annot::Mood::kImper || has_subject_[word] != 0 || is_impersonal(doc_.words[word]) || lacks_subject(word))
    return;
  uint32_t found = kNone;
  if (wanted.person == 1) {
    found = speaker(word);
  } else if (!subject_by_relative(word, found) && !subject_by_conjunction(word, found)) {
    for (size_t i = doc_.mentions.size(); i > sentence_first_ && found == kNone; --i) {
      if (!memory_[i - 1].subject || !agrees(doc_.mentions[i - 1], wanted, true)) continue;
      if (thing_subject(doc_.mentions[i - 1].words.end, word)) return;
      found = static_cast<uint32_t>(i - 1);
    }
    if (found == kNone && thing_subject(doc_.sentences[sentence_].words.begin, word)) return;
    if (found == kNone) found = subject_before(wanted);
  }
  if (found != kNone) return add_pointing(word, MentionKind::kHidden, found);
  if (wanted.person == 3 && wanted.number == Number::kDual) add_pair(word, MentionKind::kHidden);
}

}  // namespace waqai::entities
