// SPDX-License-Identifier: Apache-2.0
//
// The command search: articles of an archive by their words.
#include <algorithm>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr int64_t kUsualLimit = 10;
constexpr size_t kShownForms = 12;  // of a word, on a terminal

size_t code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string plural(int64_t count, const std::string& one) { return std::to_string(count) + " " + one + (count == 1 ? "" : "s"); }

// The snippet with the words found in bold.
std::string marked(const SearchHit& hit, bool colour) {
  std::string text;
  size_t at = 0;
  for (const Span mark : hit.marks) {
    text += printable(hit.snippet.substr(at, mark.begin - at));
    if (colour) text += "\033[1m";
    text += printable(std::string(mark.of(hit.snippet)));
    if (colour) text += "\033[0m";
    at = mark.end;
  }
  return text + printable(hit.snippet.substr(at));
}

// What each word matched: how, in how many articles, and the form, Arabic last.
std::string matches_text(const std::vector<SearchWord>& words) {
  std::string text;
  for (const SearchWord& word : words) {
    text += (word.ignored           ? "left out, in nearly every article: "
             : word.matches.empty() ? "in no article: "
                                    : "found: ") +
            printable(word.text) + "\n";
    for (size_t i = 0; i < std::min(word.matches.size(), kShownForms); ++i) {
      const SearchMatch& match = word.matches[i];
      std::string how = match.how;
      how.resize(10, ' ');
      std::string count = std::to_string(match.articles);
      if (count.size() < 7) count.insert(0, 7 - count.size(), ' ');
      text.append("  ").append(how).append(count).append("  ").append(printable(match.form)).append("\n");
    }
    if (word.matches.size() > kShownForms) text += "  and " + plural(static_cast<int64_t>(word.matches.size() - kShownForms), "more form") + "\n";
  }
  return text;
}

std::string as_text(const SearchFindings& found, int64_t offset, bool colour) {
  std::string text = plural(found.articles, "article") + "\n" + matches_text(found.words);
  for (size_t i = 0; i < found.hits.size(); ++i) {
    const SearchHit& hit = found.hits[i];
    text += "\n" + std::to_string(offset + static_cast<int64_t>(i) + 1) + ". " + (hit.published.empty() ? "undated" : hit.published) + "  " +
            printable(hit.article_id) + (hit.as_spelt ? "" : "  (other forms)") + "\n";
    for (const std::string* line : {&hit.source, &hit.title}) {
      if (!line->empty()) text += "   " + printable(*line) + "\n";
    }
    text += "   " + marked(hit, colour) + "\n";
  }
  return text;
}

std::string quoted_or_null(const std::string& text) { return text.empty() ? "null" : json_quoted(text); }

std::string words_json(const std::vector<SearchWord>& words) {
  std::string json = "[";
  for (const SearchWord& word : words) {
    json += std::string(json.size() > 1 ? ", " : "") + "{\"text\": " + json_quoted(word.text) +
            ", \"ignored\": " + (word.ignored ? "true" : "false") + ", \"matches\": [";
    for (size_t i = 0; i < word.matches.size(); ++i) {
      const SearchMatch& match = word.matches[i];
      json += std::string(i > 0 ? ", " : "") + "{\"form\": " + json_quoted(match.form) + ", \"lemma\": " + quoted_or_null(match.lemma) +
              ", \"how\": " + json_quoted(match.how) + ", \"articles\": " + std::to_string(match.articles) + "}";
    }
    json += "]}";
  }
  return json + "]";
}

std::string hit_json(const SearchHit& hit) {
  std::string json = "{\"article_id\": " + json_quoted(hit.article_id) + ", \"title\": " + quoted_or_null(hit.title) +
                     ", \"source\": " + quoted_or_null(hit.source) + ", \"published\": " + quoted_or_null(hit.published) +
                     ", \"as_spelt\": " + (hit.as_spelt ? "true" : "false") + ", \"score\": " + std::to_string(hit.score) +
                     ", \"start\": " + std::to_string(hit.start) + ", \"snippet\": " + json_quoted(hit.snippet) + ", \"spans\": [";
  for (size_t i = 0; i < hit.marks.size(); ++i) {
    const std::string_view snippet = hit.snippet;
    json += std::string(i > 0 ? ", " : "") + "[" + std::to_string(code_points(snippet.substr(0, hit.marks[i].begin))) + ", " +
            std::to_string(code_points(snippet.substr(0, hit.marks[i].end))) + "]";
  }
  return json + "]}";
}

std::string as_json(const std::string& query, const SearchFindings& found) {
  std::string json = "{\"query\": " + json_quoted(query) + ", \"articles\": " + std::to_string(found.articles) +
                     ", \"words\": " + words_json(found.words) + ", \"hits\": [";
  for (size_t i = 0; i < found.hits.size(); ++i) json += (i > 0 ? ", " : "") + hit_json(found.hits[i]);
  return json + "]}\n";
}

}  // namespace

int run_search(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const std::string format =
      arguments.has("--json") ? "jsonl" : arguments.get("--to", !arguments.has("--output") && is_terminal(stdout) ? "text" : "jsonl");
  if (format != "text" && format != "jsonl") return fail(Status::error(143, ErrorKind::kUsage, "--to takes text or jsonl, not '" + format + "'"));
  const Result<EventQuery> filter = event_query(arguments);
  if (!filter) return fail(filter.status());
  const Result<int64_t> offset = arguments.number("--offset", 0, 0);
  if (!offset) return fail(offset.status());
  SearchQuery query;
  query.words = joined(arguments.positional());
  query.whole_words = arguments.has("--as-spelt");
  query.limit = filter.value().limit > 0 ? filter.value().limit : kUsualLimit;
  query.offset = offset.value();
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  const Result<SearchFindings> found = archive.value().search(engine.value(), query, filter.value());
  if (!found) return fail(found.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  const bool colour = !arguments.has("--output") && wants_colour(arguments, stdout);
  (void)output.value().write(format == "text" ? as_text(found.value(), query.offset, colour) : as_json(query.words, found.value()));
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  return found.value().articles > 0 ? kDone : kNothingFound;
}

}  // namespace waqai::cli
