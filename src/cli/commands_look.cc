// SPDX-License-Identifier: Apache-2.0
//
// The commands that look: explain, parse, doctor.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

std::string read_all(FILE* stream) {
  std::string text;
  char buffer[1 << 16];
  size_t got = 0;
  while ((got = std::fread(buffer, 1, sizeof buffer, stream)) > 0) text.append(buffer, got);
  return text;
}

bool looks_like_event_id(const std::string& word) {
  return word.size() >= 6 && word.size() <= 24 && word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Explains one event of an archive: its sentence read anew with the present dictionaries.
int explain_event(const Arguments& arguments, const std::string& id) {
  if (!arguments.has("--archive"))
    return fail(Status::error(142, ErrorKind::kUsage, "'" + id + "' looks like an event id, but no archive is named").hint("add --archive DIR"));
  const Result<Archive> archive = Archive::open(arguments.get("--archive"));
  if (!archive) return fail(archive.status());
  CodedArticle found;
  EventQuery query;
  query.event_id = id;
  query.limit = 1;
  Status status = archive.value().events(query, [&](const CodedArticle& coded) {
    if (found.events.empty()) found = coded;
  });
  if (!status) return fail(status);
  if (found.events.empty()) {
    message(Status::error(144, ErrorKind::kUsage, "no event of the archive has the id '" + id + "'").hint("`waqai events` lists ids").to_string());
    return kNothingFound;
  }
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  std::string text =
      to_text(found, {wants_colour(arguments, stdout), arguments.has("--translit"), true}) + "\nread with the present dictionaries:\n\n";
  const Result<std::string> now = engine.value().explain(found.article, found.events.front().sentence);
  if (!now) return fail(now.status());
  text += now.value();
  return print(text);
}

int explain_text(const Arguments& arguments, const std::string& text) {
  const Status day = check_day("--published", arguments.get("--published"));
  if (!day) return fail(day);
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  Article article;
  article.id = "text";
  article.published = arguments.get("--published");
  article.text = text;
  Result<std::string> explained = engine.value().explain(article);
  if (!explained) return fail(explained.status());
  return print(arguments.has("--translit") ? transliterate(explained.value()) : explained.value());
}

struct Fact {
  std::string name;
  std::string value;
};

// What stands beside the database and is made from it.
void add_search_facts(const Archive& archive, std::vector<Fact>& facts, std::vector<std::string>& problems) {
  const Result<SearchState> found = archive.search_state();
  if (!found) {
    problems.push_back(found.status().to_string());
    return;
  }
  const SearchState& search = found.value();
  const std::string mends = search.state == "current" ? "" : "; the next search, ingest or remove makes it good";
  facts.push_back({"search index", search.state + mends});
  facts.push_back({"search articles", std::to_string(search.articles)});
  facts.push_back({"search segments", std::to_string(search.segments)});
  facts.push_back({"search bytes", std::to_string(search.bytes)});
  if (!search.problem.empty()) problems.push_back("the search index: " + search.problem + mends);
}

// What a re-coding need not do again.
void add_analysis_facts(const Archive& archive, std::vector<Fact>& facts, std::vector<std::string>& problems) {
  const Result<AnalysisState> found = archive.analysis_state();
  if (!found) {
    problems.push_back(found.status().to_string());
    return;
  }
  const AnalysisState& state = found.value();
  std::string text = std::to_string(state.stored) + " of " + std::to_string(state.articles) + " articles";
  if (state.damaged > 0) text += "; " + std::to_string(state.damaged) + " damaged";
  if (state.stored < state.articles)
    text += "; the others are analysed from their texts when they are coded again, which takes longer: nothing is lost";
  facts.push_back({"stored analyses", text});
}

void add_archive_facts(const std::string& folder, std::vector<Fact>& facts, std::vector<std::string>& problems) {
  facts.push_back({"archive", folder});
  const Result<Archive> archive = Archive::open(folder);
  if (!archive) {
    problems.push_back(archive.status().to_string());
    return;
  }
  const Result<ArchiveSummary> summary = archive.value().summary();
  if (!summary) {
    problems.push_back(summary.status().to_string());
    return;
  }
  facts.push_back({"archive articles", std::to_string(summary.value().articles)});
  facts.push_back({"archive events", std::to_string(summary.value().events)});
  facts.push_back({"archive pledges", std::to_string(summary.value().pledges)});
  facts.push_back({"archive runs", std::to_string(summary.value().runs.size())});
  if (!summary.value().runs.empty()) facts.push_back({"archive dictionary", summary.value().runs.back().dictionary_digest});
  add_analysis_facts(archive.value(), facts, problems);
  add_search_facts(archive.value(), facts, problems);
}

}  // namespace

int run_explain(const Arguments& arguments) {
  std::string text = joined(arguments.positional());
  if (text.empty() || text == "-") {
    if (is_terminal(stdin))
      return fail(Status::error(142, ErrorKind::kUsage, "nothing to explain").hint("name a text, an event id or an error code such as E025"));
    text = read_all(stdin);
  }
  const std::optional<std::string> page = explain_error(text);
  if (page) return print(*page);
  if (looks_like_event_id(text)) return explain_event(arguments, text);
  return explain_text(arguments, text);
}

int run_parse(const Arguments& arguments) {
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  Result<std::ifstream> file = open_argument(arguments);
  if (!file) return fail(file.status());
  Result<Output> out = Output::open(arguments.get("--output"));
  if (!out) return fail(out.status());
  const std::string text = file.value().is_open() ? std::string(std::istreambuf_iterator<char>(file.value()), {}) : read_all(stdin);
  size_t number = 0;
  for (size_t begin = 0; begin < text.size() && !interrupted();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    Article article;
    article.text = text.substr(begin, end - begin);
    begin = end + 1;
    if (article.text.find_first_not_of(" \t\r") == std::string::npos) continue;
    article.id = "p" + std::to_string(++number) + "-s";
    const Result<std::string> conllu = engine.value().parse(article);
    if (!conllu) return fail(conllu.status());
    if (!out.value().write(conllu.value())) break;
  }
  const Status closed = out.value().close();
  return closed ? kDone : fail(closed);
}

int run_doctor(const Arguments& arguments) {
  std::vector<Fact> facts = {{"program", "waqai " + version()}, {"database library", "duckdb " + Archive::database_version()}};
  std::vector<std::string> problems;
  const Result<Engine> engine = open_engine(arguments);
  if (engine) {
    facts.push_back({"bundle", engine.value().bundle_path()});
    facts.push_back({"dictionary digest", engine.value().dictionary_digest()});
    facts.push_back({"dictionary files", std::to_string(engine.value().dictionary_files().size())});
    Status status = engine.value().verify_bundle();
    if (!status) problems.push_back(status.to_string());
  } else {
    problems.push_back(engine.status().to_string());
  }
  if (arguments.has("--archive")) add_archive_facts(arguments.get("--archive"), facts, problems);
  facts.push_back({"problems", std::to_string(problems.size())});
  std::string text;
  if (arguments.has("--json")) {
    for (const Fact& fact : facts) text += (text.empty() ? "{" : ", ") + json_quoted(fact.name) + ": " + json_quoted(fact.value);
    text += "}\n";
  } else {
    for (const Fact& fact : facts) text += fact.name + std::string(fact.name.size() < 20 ? 20 - fact.name.size() : 1, ' ') + fact.value + "\n";
  }
  for (const std::string& problem : problems) message(problem);
  const int code = print(text);
  return problems.empty() ? code : kResourceError;
}

}  // namespace waqai::cli
