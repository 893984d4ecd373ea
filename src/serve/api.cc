// SPDX-License-Identifier: Apache-2.0
#include "serve/api.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <mutex>
#include <new>
#include <system_error>

#include "serve/guard.h"
#include "serve/intake.h"
#include "serve/json.h"
#include "serve/name_labels.h"
#include "serve/workshop.h"
#include "waqai/output.h"

namespace waqai::serve {
namespace {

constexpr int kMostWaitSeconds = 20;

// FNV-1a, for entity tags only.
std::string short_hash(const std::string& text) {
  uint64_t hash = 1469598103934665603ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  char digits[20];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

// NaN where the text is no number.
double number(const std::string& text) {
  double value = 0;
  const auto [end, broken] = std::from_chars(text.data(), text.data() + text.size(), value);
  return broken == std::errc() && end == text.data() + text.size() ? value : std::numeric_limits<double>::quiet_NaN();
}

// From 0 to 1; 0 for what is no number.
double share(const std::string& text) {
  const double value = number(text);
  return value > 0 ? std::min(value, 1.0) : 0;
}

std::optional<double> bound(const std::string& text) { return text.empty() ? std::nullopt : std::optional<double>(number(text)); }

}  // namespace

ApiContext::ApiContext(Explorer opened, Engine coder, const std::string& folder)
    : explorer(std::move(opened)),
      engine(std::move(coder)),
      verdicts(folder + "/verdicts.jsonl"),
      ratings(folder + "/ratings.jsonl", {"in_works", "stalled", "kept", "partly", "broken"}),
      intake(std::make_unique<Intake>()),
      base_bundle(engine.bundle_path()),
      base_digest(engine.dictionary_digest()),
      archive(folder) {}

// The job of the intake ends before what it works on.
ApiContext::~ApiContext() { intake.reset(); }

void ApiContext::update_edition() {
  edition = version() + "|" + engine.dictionary_digest();
  for (const ArchiveRun& run : explorer.summary().runs) edition += "|" + run.run_id + "|" + std::to_string(run.articles);
}

Status ApiContext::change_archive(const std::function<Status()>& change) {
  const std::unique_lock lock(gate);
  { const Explorer closed = std::move(explorer); }
  const Status status = or_failure(change);
  broken = or_failure([this] {
    Result<Explorer> opened = Explorer::open(archive, kConnections, threads, engine.bundle_path(), !read_only);
    if (opened) explorer = std::move(opened).value();
    return opened.status();
  });
  if (!broken) return broken;
  update_edition();
  return status;
}

void ApiContext::change_engine(Engine next) {
  const std::unique_lock lock(gate);
  engine = std::move(next);
  update_edition();
}

Status or_failure(const std::function<Status()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::system_error& refused) {
    return system_refused(refused.what());
  }
}

Api::Api(ApiContext& context) : context_(context) {
  routes_ = {{"status", {answer_status, false, true}},
             {"events", {answer_events}},
             {"counts", {answer_counts}},
             {"facets", {answer_facets}},
             {"series", {answer_series}},
             {"coverage", {answer_coverage}},
             {"places", {answer_places}},
             {"actors", {answer_actors}},
             {"actor", {answer_actor}},
             {"pledges", {answer_pledges, false, true}},
             {"evidence", {answer_evidence}},
             {"stories", {answer_stories}},
             {"story", {answer_story}},
             {"articles", {answer_articles}},
             {"text", {answer_text}},
             {"article", {answer_article}},
             {"reading", {answer_reading}},
             {"search", {answer_search}},
             {"row", {answer_row, false, true}},
             {"verdicts", {answer_verdicts, false, true}},
             {"judge", {answer_judge, true, true}},
             {"rate", {answer_rate, true, true}},
             {"export", {answer_export}},
             {"intake", {answer_intake, false, true, true}},
             {"intake_stream", {answer_intake_stream, false, true, true}},
             {"intake_file", {answer_intake_file, true, true, true}},
             {"intake_start", {answer_intake_start, true, true, true}},
             {"intake_clear", {answer_intake_clear, true, true, true}},
             {"workshop", {answer_workshop, true, true}},
             {"workshop_history", {answer_workshop_history, false, true}},
             {"workshop_save", {answer_workshop_save, true, true, true}}};
}

Response Api::handle(const Request& request) {
  const auto found = routes_.find(request.path.substr(std::string("/api/v1/").size()));
  if (found == routes_.end()) return failure(404, "", "there is no such question", "see /api/v1/openapi.json");
  const Route& route = found->second;
  if (route.writes != (request.method == "POST")) return failure(405, "", route.writes ? "this address takes POST" : "this address takes GET");
  if (route.writes && context_.read_only)
    return failure(403, "", "the server runs with --read-only", "start it without --read-only to change anything");
  std::shared_lock lock(context_.gate, std::defer_lock);
  if (!route.apart) {
    if (!lock.try_lock_for(std::chrono::seconds(kMostWaitSeconds))) {
      return failure(503, "", "articles are being stored; ask again in a moment");
    }
    if (!context_.broken) return answer_failure(context_.broken);
  }
  std::string tag, whole;
  if (!route.depends) {
    whole = context_.edition + request.path;
    for (const auto& [name, value] : request.query) whole += "\n" + name + "=" + value;
    tag = "W/\"" + short_hash(whole) + "\"";
    if (request.if_none_match == tag) {
      Response same;
      same.status = 304;
      same.headers = {{"ETag", tag}, {"Cache-Control", "private, no-cache"}};
      return same;
    }
  }
  if (const std::optional<Response> held = answers_.find(whole)) return *held;
  Response response = route.answer(context_, request);
  if (response.status == 200 && !tag.empty()) response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", tag.empty() ? "no-store" : "private, no-cache");
  if (response.status == 200 && !tag.empty()) answers_.keep(whole, response);
  return response;
}

std::optional<Response> Answers::find(const std::string& question) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.find(question);
  return found == held_.end() ? std::nullopt : std::optional<Response>(found->second);
}

void Answers::keep(const std::string& question, const Response& answer) {
  if (question.size() + answer.body.size() > kMostBytes / 16) return;
  const std::lock_guard lock(mutex_);
  if (!held_.emplace(question, answer).second) return;
  order_.push_back(question);
  bytes_ += question.size() + answer.body.size();
  while (bytes_ > kMostBytes) {
    const auto oldest = held_.find(order_.front());
    bytes_ -= oldest->first.size() + oldest->second.body.size();
    held_.erase(oldest);
    order_.pop_front();
  }
}

int64_t whole_number(const std::string& text, int64_t otherwise) {
  int64_t value = 0;
  const auto [end, broken] = std::from_chars(text.data(), text.data() + text.size(), value);
  return broken == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

ExploreFilter filter_of(const Request& request) {
  ExploreFilter filter;
  for (const std::string& field : explore_fields()) {
    ExploreFilter::Choice choice{field, {}, {}};
    // "type=ASSAULT", "type=!PROTEST"; the last means "none of".
    for (const std::string& value : request.all(field)) {
      if (value.size() > 1 && value[0] == '!') choice.none.push_back(value.substr(1));
      else if (!value.empty()) choice.any.push_back(value);
    }
    if (!choice.any.empty() || !choice.none.empty()) filter.choices.push_back(std::move(choice));
  }
  filter.since = request.get("since");
  filter.until = request.get("until");
  if (request.get("day") == "published") filter.day = DayOf::kPublished;
  filter.name = request.get("name");
  filter.words = request.get("words");
  filter.confidence = share(request.get("confidence"));
  filter.score_from = bound(request.get("score_from"));
  filter.score_to = bound(request.get("score_to"));
  return filter;
}

ExplorePage page_of(const Request& request, const std::string& sort, bool descending) {
  ExplorePage page;
  page.sort = request.get("sort").empty() ? sort : request.get("sort");
  page.descending = request.get("order").empty() ? descending : request.get("order") == "desc";
  page.offset = std::max<int64_t>(0, whole_number(request.get("offset"), 0));
  page.limit = std::clamp<int64_t>(whole_number(request.get("limit"), 100), 0, 10000);
  return page;
}

CountBy count_by(const Request& request) {
  const std::string by = request.get("count");
  if (by == "happenings") return CountBy::kHappenings;
  if (by == "stories") return CountBy::kStories;
  return by == "incidents" ? CountBy::kIncidents : CountBy::kReports;
}

Response answer_json(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

Response answer_failure(const Status& status) {
  const int code = status.id() == "E144" ? 404 : status.id() == "E118" ? 503 : status.kind() == ErrorKind::kUsage ? 400 : 500;
  const std::string place = status.place().empty() ? "" : " (" + status.place() + ")";
  return failure(code, status.id(), status.message() + place, status.hint());
}

Response answer_table(const Result<ExploreTable>& table, const ApiContext* context) {
  if (!table) return answer_failure(table.status());
  Json json;
  json.open('{');
  append_columns(json, table.value());
  if (context != nullptr) {
    NameLabels names(*context);
    names.add(table.value());
    names.append(json);
  }
  json.close('}');
  return answer_json(json.take());
}

}  // namespace waqai::serve
