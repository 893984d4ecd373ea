// SPDX-License-Identifier: Apache-2.0
//
// Which phrases of the actor base and the gazetteer mean something else than before, and in which countries, for articles of which days, an office is
// held by another.  A country comes into an article by a phrase that tells it, so whoever holds an office there matters to articles with such a
// phrase.
#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "lexicon/agent_names.h"
#include "lexicon/changes.h"

namespace waqai::lexicon {
namespace {

// One side: the content of everything, without indexes, lines and files.
class Side {
 public:
  explicit Side(const DictionaryRows& rows) : actors_(rows.actors), files_(rows.files) {
    read_names();
    for (const StateRecord& s : actors_.states())
      add_row(TargetKind::kState,
              ContentHash().add(text(s.code)).add(text(s.name)).add(text(s.name_ar)).add(text(s.cow)).add(text(s.gw)).add(s.without_army), s,
              own_states_);
    read_people();
    read_rest();
    read_titles();
    for (const PhraseRecord& phrase : actors_.phrases()) phrases_[phrase.hash] = content(phrase);
  }

  const std::map<uint64_t, uint64_t>& phrases() const { return phrases_; }  // hash -> what it means; 0: only a beginning
  const std::map<TargetKind, RowList>& rows() const { return rows_; }
  uint64_t any_person() const { return actors_.any_person() == nullptr ? 0 : sectors_[actors_.any_person() - actors_.sectors().data()]; }
  // What agents are called that stand in records without a word of the text.
  uint64_t unnamed() const {
    const AgentNames names(actors_);
    ContentHash hash;
    for (const UnnamedAgent& agent : kUnnamedAgents) hash.add(std::string_view(names.arabic(agent.word)));
    return hash.value();
  }

  struct Holder {
    DaySpan days;
    uint64_t content = 0;
  };
  // By country and office: rows in the order of the search.
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Holder>> holders() const {
    std::map<std::pair<std::string_view, std::string_view>, std::vector<Holder>> all;
    for (const uint32_t i : actors_.offices_by_name()) {
      const OfficeRecord& o = actors_.offices()[i];
      all[{text(o.country), text(o.office)}].push_back({{o.from, o.to}, ContentHash().add(offices_[i]).add(persons_[o.person]).value()});
    }
    return all;
  }

  // By country: the first place that is its capital.
  std::map<std::string_view, uint64_t> capitals() const {
    std::map<std::string_view, uint64_t> all;
    for (size_t i = 0; i < places_.size(); ++i) {
      const PlaceRecord& place = actors_.places()[i];
      if (text(place.kind) == "capital") all.try_emplace(text(place.country), places_[i]);
    }
    return all;
  }

  // Adds the countries that a phrase may bring into an article.
  void countries_of(const PhraseRecord& phrase, std::set<std::string_view>& out) const {
    for (const Target& target : actors_.targets(phrase)) {
      switch (target.kind) {
        case TargetKind::kState:
        case TargetKind::kCapital:
        case TargetKind::kNationality:
          out.insert(text(actors_.states()[target.index].code));
          break;
        case TargetKind::kMember:
        case TargetKind::kOrganisation:
          for (const OrganisationRecord& row : actors_.periods(target.index)) out.insert(text(row.country));
          break;
        case TargetKind::kPerson:
        case TargetKind::kShortName:
          out.insert(text(actors_.persons()[target.index].country));
          for (const OfficeRecord& o : offices_of(actors_.persons()[target.index])) out.insert(text(o.country));
          break;
        case TargetKind::kPlace:
          out.insert(text(actors_.places()[target.index].country));
          break;
        case TargetKind::kSector:
          out.insert(text(actors_.sectors()[target.index].country));
          break;
        default:
          break;
      }
    }
  }
  const ActorsView& actors() const { return actors_; }

  // What the phrase means but for the persons whose short name it is, and what those are.
  struct Meaning {
    uint64_t others = 0;
    std::vector<uint64_t> short_names;  // in the order of the search
  };
  Meaning meaning(const PhraseRecord& phrase) const {
    Meaning all;
    ContentHash hash;
    for (const Target& target : actors_.targets(phrase)) {
      if (target.kind == TargetKind::kShortName && target.common == 0) all.short_names.push_back(persons_[target.index]);
      else hash.add(content(target));
    }
    if (const auto title = titles_.find(phrase.hash); title != titles_.end()) hash.add(title->second.value());
    all.others = hash.value();
    return all;
  }
  bool has_person(uint64_t content) const { return all_persons_.count(content) > 0; }
  // Adds the days when a person whose short name it is, and whom `other` has not, is known by an office.
  void add_days_in_office(const PhraseRecord& phrase, const Side& other, std::vector<DaySpan>& out) const {
    for (const Target& target : actors_.targets(phrase)) {
      if (target.kind != TargetKind::kShortName || other.has_person(persons_[target.index])) continue;
      for (const OfficeRecord& o : offices_of(actors_.persons()[target.index])) {
        const DaySpan span = {o.from, o.to == base::kNoDay ? o.to : o.to + kLatelyDays};
        if (std::find(out.begin(), out.end(), span) == out.end()) out.push_back(span);
      }
    }
  }

 private:
  std::string_view text(uint32_t id) const { return actors_.text(id); }
  std::span<const OfficeRecord> offices_of(const PersonRecord& p) const {
    return actors_.offices().subspan(p.office_begin, p.office_end - p.office_begin);
  }

  // What a country's code shows as where it stands for its state.
  uint64_t country(std::string_view code) const {
    const StateRecord* state = actors_.state(code);
    return ContentHash().add(code).add(state == nullptr ? 0 : own_states_[static_cast<size_t>(state - actors_.states().data())]).value();
  }

  // The kind under which the rows of a table are listed; offices, which no phrase targets, go under kModifier.
  static TargetKind table_of(TargetKind kind) {
    switch (kind) {
      case TargetKind::kCapital:
      case TargetKind::kNationality:
        return TargetKind::kState;
      case TargetKind::kMember:
        return TargetKind::kOrganisation;
      case TargetKind::kShortName:
        return TargetKind::kPerson;
      default:
        return kind;
    }
  }

  // The phrases that lead to each row.
  void read_names() {
    for (const PhraseRecord& phrase : actors_.phrases()) {
      for (const Target& target : actors_.targets(phrase)) {
        if (target.kind == TargetKind::kPlaceWord || target.kind == TargetKind::kModifier) continue;
        names_[{table_of(target.kind), target.index}].add(phrase.hash).add(static_cast<uint64_t>(target.kind) << 8 | target.common);
      }
    }
  }

  template <typename Record>
  void add_row(TargetKind kind, ContentHash content, const Record& record, std::vector<uint64_t>& values) {
    const auto names = names_.find({kind, static_cast<uint32_t>(values.size())});
    values.push_back(content.value());
    rows_[kind].add(content.value(), names == names_.end() ? 0 : names->second.value(),
                    record.file < files_.size() ? files_[record.file] : std::string_view(), record.line);
  }

  static uint64_t day(base::Day day) { return static_cast<uint32_t>(day); }

  void read_people() {
    std::vector<uint64_t> own;
    for (const OfficeRecord& o : actors_.offices()) {
      ContentHash hash;
      hash.add(text(o.office)).add(text(o.country)).add(text(o.sectors)).add(text(o.title)).add(day(o.from)).add(day(o.to));
      add_row(TargetKind::kModifier, ContentHash(hash).add(text(actors_.persons()[o.person].id)), o, own);
      offices_.push_back(hash.add(country(text(o.country))).value());
    }
    own.clear();
    for (const PersonRecord& p : actors_.persons()) {
      ContentHash hash;
      hash.add(text(p.id)).add(text(p.name)).add(text(p.name_ar)).add(text(p.country));
      add_row(TargetKind::kPerson, hash, p, own);
      hash.add(country(text(p.country)));
      for (uint32_t i = p.office_begin; i < p.office_end; ++i) hash.add(offices_[i]);
      persons_.push_back(hash.value());
      all_persons_.insert(hash.value());
    }
  }

  void read_rest() {
    std::vector<uint64_t> own;
    for (const OrganisationRecord& o : actors_.organisations()) {
      ContentHash hash;
      hash.add(text(o.id)).add(text(o.name)).add(text(o.name_ar)).add(text(o.country)).add(text(o.sectors)).add(text(o.members));
      hash.add(day(o.from)).add(day(o.to));
      add_row(TargetKind::kOrganisation, hash, o, own);
      organisations_.push_back(hash.add(country(text(o.country))).value());
    }
    own.clear();
    for (const SectorRecord& s : actors_.sectors()) {
      ContentHash hash;
      hash.add(text(s.sectors)).add(text(s.country)).add(text(s.gloss)).add(text(s.gloss_ar)).add(text(s.offices));
      hash.add(uint64_t{s.country_from} << 16 | static_cast<uint64_t>(s.kind) << 8 | static_cast<uint64_t>(s.needs));
      add_row(TargetKind::kSector, hash, s, own);
      sectors_.push_back(hash.add(country(text(s.country))).value());
    }
    own.clear();
    for (const PlaceRecord& p : actors_.places()) {
      ContentHash hash;
      uint32_t point[2];
      std::memcpy(&point[0], &p.latitude, sizeof point[0]);
      std::memcpy(&point[1], &p.longitude, sizeof point[1]);
      hash.add(text(p.name))
          .add(text(p.name_ar))
          .add(text(p.country))
          .add(text(p.kind))
          .add(point[0])
          .add(point[1])
          .add(p.has_point)
          .add(p.population);
      add_row(TargetKind::kPlace, hash, p, own);
      places_.push_back(hash.add(country(text(p.country))).value());
    }
    for (const ReferenceRecord& r : actors_.references()) {
      const uint64_t kinds = static_cast<uint64_t>(r.kind) << 16 | static_cast<uint64_t>(r.needs) << 8 | static_cast<uint64_t>(r.of);
      add_row(TargetKind::kReference, ContentHash().add(kinds).add(text(r.sectors)), r, references_);
    }
  }

  void read_titles() {
    for (const TitleRecord& title : actors_.titles()) {
      const OfficeRecord& office = actors_.offices()[title.office];
      titles_[title.phrase].add(offices_[title.office]).add(persons_[office.person]);
    }
  }

  uint64_t content(const Target& target) const {
    ContentHash hash;
    hash.add(static_cast<uint64_t>(target.kind) << 8 | target.common);
    switch (target.kind) {
      case TargetKind::kState:
      case TargetKind::kCapital:
      case TargetKind::kNationality:
        return hash.add(own_states_[target.index]).value();
      case TargetKind::kMember:
      case TargetKind::kOrganisation: {
        const auto periods = actors_.periods(target.index);
        const auto first = static_cast<size_t>(periods.data() - actors_.organisations().data());
        hash.add(target.index - first);
        for (size_t i = 0; i < periods.size(); ++i) hash.add(organisations_[first + i]);
        return hash.value();
      }
      case TargetKind::kPerson:
      case TargetKind::kShortName:
        return hash.add(persons_[target.index]).value();
      case TargetKind::kPlace:
        return hash.add(places_[target.index]).value();
      case TargetKind::kSector:
        return hash.add(sectors_[target.index]).value();
      case TargetKind::kReference:
        return hash.add(references_[target.index]).value();
      case TargetKind::kPlaceWord:
        return hash.add(text(target.index)).value();
      case TargetKind::kModifier:
        break;
    }
    return hash.add(target.index).value();
  }

  uint64_t content(const PhraseRecord& phrase) const {
    const auto title = titles_.find(phrase.hash);
    if (phrase.begin == phrase.end && title == titles_.end()) return 0;
    ContentHash hash;
    for (const Target& target : actors_.targets(phrase)) hash.add(content(target));
    if (title != titles_.end()) hash.add(title->second.value());
    return hash.value();
  }

  const ActorsView& actors_;
  const std::vector<std::string_view>& files_;
  std::vector<uint64_t> own_states_, organisations_, persons_, offices_, sectors_, places_, references_;
  std::unordered_set<uint64_t> all_persons_;
  std::map<std::pair<TargetKind, uint32_t>, ContentHash> names_;
  std::map<uint64_t, ContentHash> titles_;
  std::map<uint64_t, uint64_t> phrases_;
  std::map<TargetKind, RowList> rows_;
};

// Countries where an office or the capital is another's, with the days for which that matters.
std::map<std::string_view, std::vector<DaySpan>> changed_countries(const Side& old, const Side& now) {
  std::map<std::string_view, std::vector<DaySpan>> changed;
  const auto before = old.holders(), after = now.holders();
  const auto one_way = [&changed](const auto& from, const auto& to) {
    for (const auto& [key, rows] : from) {
      const auto found = to.find(key);
      std::multiset<uint64_t> there;
      if (found != to.end()) {
        for (const Side::Holder& row : found->second) there.insert(row.content);
      }
      for (const Side::Holder& row : rows) {
        const auto same = there.find(row.content);
        if (same != there.end()) there.erase(same);
        else changed[key.first].push_back(row.days);
      }
    }
  };
  one_way(before, after);
  one_way(after, before);
  const auto old_capitals = old.capitals(), new_capitals = now.capitals();
  for (const auto* capitals : {&old_capitals, &new_capitals}) {
    for (const auto& [country, content] : *capitals) {
      const auto a = old_capitals.find(country), b = new_capitals.find(country);
      if (a == old_capitals.end() || b == new_capitals.end() || a->second != b->second) changed[country].push_back({});
    }
  }
  changed.erase(std::string_view());
  return changed;
}

void add_dated(const Side& side, const std::map<std::string_view, std::vector<DaySpan>>& changed, DictionaryChanges& out) {
  std::set<std::string_view> countries;
  for (const PhraseRecord& phrase : side.actors().phrases()) {
    countries.clear();
    side.countries_of(phrase, countries);
    for (const std::string_view country : countries) {
      const auto found = changed.find(country);
      if (found == changed.end()) continue;
      std::vector<DaySpan>& spans = out.dated[phrase.hash];
      for (const DaySpan& span : found->second) {
        if (std::find(spans.begin(), spans.end(), span) == spans.end()) spans.push_back(span);
      }
    }
  }
}

// Whether the two meanings differ by persons alone who are new, gone or changed as rows, and had or have the phrase as a short name among others.
// Such a person counts where he is named in full, by a phrase that changed, too, or on days when he is known by an office (src/entities/scan.cc).
bool only_short_names(const Side& old, const Side& now, const Side::Meaning& before, const Side::Meaning& after) {
  if (before.others != after.others || before.short_names.empty() || after.short_names.empty()) return false;
  const auto kept = [](const Side& side, const std::vector<uint64_t>& names) {
    std::vector<uint64_t> known;
    std::copy_if(names.begin(), names.end(), std::back_inserter(known), [&side](uint64_t person) { return side.has_person(person); });
    return known;
  };
  return kept(now, before.short_names) == kept(old, after.short_names);
}

// Enters a phrase that means something else.
void add_changed(const Side& old, const Side& now, uint64_t phrase, DictionaryChanges& out) {
  const PhraseRecord* before = old.actors().find(phrase);
  const PhraseRecord* after = now.actors().find(phrase);
  if (before == nullptr || after == nullptr || !only_short_names(old, now, old.meaning(*before), now.meaning(*after))) {
    out.phrases.insert(phrase);
    return;
  }
  std::vector<DaySpan> spans;
  old.add_days_in_office(*before, now, spans);
  now.add_days_in_office(*after, old, spans);
  if (!spans.empty()) out.dated[phrase] = std::move(spans);
}

}  // namespace

void compare_actors(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out) {
  const Side old(before), now(after);
  if (old.any_person() != now.any_person()) {
    out.everything = "the row for any person changed";
    return;
  }
  if (old.unnamed() != now.unnamed()) {
    out.everything = "the Arabic name of an agent that no word names changed";
    return;
  }
  for (const auto& [phrase, content] : old.phrases()) {
    const auto found = now.phrases().find(phrase);
    if ((found == now.phrases().end() ? 0 : found->second) != content) add_changed(old, now, phrase, out);
  }
  for (const auto& [phrase, content] : now.phrases()) {
    if (content != 0 && old.phrases().count(phrase) == 0) out.phrases.insert(phrase);
  }
  const auto countries = changed_countries(old, now);
  if (!countries.empty()) {
    add_dated(old, countries, out);
    add_dated(now, countries, out);
  }
  if (!out.phrases.empty() || !out.dated.empty()) {
    for (const Side* side : {&old, &now}) {
      for (const auto& [phrase, content] : side->phrases()) out.known_phrases.push_back(phrase);
    }
    std::sort(out.known_phrases.begin(), out.known_phrases.end());
    out.known_phrases.erase(std::unique(out.known_phrases.begin(), out.known_phrases.end()), out.known_phrases.end());
  }
  std::map<TargetKind, RowList> kinds = old.rows();
  kinds.insert(now.rows().begin(), now.rows().end());
  const RowList none;
  for (const auto& [kind, rows] : kinds) {
    const auto a = old.rows().find(kind), b = now.rows().find(kind);
    (void)RowList::pair(a == old.rows().end() ? none : a->second, b == now.rows().end() ? none : b->second, out);
  }
}

}  // namespace waqai::lexicon
