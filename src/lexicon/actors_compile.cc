// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_compile.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "base/error_codes.h"
#include "lexicon/actors.h"
#include "lexicon/actors_lint.h"
#include "lexicon/actors_rows.h"
#include "lexicon/phrase_words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr std::array<std::string_view, 27> kSectorCodes = {"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "REB",
                                                           "PRM", "UAF", "UNK", "CVL", "REF", "LAB", "AGR", "BUS", "JRN",
                                                           "EDU", "MED", "REL", "SOC", "ELI", "CRM", "PRE", "IND", ""};
constexpr std::string_view kOnceNamed = "once named";  // of a label: it means the organisation only where the text has named it before
constexpr std::array<std::string_view, 4> kSectorKinds = {"person", "group", "body", "office"};
constexpr std::array<std::string_view, 9> kReferenceKinds = {"two",   "counterpart", "homeland", "organisation", "person",
                                                             "state", "first",       "second",   "latter"};
constexpr std::array<std::string_view, 3> kReferenceNeeds = {"", "the", "own"};
constexpr std::array<std::string_view, 3> kReferenceOf = {"", "state", "person"};
constexpr std::array<std::string_view, 4> kSectorNeeds = {"", "nationality", "name", "member"};
constexpr std::array<std::string_view, 4> kModifierKinds = {"former", "quantity", "place", "belonging"};
constexpr std::string_view kAnyPerson = "*person";

template <size_t N>
int index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// First or last day of YYYY, YYYY-MM or YYYY-MM-DD.
std::optional<base::Day> partial_day(std::string_view text, bool last) {
  if (text.size() == 10) return base::parse_iso_day(text);
  const bool year_only = text.size() == 4;
  if (!year_only && text.size() != 7) return std::nullopt;
  const std::string start = std::string(text) + (year_only ? "-01-01" : "-01");
  const auto day = base::parse_iso_day(start);
  if (!day || !last) return day;
  const auto date = base::ymd_of(*day);
  const auto end = year_only ? std::chrono::year_month_day_last(date.year(), std::chrono::month_day_last(std::chrono::December))
                             : std::chrono::year_month_day_last(date.year(), std::chrono::month_day_last(date.month()));
  return static_cast<base::Day>(std::chrono::sys_days(end).time_since_epoch().count());
}

class Compiler {
 public:
  Compiler(const SourceSet& sources, Findings& findings) : sources_(sources), findings_(findings) {}

  std::string run() {
    read_states();
    read_organisations();
    read_persons();
    read_titles();
    read_agents();
    read_sectors();
    add_titles();
    read_places();
    read_references();
    read_modifiers();
    read_place_words();
    return finish();
  }

 private:
  using Key = std::tuple<uint8_t, uint32_t, uint8_t>;  // kind, index, common

  void error(const ActorRow& row, const std::string& problem, const std::string& remedy) {
    findings_.error(base::kDictionaryValue, row.table->name, row.row->line, problem, remedy);
  }

  // Adds a phrase of words under `base` and marks its beginnings; the hash of the whole.
  uint64_t add_phrase(uint64_t phrase, const std::vector<std::string>& keys, TargetKind kind, uint32_t index, bool common = false) {
    if (keys.empty()) return 0;
    for (const std::string& key : keys) {
      phrase = extend_phrase(phrase, key);
      phrases_[phrase];
    }
    phrases_[phrase].insert({static_cast<uint8_t>(kind), index, common ? 1 : 0});
    return phrase;
  }

  void add_name(std::string_view name, TargetKind kind, uint32_t index, bool common = false) {
    add_phrase(kNamePhrase, phrase_words(name), kind, index, common);
  }

  // `common`: the name of a place, one-word names of an organisation.
  void add_names(const ActorRow& row, TargetKind kind, uint32_t index, bool common = false) {
    const auto is_common = [&](std::string_view name, bool alias) {
      return common && (kind == TargetKind::kOrganisation ? name.find(' ') == std::string_view::npos : !alias);
    };
    add_name(row.cell("name_ar"), kind, index, is_common(row.cell("name_ar"), false));
    for (const std::string_view alias : split_list(row.cell("aliases_ar"))) add_name(alias, kind, index, is_common(alias, true));
  }
  static bool has_note(const ActorRow& row, std::string_view note) { return row.cell("note").find(note) != std::string_view::npos; }
  static bool common_words(const ActorRow& row) { return has_note(row, "common word"); }

  // An adjective of nationality or membership in the forms newspapers print, with and without the article.
  // Of two words ("North Korean") both are inflected.
  void add_adjective(std::string_view adjective, TargetKind kind, uint32_t index, bool common = false) {
    const size_t gap = adjective.find(' ');
    const std::string base = text::fold_key(adjective.substr(0, gap));
    const std::string second = gap == std::string_view::npos ? std::string() : text::fold_key(adjective.substr(gap + 1));
    if (base.empty()) return;
    const auto spell = [](std::initializer_list<char32_t> letters) {
      std::string key;
      for (const char32_t c : letters) key += text::key_byte(c);
      return key;
    };
    using namespace text;  // letter names
    std::vector<std::string> endings = {std::string(), spell({kAlef})};
    if (base.back() == key_byte(kYeh)) {
      endings.insert(endings.end(), {spell({kHeh}), spell({kWaw, kNoon}), spell({kYeh, kNoon}), spell({kAlef, kNoon}), spell({kAlef, kTeh}),
                                     spell({kTeh, kAlef, kNoon}), spell({kTeh, kYeh, kNoon})});
    }
    for (const std::string& ending : endings) {
      for (const std::string& article : {std::string(), spell({kAlef, kLam})}) {
        std::vector<std::string> words = {article + base + ending};
        if (!second.empty()) words.push_back(article + second + ending);
        add_phrase(kNamePhrase, words, kind, index, common);
      }
    }
  }

  bool known_country(const ActorRow& row, std::string_view code) {
    if (code.empty() || codes_.count(std::string(code)) > 0 || index_of(kGroupCodes, code) >= 0) return true;
    error(row, "unknown country '" + std::string(code) + "'", "use an ISO 3166 alpha-3 code of states.tsv, or UNO, EUR, IGO, NGO, ISM, IMG, MNC");
    return false;
  }

  bool known_sectors(const ActorRow& row, std::string_view cell) {
    for (const std::string_view code : split_list(cell)) {
      if (index_of(kSectorCodes, code) >= 0) continue;
      error(row, "unknown sector '" + std::string(code) + "'", "see docs/FORMATS.md for the sector codes");
      return false;
    }
    return true;
  }

  uint32_t sectors_of(std::string_view cell) {
    std::string joined;
    for (const std::string_view code : split_list(cell)) joined += (joined.empty() ? "" : ",") + std::string(code);
    return strings_.intern(joined);
  }

  // First or last day that the cell allows; kNoDay for an empty one and for what is no date (a finding).
  base::Day day_of(const ActorRow& row, std::string_view column, bool last) {
    const std::string_view cell = row.cell(column);
    if (cell.empty()) return base::kNoDay;
    const auto day = partial_day(cell, last);
    if (!day) error(row, "'" + std::string(cell) + "' is no date", "write YYYY, YYYY-MM or YYYY-MM-DD");
    return day.value_or(base::kNoDay);
  }

  void read_states() {
    const ActorRows table(sources_, "actors/states", {"code", "name_en", "name_ar", "aliases_ar", "nisba", "capital_ar", "metonyms_ar"}, 1,
                          findings_);
    for (const ActorRow& row : table.rows()) {
      const auto index = static_cast<uint32_t>(states_.size());
      codes_.insert(std::string(row.cell("code")));
      const auto text = [&](const char* column) { return strings_.intern(row.cell(column)); };
      states_.push_back({text("code"), text("name_en"), text("name_ar"), text("cow"), text("gw"), row.row->line, row.table->file,
                         has_note(row, "no army") ? 1u : 0u});
      add_names(row, TargetKind::kState, index);
      for (const std::string_view name : split_list(row.cell("capital_ar"))) add_name(name, TargetKind::kCapital, index);
      for (const std::string_view name : split_list(row.cell("metonyms_ar"))) add_name(name, TargetKind::kCapital, index);
      for (const std::string_view name : split_list(row.cell("nisba"))) add_adjective(name, TargetKind::kNationality, index, common_words(row));
    }
  }

  // Rows of one organisation stand together in the section.
  void read_organisations() {
    const ActorRows table(sources_, "actors/orgs", {"id", "name_en", "name_ar", "country", "sectors", "from", "to"}, 1, findings_);
    std::vector<ActorRow> rows = table.rows();
    std::stable_sort(rows.begin(), rows.end(), [](const ActorRow& a, const ActorRow& b) { return a.cell("id") < b.cell("id"); });
    for (const ActorRow& row : rows) {
      if (!known_country(row, row.cell("country")) || !known_sectors(row, row.cell("sectors"))) continue;
      const auto index = static_cast<uint32_t>(organisations_.size());
      const auto text = [&](const char* column) { return strings_.intern(row.cell(column)); };
      const base::Day from = day_of(row, "from", false), to = day_of(row, "to", true);
      if (from != base::kNoDay && to != base::kNoDay && to < from) {
        error(row, "the period ends before it starts", "correct from and to");
        continue;
      }
      organisations_.push_back({text("id"), text("name_en"), text("name_ar"), text("country"), sectors_of(row.cell("sectors")), text("members"), from,
                                to, row.row->line, row.table->file});
      add_names(row, TargetKind::kOrganisation, index, common_words(row));
      for (const std::string_view label : split_list(row.cell("labels_ar")))
        add_name(label.substr(0, label.find('=')), TargetKind::kOrganisation, index, label.find(kOnceNamed) != std::string_view::npos);
      for (const std::string_view adjective : split_list(row.cell("nisba_ar"))) add_adjective(adjective, TargetKind::kMember, index);
    }
  }

  void read_persons() {
    const ActorRows table(sources_, "actors/persons", {"id", "name_en", "name_ar", "country"}, 1, findings_);
    Persons known;
    for (const ActorRow& row : table.rows()) {
      if (!known_country(row, row.cell("country"))) continue;
      const auto index = static_cast<uint32_t>(persons_.size());
      if (!known.index.emplace(row.cell("id"), index).second) {
        findings_.error(base::kDictionaryDuplicate, row.table->name, row.row->line, "the person '" + std::string(row.cell("id")) + "' stands twice",
                        "keep one row; offices have rows of their own");
        continue;
      }
      const auto text = [&](const char* column) { return strings_.intern(row.cell(column)); };
      persons_.push_back({text("id"), text("name_en"), text("name_ar"), text("country"), 0, 0, row.row->line, row.table->file});
      known.life.push_back({day_of(row, "born", false), day_of(row, "died", true)});
      add_names(row, TargetKind::kPerson, index);
      add_phrase(kNamePhrase, last_name(phrase_words(row.cell("name_ar")), false), TargetKind::kShortName, index);
      for (const std::string_view alias : split_list(row.cell("aliases_ar")))
        add_phrase(kNamePhrase, last_name(phrase_words(alias), true), TargetKind::kShortName, index);
    }
    known.removed.insert(table.removed().begin(), table.removed().end());
    read_offices(known);
  }

  struct Persons {
    std::map<std::string_view, uint32_t> index;
    std::vector<std::pair<base::Day, base::Day>> life;  // by index
    std::set<std::string_view> removed;
  };

  void read_offices(const Persons& known) {
    const ActorRows table(sources_, "actors/offices", {"person", "office", "country", "from", "sectors", "to", "title_ar"}, 4, findings_);
    std::vector<DatedOffice> dated;
    for (const ActorRow& row : table.rows()) {
      const auto person = known.index.find(row.cell("person"));
      if (person == known.index.end()) {
        if (known.removed.count(row.cell("person")) > 0) continue;
        findings_.error(base::kDictionaryReference, row.table->name, row.row->line, "unknown person '" + std::string(row.cell("person")) + "'",
                        "add the person to persons.tsv");
        continue;
      }
      if (!known_country(row, row.cell("country")) || !known_sectors(row, row.cell("sectors"))) continue;
      const auto text = [&](const char* column) { return strings_.intern(row.cell(column)); };
      const OfficeRecord office = {
          person->second,          text("office"), text("country"), sectors_of(row.cell("sectors")), text("title_ar"), day_of(row, "from", false),
          day_of(row, "to", true), row.row->line,  row.table->file};
      if (office.from != base::kNoDay && office.to != base::kNoDay && office.to < office.from) {
        error(row, "the office ends before it starts", "correct from and to");
        continue;
      }
      const auto life = known.life[person->second];
      dated.push_back({std::string(row.cell("person")), std::string(row.cell("office")), std::string(row.cell("country")),
                       std::string(row.cell("title_ar")), office.from, day_of(row, "from", true), day_of(row, "to", false), office.to, life.first,
                       life.second, row.table->name, row.row->line});
      titles_ar_.emplace_back(row.cell("title_ar"));
      offices_.push_back(office);
    }
    check_offices(dated, findings_);
    sort_offices();
  }

  // By person, then time.
  void sort_offices() {
    std::vector<uint32_t> order(offices_.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) {
      return std::tie(offices_[a].person, offices_[a].from) < std::tie(offices_[b].person, offices_[b].from);
    });
    std::vector<OfficeRecord> offices;
    std::vector<std::string> titles;
    for (const uint32_t i : order) {
      PersonRecord& person = persons_[offices_[i].person];
      if (person.office_end == 0) person.office_begin = static_cast<uint32_t>(offices.size());
      offices.push_back(offices_[i]);
      titles.push_back(titles_ar_[i]);
      person.office_end = static_cast<uint32_t>(offices.size());
    }
    offices_ = std::move(offices);
    titles_ar_ = std::move(titles);
  }

  void read_titles() {
    const ActorRows table(sources_, "actors/titles", {"title", "offices"}, 1, findings_);
    for (const ActorRow& row : table.rows()) titles_[sector_key(row.cell("title"))] = std::string(row.cell("offices"));
  }

  static std::vector<std::string> sector_words(std::string_view phrase) {
    std::vector<std::string> words = phrase_words(phrase);
    for (std::string& word : words) word = std::string(without_article(word));
    return words;
  }
  static std::string sector_key(std::string_view phrase) {
    std::string key;
    for (const std::string& word : sector_words(phrase)) key += word + " ";
    return key;
  }

  void read_agents() {
    const ActorRows table(sources_, "actors/agents", {"name_en", "name_ar"}, 1, findings_);
    for (const ActorRow& row : table.rows()) agents_[strings_.intern(row.cell("name_en"))] = strings_.intern(row.cell("name_ar"));
  }

  void read_sectors() {
    const ActorRows table(sources_, "actors/sectors", {"word", "country_from", "sectors", "kind", "gloss"}, 1, findings_);
    for (const ActorRow& row : table.rows()) {
      const int kind = index_of(kSectorKinds, row.cell("kind"));
      const int needs = index_of(kSectorNeeds, row.cell("needs"));
      if (kind < 0 || needs < 0) {
        error(row, "unknown kind '" + std::string(row.cell("kind")) + "' or need '" + std::string(row.cell("needs")) + "'",
              "kinds: person, group, body, office; needs: nationality, name, member or -");
        continue;
      }
      if (!known_sectors(row, row.cell("sectors"))) continue;
      SectorRecord record;
      record.sectors = sectors_of(row.cell("sectors"));
      record.gloss = strings_.intern(row.cell("gloss"));
      record.gloss_ar = agents_[record.gloss];
      record.kind = static_cast<SectorKind>(kind);
      record.needs = static_cast<SectorNeeds>(needs);
      record.line = row.row->line;
      record.file = row.table->file;
      for (const std::string_view from : split_list(row.cell("country_from"))) {
        if (from == "adj") record.country_from |= kFromAdjective;
        else if (from == "gen") record.country_from |= kFromGenitive;
        else if (from == "ctx") record.country_from |= kFromContext;
        else if (known_country(row, from)) record.country = strings_.intern(from);
      }
      const auto title = titles_.find(sector_key(row.cell("word")));
      if (title != titles_.end()) record.offices = strings_.intern(title->second);
      if (row.cell("word") == kAnyPerson) any_person_.assign(1, static_cast<uint32_t>(sectors_.size()));
      else add_phrase(kSectorPhrase, sector_words(row.cell("word")), TargetKind::kSector, static_cast<uint32_t>(sectors_.size()));
      sectors_.push_back(record);
    }
  }

  // Titles of offices as phrases: they find their holder; where the table of agents lacks the phrase, it becomes one.
  void add_titles() {
    std::map<uint64_t, std::pair<uint32_t, bool>> made;  // phrase -> agent made for it, whether all its offices serve one country
    for (uint32_t i = 0; i < offices_.size(); ++i) {
      const std::vector<std::string> words = sector_words(titles_ar_[i]);
      if (words.empty()) continue;
      uint64_t phrase = kSectorPhrase;
      for (const std::string& word : words) phrase = extend_phrase(phrase, word);
      title_offices_.push_back({phrase, i, 0});
      const auto& known = phrases_[phrase];
      const bool listed =
          std::any_of(known.begin(), known.end(), [](const Key& t) { return std::get<0>(t) == static_cast<uint8_t>(TargetKind::kSector); });
      if (const auto agent = made.find(phrase); agent != made.end()) {
        SectorRecord& record = sectors_[agent->second.first];
        if (record.country != offices_[i].country) record.country = strings_.intern("");
      } else if (!listed) {
        SectorRecord record;
        record.sectors = offices_[i].sectors;
        record.country = offices_[i].country;
        record.gloss = offices_[i].office;
        record.gloss_ar = agents_[record.gloss];
        record.kind = SectorKind::kOffice;
        record.country_from = kFromAdjective | kFromGenitive;
        record.line = offices_[i].line;
        record.file = offices_[i].file;
        made[phrase] = {static_cast<uint32_t>(sectors_.size()), true};
        add_phrase(kSectorPhrase, words, TargetKind::kSector, static_cast<uint32_t>(sectors_.size()));
        sectors_.push_back(record);
      }
    }
  }

  void read_places() {
    const ActorRows table(sources_, "places/places", {"name_en", "country", "kind", "name_ar", "lat", "lon", "population"}, 3, findings_);
    for (const ActorRow& row : table.rows()) {
      if (!known_country(row, row.cell("country"))) continue;
      PlaceRecord place;
      place.name = strings_.intern(row.cell("name_en"));
      place.name_ar = strings_.intern(row.cell("name_ar"));
      place.country = strings_.intern(row.cell("country"));
      place.kind = strings_.intern(row.cell("kind"));
      const std::string latitude(row.cell("lat"));
      const std::string longitude(row.cell("lon"));
      place.latitude = std::strtof(latitude.c_str(), nullptr);
      place.longitude = std::strtof(longitude.c_str(), nullptr);
      place.has_point = !latitude.empty() && !longitude.empty();
      if (place.latitude < -90 || place.latitude > 90 || place.longitude < -180 || place.longitude > 180) {
        error(row, "the point lies outside the world", "latitude -90 to 90, longitude -180 to 180, in degrees");
        continue;
      }
      place.population = static_cast<uint32_t>(std::strtoul(std::string(row.cell("population")).c_str(), nullptr, 10));
      place.minor = has_note(row, "minor") ? 1 : 0;
      place.line = row.row->line;
      place.file = row.table->file;
      add_names(row, TargetKind::kPlace, static_cast<uint32_t>(places_.size()), common_words(row));
      places_.push_back(place);
    }
  }

  void read_references() {
    const ActorRows table(sources_, "actors/references", {"word", "kind", "needs"}, 1, findings_);
    for (const ActorRow& row : table.rows()) {
      const int kind = index_of(kReferenceKinds, row.cell("kind"));
      const int needs = index_of(kReferenceNeeds, row.cell("needs"));
      const int of = index_of(kReferenceOf, row.cell("of"));
      const std::vector<std::string_view> states = split_list(row.cell("states"));
      const bool known = std::all_of(states.begin(), states.end(), [&](std::string_view code) { return known_country(row, code); });
      if (!known || !known_sectors(row, row.cell("sectors"))) continue;
      if (kind < 0 || needs < 0 || of < 0) {
        error(row, "unknown kind, need or `of`",
              "kinds: two, counterpart, homeland, organisation, person, state, first, second, latter; needs: the, own or -; of: state, person or -");
        continue;
      }
      add_phrase(kSectorPhrase, sector_words(row.cell("word")), TargetKind::kReference, static_cast<uint32_t>(references_.size()));
      references_.push_back({static_cast<ReferenceKind>(kind), static_cast<ReferenceNeeds>(needs), static_cast<ReferenceOf>(of), 0,
                             states.empty() ? sectors_of(row.cell("sectors")) : strings_.intern(row.cell("states")), row.row->line, row.table->file});
    }
  }

  void read_modifiers() {
    const ActorRows table(sources_, "actors/modifiers", {"word", "kind"}, 1, findings_);
    for (const ActorRow& row : table.rows()) {
      const int kind = index_of(kModifierKinds, row.cell("kind"));
      if (kind < 0) error(row, "unknown kind '" + std::string(row.cell("kind")) + "'", "use former, quantity, place or belonging");
      else add_phrase(kSectorPhrase, sector_words(row.cell("word")), TargetKind::kModifier, static_cast<uint32_t>(kind));
    }
  }

  void read_place_words() {
    const ActorRows table(sources_, "actors/place_words", {"word", "kind"}, 1, findings_);
    for (const ActorRow& row : table.rows())
      add_phrase(kSectorPhrase, sector_words(row.cell("word")), TargetKind::kPlaceWord, strings_.intern(row.cell("kind")));
  }

  std::string finish() {
    std::vector<Target> targets;
    std::vector<PhraseRecord> phrases;
    for (const auto& [hash, found] : phrases_) {
      const auto begin = static_cast<uint32_t>(targets.size());
      for (const auto& [kind, index, common] : found) targets.push_back({static_cast<TargetKind>(kind), common, 0, index});
      phrases.push_back({hash, begin, static_cast<uint32_t>(targets.size())});
    }
    const StringPoolView text(strings_.bytes());
    std::vector<uint32_t> by_name(offices_.size());
    for (uint32_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
    const auto office_key = [&](uint32_t i) { return std::tuple(text.get(offices_[i].office), text.get(offices_[i].country), offices_[i].from, i); };
    std::sort(by_name.begin(), by_name.end(), [&](uint32_t a, uint32_t b) { return office_key(a) < office_key(b); });
    const auto title_key = [&](const TitleRecord& t) {
      return std::tuple(t.phrase, text.get(offices_[t.office].country), offices_[t.office].from, t.office);
    };
    std::sort(title_offices_.begin(), title_offices_.end(), [&](const TitleRecord& a, const TitleRecord& b) { return title_key(a) < title_key(b); });
    std::vector<uint32_t> by_code(states_.size());
    for (uint32_t i = 0; i < by_code.size(); ++i) by_code[i] = i;
    std::sort(by_code.begin(), by_code.end(), [&](uint32_t a, uint32_t b) { return text.get(states_[a].code) < text.get(states_[b].code); });
    SectionWriter writer;
    writer.array(states_);
    writer.array(organisations_);
    writer.array(persons_);
    writer.array(offices_);
    writer.array(sectors_);
    writer.array(places_);
    writer.array(references_);
    writer.array(targets);
    writer.array(phrases);
    writer.array(by_name);
    writer.array(title_offices_);
    writer.array(by_code);
    writer.array(any_person_);
    writer.strings(strings_);
    return writer.take();
  }

  const SourceSet& sources_;
  Findings& findings_;
  StringPool strings_;
  std::set<std::string> codes_;
  std::map<std::string, std::string> titles_;
  std::map<uint32_t, uint32_t> agents_;  // what agents are called: English to Arabic; strings
  std::map<uint64_t, std::set<Key>> phrases_;
  std::vector<StateRecord> states_;
  std::vector<OrganisationRecord> organisations_;
  std::vector<PersonRecord> persons_;
  std::vector<OfficeRecord> offices_;
  std::vector<std::string> titles_ar_;  // of offices_
  std::vector<SectorRecord> sectors_;
  std::vector<PlaceRecord> places_;
  std::vector<ReferenceRecord> references_;
  std::vector<TitleRecord> title_offices_;
  std::vector<uint32_t> any_person_;  // none or one
};

}  // namespace

void add_actors(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  builder.add(std::string(kActorsSection), kActorsVersion, Compiler(sources, findings).run());
}

}  // namespace waqai::lexicon
