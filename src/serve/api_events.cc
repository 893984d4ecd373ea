// SPDX-License-Identifier: Apache-2.0
//
// Answers about events in bulk: rows, counts, facets, series, places, actors, pledges, verdicts, export.
#include <algorithm>
#include <span>

#include "serve/api.h"
#include "serve/guard.h"
#include "serve/json.h"
#include "serve/name_labels.h"

namespace waqai::serve {
namespace {

constexpr int64_t kMostExported = 200000;
constexpr int64_t kExportPage = 10000;
constexpr std::string_view kNames[] = {"party", "actor_name", "recipient_name", "speaker"};  // fields whose values are names

bool counts_what_is_not_there(const Request& request, const ExploreLevels& levels) {
  const CountBy by = count_by(request);
  return (by == CountBy::kStories && !levels.stories) || (by == CountBy::kIncidents && !levels.incidents);
}

Response no_such_level() {
  return failure(409, "", "this archive has no stories and no incidents: nothing has joined reports of different articles yet",
                 "count reports or happenings");
}

// Several tables in one answer.
Response answer_parts(const ApiContext& context, std::span<const std::pair<const char*, Result<ExploreTable>>> parts) {
  Json json;
  NameLabels names(context);
  json.open('{');
  for (const auto& [key, table] : parts) {
    if (!table) return answer_failure(table.status());
    json.key(key);
    append_table(json, table.value());
    names.add(table.value(), true);
  }
  names.append(json);
  json.close('}');
  return answer_json(json.take());
}

// One CSV cell.  Text that a spreadsheet would take for a formula gets an apostrophe.
std::string csv_cell(const std::optional<std::string>& cell, bool numeric) {
  if (!cell || cell->empty()) return {};
  std::string text = *cell;
  if (!numeric && std::string("=+-@\t\r").find(text[0]) != std::string::npos) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void append_csv(std::string& out, const ExploreTable& table, bool header, const std::string& line_end) {
  if (header) {
    for (size_t i = 0; i < table.columns.size(); ++i) out += (i > 0 ? "," : "") + table.columns[i].name;
    out += line_end;
  }
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(row[i], table.columns[i].numeric);
    out += line_end;
  }
}

void append_lines(std::string& out, const ExploreTable& table) {
  for (const auto& row : table.rows) {
    Json json;
    json.open('{');
    for (size_t i = 0; i < row.size(); ++i) {
      json.key(table.columns[i].name);
      if (!row[i]) json.raw("null");
      else if (table.columns[i].numeric) json.raw(*row[i]);
      else json.text(*row[i]);
    }
    json.close('}');
    out += json.take() + "\n";
  }
}

}  // namespace

Response answer_events(ApiContext& context, const Request& request) {
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  return answer_table(context.explorer.events(filter_of(request), page_of(request, "day", true), count_by(request)), &context);
}

Response answer_counts(ApiContext& context, const Request& request) {
  const Result<ExploreTable> counts = context.explorer.counts(filter_of(request));
  if (!counts) return answer_failure(counts.status());
  const ExploreLevels levels = context.explorer.levels();
  Json json;
  json.open('{');
  const ExploreTable& table = counts.value();
  for (size_t i = 0; i < table.columns.size(); ++i) {
    json.key(table.columns[i].name);
    const auto& cell = table.rows[0][i];
    if (!cell) json.raw("null");
    else if (table.columns[i].numeric) json.raw(*cell);
    else json.text(*cell);
  }
  json.key("has_stories").boolean(levels.stories).key("has_incidents").boolean(levels.incidents).close('}');
  return answer_json(json.take());
}

Response answer_facets(ApiContext& context, const Request& request) {
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  const ExploreFilter filter = filter_of(request);
  const int64_t limit = whole_number(request.get("limit"), 20);
  Json json;
  json.open('{');
  const std::vector<std::string> fields = request.all("field");
  if (fields.empty() || fields.size() > 12) return failure(400, "", "name one to twelve fields: ?field=type&field=outlet");
  const Result<std::vector<ExploreTable>> facets = context.explorer.facets(filter, fields, count_by(request), limit);
  if (!facets) return answer_failure(facets.status());
  NameLabels names(context);
  for (size_t i = 0; i < fields.size(); ++i) {
    json.key(fields[i]);
    append_table(json, facets.value()[i]);
    if (std::find(std::begin(kNames), std::end(kNames), fields[i]) != std::end(kNames)) names.add(facets.value()[i], true);
  }
  names.append(json);
  json.close('}');
  return answer_json(json.take());
}

Response answer_series(ApiContext& context, const Request& request) {
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  const std::string step = request.get("step");
  return answer_table(context.explorer.series(filter_of(request), step.empty() ? "month" : step, request.get("by"), count_by(request)));
}

Response answer_coverage(ApiContext& context, const Request& request) {
  const std::string step = request.get("step");
  return answer_table(context.explorer.coverage(step.empty() ? "month" : step));
}

Response answer_places(ApiContext& context, const Request& request) {
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  return answer_table(context.explorer.places(filter_of(request), count_by(request)), &context);
}

Response answer_actors(ApiContext& context, const Request& request) {
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  return answer_table(context.explorer.actors(request.get("q"), whole_number(request.get("limit"), 50), count_by(request)), &context);
}

Response answer_actor(ApiContext& context, const Request& request) {
  const std::string name = request.get("id");
  if (name.empty()) return failure(400, "", "name the actor: ?id=");
  const std::pair<const char*, Result<ExploreTable>> parts[] = {
      {"spellings", context.explorer.spellings(name)},
      {"roles", context.explorer.roles(name)},
      {"counterparts", context.explorer.counterparts(name, 12)},
      {"quotations", context.explorer.quotations(name, std::max<int64_t>(1, whole_number(request.get("quotations"), 60)))}};
  return answer_parts(context, parts);
}

Response answer_pledges(ApiContext& context, const Request& request) {
  return answer_table(context.explorer.pledges(filter_of(request), page_of(request, "day", true), request.get("evidence") == "yes"), &context);
}
Response answer_evidence(ApiContext& context, const Request& request) {
  return answer_table(context.explorer.evidence(request.get("event")), &context);
}

Response answer_stories(ApiContext& context, const Request& request) {
  if (!context.explorer.levels().stories) return no_such_level();
  return answer_table(context.explorer.stories(filter_of(request), page_of(request, "reports", true)));
}

Response answer_story(ApiContext& context, const Request& request) {
  const std::string id = request.get("id");
  const std::pair<const char*, Result<ExploreTable>> parts[] = {{"articles", context.explorer.story_articles(id)},
                                                                {"incidents", context.explorer.story_incidents(id)},
                                                                {"versions", context.explorer.story_versions(id)}};
  return answer_parts(context, parts);
}

Response answer_verdicts(ApiContext& context, const Request&) {
  Json json;
  json.open('{').key("read_only").boolean(context.read_only);
  for (const auto& [key, held] : {std::pair<const char*, const Verdicts*>{"verdicts", &context.verdicts}, {"ratings", &context.ratings}}) {
    json.key(key).open('{');
    for (const auto& [id, verdict] : held->all()) {
      json.key(id).open('{').key("verdict").text(verdict.verdict).key("note").text(verdict.note).key("at").text(verdict.at).close('}');
    }
    json.close('}');
  }
  json.close('}');
  return answer_json(json.take());
}

namespace {

Response add_verdicts(ApiContext& context, Verdicts& held, const Request& request) {
  if (request.content_type.rfind("application/x-www-form-urlencoded", 0) != 0) return failure(415, "", "send application/x-www-form-urlencoded");
  Request form;
  if (!parse_query(request.body, form.query)) return failure(400, "", "the body is broken");
  // Several events at once are one click of the user: all of them or none is judged.
  const std::vector<std::string> ids = form.all("event");
  if (ids.empty() || ids.size() > 200) return failure(400, "", "name one to two hundred events");
  for (const std::string& id : ids) {
    Status status = held.add({id, form.get("verdict"), form.get("note"), context.now()});
    if (!status) return answer_failure(status);
  }
  return answer_json("{\"judged\":" + std::to_string(ids.size()) + "}");
}

}  // namespace

Response answer_judge(ApiContext& context, const Request& request) { return add_verdicts(context, context.verdicts, request); }
Response answer_rate(ApiContext& context, const Request& request) { return add_verdicts(context, context.ratings, request); }

Response answer_export(ApiContext& context, const Request& request) {
  const ExploreFilter filter = filter_of(request);
  const std::string format = request.get("format").empty() ? "csv" : request.get("format");
  if (format != "csv" && format != "excel" && format != "jsonl")
    return failure(400, "", "formats are csv, excel (CSV that Excel opens right) and jsonl");
  if (counts_what_is_not_there(request, context.explorer.levels())) return no_such_level();
  const Result<ExploreTable> counts = context.explorer.counts(filter);
  if (!counts) return answer_failure(counts.status());
  // The columns of counts() stand in the order of CountBy.
  const int64_t rows = whole_number(*counts.value().rows[0][static_cast<size_t>(count_by(request))], 0);
  if (rows > kMostExported) {
    return failure(413, "", std::to_string(rows) + " rows are more than a browser should load at once (" + std::to_string(kMostExported) + ")",
                   "use the command line, which has no limit: waqai events --archive " + context.archive + " --to csv");
  }
  Response response;
  std::string& out = response.body;
  if (format == "excel") out = "\xEF\xBB\xBF";
  ExplorePage page = page_of(request, "day", false);
  page.limit = kExportPage;
  for (page.offset = 0; page.offset == 0 || page.offset < rows; page.offset += kExportPage) {
    const Result<ExploreTable> table = context.explorer.events(filter, page, count_by(request));
    if (!table) return answer_failure(table.status());
    if (format == "jsonl") append_lines(out, table.value());
    else append_csv(out, table.value(), page.offset == 0, format == "excel" ? "\r\n" : "\n");
  }
  response.content_type = format == "jsonl" ? "application/x-ndjson; charset=utf-8" : "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                std::string("attachment; filename=\"waqai-events.") + (format == "jsonl" ? "jsonl" : "csv") + "\"");
  return response;
}

}  // namespace waqai::serve
