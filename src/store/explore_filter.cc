// SPDX-License-Identifier: Apache-2.0
#include "store/explore_filter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/calendar.h"
#include "base/error_codes.h"

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

std::string marks(size_t count) {
  std::string list = "?";
  for (size_t i = 1; i < count; ++i) list += ", ?";
  return list;
}

Status bad_value(const std::string& what) { return Status::error(base::kBadValue, ErrorKind::kUsage, what); }

// A quarter of the time of list_has_any() with a list of one.
std::string holds_any(const std::string& list, size_t count) {
  std::string any = "(list_contains(" + list + ", ?)";
  for (size_t i = 1; i < count; ++i) any += " OR list_contains(" + list + ", ?)";
  return any + ")";
}

void add_choice(SqlCondition& condition, const FieldSql& field, const std::vector<std::string>& values, bool wanted) {
  if (values.empty()) return;
  std::string has =
      field.list ? holds_any(field.expression, values.size()) : "coalesce(" + field.expression + ", '') IN (" + marks(values.size()) + ")";
  if (!field.among.empty()) has = "(" + std::string(field.among).replace(field.among.find('%'), 1, marks(values.size())) + ")";
  // A bare column lets the scan skip rows; one that is null is none of the values, but then not none of them either.
  else if (wanted && !field.list) has = field.expression + " IN (" + marks(values.size()) + ")";
  condition.add(wanted ? has : "NOT coalesce(" + has + ", false)", values);
  condition.costly |= field.list || !field.among.empty();
}

}  // namespace

void SqlCondition::add(const std::string& condition, const std::vector<std::string>& values) {
  sql += (sql.empty() ? "(" : " AND (") + condition + ")";
  parameters.insert(parameters.end(), values.begin(), values.end());
}

FieldSql field_sql(const std::string& field) {
  static const std::vector<std::pair<std::string, FieldSql>> kFields = {
      {"type", {"x.type", false}},
      {"mode", {"x.mode", true}},
      {"context", {"x.context", true}},
      {"status", {"x.status", false}},
      {"quad", {"CAST(x.quad AS VARCHAR)", false, "x.quad IN (SELECT TRY_CAST(unnest([%]) AS BIGINT))"}},
      {"outlet", {"x.outlet", false}},
      {"article", {"x.article_id", false}},
      {"country", {"x.country", true}},
      {"actor", {"x.actor_code", true}},
      {"recipient", {"x.recipient_code", true}},
      {"actor_name", {"x.actor", true}},
      {"recipient_name", {"x.recipient", true}},
      {"party", {"x.party", true}},
      {"speaker", {"x.speaker", true}},
      {"sector", {"x.sector", true}},
      {"place", {"x.place", false}},
      {"place_country", {"x.place_country", false}},
      {"stance", {"coalesce(x.stance, 'article')", false}},
      {"medium", {"x.medium", false}},
      {"day_basis", {"x.day_basis", false}},
      {"cameo", {"x.cameo", false}},
      {"frame", {"x.frame", false}},
      {"event", {"x.event_id", false}},
      {"pledge", {"CASE WHEN x.pledged THEN 'yes' ELSE 'no' END", false}},
      {"story",
       {"(SELECT sa.story_id FROM story_article sa WHERE sa.article_id = x.article_id)", false,
        "x.article_id IN (SELECT article_id FROM story_article WHERE story_id IN (%))"}},
      {"incident",
       {"(SELECT ie.incident_id FROM incident_event ie WHERE ie.event_id = x.event_id)", false,
        "x.event_id IN (SELECT event_id FROM incident_event WHERE incident_id IN (%))"}}};
  const auto found = std::find_if(kFields.begin(), kFields.end(), [&field](const auto& row) { return row.first == field; });
  return found == kFields.end() ? FieldSql{} : found->second;
}

Result<SqlCondition> condition_of(const ExploreFilter& filter, const std::string& except) {
  SqlCondition condition;
  for (const ExploreFilter::Choice& choice : filter.choices) {
    const FieldSql field = field_sql(choice.field);
    if (field.expression.empty()) return bad_value("there is no field '" + choice.field + "'").hint("see explore_fields() or /api/v1/openapi.json");
    if (choice.field == except) continue;
    add_choice(condition, field, choice.any, true);
    add_choice(condition, field, choice.none, false);
  }
  for (const std::string* day : {&filter.since, &filter.until}) {
    if (!day->empty() && !base::parse_iso_day(*day)) return bad_value("'" + *day + "' is no day; days are YYYY-MM-DD");
  }
  for (const std::optional<double>& bound : {filter.score_from, filter.score_to}) {
    if (bound && !std::isfinite(*bound)) return bad_value("a bound of the score is no number; scores are -10 to 10");
  }
  if (!filter.since.empty()) condition.add("x.day >= CAST(? AS DATE)", {filter.since});
  if (!filter.until.empty()) condition.add("x.day <= CAST(? AS DATE)", {filter.until});
  if (!filter.name.empty()) condition.add("contains(x.names, " + fold_sql("?") + ")", {filter.name});
  if (!filter.words.empty()) {
    condition.add("x.event_id IN (SELECT e.event_id FROM event e JOIN article a USING (article_id) WHERE contains(" + fold_sql("a.text") + ", " +
                      fold_sql("?") + ") AND contains(" + fold_sql("decode(encode(a.text)[e.sentence_start + 1 : e.sentence_end])") + ", " +
                      fold_sql("?") + "))",
                  {filter.words, filter.words});
  }
  condition.costly |= !filter.name.empty() || !filter.words.empty();
  if (filter.score_from) condition.add("x.score >= CAST(? AS DOUBLE)", {std::to_string(*filter.score_from)});
  if (filter.score_to) condition.add("x.score <= CAST(? AS DOUBLE)", {std::to_string(*filter.score_to)});
  if (filter.confidence > 0) condition.add("x.confidence >= CAST(? AS DOUBLE)", {std::to_string(filter.confidence)});
  return condition;
}

std::string arabic_of(const std::string& names) {
  return "(SELECT string_agg(coalesce(w.name_ar, u.name), '; ' ORDER BY u.place) FROM (SELECT trim(unnest(string_split(" + names +
         ", ';'))) AS name, generate_subscripts(string_split(" + names + ", ';'), 1) AS place) u LEFT JOIN memory.main.people w ON w.name = u.name)";
}

std::string fold_sql(const std::string& expression) {
  // From: alef with hamza above, below, madda, wasla; alef maksura, Farsi yeh; ta marbuta; keheh; then, mapped to nothing: tatweel, tanwin and
  // vowels, shadda, sukun, dagger alef.
  static const std::string kFrom = "\u0623\u0625\u0622\u0671\u0649\u06cc\u0629\u06a9\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670";
  static const std::string kTo = "\u0627\u0627\u0627\u0627\u064a\u064a\u0647\u0643";
  return "translate(lower(" + expression + "), '" + kFrom + "', '" + kTo + "')";
}

}  // namespace waqai::store
