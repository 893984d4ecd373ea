// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_compile.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

#include "base/error_codes.h"
#include "lexicon/actors.h"
#include "lexicon/phrase_words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr std::array<std::string_view, 27> kSectorCodes = {"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "PRM", "UAF", "UNK", "CVL", "REF",
                                                           "LAB", "AGR", "BUS", "JRN", "EDU", "MED", "REL", "SOC", "ELI", "CRM", "PRE", "IND", ""};
constexpr std::array<std::string_view, 7> kGroupCodes = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"};
constexpr std::array<std::string_view, 4> kSectorKinds = {"person", "group", "body", "office"};
constexpr std::array<std::string_view, 8> kReferenceKinds = {"two", "counterpart", "homeland", "organisation", "person", "state", "first", "second"};
constexpr std::array<std::string_view, 3> kReferenceNeeds = {"", "the", "own"};

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
    read_sectors();
    read_places();
    read_references();
    read_place_words();
    return finish();
  }

 private:
  struct Draft {
    std::set<std::pair<uint8_t, uint32_t>> targets;
  };

  void error(const Table& table, const TableRow& row, const std::string& problem, const std::string& remedy) {
    findings_.error(base::kDictionaryValue, table.name, row.line, problem, remedy);
  }

  // Adds a phrase of words under `base` and marks its beginnings.
  void add_phrase(uint64_t phrase, const std::vector<std::string>& keys, TargetKind kind, uint32_t index) {
    if (keys.empty()) return;
    for (const std::string& key : keys) {
      phrase = extend_phrase(phrase, key);
      phrases_[phrase];
    }
    phrases_[phrase].targets.insert({static_cast<uint8_t>(kind), index});
  }

  void add_name(std::string_view name, TargetKind kind, uint32_t index) { add_phrase(kNamePhrase, phrase_words(name), kind, index); }

  void add_names(const Table& table, const TableRow& row, TargetKind kind, uint32_t index) {
    add_name(table.cell(row, "name_ar"), kind, index);
    for (const std::string_view alias : split_list(table.cell(row, "aliases_ar"))) add_name(alias, kind, index);
  }

  // A nationality adjective in the forms newspapers print, with and without the article.
  void add_nationality(std::string_view adjective, uint32_t index) {
    std::string base = text::fold_key(adjective);
    if (base.empty()) return;
    const auto letter = [](char32_t c) { return std::string(1, text::key_byte(c)); };
    std::vector<std::string> forms = {base};
    if (base.back() == text::key_byte(text::kYeh)) {
      for (const std::string& ending :
           {letter(text::kHeh), letter(text::kWaw) + letter(text::kNoon), letter(text::kYeh) + letter(text::kNoon), letter(text::kAlef) + letter(text::kNoon),
            letter(text::kAlef) + letter(text::kTeh), letter(text::kTeh) + letter(text::kAlef) + letter(text::kNoon), letter(text::kTeh) + letter(text::kYeh) + letter(text::kNoon),
            letter(text::kAlef)}) {
        forms.push_back(base + ending);
      }
    }
    const std::string article = letter(text::kAlef) + letter(text::kLam);
    for (const std::string& form : forms) {
      add_phrase(kNamePhrase, {form}, TargetKind::kNationality, index);
      add_phrase(kNamePhrase, {article + form}, TargetKind::kNationality, index);
    }
  }

  bool known_country(const Table& table, const TableRow& row, std::string_view code) {
    if (code.empty() || codes_.count(std::string(code)) > 0 || index_of(kGroupCodes, code) >= 0) return true;
    error(table, row, "unknown country '" + std::string(code) + "'", "use an ISO 3166 alpha-3 code of states.tsv, or UNO, EUR, IGO, NGO, ISM, IMG, MNC");
    return false;
  }

  bool known_sectors(const Table& table, const TableRow& row, std::string_view cell) {
    for (const std::string_view code : split_list(cell)) {
      if (index_of(kSectorCodes, code) >= 0) continue;
      error(table, row, "unknown sector '" + std::string(code) + "'", "see docs/FORMATS.md for the sector codes");
      return false;
    }
    return true;
  }

  uint32_t sectors_of(std::string_view cell) {
    std::string joined;
    for (const std::string_view code : split_list(cell)) joined += (joined.empty() ? "" : ",") + std::string(code);
    return strings_.intern(joined);
  }

  base::Day day_of(const Table& table, const TableRow& row, std::string_view column, bool last) {
    const std::string_view cell = table.cell(row, column);
    if (cell.empty()) return base::kNoDay;
    const auto day = partial_day(cell, last);
    if (!day) error(table, row, "'" + std::string(cell) + "' is no date", "write YYYY, YYYY-MM or YYYY-MM-DD");
    return day.value_or(base::kNoDay);
  }

  void read_states() {
    for (const Table& table : sources_.tables("actors/states", {"code", "name_en", "name_ar", "aliases_ar", "nisba", "capital_ar", "metonyms_ar"}, findings_)) {
      for (const TableRow& row : table.rows) codes_.insert(std::string(table.cell(row, "code")));
      for (const TableRow& row : table.rows) {
        const auto index = static_cast<uint32_t>(states_.size());
        const auto text = [&](const char* column) { return strings_.intern(table.cell(row, column)); };
        states_.push_back({text("code"), text("name_en"), text("name_ar"), text("cow"), text("gw"), row.line, table.file});
        add_names(table, row, TargetKind::kState, index);
        for (const std::string_view name : split_list(table.cell(row, "capital_ar"))) add_name(name, TargetKind::kCapital, index);
        for (const std::string_view name : split_list(table.cell(row, "metonyms_ar"))) add_name(name, TargetKind::kCapital, index);
        for (const std::string_view name : split_list(table.cell(row, "nisba"))) add_nationality(name, index);
      }
    }
  }

  void read_organisations() {
    for (const Table& table : sources_.tables("actors/orgs", {"id", "name_en", "name_ar", "country", "sectors", "from", "to"}, findings_)) {
      for (const TableRow& row : table.rows) {
        if (!known_country(table, row, table.cell(row, "country")) || !known_sectors(table, row, table.cell(row, "sectors"))) continue;
        const auto index = static_cast<uint32_t>(organisations_.size());
        const auto text = [&](const char* column) { return strings_.intern(table.cell(row, column)); };
        organisations_.push_back({text("id"), text("name_en"), text("name_ar"), text("country"), sectors_of(table.cell(row, "sectors")), text("members"),
                                  day_of(table, row, "from", false), day_of(table, row, "to", true), row.line, table.file});
        add_names(table, row, TargetKind::kOrganisation, index);
        for (const std::string_view label : split_list(table.cell(row, "labels_ar"))) add_name(label.substr(0, label.find('=')), TargetKind::kOrganisation, index);
      }
    }
  }

  void read_persons() {
    std::map<std::string, uint32_t, std::less<>> ids;
    for (const Table& table : sources_.tables("actors/persons", {"id", "name_en", "name_ar", "country"}, findings_)) {
      for (const TableRow& row : table.rows) {
        if (!known_country(table, row, table.cell(row, "country"))) continue;
        const auto index = static_cast<uint32_t>(persons_.size());
        const auto text = [&](const char* column) { return strings_.intern(table.cell(row, column)); };
        persons_.push_back({text("id"), text("name_en"), text("name_ar"), text("country"), 0, 0, row.line, table.file});
        ids[std::string(table.cell(row, "id"))] = index;
        add_names(table, row, TargetKind::kPerson, index);
        const auto words = phrase_words(table.cell(row, "name_ar"));
        if (words.size() > 1) add_phrase(kNamePhrase, {words.back()}, TargetKind::kShortName, index);
      }
    }
    read_offices(ids);
  }

  void read_offices(const std::map<std::string, uint32_t, std::less<>>& ids) {
    for (const Table& table : sources_.tables("actors/offices", {"person", "office", "country", "sectors", "from", "to", "title_ar"}, findings_)) {
      for (const TableRow& row : table.rows) {
        const auto person = ids.find(table.cell(row, "person"));
        if (person == ids.end()) {
          findings_.error(base::kDictionaryReference, table.name, row.line, "unknown person '" + std::string(table.cell(row, "person")) + "'", "add the person to persons.tsv");
          continue;
        }
        if (!known_country(table, row, table.cell(row, "country")) || !known_sectors(table, row, table.cell(row, "sectors"))) continue;
        const auto text = [&](const char* column) { return strings_.intern(table.cell(row, column)); };
        const OfficeRecord office = {person->second, text("office"), text("country"), sectors_of(table.cell(row, "sectors")), text("title_ar"),
                                     day_of(table, row, "from", false), day_of(table, row, "to", true), row.line, table.file};
        if (office.from != base::kNoDay && office.to != base::kNoDay && office.to < office.from) {
          error(table, row, "the office ends before it starts", "correct from and to");
          continue;
        }
        offices_.push_back(office);
      }
    }
    std::stable_sort(offices_.begin(), offices_.end(), [](const OfficeRecord& a, const OfficeRecord& b) { return std::tie(a.person, a.from) < std::tie(b.person, b.from); });
    for (uint32_t i = 0; i < offices_.size(); ++i) {
      PersonRecord& person = persons_[offices_[i].person];
      if (person.office_end == 0) person.office_begin = i;
      person.office_end = i + 1;
    }
  }

  void read_titles() {
    for (const Table& table : sources_.tables("actors/titles", {"title", "offices"}, findings_)) {
      for (const TableRow& row : table.rows) titles_[sector_key(table.cell(row, "title"))] = std::string(table.cell(row, "offices"));
    }
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

  void read_sectors() {
    for (const Table& table : sources_.tables("actors/sectors", {"word", "country_from", "sectors", "kind", "gloss"}, findings_)) {
      for (const TableRow& row : table.rows) {
        const int kind = index_of(kSectorKinds, table.cell(row, "kind"));
        if (kind < 0) {
          error(table, row, "unknown kind '" + std::string(table.cell(row, "kind")) + "'", "use person, group, body or office");
          continue;
        }
        if (!known_sectors(table, row, table.cell(row, "sectors"))) continue;
        SectorRecord record;
        record.sectors = sectors_of(table.cell(row, "sectors"));
        record.gloss = strings_.intern(table.cell(row, "gloss"));
        record.kind = static_cast<SectorKind>(kind);
        record.line = row.line;
        record.file = table.file;
        for (const std::string_view from : split_list(table.cell(row, "country_from"))) {
          if (from == "adj") record.country_from |= kFromAdjective;
          else if (from == "gen") record.country_from |= kFromGenitive;
          else if (from == "ctx") record.country_from |= kFromContext;
          else if (known_country(table, row, from)) record.country = strings_.intern(from);
        }
        const auto title = titles_.find(sector_key(table.cell(row, "word")));
        if (title != titles_.end()) record.offices = strings_.intern(title->second);
        add_phrase(kSectorPhrase, sector_words(table.cell(row, "word")), TargetKind::kSector, static_cast<uint32_t>(sectors_.size()));
        sectors_.push_back(record);
      }
    }
  }

  void read_places() {
    for (const Table& table : sources_.tables("places/places", {"name_en", "name_ar", "country", "kind", "lat", "lon", "population"}, findings_)) {
      for (const TableRow& row : table.rows) {
        if (!known_country(table, row, table.cell(row, "country"))) continue;
        PlaceRecord place;
        place.name = strings_.intern(table.cell(row, "name_en"));
        place.name_ar = strings_.intern(table.cell(row, "name_ar"));
        place.country = strings_.intern(table.cell(row, "country"));
        place.kind = strings_.intern(table.cell(row, "kind"));
        const std::string latitude(table.cell(row, "lat"));
        const std::string longitude(table.cell(row, "lon"));
        place.latitude = std::strtof(latitude.c_str(), nullptr);
        place.longitude = std::strtof(longitude.c_str(), nullptr);
        place.has_point = !latitude.empty() && !longitude.empty();
        if (place.latitude < -90 || place.latitude > 90 || place.longitude < -180 || place.longitude > 180) {
          error(table, row, "the point lies outside the world", "latitude -90 to 90, longitude -180 to 180, in degrees");
          continue;
        }
        place.population = static_cast<uint32_t>(std::strtoul(std::string(table.cell(row, "population")).c_str(), nullptr, 10));
        place.line = row.line;
        place.file = table.file;
        add_names(table, row, TargetKind::kPlace, static_cast<uint32_t>(places_.size()));
        places_.push_back(place);
      }
    }
  }

  void read_references() {
    for (const Table& table : sources_.tables("actors/references", {"word", "kind", "needs"}, findings_)) {
      for (const TableRow& row : table.rows) {
        const int kind = index_of(kReferenceKinds, table.cell(row, "kind"));
        const int needs = index_of(kReferenceNeeds, table.cell(row, "needs"));
        if (kind < 0 || needs < 0) {
          error(table, row, "unknown kind or need", "kinds: two, counterpart, homeland, organisation, person, state, first, second; needs: the, own or -");
          continue;
        }
        add_phrase(kSectorPhrase, sector_words(table.cell(row, "word")), TargetKind::kReference, static_cast<uint32_t>(references_.size()));
        references_.push_back({static_cast<ReferenceKind>(kind), static_cast<ReferenceNeeds>(needs), 0, row.line, table.file});
      }
    }
  }

  void read_place_words() {
    for (const Table& table : sources_.tables("actors/place_words", {"word", "kind"}, findings_)) {
      for (const TableRow& row : table.rows) {
        add_phrase(kSectorPhrase, sector_words(table.cell(row, "word")), TargetKind::kPlaceWord, strings_.intern(table.cell(row, "kind")));
      }
    }
  }

  std::string finish() {
    std::vector<Target> targets;
    std::vector<PhraseRecord> phrases;
    for (const auto& [hash, draft] : phrases_) {
      const auto begin = static_cast<uint32_t>(targets.size());
      for (const auto& [kind, index] : draft.targets) targets.push_back({static_cast<TargetKind>(kind), 0, 0, index});
      phrases.push_back({hash, begin, static_cast<uint32_t>(targets.size())});
    }
    std::vector<uint32_t> by_name(offices_.size());
    for (uint32_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
    std::stable_sort(by_name.begin(), by_name.end(), [this](uint32_t a, uint32_t b) {
      return std::tie(offices_[a].office, offices_[a].country, offices_[a].from) < std::tie(offices_[b].office, offices_[b].country, offices_[b].from);
    });
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
    writer.strings(strings_);
    return writer.take();
  }

  const SourceSet& sources_;
  Findings& findings_;
  StringPool strings_;
  std::set<std::string> codes_;
  std::map<std::string, std::string> titles_;
  std::map<uint64_t, Draft> phrases_;
  std::vector<StateRecord> states_;
  std::vector<OrganisationRecord> organisations_;
  std::vector<PersonRecord> persons_;
  std::vector<OfficeRecord> offices_;
  std::vector<SectorRecord> sectors_;
  std::vector<PlaceRecord> places_;
  std::vector<ReferenceRecord> references_;
};

}  // namespace

void add_actors(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  builder.add(std::string(kActorsSection), kActorsVersion, Compiler(sources, findings).run());
}

}  // namespace waqai::lexicon
