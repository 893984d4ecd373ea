// SPDX-License-Identifier: Apache-2.0
#include "entities/resolver.h"

#include <algorithm>
#include <map>

namespace waqai::entities {

using annot::Document;
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
using lexicon::ReferenceKind;
using lexicon::SectorKind;

namespace {

constexpr size_t kMemory = 80;  // mentions looked back for references

// Decides the drafts of one document in order.
class Decision {
 public:
  Decision(Document& doc, const lexicon::ActorsView& actors, Cast& cast, Workspace& scratch) : doc_(doc), actors_(actors), cast_(cast), scratch_(scratch) {}

  void run() {
    count_countries();
    size_t draft = 0;
    for (const annot::Sentence& sentence : doc_.sentences) {
      sentence_first_ = doc_.mentions.size();
      for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) {
        if (draft < scratch_.drafts.size() && scratch_.drafts[draft].words.begin == w) {
          decide(scratch_.drafts[draft]);
          ++draft;
        }
        if (is_pronoun(w)) add_pronoun(w);
        if (has_hidden_subject(w)) add_hidden(w);
      }
      previous_first_ = sentence_first_;
    }
  }

 private:
  // The state the article is mostly about: context of last resort.
  void count_countries() {
    std::map<std::string_view, int> count;
    for (const Draft& draft : scratch_.drafts) {
      const std::string_view code = draft.entity != kNone ? cast_.at(draft.entity).country : draft.country;
      if (actors_.state(code) != nullptr) ++count[code];
    }
    int most = 1;
    for (const auto& [code, times] : count) {
      if (times > most) {
        most = times;
        main_country_ = code;
      }
    }
  }

  void decide(Draft& draft) {
    switch (draft.kind) {
      case DraftKind::kEntity: add(draft, MentionKind::kName, {draft.entity}); break;
      case DraftKind::kNationality: add(draft, MentionKind::kNationality, {draft.entity}); break;
      case DraftKind::kAgent: decide_agent(draft); break;
      case DraftKind::kReference: decide_reference(draft); break;
      case DraftKind::kPlaceByWord: add(draft, MentionKind::kName, {cast_.named_place(draft.name, draft.place_kind, context_country(draft))}); break;
    }
  }

  void decide_agent(const Draft& draft) {
    if (draft.entity != kNone) {
      add(draft, MentionKind::kName, {with_title(draft)});
      return;
    }
    std::string_view country = draft.country;
    if (country.empty() && draft.owner != kNone) country = owner_country(draft.owner);
    const bool from_context = (draft.sector->country_from & lexicon::kFromContext) != 0;
    if (country.empty() && from_context) country = context_country(draft);
    std::vector<uint32_t> entities;
    // "the Syrian and Russian armies": one for each country told.
    std::vector<std::string_view> countries;
    for (const uint32_t state : draft.states) countries.push_back(cast_.at(state).country);
    if (countries.size() < 2) countries.assign(1, country);
    for (const std::string_view code : countries) {
      const uint32_t holder = draft.name.empty() ? holder_of(draft, code) : kNone;
      entities.push_back(holder != kNone ? holder : cast_.unnamed(*draft.sector, code, draft.sectors, draft.name));
    }
    add(draft, draft.sector->kind == SectorKind::kOffice ? MentionKind::kOffice : MentionKind::kGroup, std::move(entities));
  }

  // A named person with a title: where memory knows no office at the date, the title of the text tells the codes.
  uint32_t with_title(const Draft& draft) {
    const Entity& known = cast_.at(draft.entity);
    const bool text_tells = known.kind == EntityKind::kPerson && (known.sectors.empty() || known.sectors == "ELI") && draft.sector->kind == SectorKind::kOffice && !draft.sectors.empty();
    if (!text_tells) return draft.entity;
    Entity told = known;
    told.sectors = draft.sectors;
    if (!draft.country.empty()) told.country = draft.country;
    told.rule = "by name; the office in the text wins over memory";
    for (uint32_t i = 0; i < doc_.entities.size(); ++i) {
      if (doc_.entities[i].id == told.id && doc_.entities[i].sectors == told.sectors && doc_.entities[i].country == told.country) return i;
    }
    doc_.entities.push_back(std::move(told));
    return static_cast<uint32_t>(doc_.entities.size() - 1);
  }

  // The person who held the office at the article's date.
  uint32_t holder_of(const Draft& draft, std::string_view country) {
    std::string_view offices = actors_.text(draft.sector->offices);
    if (country.empty()) return kNone;
    while (!offices.empty()) {
      const size_t end = std::min(offices.find(','), offices.size());
      const auto* office = doc_.published == base::kNoDay ? nullptr : actors_.holder(offices.substr(0, end), country, doc_.published);
      if (office != nullptr) return cast_.person(office->person, "by office, country and date");
      offices.remove_prefix(std::min(end + 1, offices.size()));
    }
    // Without a date, or with a gap in the table: the person of this office named before in the article.
    for (size_t i = doc_.mentions.size(); i > 0 && draft.sector->kind == SectorKind::kOffice; --i) {
      for (const uint32_t e : doc_.mentions[i - 1].entities) {
        const Entity& entity = cast_.at(e);
        if (entity.kind == EntityKind::kPerson && entity.country == country && entity.sectors.substr(0, 3) == draft.sectors.substr(0, 3)) return e;
      }
    }
    return kNone;
  }

  std::string_view owner_country(uint32_t pronoun) const {
    const uint32_t mention = antecedent(pronoun, true);
    if (mention == kNone) return {};
    for (const uint32_t e : doc_.mentions[mention].entities) {
      if (!cast_.at(e).country.empty()) return cast_.at(e).country;
    }
    return {};
  }

  // The state last spoken of in the sentence, else the next one in it, else the article's.
  std::string_view context_country(const Draft& draft) const {
    for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
      for (const uint32_t e : doc_.mentions[i - 1].entities) {
        if (actors_.state(cast_.at(e).country) != nullptr) return cast_.at(e).country;
      }
    }
    const uint32_t sentence = doc_.sentence_of_word(draft.head);
    for (const Draft& other : scratch_.drafts) {
      if (other.words.begin <= draft.words.begin || doc_.sentence_of_word(other.words.begin) != sentence) continue;
      const std::string_view code = other.entity != kNone ? cast_.at(other.entity).country : other.country;
      if (actors_.state(code) != nullptr) return code;
    }
    return main_country_;
  }

  void decide_reference(const Draft& draft) {
    const ReferenceKind kind = draft.reference->kind;
    std::vector<uint32_t> entities;
    if (kind == ReferenceKind::kTwo) entities = last_two();
    else if (kind == ReferenceKind::kCounterpart) entities = counterpart(draft);
    else if (kind == ReferenceKind::kHomeland) entities = homeland(draft);
    else entities = last_of(draft);
    if (entities.empty() && draft.sector != nullptr) {
      decide_agent(draft);
      return;
    }
    add(draft, MentionKind::kReference, std::move(entities));
  }

  static bool is_actor(const Entity& e) { return e.kind != EntityKind::kPlace && !e.sectors.empty(); }

  // The two that acted last, of different countries; persons and governments before others.
  std::vector<uint32_t> last_two() const {
    for (const bool leaders_only : {true, false}) {
      std::vector<uint32_t> found;
      for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size() && found.size() < 2; --i) {
        const Mention& mention = doc_.mentions[i - 1];
        if (mention.kind == MentionKind::kPronoun || mention.kind == MentionKind::kHidden) continue;
        for (auto e = mention.entities.rbegin(); e != mention.entities.rend() && found.size() < 2; ++e) {
          const Entity& entity = cast_.at(*e);
          const bool leader = entity.sectors.substr(0, 3) == "GOV" && actors_.state(entity.country) != nullptr;
          if (!is_actor(entity) || entity.country.empty() || (leaders_only && !leader)) continue;
          const bool seen = std::any_of(found.begin(), found.end(), [&](uint32_t f) { return cast_.at(f).country == entity.country; });
          if (!seen) found.push_back(*e);
        }
      }
      if (found.size() == 2) return {found[1], found[0]};
    }
    return {};
  }

  std::vector<uint32_t> counterpart(const Draft& draft) {
    if (draft.states.empty()) return {};
    const uint32_t state = draft.states.front();
    const std::string_view country = cast_.at(state).country;
    for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size(); --i) {
      for (const uint32_t e : doc_.mentions[i - 1].entities) {
        const Entity& person = cast_.at(e);
        if (person.kind != EntityKind::kPerson || person.country == country || doc_.published == base::kNoDay) continue;
        const uint32_t other = same_office(person, country);
        if (other != kNone) return {other};
      }
    }
    return {state};
  }

  uint32_t same_office(const Entity& person, std::string_view country) {
    for (const auto& record : actors_.persons()) {
      if (actors_.text(record.id) != person.id) continue;
      for (uint32_t o = record.office_end; o > record.office_begin; --o) {
        const auto& office = actors_.offices()[o - 1];
        const bool now = (office.from == base::kNoDay || office.from <= doc_.published) && (office.to == base::kNoDay || doc_.published <= office.to);
        const auto* other = now ? actors_.holder(actors_.text(office.office), country, doc_.published) : nullptr;
        if (other != nullptr) return cast_.person(other->person, "the counterpart: same office, other country");
      }
    }
    return kNone;
  }

  std::vector<uint32_t> homeland(const Draft& draft) {
    const std::string_view country = draft.owner == kNone ? std::string_view() : owner_country(draft.owner);
    const uint32_t state = country.empty() ? kNone : cast_.state(country, "the country of whom the pronoun means");
    return state == kNone ? std::vector<uint32_t>() : std::vector<uint32_t>{state};
  }

  std::vector<uint32_t> last_of(const Draft& draft) const {
    const std::string word(lexicon::without_article(scratch_.matcher.key(draft.head)));
    for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size(); --i) {
      const Mention& mention = doc_.mentions[i - 1];
      for (const uint32_t e : mention.entities) {
        const Entity& entity = cast_.at(e);
        const ReferenceKind kind = draft.reference->kind;
        const bool fits = (kind == ReferenceKind::kOrganisation && entity.kind == EntityKind::kOrganisation && !entity.id.empty()) ||
                          (kind == ReferenceKind::kPerson && (entity.kind == EntityKind::kPerson || entity.kind == EntityKind::kOffice)) ||
                          (kind == ReferenceKind::kState && entity.kind == EntityKind::kCountry);
        if (fits) return {e};
      }
    }
    return {};
  }

  bool is_pronoun(uint32_t w) const {
    const Word& word = doc_.words[w];
    return word.upos == Upos::kPron && word.features.person == 3 && !word.features.relative && !word.features.demonstrative;
  }

  // A verb of the third person without a subject of its own in the tree.
  bool has_hidden_subject(uint32_t w) const {
    const Word& word = doc_.words[w];
    if (word.upos != Upos::kVerb || word.features.person == 1 || word.features.person == 2 || word.features.mood == annot::Mood::kImper) return false;
    const uint32_t sentence = doc_.sentence_of_word(w);
    if (sentence == kNone || w >= doc_.arcs.size()) return false;
    const annot::Range words = doc_.sentences[sentence].words;
    for (uint32_t d = words.begin; d < words.end; ++d) {
      const annot::Arc& arc = doc_.arcs[d];
      if (arc.head == w && (arc.relation == Relation::kNsubj || arc.relation == Relation::kCsubj)) return false;
    }
    return true;
  }

  // How well a mention agrees with the features of a pronoun or verb.
  bool agrees(const Mention& mention, const annot::Features& wanted, bool verb) const {
    if (mention.entities.empty() || mention.kind == MentionKind::kNationality) return false;
    const Entity& e = cast_.at(mention.entities.front());
    if (e.kind == EntityKind::kPlace) return false;
    const Word& head = doc_.words[mention.head];
    const bool plural = mention.entities.size() > 1 || head.features.number == Number::kPlur || head.features.number == Number::kDual;
    const bool human = e.kind == EntityKind::kPerson || e.kind == EntityKind::kOffice || e.kind == EntityKind::kGroup;
    if (wanted.number == Number::kPlur || wanted.number == Number::kDual) return plural || e.kind == EntityKind::kGroup;
    const bool feminine = e.kind == EntityKind::kCountry || head.features.gender == Gender::kFem || (plural && !human);
    if (wanted.gender == Gender::kFem) return feminine || head.features.gender == Gender::kNone;
    if (wanted.gender == Gender::kMasc) return !feminine && (verb || !plural || !human);
    return true;
  }

  // The nearest mention before `word` that agrees: in the sentence, else the first one of the sentence before.
  uint32_t antecedent(uint32_t word, bool outside_phrase) const {
    const annot::Features& wanted = doc_.words[word].features;
    for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
      const Mention& mention = doc_.mentions[i - 1];
      if (outside_phrase && mention.words.contains(word)) continue;
      if (agrees(mention, wanted, false)) return static_cast<uint32_t>(i - 1);
    }
    for (size_t i = previous_first_; i < sentence_first_; ++i) {
      if (agrees(doc_.mentions[i], wanted, false)) return static_cast<uint32_t>(i);
    }
    return kNone;
  }

  void add_pronoun(uint32_t w) {
    const uint32_t mention = antecedent(w, true);
    if (mention == kNone) return;
    Mention pronoun;
    pronoun.span = doc_.words[w].span;
    pronoun.words = {w, w + 1};
    pronoun.head = w;
    pronoun.kind = MentionKind::kPronoun;
    pronoun.entities = doc_.mentions[mention].entities;
    pronoun.antecedent = full_mention(mention);
    doc_.mentions.push_back(std::move(pronoun));
  }

  // Subjects first: the subject of an earlier verb of the sentence, else the first mention of the sentence before.
  void add_hidden(uint32_t w) {
    const annot::Features& wanted = doc_.words[w].features;
    uint32_t found = kNone;
    for (size_t i = doc_.mentions.size(); i > sentence_first_ && found == kNone; --i) {
      const Mention& mention = doc_.mentions[i - 1];
      const bool subject = mention.kind == MentionKind::kHidden || (mention.head < doc_.arcs.size() && doc_.arcs[mention.head].relation == Relation::kNsubj);
      if (subject && agrees(mention, wanted, true)) found = static_cast<uint32_t>(i - 1);
    }
    for (size_t i = previous_first_; i < sentence_first_ && found == kNone; ++i) {
      if (agrees(doc_.mentions[i], wanted, true)) found = static_cast<uint32_t>(i);
    }
    if (found == kNone) return;
    Mention hidden;
    hidden.span = doc_.words[w].span;
    hidden.words = {w, w + 1};
    hidden.head = w;
    hidden.kind = MentionKind::kHidden;
    hidden.entities = doc_.mentions[found].entities;
    hidden.antecedent = full_mention(found);
    doc_.mentions.push_back(std::move(hidden));
  }

  uint32_t full_mention(uint32_t mention) const { return doc_.mentions[mention].antecedent == kNone ? mention : doc_.mentions[mention].antecedent; }

  void add(const Draft& draft, MentionKind kind, std::vector<uint32_t> entities) {
    entities.erase(std::remove(entities.begin(), entities.end(), kNone), entities.end());
    Mention mention;
    mention.words = draft.words;
    mention.span = doc_.span_of(draft.words);
    mention.head = draft.head;
    mention.kind = kind;
    mention.entities = std::move(entities);
    if (draft.sector != nullptr) mention.row = {static_cast<uint16_t>(draft.sector->file), draft.sector->line};
    if (kind == MentionKind::kReference && draft.reference != nullptr) mention.row = {static_cast<uint16_t>(draft.reference->file), draft.reference->line};
    doc_.mentions.push_back(std::move(mention));
  }

  Document& doc_;
  const lexicon::ActorsView& actors_;
  Cast& cast_;
  Workspace& scratch_;
  std::string_view main_country_;
  size_t sentence_first_ = 0;  // first mention of the sentence at hand
  size_t previous_first_ = 0;  // first mention of the sentence before
};

}  // namespace

Result<Resolver> Resolver::open(const lexicon::Bundle& bundle) {
  Result<lexicon::ActorsView> actors = lexicon::ActorsView::open(bundle);
  if (!actors) return actors.status();
  return Resolver(std::move(actors).value());
}

Status Resolver::annotate(Document& doc, Workspace& scratch) const {
  doc.entities.clear();
  doc.mentions.clear();
  scratch.drafts.clear();
  scratch.matcher.prepare(doc, actors_);
  Cast cast(doc, actors_);
  Scanner scanner(doc, actors_, scratch.matcher, cast);
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.kind != annot::SentenceKind::kTeaser) scanner.scan(sentence, scratch.drafts);
  }
  Decision(doc, actors_, cast, scratch).run();
  return {};
}

}  // namespace waqai::entities
