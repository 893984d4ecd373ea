// SPDX-License-Identifier: Apache-2.0
#include "entities/decision.h"

#include <algorithm>

#include "text/fold.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::kNone;
using annot::Mention;
using annot::MentionKind;
using annot::Relation;
using annot::Upos;
using lexicon::SectorKind;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

constexpr uint32_t kSentencesBack = 4;  // how far a repeated agent looks back

}  // namespace

void Decision::run() {
  find_subjects();
  share_states();
  count_countries();
  read_clues();
  mention_of_.assign(scratch_.drafts.size(), kNone);
  uint32_t w_pronoun_end = 0;
  for (sentence_ = 0; sentence_ < doc_.sentences.size(); ++sentence_) {
    const annot::Range words = doc_.sentences[sentence_].words;
    sentence_first_ = doc_.mentions.size();
    for (uint32_t w = words.begin; w < words.end; ++w) {
      if (draft_ < scratch_.drafts.size() && scratch_.drafts[draft_].words.begin == w) {
        decide(scratch_.drafts[draft_]);
        w_pronoun_end = scratch_.drafts[draft_].words.end;
        ++draft_;
      }
      const bool own_pronoun = w >= w_pronoun_end || scratch_.drafts[draft_ - 1].owner == w;
      if (doc_.words[w].upos == Upos::kPron && own_pronoun) add_pronoun(w);
      else if (doc_.words[w].upos == Upos::kVerb && w >= w_pronoun_end && !before_naming(w)) add_hidden(w);
    }
    settle_waiting();
    previous_first_ = sentence_first_;
  }
}

// Whether "what is called X" follows `verb` at once: its subject or object, whatever the tree says.
bool Decision::before_naming(uint32_t verb) const {
  return draft_ < scratch_.drafts.size() && scratch_.drafts[draft_].words.begin == verb + 1 && doc_.words[verb + 1].features.relative;
}

void Decision::find_subjects() {
  has_subject_.assign(doc_.words.size(), 0);
  for (const annot::Arc& arc : doc_.arcs) {
    const bool subject = arc.relation == Relation::kNsubj || arc.relation == Relation::kCsubj;
    if (subject && arc.head < has_subject_.size()) has_subject_[arc.head] = 1;
  }
}

// The country a draft tells by itself; empty where it depends on context.
std::string_view Decision::country_of(const Draft& draft) const {
  if (draft.kind == DraftKind::kPlace) {
    std::string_view only;
    for (const Target& target : draft.targets) {
      if (target.kind != TargetKind::kPlace) continue;
      const std::string_view country = actors_.text(actors_.places()[target.index].country);
      if (!only.empty() && only != country) return {};
      only = country;
    }
    return only;
  }
  const std::string_view country = draft.entity != kNone ? cast_.at(draft.entity).country : draft.country;
  return actors_.state(country) == nullptr ? std::string_view() : country;
}

// What each sentence names, and the state the article is mostly about: context of last resort.
void Decision::count_countries() {
  told_.assign(doc_.sentences.size(), {});
  stated_.clear();
  for (const Draft& draft : scratch_.drafts) {
    if (const std::string_view code = draft.kind == DraftKind::kPlace && !is_large(draft) ? std::string_view() : country_of(draft); !code.empty())
      stated_.insert(code);
  }
  for (const Draft& draft : scratch_.drafts) {
    const std::string_view code = country_of(draft);
    // A small place tells its country only where something else does, or nothing tells any.
    if (code.empty() || (draft.kind == DraftKind::kPlace && !stated_.empty() && stated_.count(code) == 0)) continue;
    const uint32_t sentence = doc_.sentence_of_word(draft.words.begin);
    told_[sentence].push_back(code);
    countries_[code] += draft.locative ? 2 : 1;
  }
  int most = 1;
  for (const auto& [code, times] : countries_) {
    if (times > most) main_country_ = code;
    most = std::max(most, times);
  }
}

void Decision::decide(const Draft& draft) {
  switch (draft.kind) {
    case DraftKind::kEntity:
      if (draft.named_in != kNone) {
        decide_named_before(draft);
        break;
      }
      add(draft, draft.counted ? MentionKind::kGroup : MentionKind::kName, {draft.entity});
      break;
    case DraftKind::kNationality:
      add(draft, MentionKind::kNationality, {draft.entity});
      break;
    case DraftKind::kAgent:
      decide_agent(draft.part_of == nullptr ? draft : with_body(draft));
      break;
    case DraftKind::kPlace:
      decide_place(draft);
      break;
    case DraftKind::kReference:
      decide_reference(draft);
      break;
  }
}

// ---- agents ----

void Decision::decide_agent(const Draft& draft) {
  if (draft.entity != kNone) return add(draft, MentionKind::kName, {with_title(draft), draft.second});
  if (const uint32_t owner = employer(draft); owner != kNone) {  // "its president", of a bank
    Draft whole = draft;
    whole.body = owner;
    whole.owner = kNone;
    whole.chaired = true;
    whole.country = cast_.at(owner).country;
    whole.sectors = cast_.at(owner).sectors;
    return decide_agent(whole);
  }
  const MentionKind kind = draft.sector->kind == SectorKind::kOffice ? MentionKind::kOffice : MentionKind::kGroup;
  std::string_view country = draft.country;
  const bool of_owner = (draft.sector->country_from & (lexicon::kFromGenitive | lexicon::kFromContext)) != 0;
  if (country.empty() && draft.owner != kNone && of_owner) country = owner_country(draft.owner);
  if (const uint32_t owner = body_of_owner(draft); owner != kNone) return add(draft, kind, {owner});
  const uint32_t body = draft.body == kNone && draft.definite ? nearest_body(draft) : kNone;
  if (!draft.name_ar.empty()) {
    const bool open = body == kNone && country.empty() && draft.body == kNone && (draft.sector->country_from & lexicon::kFromContext) != 0;
    const std::string_view own = open ? home(draft) : body == kNone ? country : cast_.at(body).country;
    const uint32_t person = cast_.unnamed({draft.sector, own,
                                           draft.former    ? "ELI"
                                           : body == kNone ? draft.sectors
                                                           : cast_.at(body).sectors,
                                           draft.name, draft.name_ar});
    return add(draft, MentionKind::kName, {person});
  }
  if (const uint32_t person = apposed(draft, country); person != kNone) return add(draft, kind, {person});
  if (const uint32_t before = repeated(draft); before != kNone) {
    const bool left = draft.former && cast_.at(before).sectors.substr(0, 3) != "ELI";
    return add(draft, kind, {left ? cast_.unnamed({draft.sector, cast_.at(before).country, "ELI", {}, {}}) : before});
  }
  if (body != kNone) return add(draft, kind, {body});
  // Members of a body are the body, as far as codes go.
  if (draft.body != kNone && kind == MentionKind::kGroup && draft.sector->needs == lexicon::SectorNeeds::kMember)
    return add(draft, kind, {draft.body});
  if (draft.both == nullptr && country.empty() && (draft.sector->country_from & lexicon::kFromContext) != 0) {
    country = home(draft);
  }
  if (country.empty() && (draft.sector->country_from & lexicon::kFromGenitive) != 0) country = draft.scene;
  if (draft.both != nullptr && decide_both(draft, kind)) return;
  if (const uint32_t known = body_by_word(draft, country); known != kNone) return add(draft, kind, {known});
  std::vector<std::string_view> countries;  // "the Syrian and Russian armies": one for each
  for (const uint32_t state : draft.states) {
    if (std::find(countries.begin(), countries.end(), cast_.at(state).country) == countries.end()) countries.push_back(cast_.at(state).country);
  }
  if (countries.size() < 2) countries.assign(1, country);
  std::vector<uint32_t> entities;
  for (const std::string_view code : countries) {
    const uint32_t holder = draft.former ? kNone : holder_of(draft, code);
    entities.push_back(holder != kNone ? holder : cast_.unnamed({draft.sector, code, draft.former ? "ELI" : draft.sectors, {}, {}}));
  }
  add(draft, kind, std::move(entities));
}

// A named person with a title.  The office in the text wins over memory: where they differ in sector, and where memory has none.
uint32_t Decision::with_title(const Draft& draft) {
  Entity& known = cast_.change(draft.entity);
  if (known.kind != EntityKind::kPerson || draft.sector->kind != SectorKind::kOffice || draft.sectors.empty()) return draft.entity;
  const std::string_view told = draft.former ? std::string_view("ELI") : draft.sectors;
  if (first_code(told) == first_code(known.sectors)) return draft.entity;
  const bool silent = known.sectors.empty() || known.sectors == "ELI";
  if (!silent && draft.country.empty() && !draft.former) return draft.entity;
  known.sectors = told;
  if (!draft.country.empty()) known.country = draft.country;
  known.rule = "by name; the office in the text wins over memory";
  return draft.entity;
}

// Of "presidents" and "the two presidents" the title of one of them; 0 where the title is no single word in the plural or dual.
uint64_t Decision::singular_title(const Draft& draft) const {
  const std::string word(lexicon::without_article(scratch_.matcher.key(draft.noun)));
  const std::string lemma = text::fold_key(doc_.words[draft.noun].lemma);
  const bool single = draft.phrase == lexicon::extend_phrase(lexicon::kSectorPhrase, word);
  if (!single || lemma.empty() || lemma == word || !(grammar_.is_plural(draft.noun) || grammar_.is_dual_like(draft.noun))) return 0;
  return lexicon::extend_phrase(lexicon::kSectorPhrase, lexicon::without_article(lemma));
}

// The person who held the office at the article's date.
uint32_t Decision::holder_of(const Draft& draft, std::string_view country) {
  if (draft.chaired) return kNone;
  if (draft.sector->kind != SectorKind::kOffice && draft.sector->offices == 0) return kNone;
  const bool plural_alone = draft.counted || (grammar_.is_plural(draft.noun) && draft.states.empty() && draft.both == nullptr);
  if (plural_alone) return kNone;
  if (const auto* office = actors_.titled(draft.phrase, country, doc_.published);
      office != nullptr && (!country.empty() || !actors_.text(draft.sector->country).empty())) {
    return cast_.person(office->person, "by title, country and date");
  }
  if (const uint64_t one = singular_title(draft); one != 0 && !country.empty()) {
    if (const auto* office = actors_.titled(one, country, doc_.published); office != nullptr)
      return cast_.person(office->person, "by title, country and date");
  }
  std::string_view offices = actors_.text(draft.sector->offices);
  while (!offices.empty() && !country.empty()) {
    const size_t end = std::min(offices.find(','), offices.size());
    const auto* office = actors_.holder(offices.substr(0, end), country, doc_.published);
    if (office != nullptr) return cast_.person(office->person, "by office, country and date");
    offices.remove_prefix(std::min(end + 1, offices.size()));
  }
  return kNone;
}

// "the president", "the police" again, with nothing more told: the one of the same word, or of the same sector, spoken of before.
uint32_t Decision::repeated(const Draft& draft) const {
  const bool resigned = draft.former && draft.states.empty() && draft.body == kNone;  // "the resigned president"
  if ((draft.described && !resigned) || draft.owner != kNone || draft.counted || !grammar_.has_article(draft.noun) || !draft.country.empty() ||
      grammar_.is_plural(draft.noun))
    return kNone;
  const std::string_view word = lexicon::without_article(scratch_.matcher.key(draft.noun));
  for (size_t i = doc_.mentions.size(); i > 0; --i) {
    const Memory& memory = memory_[i - 1];
    if (memory.sentence + kSentencesBack < sentence_) break;
    if (memory.draft == kNone || doc_.mentions[i - 1].entities.size() != 1) continue;
    const Draft& other = scratch_.drafts[memory.draft];
    // "the US Treasury ... the ministry": a body of the base, named by the same word.
    const Entity& named = cast_.at(doc_.mentions[i - 1].entities.front());
    if (named.kind == EntityKind::kOrganisation && !named.id.empty() && doc_.mentions[i - 1].words.size() > 1 &&
        scratch_.matcher.key(doc_.mentions[i - 1].words.begin) == word && first_code(named.sectors) == first_code(draft.sectors))
      return doc_.mentions[i - 1].entities.front();
    if (other.kind != DraftKind::kAgent || other.counted || grammar_.is_plural(other.noun) != grammar_.is_plural(draft.noun)) continue;
    const uint32_t e = doc_.mentions[i - 1].entities.front();
    const bool same_word = lexicon::without_article(scratch_.matcher.key(other.noun)) == word;
    const bool same_code = other.former || first_code(cast_.at(e).sectors) == first_code(draft.sectors);
    if (same_word && same_code) return e;
  }
  return kNone;
}

// A last name: the stranger named in full before.
bool Decision::decide_named_before(const Draft& draft) {
  const uint32_t mention = draft.named_in < mention_of_.size() ? mention_of_[draft.named_in] : kNone;
  if (mention == kNone || doc_.mentions[mention].entities.empty()) return false;
  add(draft, MentionKind::kName, doc_.mentions[mention].entities);
  return true;
}

// "X, secretary general of Y": the office behind the comma tells who the stranger is.
uint32_t Decision::apposed(const Draft& draft, std::string_view country) {
  if (doc_.mentions.empty() || draft.words.begin < 2 || draft.sector->kind == SectorKind::kGroup || draft.sector->kind == SectorKind::kBody)
    return kNone;
  const Mention& before = doc_.mentions.back();
  const bool behind_comma = before.words.end + 1 == draft.words.begin && grammar_.is_comma(before.words.end);
  // "X the spokesman of Y": right behind the name only an office of a body; a title with a nationality may be the object ("hosted X the president").
  // ... or, behind a rank, which says less than any office ("General X, minister of the interior").
  const uint32_t named = memory_.empty() ? kNone : memory_.back().draft;
  const bool rank = named != kNone && scratch_.drafts[named].sector != nullptr && scratch_.drafts[named].sector->kind == SectorKind::kPerson &&
                    scratch_.drafts[named].kind == DraftKind::kAgent && !scratch_.drafts[named].name_ar.empty();
  const bool beside =
      before.words.end == draft.words.begin && draft.sector->kind == SectorKind::kOffice && draft.definite && (draft.body != kNone || rank);
  if (before.kind != MentionKind::kName || (!behind_comma && !beside) || before.entities.size() != 1) return kNone;
  Entity& who = cast_.change(before.entities.front());
  if (who.kind != EntityKind::kPerson) return kNone;
  const std::string_view told = draft.former ? std::string_view("ELI") : draft.sectors;
  if (!who.id.empty() && !who.sectors.empty())
    return first_code(who.sectors) == first_code(told) && (country.empty() || who.country == country) ? before.entities.front() : kNone;
  who.sectors = told;
  if (!country.empty()) who.country = country;
  who.rule = "a name outside the actor base: the office behind it gives the codes";
  return before.entities.front();
}

// "40 gunmen of X, among them the commander Y": members whose body is not told belong to the one spoken of in the sentence before.
uint32_t Decision::nearest_body(const Draft& draft) const {
  if (draft.sector->needs != lexicon::SectorNeeds::kMember || first_code(draft.sectors) == "GOV" || first_code(draft.sectors) == "CVL" ||
      !draft.country.empty() || !draft.states.empty())
    return kNone;
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    for (const uint32_t e : doc_.mentions[i - 1].entities) {
      const std::string_view code = first_code(cast_.at(e).sectors);
      if (cast_.at(e).kind == EntityKind::kOrganisation && !cast_.at(e).id.empty() && (code == "REB" || code == "PTY" || code == "PRM")) return e;
    }
  }
  return kNone;
}

// ---- countries from context ----

// "its fighters", "his men": members whose body the pronoun means; kNone for a state or an unknown one.
uint32_t Decision::body_of_owner(const Draft& draft) const {
  if (draft.owner == kNone || draft.sector->needs != lexicon::SectorNeeds::kMember || draft.sector->kind != SectorKind::kGroup) return kNone;
  const uint32_t mention = antecedent(draft.owner);
  if (mention == kNone || doc_.mentions[mention].entities.size() != 1) return kNone;
  const Entity& e = cast_.at(doc_.mentions[mention].entities.front());
  const std::string_view code = first_code(e.sectors);
  const bool armed = code == "REB" || code == "PRM" || code == "MIL" || code == "COP" || code == "PTY";
  return armed && e.kind != EntityKind::kCountry ? doc_.mentions[mention].entities.front() : kNone;
}

// The company, party or union that the pronoun behind an office means; kNone for a state and its organs.
uint32_t Decision::employer(const Draft& draft) const {
  if (draft.owner == kNone || draft.sector->kind != SectorKind::kOffice || first_code(draft.sectors) != "GOV" || !draft.states.empty()) return kNone;
  const uint32_t mention = antecedent(draft.owner);
  if (mention == kNone || doc_.mentions[mention].entities.size() != 1) return kNone;
  const Entity& e = cast_.at(doc_.mentions[mention].entities.front());
  const std::string_view code = first_code(e.sectors);
  const bool led =
      code == "BUS" || code == "PTY" || code == "REB" || code == "LAB" || code == "SOC" || code == "JRN" || code == "EDU" || code == "PRM";
  const bool body = e.kind == EntityKind::kOrganisation || doc_.mentions[mention].kind == MentionKind::kGroup;
  return led && body ? doc_.mentions[mention].entities.front() : kNone;
}

std::string_view Decision::owner_country(uint32_t pronoun) const {
  const uint32_t mention = antecedent(pronoun);
  if (mention == kNone) return {};
  for (const uint32_t e : doc_.mentions[mention].entities) {
    if (!cast_.at(e).country.empty()) return cast_.at(e).country;
  }
  return {};
}

// ---- mentions ----

void Decision::add(const Draft& draft, MentionKind kind, std::vector<uint32_t> entities) {
  entities.erase(std::remove(entities.begin(), entities.end(), kNone), entities.end());
  Mention mention;
  mention.words = draft.words;
  mention.span = doc_.span_of(draft.words);
  mention.head = draft.head;
  mention.kind = kind;
  mention.entities = std::move(entities);
  if (draft.seat != kNone && kind == MentionKind::kName) mention.seat = cast_.place(draft.seat, "a capital, as a place");
  if (draft.sector != nullptr) mention.row = {static_cast<uint16_t>(draft.sector->file), draft.sector->line};
  if (kind == MentionKind::kReference && draft.reference != nullptr)
    mention.row = {static_cast<uint16_t>(draft.reference->file), draft.reference->line};
  push(std::move(mention), draft_);
}

void Decision::push(Mention mention, uint32_t draft) {
  // "that he": a pronoun right behind "that" is the subject of what follows.
  const bool behind_that = mention.kind == MentionKind::kPronoun && mention.head > 0 && doc_.words[mention.head].enclitic &&
                           doc_.words[mention.head - 1].upos == Upos::kSconj;
  const bool subject = mention.kind == MentionKind::kHidden || behind_that ||
                       (mention.head < doc_.arcs.size() && doc_.arcs[mention.head].relation == Relation::kNsubj);
  memory_.push_back({sentence_, draft, subject});
  if (draft != kNone) mention_of_[draft] = static_cast<uint32_t>(doc_.mentions.size());
  doc_.mentions.push_back(std::move(mention));
}

}  // namespace waqai::entities
