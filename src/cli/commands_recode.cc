// SPDX-License-Identifier: Apache-2.0
//
// The command that codes an archive again after a change of the dictionary: recode.
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/temporary_bundle.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/evaluate.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr int kArchiveVersion = 112;  // E112

enum Column : size_t { kArticle, kEvent, kChange, kType, kField, kBefore, kAfter, kSentence };

// One event that changed: its rows, one a field.
using EventRows = std::vector<const std::vector<std::string>*>;

std::vector<EventRows> by_event(const ArchiveRows& changes) {
  std::vector<EventRows> events;
  for (const std::vector<std::string>& row : changes.rows) {
    if (events.empty() || events.back().front()->at(kEvent) != row[kEvent]) events.emplace_back();
    events.back().push_back(&row);
  }
  return events;
}

using Counts = std::map<std::string, int64_t>;  // gained, lost, changed

std::map<std::string, Counts> by_type(const std::vector<EventRows>& events) {
  std::map<std::string, Counts> types;
  for (const EventRows& event : events) {
    for (const std::string& type : {std::string(), event.front()->at(kType)}) ++types[type][event.front()->at(kChange)];
  }
  return types;
}

// How well the articles of the gold are coded by two dictionaries.
struct Gold {
  std::optional<Evaluation> before;  // nothing where the earlier dictionary cannot be had
  Evaluation after;
};

Result<Evaluation> measure(const Engine& engine, const NamedText& gold, unsigned threads) {
  InputReader reader = InputReader::open({gold.name}, InputOptions()).value();  // only options can be refused
  NamedText coded{"what was coded", ""};
  Status failed;
  Status status = engine.code_all(
      [&]() -> std::optional<Article> {
        std::optional<Result<Article>> item = reader.next();
        if (!item) return std::nullopt;
        if (*item) return std::move(*item).value();
        failed = item->status();
        return std::nullopt;
      },
      [&coded](Result<CodedArticle> one) -> Status {
        if (one) coded.text += to_jsonl(one.value()) + "\n";
        return one ? Status() : one.status();
      },
      threads);
  if (status) status = failed;
  if (!status) return status;
  return evaluate_coded(gold, coded);
}

Result<NamedText> read_gold(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::error(1, ErrorKind::kInput, "cannot open the file").at(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return NamedText{path, bytes.str()};
}

std::string decimals(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

const Estimate* of_name(const std::optional<Evaluation>& evaluation, const std::string& name) {
  if (!evaluation) return nullptr;
  for (const Estimate& one : evaluation->field) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

std::string number(const char* name, int64_t value) { return std::string("\"") + name + "\": " + std::to_string(value); }

std::string counts_json(Counts counts) {
  return "{" + number("gained", counts["gained"]) + ", " + number("lost", counts["lost"]) + ", " + number("changed", counts["changed"]) + "}";
}

std::string gold_json(const Gold& gold) {
  std::string json = "{";
  for (const Estimate& after : gold.after.field) {
    const Estimate* before = of_name(gold.before, after.name);
    json += (json.size() > 1 ? ", " : "") + json_quoted(after.name) + ": {\"before\": " + (before == nullptr ? "null" : decimals(before->f1)) +
            ", \"after\": " + decimals(after.f1) + "}";
  }
  return json + "}";
}

std::string report_json(const RecodeReport& report, const std::optional<Gold>& gold, bool dry_run, int64_t samples) {
  const std::vector<EventRows> events = by_event(report.changes);
  std::map<std::string, Counts> types = by_type(events);
  std::string json = "{\"dry_run\": " + std::string(dry_run ? "true" : "false") +
                     ", \"everything\": " + (report.everything.empty() ? "null" : json_quoted(report.everything));
  json += ", " + number("rows", report.rows) + ", " + number("moved", report.moved) + ", " + number("articles", report.articles) + ", " +
          number("recoded", report.recoded) + ", " + number("read", report.read) + ", " + number("analysed", report.analysed) + ", " +
          number("redacted", report.redacted) + ", " + number("stories", report.stories) + ", " + number("events_before", report.events_before) +
          ", " + number("events_after", report.events_after);
  json += ", \"events\": " + counts_json(types[""]) + ", \"types\": {";
  types.erase("");
  bool first = true;
  for (const auto& [type, counts] : types) {
    json += (first ? "" : ", ") + json_quoted(type) + ": " + counts_json(counts);
    first = false;
  }
  json += "}, \"changes\": [";
  for (size_t i = 0; i < events.size() && static_cast<int64_t>(i) < samples; ++i) {
    const std::vector<std::string>& row = *events[i].front();
    json += (i > 0 ? ", " : "") + std::string("{\"article_id\": ") + json_quoted(row[kArticle]) + ", \"event_id\": " + json_quoted(row[kEvent]) +
            ", \"change\": " + json_quoted(row[kChange]) + ", \"type\": " + json_quoted(row[kType]) + ", \"fields\": {";
    for (size_t f = 0; f < events[i].size() && !row[kField].empty(); ++f) {
      const std::vector<std::string>& field = *events[i][f];
      json += (f > 0 ? ", " : "") + json_quoted(field[kField]) + ": [" + json_quoted(field[kBefore]) + ", " + json_quoted(field[kAfter]) + "]";
    }
    json += "}, \"sentence\": " + (row[kSentence].empty() ? "null" : json_quoted(row[kSentence])) + "}";
  }
  json += "]";
  if (gold) json += ", \"gold\": " + gold_json(*gold);
  return json + "}\n";
}

std::string report_text(const RecodeReport& report, const std::optional<Gold>& gold, bool dry_run, int64_t samples) {
  const std::vector<EventRows> events = by_event(report.changes);
  std::map<std::string, Counts> types = by_type(events);
  std::string text = std::to_string(report.recoded) + " of " + std::to_string(report.articles) + " articles coded again" +
                     (report.analysed > 0 ? ", " + std::to_string(report.analysed) + " of them analysed anew from their texts" : "") +
                     (dry_run ? " to see what would change; nothing was changed" : "") + "\n";
  if (!report.everything.empty()) text += "all of them: " + report.everything + "\n";
  else text += std::to_string(report.rows) + " rows of the dictionary changed, " + std::to_string(report.moved) + " moved\n";
  if (report.redacted > 0) text += std::to_string(report.redacted) + " redacted articles have no words to code and stay as they are\n";
  char line[160];
  std::snprintf(line, sizeof line, "\n%-12s %8s %8s %8s\n", "events", "gained", "lost", "changed");
  text += line;
  for (auto& [type, counts] : types) {
    std::snprintf(line, sizeof line, "%-12s %8lld %8lld %8lld\n", type.empty() ? "all" : type.c_str(), static_cast<long long>(counts["gained"]),
                  static_cast<long long>(counts["lost"]), static_cast<long long>(counts["changed"]));
    text += line;
  }
  for (size_t i = 0; i < events.size() && static_cast<int64_t>(i) < samples; ++i) {
    const std::vector<std::string>& row = *events[i].front();
    text += "\n" + row[kChange] + " " + row[kType] + " [" + row[kEvent].substr(0, 8) + "] in " + printable(row[kArticle]) + "\n";
    for (const std::vector<std::string>* field : events[i]) {
      if (!row[kField].empty()) text += "  " + (*field)[kField] + ": " + printable((*field)[kBefore]) + " -> " + printable((*field)[kAfter]) + "\n";
    }
    if (!row[kSentence].empty()) text += printable(row[kSentence]) + "\n";
  }
  if (!gold) return text;
  std::snprintf(line, sizeof line, "\n%-12s %8s %8s\n", "F1 of gold", "before", "after");
  text += line;
  for (const Estimate& after : gold->after.field) {
    const Estimate* before = of_name(gold->before, after.name);
    std::snprintf(line, sizeof line, "%-12s %8s %8s\n", after.name.c_str(), before == nullptr ? "-" : decimals(before->f1).c_str(),
                  decimals(after.f1).c_str());
    text += line;
  }
  return text;
}

// The dictionary that is to be in force: compiled where sources are named, else the bundle.
Result<Engine> wanted_engine(const Arguments& arguments, TemporaryBundle& bundle) {
  if (!arguments.has("--overlay") && !arguments.has("--data")) return open_engine(arguments);
  std::vector<std::string> folders = {arguments.get("--data", "data")};
  for (const std::string& overlay : arguments.list("--overlay")) folders.push_back(overlay);
  DictionaryBuild build;
  Result<Engine> engine = bundle.compile(folders, build);
  for (const DictionaryFinding& finding : build.findings) {
    if (finding.is_error) message(printable(finding.text));
  }
  return engine;
}

// For writing; nothing is created.  An archive of an earlier version is brought up to date.
Result<Archive> open_existing(const std::string& folder) {
  const Status readable = Archive::open(folder).status();
  if (!readable && readable.code() != kArchiveVersion) return readable;
  return Archive::open_for_writing(folder);
}

Result<Gold> measure_gold(const Archive& archive, const Engine& engine, const std::string& path, unsigned threads) {
  const Result<NamedText> text = read_gold(path);
  if (!text) return text.status();
  Gold gold;
  Result<Evaluation> after = measure(engine, text.value(), threads);
  if (!after) return after.status();
  gold.after = std::move(after).value();
  const TemporaryBundle earlier;
  const Result<bool> there = archive.earlier_dictionary(engine, earlier.path());
  if (!there) return there.status();
  if (!there.value()) return gold;
  const Result<Engine> old = Engine::open({earlier.path()});
  if (!old) return old.status();
  Result<Evaluation> before = measure(old.value(), text.value(), threads);
  if (!before) return before.status();
  gold.before = std::move(before).value();
  return gold;
}

}  // namespace

int run_recode(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<int64_t> threads = arguments.number("--threads", 0, 1);
  if (!threads) return fail(threads.status());
  const Result<int64_t> samples = arguments.number("--samples", arguments.has("--json") ? INT64_MAX : 20, 0);
  if (!samples) return fail(samples.status());
  TemporaryBundle bundle;
  const Result<Engine> engine = wanted_engine(arguments, bundle);
  if (!engine) return fail(engine.status());
  Result<Archive> archive = open_existing(folder.value());
  if (!archive) return fail(archive.status());
  std::optional<Gold> gold;
  if (arguments.has("--gold")) {
    Result<Gold> measured = measure_gold(archive.value(), engine.value(), arguments.get("--gold"), static_cast<unsigned>(threads.value()));
    if (!measured) return fail(measured.status());
    gold = std::move(measured).value();
  }
  RecodeOptions options;
  options.run.started = utc_now();
  options.run.run_id = options.run.started + "-recode-" + engine.value().dictionary_digest().substr(0, 8);
  options.run.program = "waqai " + version();
  options.run.options = "recode";
  options.all = arguments.has("--all");
  options.dry_run = arguments.has("--dry-run");
  options.threads = static_cast<unsigned>(threads.value());
  const Result<RecodeReport> report = archive.value().recode(engine.value(), options);
  if (!report) return fail(report.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  const auto write = arguments.has("--json") ? report_json : report_text;
  (void)output.value().write(write(report.value(), gold, options.dry_run, samples.value()));
  const Status closed = output.value().close();
  return closed ? kDone : fail(closed);
}

}  // namespace waqai::cli
