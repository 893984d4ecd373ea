// SPDX-License-Identifier: Apache-2.0
#include "store/event_selection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/calendar.h"
#include "base/error_codes.h"
#include "store/event_conditions.h"
#include "store/explore_filter.h"
#include "store/rows.h"

namespace waqai {

const std::vector<std::string>& explore_fields() {
  static const std::vector<std::string> kFields = {"type",    "mode",  "context",       "status",     "quad",           "outlet",    "article",
                                                   "country", "actor", "recipient",     "actor_name", "recipient_name", "party",     "speaker",
                                                   "sector",  "place", "place_country", "stance",     "medium",         "day_basis", "cameo",
                                                   "frame",   "event", "pledge",        "story",      "incident"};
  return kFields;
}

}  // namespace waqai

namespace waqai::store {
namespace {

using Wanted = std::vector<uint8_t>;  // by code

Status bad_filter(const std::string& what) { return Status::error(base::kBadValue, ErrorKind::kUsage, what); }

EventField one_value(const ValueColumn& column) { return {{{&column.codes, nullptr, column.words.size() + 1}}, &column.words}; }

EventField listed(const Words& words, std::initializer_list<std::pair<const Codes*, const Lists*>> sources, bool several) {
  EventField field{{}, &words, nullptr, nullptr, several};
  for (const auto& [codes, lists] : sources) field.sources.push_back({codes, lists, lists->size()});
  return field;
}

EventField of_ids(const Codes& codes, size_t end, const char* table, const char* column) {
  return {{{&codes, nullptr, end}}, nullptr, table, column};
}

// Whether each code has one of the marked words.
Wanted having(const EventField::Source& source, const Wanted& marked) {
  Wanted wanted(source.codes_end, 0);
  for (size_t code = 0; code < wanted.size(); ++code) {
    if (source.lists == nullptr) {
      wanted[code] = code < marked.size() && marked[code] != 0;
      continue;
    }
    for (const uint32_t item : (*source.lists)[code]) wanted[code] |= marked[item];
  }
  return wanted;
}

void keep_codes(Selection& kept, const Codes& codes, const Wanted& wanted) {
  codes.visit([&](const auto* cells) { kept.keep([&](size_t row) { return wanted[cells[row]] != 0; }); });
}

// Keeps rows with one of `values` where `any`, else those with none of them.
Status keep_choice(Selection& kept, const EventField& field, const std::vector<std::string>& values, bool any, const Database& database) {
  if (values.empty()) return {};
  Wanted marked(field.words == nullptr ? field.sources[0].codes_end : field.words->size(), 0);
  if (field.words != nullptr) {
    for (const std::string& value : values) {
      const uint32_t code = field.words->find(value);
      if (code != kNoCode) marked[code] = 1;
    }
  } else {
    Status status = database.select(std::string("SELECT CAST(rowid AS VARCHAR) FROM ") + field.id_table + " WHERE " + field.id_column + " IN (" +
                                        Conditions::marks(values.size()) + ")",
                                    values, [&marked](const Row& row) {
                                      const auto code = static_cast<size_t>(cell_number(row[0]));
                                      if (code < marked.size()) marked[code] = 1;
                                    });
    if (!status) return status;
  }
  std::vector<Wanted> wanted;
  for (const EventField::Source& source : field.sources) wanted.push_back(having(source, marked));
  if (any && wanted.size() == 2) {
    const Codes &first = *field.sources[0].codes, &second = *field.sources[1].codes;
    first.visit([&](const auto* a) {
      second.visit([&](const auto* b) { kept.keep([&](size_t row) { return (wanted[0][a[row]] | wanted[1][b[row]]) != 0; }); });
    });
    return {};
  }
  // A row without a value counts as one with the empty one, where those are not wanted.
  const bool without_empty = !any && !field.several && field.words != nullptr && std::find(values.begin(), values.end(), "") != values.end();
  for (size_t i = 0; i < wanted.size(); ++i) {
    const EventField::Source& source = field.sources[i];
    for (size_t code = 0; !any && code < wanted[i].size(); ++code) {
      const bool none = source.lists == nullptr ? field.words != nullptr && code >= field.words->size() : (*source.lists)[code].empty();
      wanted[i][code] = wanted[i][code] == 0 && !(without_empty && none);
    }
    keep_codes(kept, *source.codes, wanted[i]);
  }
  return {};
}

// Keeps rows with days of the filter in [since, until], either empty for open.
void keep_days(Selection& kept, const EventColumns& columns, const ExploreFilter& filter) {
  const std::string &since = filter.since, &until = filter.until;
  if (since.empty() && until.empty()) return;
  Wanted wanted(columns.days.size() + 1, 0);
  for (size_t code = 0; code < columns.days.size(); ++code) {
    const int32_t day = columns.days[code];
    wanted[code] = (since.empty() || day >= *base::parse_iso_day(since)) && (until.empty() || day <= *base::parse_iso_day(until));
  }
  keep_codes(kept, days_of(columns, filter.day), wanted);
}

void keep_numbers(Selection& kept, const NumberColumn& column, const std::optional<double>& from, const std::optional<double>& to) {
  if (!from && !to) return;
  // As text with six digits, as everywhere where bounds are told.
  const auto bound = [](double number) { return std::stod(std::to_string(number)); };
  Wanted wanted(column.numbers.size() + 1, 0);
  for (size_t code = 0; code < column.numbers.size(); ++code)
    wanted[code] = (!from || column.numbers[code] >= bound(*from)) && (!to || column.numbers[code] <= bound(*to));
  keep_codes(kept, column.codes, wanted);
}

// Keeps events with a part whose folded names hold `sought`, also where it reaches from one to the next.
void keep_names(Selection& kept, const EventColumns& columns, const std::string& sought) {
  Wanted marked(columns.people.size(), 0);
  for (size_t i = 0; i < marked.size(); ++i) marked[i] = columns.people[i].find(sought) != std::string_view::npos;
  const Lists& lists = columns.names.lists;
  Wanted wanted = having({&columns.names.codes, &lists, lists.size()}, marked);
  if (sought.empty() || sought.find(' ') != std::string::npos) {
    std::string joined;
    for (size_t list = 0; list < lists.size(); ++list) {
      if (wanted[list] != 0) continue;
      joined.clear();
      for (const uint32_t item : lists[list]) joined.append(" ").append(columns.people[item]);
      if (!joined.empty()) joined.erase(0, 1);
      wanted[list] = joined.find(sought) != std::string::npos;
    }
  }
  keep_codes(kept, columns.names.codes, wanted);
}

Status keep_words(Selection& kept, const EventColumns& columns, const Database& database, const std::string& words) {
  Selection holding(columns.rows, false);
  Status status = database.select("SELECT CAST(e.rowid AS VARCHAR) FROM event e JOIN article a USING (article_id) WHERE contains(" +
                                      fold_sql("a.text") + ", " + fold_sql("?") + ") AND contains(" +
                                      fold_sql("decode(encode(a.text)[e.sentence_start + 1 : e.sentence_end])") + ", " + fold_sql("?") + ")",
                                  {words, words}, [&](const Row& row) {
                                    const auto event = static_cast<size_t>(cell_number(row[0]));
                                    if (event < columns.row_of_event.size() && columns.row_of_event[event] != kNoCode)
                                      holding.add(columns.row_of_event[event]);
                                  });
  kept.intersect(holding);
  return status;
}

}  // namespace

EventField event_field(const EventColumns& c, const std::string& name) {
  const std::map<std::string, const ValueColumn*> values = {
      {"type", &c.type},     {"status", &c.status}, {"quad", &c.quad},     {"cameo", &c.cameo},         {"frame", &c.frame},
      {"outlet", &c.outlet}, {"stance", &c.stance}, {"medium", &c.medium}, {"day_basis", &c.day_basis}, {"pledge", &c.pledge}};
  if (const auto found = values.find(name); found != values.end()) return one_value(*found->second);
  const auto list = [](const auto& column) { return std::pair(&column.codes, &column.lists); };
  if (name == "mode") return listed(c.modes, {list(c.mode)}, true);
  if (name == "context") return listed(c.contexts, {list(c.context)}, true);
  if (name == "sector") return listed(c.sectors, {list(c.sector)}, true);
  if (name == "actor") return listed(c.countries, {list(c.actor_code)}, true);
  if (name == "recipient") return listed(c.countries, {list(c.recipient_code)}, true);
  if (name == "country") return listed(c.countries, {list(c.actor_code), list(c.recipient_code)}, true);
  if (name == "actor_name") return listed(c.labels, {list(c.actor)}, true);
  if (name == "recipient_name") return listed(c.labels, {list(c.recipient)}, true);
  if (name == "party") return listed(c.labels, {list(c.actor), list(c.recipient)}, true);
  if (name == "speaker") return listed(c.labels, {list(c.speaker)}, true);
  if (name == "place") return listed(c.place_words, {{&c.spot, &c.spot_place}}, false);
  if (name == "place_country") return listed(c.place_country_words, {{&c.spot, &c.spot_place_country}}, false);
  if (name == "article") return of_ids(c.article, c.articles_end, "article", "article_id");
  if (name == "event") return of_ids(c.event, c.row_of_event.size(), "event", "event_id");
  if (name == "story") return of_ids(c.story, c.stories_end, "story", "story_id");
  if (name == "incident") return of_ids(c.incident, c.incidents_end, "incident", "incident_id");
  return {};
}

Result<const Words*> words_of(const Database& database, const EventField& field, Words& ids) {
  if (field.words != nullptr) return field.words;
  Result<Words> found = ids_by_row(database, field.id_table, field.id_column);
  if (!found) return found.status();
  ids = std::move(found).value();
  return &ids;
}

Result<Selection> select_events(const EventColumns& columns, const Database& database, const ExploreFilter& filter, const std::string& except) {
  for (const ExploreFilter::Choice& choice : filter.choices) {
    if (!event_field(columns, choice.field).known())
      return bad_filter("there is no field '" + choice.field + "'").hint("see explore_fields() or /api/v1/openapi.json");
  }
  for (const std::string* day : {&filter.since, &filter.until}) {
    if (!day->empty() && !base::parse_iso_day(*day)) return bad_filter("'" + *day + "' is no day; days are YYYY-MM-DD");
  }
  for (const std::optional<double>& bound : {filter.score_from, filter.score_to}) {
    if (bound && !std::isfinite(*bound)) return bad_filter("a bound of the score is no number; scores are -10 to 10");
  }
  Selection kept(columns.rows, true);
  // The quickest first: later ones look only at rows that are left.
  keep_days(kept, columns, filter);
  keep_numbers(kept, columns.score, filter.score_from, filter.score_to);
  if (filter.confidence > 0) keep_numbers(kept, columns.confidence, filter.confidence, {});
  for (const ExploreFilter::Choice& choice : filter.choices) {
    if (choice.field == except) continue;
    const EventField field = event_field(columns, choice.field);
    for (const bool any : {true, false}) {
      const Status status = keep_choice(kept, field, any ? choice.any : choice.none, any, database);
      if (!status) return status;
    }
  }
  if (!filter.name.empty()) {
    std::string sought;
    Status status = database.select("SELECT " + fold_sql("?"), {filter.name}, [&sought](const Row& row) { sought = cell_text(row[0]); });
    if (!status) return status;
    keep_names(kept, columns, sought);
  }
  if (!filter.words.empty()) {
    const Status status = keep_words(kept, columns, database, filter.words);
    if (!status) return status;
  }
  return kept;
}

}  // namespace waqai::store
