// SPDX-License-Identifier: Apache-2.0
#include "claims/sources.h"

#include <algorithm>

#include "text/fold.h"

namespace waqai::claims {

using annot::Upos;

namespace {

constexpr uint32_t kReachWords = 30;      // from a verb to the clause it governs
constexpr uint32_t kMemorySentences = 4;  // how long a speaker is remembered
constexpr uint32_t kQuotedWords = 3;      // shorter quotations are names or scare quotes
constexpr uint32_t kHeadlineWords = 9;    // name before a colon

bool is_strict(CueUse use) { return use == CueUse::kSay || use == CueUse::kCarry || use == CueUse::kAnnounce; }
bool takes_nouns(CueUse use) { return use == CueUse::kAnnounce || use == CueUse::kDeny || use == CueUse::kDoubt; }

}  // namespace

void Sources::read(std::vector<uint32_t>& first) {
  const annot::Document& doc = reading_.doc();
  out_.clear();
  first.clear();
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    first.push_back(static_cast<uint32_t>(out_.size()));
    if (doc.sentences[s].kind != annot::SentenceKind::kTeaser) read_sentence(s);
  }
  first.push_back(static_cast<uint32_t>(out_.size()));
}

void Sources::read_sentence(uint32_t s) {
  sentence_first_ = out_.size();
  const uint32_t begin = reading_.sentence_begin(s), end = reading_.doc().sentences[s].words.end;
  if (begin >= end) return;
  go_on(s);
  headline(s);
  for (uint32_t w = begin; w < end;) {
    uint32_t next = w + 1;
    if (const Cue* phrase =
            reading_.cue(w, {CueUse::kHedgeAll, CueUse::kAccording, CueUse::kFrom, CueUse::kUnverified, CueUse::kAlleged, CueUse::kSoCalled})) {
      if (phrase->use() == CueUse::kAccording) next = according(*phrase);
      else if (phrase->use() == CueUse::kFrom) from(*phrase);
      else hedge(*phrase);
      w = std::max({w + 1, next, phrase->use() == CueUse::kAccording ? next : phrase->end});
      continue;
    }
    const Cue* relayed = reading_.cue(w, {CueUse::kRelay});
    const Cue* doubt = reading_.cue(w, {CueUse::kHedge});
    const Cue* said = reading_.report(w, false);
    if (relayed != nullptr) next = relay(*relayed);
    else if (doubt != nullptr && w + 1 < end &&
             (reading_.is_that(w + 1) || (w + 2 < end && reading_.word(w + 1).upos == Upos::kAdp && reading_.is_that(w + 2))))
      hedge(*doubt);
    else if (said != nullptr && reading_.cue(w, {CueUse::kStop}) == nullptr) next = reporting(*said);  // "it is recalled that" is nobody's
    w = std::max(w + 1, next);
  }
}

// A quotation that runs on from the sentence before.
void Sources::go_on(uint32_t s) {
  if (s == 0 || sentence_first_ == 0) return;
  const annot::Range words = reading_.doc().sentences[s].words;
  const uint32_t quote = reading_.quote_of(words.begin);
  const uint32_t before = words.begin > 0 ? reading_.quote_of(words.begin - 1) : kNone;
  if (quote == kNone || quote != before) return;
  for (size_t i = out_.size(); i-- > 0;) {
    const Attribution& one = out_[i];
    if (reading_.sentence(one.cue_word) + 1 < s && !one.direct) return;
    if (one.reach != Reach::kClause || !one.has_speaker || one.words.end != words.begin) continue;
    Attribution copy = one;
    copy.words = {words.begin, std::min(words.end, reading_.quotes()[quote].end)};
    copy.direct = true;
    copy.note = "the quotation goes on";
    out_.push_back(copy);
    return;
  }
}

// "Mogadishu: five were killed", "Nigeria: gunmen abduct pupils": a passive, or somebody of the place or of no state does it.  "Kyiv: Russia shelled
// the town", "Tehran: we shelled it" are told by who stands before the colon.
bool Sources::tells_of_place(uint32_t colon, uint32_t verb, const annot::Entity& place) const {
  const annot::Word& word = reading_.word(verb);
  if (word.features.person != 3 || reading_.quote_of(verb) != kNone) return false;
  if (word.features.voice == annot::Voice::kPass) return true;
  const uint32_t subject = reading_.tree_subject(verb);
  const uint32_t mention = reading_.mention(subject == kNone || subject < colon ? verb - 1 : subject);  // the place itself may be the first subject
  if (mention == kNone) return false;
  if (reading_.doc().mentions[mention].entities.empty()) return true;
  const annot::Entity& doer = reading_.doc().entities[reading_.doc().mentions[mention].entities.front()];
  return doer.kind != annot::EntityKind::kCountry && (doer.country.empty() || doer.country == place.country);
}

// "Lavrov: ..."
void Sources::headline(uint32_t s) {
  const annot::Sentence& sentence = reading_.doc().sentences[s];
  const uint32_t begin = reading_.sentence_begin(s);
  uint32_t colon = begin;
  while (colon < sentence.words.end && colon < begin + kHeadlineWords && !reading_.is_mark(colon, ":") && !reading_.is_finite(colon)) ++colon;
  if (colon == begin || colon + 1 >= sentence.words.end || !reading_.is_mark(colon, ":")) return;
  const Speaker speaker = speakers_.at(begin);
  if (!speaker.known() || speaker.weak || speaker.end > colon) return;
  const bool noun = speaker.role.mention == kNone && reading_.word(begin).upos == Upos::kNoun && reading_.word(begin).kind != kPersonKind;
  if (noun && reading_.cue(begin, {CueUse::kAnonymous, CueUse::kOutlet, CueUse::kDocument}) == nullptr) return;
  const bool named = speaker.end + 3 >= colon;
  const annot::Entity* entity = speaker.role.entity == kNone ? nullptr : &reading_.doc().entities[speaker.role.entity];
  const bool place = entity != nullptr && (entity->kind == annot::EntityKind::kPlace || entity->kind == annot::EntityKind::kCountry);
  // "Syria: five killed" is about a place; "Iran: we will not" is not.
  bool verb = false;
  for (uint32_t w = colon + 1; w < std::min(sentence.words.end, colon + 4); ++w) {
    if (place && !verb && reading_.is_finite(w) && tells_of_place(colon, w, *entity)) return;
    verb = verb || reading_.is_finite(w) || reading_.quote_of(w) != kNone;
  }
  if (!named || (place && !verb)) return;
  Attribution one;
  one.words = {colon + 1, sentence.words.end};
  one.cue_word = colon;
  one.stance = "asserted";
  one.note = "a speaker before a colon";
  one.cue = reading_.word(colon).span;
  one.direct = true;
  add(one, speaker);
}

Attribution Sources::start(const Cue& cue) const {
  Attribution one;
  one.cue_word = cue.begin;
  one.use = cue.use();
  one.stance = reading_.view().string(cue.row->stance);
  one.medium = reading_.view().string(cue.row->medium);
  one.cue = reading_.doc().span_of({cue.begin, cue.end});
  one.row = cue.source();
  return one;
}

void Sources::add(Attribution one, const Speaker& speaker) {
  one.has_speaker = true;
  one.speaker = speaker.role;
  one.speaker_head = speaker.hidden ? kNone : speaker.head;
  one.rumour = speaker.rumour;
  if (one.medium.empty()) one.medium = speaker.medium;
  const bool carried = last_.known() && speaker.head == last_.head;
  if (one.medium.empty() && carried) one.medium = last_medium_;
  last_ = speaker;
  last_medium_ = one.medium;
  last_sentence_ = reading_.sentence(one.cue_word);
  out_.push_back(std::move(one));
}

// The medium told by "in a statement" and the like between two words.
std::string_view Sources::medium(uint32_t begin, uint32_t end) const {
  for (uint32_t w = begin; w < end; ++w) {
    const Cue* found = reading_.cue(w, {CueUse::kMedium});
    if (found == nullptr || w == 0) continue;
    const bool led = reading_.word(w - 1).upos == Upos::kAdp || reading_.word(w).upos == Upos::kPropn;
    if (led) return reading_.view().string(found->row->medium);
  }
  return {};
}

// Whether a verb of reporting at `w` starts a report of its own: "and he added that".
bool Sources::new_report(uint32_t w) const {
  const Cue* said = reading_.report(w, true);
  if (w == 0) return false;
  const bool past = reading_.is_finite(w) && reading_.word(w).features.aspect == annot::Aspect::kPerf;
  if (reading_.is_and(w - 1) && past && reading_.cue(w, {CueUse::kAct}) != nullptr) return true;
  if (said == nullptr || said->row->cue_class != CueClass::kVerb) return false;
  if (!reading_.is_and(w - 1) && reading_.cue(w - 1, {CueUse::kAccording}) == nullptr) return false;
  return said->use() == CueUse::kCarry || said->use() == CueUse::kRelay || complement(*said).begin != kNone;
}

uint32_t Sources::scope_end(uint32_t begin, const Complement& what) const {
  const uint32_t last = sentence_end(begin - 1);
  const uint32_t quote = what.direct ? reading_.quote_of(begin) : kNone;
  if (quote != kNone) return std::min(last, reading_.quotes()[quote].end);
  for (uint32_t w = begin; w < last; ++w) {
    const uint32_t inner = reading_.quote_of(w);
    if (inner != kNone && reading_.quotes()[inner].begin >= begin) continue;  // marks and verbs inside a quotation are the speaker's
    if (reading_.is_mark(w, ";") || reading_.is_mark(w, "\u061b")) return w;
    const bool comma = w > begin && (reading_.is_comma(w - 1) || (reading_.is_and(w - 1) && w - 1 > begin && reading_.is_comma(w - 2)));
    if (comma && reading_.cue(w, {CueUse::kStop}) != nullptr) return w;
    if (w > begin && reading_.is_and(w - 1) && new_report(w)) return w - 1;
    if (what.reach == Reach::kNoun && comma && reading_.is_and(w - 1) && reading_.is_finite(w)) return w;
  }
  return last;
}

// Whether the object of the verb is a noun: after its subject stands a noun (or "on" and a noun) before any clause.  `noun`: where it starts.
bool Sources::takes_noun(const Cue& cue, uint32_t begin, uint32_t that, uint32_t& noun) const {
  const uint32_t limit = that == kNone ? std::min(sentence_end(cue.begin), cue.end + kReachWords) : that;
  for (uint32_t w = begin; w < limit;) {
    const annot::Word& word = reading_.word(w);
    if (reading_.is_finite(w) && that == kNone) return false;
    if (word.features.relative && that == kNone && noun == kNone) {
      noun = w;
      return true;
    }
    if (word.upos == Upos::kAdp) {
      const bool medium_phrase =
          w + 1 < limit && (reading_.cue(w + 1, {CueUse::kMedium}) != nullptr || reading_.is_time(w + 1) || reading_.mention(w + 1) != kNone);
      const bool leads = w == begin && reading_.cue(w, {CueUse::kLeads}) != nullptr;
      if (!medium_phrase && leads && w + 1 < limit && reading_.is_nominal(w + 1)) {
        noun = w + 1;
        return true;
      }
      w = speakers_.skip_phrase(w, limit);
      continue;
    }
    if (reading_.is_nominal(w) && !reading_.is_time(w) && !word.enclitic) {
      noun = w;
      return true;
    }
    ++w;
  }
  return false;
}

Sources::Complement Sources::complement(const Cue& cue) const {
  Complement what;
  const uint32_t last = sentence_end(cue.begin), end = std::min(last, cue.end + kReachWords);
  uint32_t that = kNone;
  bool other_verb = false;
  for (uint32_t w = cue.end; w < end && that == kNone; ++w) {
    if (reading_.is_that(w)) {
      const bool may_be = reading_.is_subjunctive(w) && is_strict(cue.use());
      if (!may_be && (!other_verb || reading_.is_comma(w - 1) || cue.use() == CueUse::kSay)) that = w + 1;
    } else if (reading_.is_mark(w, ":") && w + 1 < last) {
      that = w + 1;
      what.direct = true;
    } else if (w + 1 < last && reading_.is_punctuation(w) && reading_.quote_of(w + 1) != kNone &&
               reading_.quotes()[reading_.quote_of(w + 1)].begin == w + 1) {
      const Quote& quote = reading_.quotes()[reading_.quote_of(w + 1)];
      const uint32_t m = reading_.mention(w + 1);
      if (quote.end - quote.begin >= kQuotedWords && m == kNone && !other_verb) that = w + 1;
      what.direct = that != kNone;
    } else if (reading_.is_mark(w, "\u061b") || reading_.is_mark(w, ";")) {
      break;
    } else if (reading_.is_finite(w)) {
      if (reading_.report(w, true) != nullptr && reading_.is_and(w - 1)) break;
      other_verb = true;
    }
  }
  if (what.direct && that < last && reading_.is_punctuation(that) && that + 1 < last && reading_.quote_of(that + 1) != kNone) ++that;
  if (takes_nouns(cue.use()) && !what.direct) {
    const Speaker subject = speakers_.of_verb(cue, that == kNone ? end : that - 1, false);
    const bool behind = subject.known() && subject.head >= cue.end;
    uint32_t noun = kNone;
    if (takes_noun(cue, behind ? subject.end : cue.end, that == kNone ? kNone : that - 1, noun)) {
      what.begin = noun;
      what.clause = that;
      what.reach = Reach::kNoun;
      return what;
    }
  }
  what.begin = that;
  if (that != kNone || cue.begin < 2) return what;
  // "...", said the minister.
  uint32_t mark = cue.begin - 1;
  if (reading_.is_comma(mark)) --mark;
  const uint32_t quote = reading_.is_punctuation(mark) && mark > 0 ? reading_.quote_of(mark - 1) : kNone;
  if (quote == kNone || reading_.quotes()[quote].end != mark || reading_.sentence(mark) != reading_.sentence(cue.begin)) return what;
  what.begin = std::max(reading_.quotes()[quote].begin, reading_.doc().sentences[reading_.sentence(mark)].words.begin);
  what.end = mark;
  what.direct = true;
  return what;
}

Speaker Sources::speaker_of(const Cue& cue, const Complement& what) const {
  const bool before = what.begin < cue.begin;
  const uint32_t limit = before ? std::min(sentence_end(cue.begin), cue.end + kReachWords) : what.begin;
  Speaker speaker;
  if (cue.row->cue_class == CueClass::kVerb) speaker = speakers_.of_verb(cue, limit, what.reach == Reach::kClause);
  if (cue.use() == CueUse::kAppear) {
    for (uint32_t w = cue.begin + 1; w < limit; ++w) {
      if (reading_.cue(w, {CueUse::kDocument, CueUse::kMedium, CueUse::kOutlet}) != nullptr) return speakers_.at(w);
    }
    return {};
  }
  if (speaker.known()) return speakers_.with_title(speaker, limit);
  const uint32_t s = reading_.sentence(cue.begin);
  if (cue.row->cue_class == CueClass::kParticiple) {
    if (last_.known() && last_sentence_ == s) return last_;
    for (uint32_t w = cue.begin; w-- > reading_.doc().sentences[s].words.begin;) {
      if (!reading_.is_finite(w)) continue;
      Cue verb{w, w + 1, cue.row};
      speaker = speakers_.of_verb(verb, cue.begin, false);
      if (!speaker.known()) speaker = speakers_.of_hidden(w);
      if (speaker.known()) return speaker;
    }
    return last_.known() && last_sentence_ + 1 >= s ? last_ : Speaker();
  }
  const bool recent = last_.known() && last_sentence_ + kMemorySentences >= s;
  if (recent) return last_;
  return speakers_.of_hidden(cue.begin);
}

void Sources::cover(Attribution& one, const Complement& what) const {
  one.words = {what.begin, what.end != kNone ? what.end : scope_end(what.begin, what)};
  one.clause = what.clause;
  one.reach = what.reach;
  one.direct = what.direct;
}

uint32_t Sources::reporting(const Cue& cue) {
  const uint32_t w = cue.begin;
  const bool verb = cue.row->cue_class == CueClass::kVerb;
  const bool negated = verb && reading_.is_negated(w);
  if (verb && w > 0 && reading_.is_that(w - 1) && reading_.word(w).features.aspect == annot::Aspect::kImp) return w + 1;
  Speaker owner;
  const Complement what = cue.row->cue_class == CueClass::kMasdar ? masdar_complement(cue, owner) : complement(cue);
  if (what.begin == kNone) return w + 1;
  if (negated && cue.use() != CueUse::kOpine) return w + 1;
  const Speaker speaker = cue.row->cue_class == CueClass::kMasdar ? owner : speaker_of(cue, what);
  if (!speaker.known()) return w + 1;
  Attribution one = start(cue);
  cover(one, what);
  if (one.words.empty()) return w + 1;
  if (one.medium.empty()) one.medium = medium(cue.end, std::min(what.begin, one.words.end));
  if (one.medium.empty()) one.medium = medium(what.reach == Reach::kNoun ? what.begin : one.words.end, sentence_end(w));
  one.note = what.reach == Reach::kNoun ? "said of a noun phrase by the subject of the verb"
             : what.direct              ? "quoted from the subject of the verb"
                                        : "a clause said by the subject of the verb";
  const uint32_t resume = what.begin > w && !speaker.hidden && speaker.end <= what.begin ? std::max(speaker.end, cue.end) : cue.end;
  add(std::move(one), speaker);
  return resume;
}

// "his saying that": the noun, its owner, "that".
Sources::Complement Sources::masdar_complement(const Cue& cue, Speaker& speaker) const {
  Complement what;
  const uint32_t end = std::min(sentence_end(cue.begin), cue.end + 9);
  uint32_t w = cue.end;
  if (w >= end) return what;
  if (reading_.word(w).enclitic) {
    speaker = last_.known() && last_sentence_ == reading_.sentence(w) ? last_ : speakers_.at(w);
    ++w;
  } else if (reading_.is_nominal(w)) {
    speaker = speakers_.at(w);
    w = speaker.end;
    if (speaker.weak) return what;
  }
  if (w < end && reading_.word(w).upos == Upos::kAdp) ++w;
  if (w < end && reading_.is_that(w)) what.begin = w + 1;
  return what.begin < end ? what : Complement();
}

// "the agency quoted an official as saying that": the official speaks, the agency passes on.
uint32_t Sources::relay(const Cue& cue) {
  const uint32_t end = std::min(sentence_end(cue.begin), cue.end + kReachWords);
  uint32_t preposition = cue.end;
  const auto leads = [this](uint32_t w) {
    return reading_.word(w).upos == Upos::kAdp && (!reading_.word(w).proclitic || reading_.key(w) == text::fold_key("\u0644"));
  };
  while (preposition < end && !leads(preposition) && !reading_.is_that(preposition)) ++preposition;
  if (preposition + 1 >= end || reading_.is_that(preposition)) return cue.end;
  const Speaker speaker = speakers_.at(preposition + 1);
  if (!speaker.known()) return cue.end;
  Complement what;
  Attribution one = start(cue);
  for (uint32_t w = std::max(speaker.end, preposition + 2); w < end && what.begin == kNone; ++w) {
    const Cue* noun = reading_.cue(w, {CueUse::kAnnounce, CueUse::kDeny, CueUse::kDoubt, CueUse::kOpine});
    if (noun != nullptr && noun->row->cue_class == CueClass::kMasdar) {
      one.stance = reading_.view().string(noun->row->stance);
      one.use = noun->use();
    }
    if (reading_.is_that(w) || reading_.is_mark(w, ":")) what.begin = w + 1;
    else if (reading_.quote_of(w) != kNone && reading_.quotes()[reading_.quote_of(w)].end - w >= kQuotedWords) what.begin = w;
    what.direct = what.begin != kNone && !reading_.is_that(what.begin - 1);
  }
  if (what.begin == kNone || what.begin >= end) return cue.end;
  cover(one, what);
  if (one.words.empty()) return cue.end;
  const Speaker relays = speakers_.of_verb(cue, preposition, false);
  if (relays.known() && !speakers_.same(relays.role, speaker.role)) {
    one.relays.push_back(relays.role);
    one.medium = relays.medium;
  }
  if (one.medium.empty()) one.medium = medium(cue.end, what.begin);
  one.note = "passed on from the one who is quoted";
  add(std::move(one), speaker);
  return what.begin;
}

// "according to the ministry", "as the ministry said", "in his words".
uint32_t Sources::according(const Cue& cue) {
  const uint32_t last = sentence_end(cue.begin);
  uint32_t w = cue.end;
  while (w < last && (reading_.word(w).upos == Upos::kPart || reading_.word(w).features.relative)) ++w;
  if (w >= last) return cue.end;
  Attribution one = start(cue);
  one.reach = Reach::kSentence;
  one.words = reading_.doc().sentences[reading_.sentence(w)].words;
  one.note = "a source phrase covers the whole sentence";
  Speaker speaker;
  uint32_t next = cue.end;
  const Cue* said = reading_.report(w, true);
  if (said != nullptr && said->row->cue_class == CueClass::kVerb) {
    // "as he stressed that" is "he also stressed that".
    const Complement object = w == cue.end ? complement(*said) : Complement();
    const bool also = object.begin != kNone && object.begin > w;
    const bool opens = cue.begin <= reading_.sentence_begin(reading_.sentence(w)) + 1;
    if (also && (opens || object.reach == Reach::kClause)) return cue.end;
    if (said->use() == CueUse::kRelay) return cue.end;
    speaker = speakers_.of_verb(*said, std::min(last, said->end + 12), false);
    if (!speaker.known() && last_.known()) speaker = last_;
    one.stance = reading_.view().string(said->row->stance);
    one.use = said->use();
    next = said->end;
  } else if (reading_.word(w).enclitic && w == cue.end) {
    speaker = last_.known() ? last_ : speakers_.at(w);
  } else {
    const uint32_t noun = reading_.cue(w, {CueUse::kDoubt}) != nullptr && w + 1 < last ? w + 1 : w;
    if (reading_.is_nominal(noun) || reading_.is_punctuation(noun)) speaker = speakers_.at(noun);
    const bool place = speaker.role.entity != kNone && reading_.doc().entities[speaker.role.entity].kind == annot::EntityKind::kPlace;
    if (speaker.weak || place) return cue.end;
    next = std::max(next, speaker.end);
  }
  if (!speaker.known()) return cue.end;
  if (one.medium.empty()) one.medium = medium(cue.end, std::min(last, next + 6));
  add(std::move(one), speaker);
  return next;
}

// "quoting witnesses": the witnesses speak, who quotes them passes on.
void Sources::from(const Cue& cue) {
  if (cue.end >= sentence_end(cue.begin)) return;
  const Speaker speaker = speakers_.at(cue.end);
  if (!speaker.known()) return;
  Attribution one = start(cue);
  one.reach = Reach::kSentence;
  one.innermost = true;
  one.words = reading_.doc().sentences[reading_.sentence(cue.begin)].words;
  one.note = "the one who is quoted speaks";
  add(std::move(one), speaker);
}

void Sources::hedge(const Cue& cue) {
  Attribution one = start(cue);
  const annot::Range sentence = reading_.doc().sentences[reading_.sentence(cue.begin)].words;
  one.words = sentence;
  one.reach = Reach::kSentence;
  one.note = "the article's own hedge";
  if (cue.use() == CueUse::kHedge) {
    Complement what;
    what.begin = cue.end;
    one.words = {cue.end, scope_end(cue.end, what)};
    one.reach = Reach::kClause;
  } else if (cue.use() == CueUse::kAlleged) {
    one.words = {cue.begin > sentence.begin ? cue.begin - 1 : cue.begin, cue.begin};
    while (one.words.begin > sentence.begin && reading_.word(one.words.begin).upos == Upos::kAdj) --one.words.begin;
    one.reach = Reach::kNoun;
  } else if (cue.use() == CueUse::kSoCalled) {
    uint32_t end = cue.end;
    while (end < sentence.end && !reading_.is_comma(end) && !(reading_.is_finite(end) && end > cue.end + 1) && !reading_.word(end).features.relative)
      ++end;
    one.words = {cue.end, end};
    one.reach = Reach::kNoun;
  }
  if (!one.words.empty()) out_.push_back(one);
}

}  // namespace waqai::claims
