// SPDX-License-Identifier: Apache-2.0
//
// The command that measures coded articles against articles coded by hand: eval.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/evaluate.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

Result<NamedText> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Status::error(1, ErrorKind::kInput, "cannot open the file").at(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (file.bad() || bytes.fail()) return Status::error(2, ErrorKind::kInput, "cannot read the file").at(path);
  return NamedText{path, bytes.str()};
}

std::string decimals(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

std::string json_of(const std::vector<Estimate>& estimates) {
  std::string json = "{";
  for (const Estimate& one : estimates) {
    json += (json.size() > 1 ? ", " : "") + json_quoted(one.name) + ": {\"right\": " + std::to_string(one.right) +
            ", \"found\": " + std::to_string(one.found) + ", \"gold\": " + std::to_string(one.gold) + ", \"precision\": " + decimals(one.precision) +
            ", \"recall\": " + decimals(one.recall) + ", \"f1\": " + decimals(one.f1) + ", \"low\": " + decimals(one.low) +
            ", \"high\": " + decimals(one.high) + "}";
  }
  return json + "}";
}

std::string table_of(const char* title, const std::vector<Estimate>& estimates) {
  char line[160];
  std::snprintf(line, sizeof line, "%-12s %9s %9s %9s   %-16s %6s %6s %6s\n", title, "precision", "recall", "F1", "95 % of F1", "right", "found",
                "gold");
  std::string table = line;
  for (const Estimate& one : estimates) {
    if (one.found + one.gold == 0) continue;
    char interval[24] = "";
    if (one.high > 0) std::snprintf(interval, sizeof interval, "%.3f to %.3f", one.low, one.high);
    std::snprintf(line, sizeof line, "%-12s %9.3f %9.3f %9.3f   %-16s %6lld %6lld %6lld\n", one.name.c_str(), one.precision, one.recall, one.f1,
                  interval, static_cast<long long>(one.right), static_cast<long long>(one.found), static_cast<long long>(one.gold));
    table += line;
  }
  return table;
}

std::string report(const Evaluation& evaluation) {
  std::string head = std::to_string(evaluation.articles) + " articles coded by hand";
  if (evaluation.missing > 0) head += ", " + std::to_string(evaluation.missing) + " of them not coded by the machine";
  return head + "\n\n" + table_of("field", evaluation.field) + "\n" + table_of("events of", evaluation.type);
}

}  // namespace

int run_eval(const Arguments& arguments) {
  if (arguments.positional().size() != 1)
    return fail(Status::error(142, ErrorKind::kUsage, "eval takes one file of articles coded by hand").hint("waqai eval GOLD.jsonl"));
  const Result<NamedText> gold = read_whole(arguments.positional().front());
  if (!gold) return fail(gold.status());
  NamedText coded{"what was coded", ""};
  int code = kDone;
  if (arguments.has("--coded")) {
    Result<NamedText> given = read_whole(arguments.get("--coded"));
    if (!given) return fail(given.status());
    coded = std::move(given).value();
  } else {
    Result<Session> session = Session::open(arguments);
    if (!session) return fail(session.status());
    const auto keep = [&](const CodedArticle& article) -> Status {
      coded.text += to_jsonl(article) + "\n";
      return {};
    };
    (void)session.value().code_all(keep, [] { return false; });  // fails where `keep` does
    code = session.value().finish();
    if (code == kInterrupted) return code;
  }
  const Result<Evaluation> evaluation = evaluate_coded(gold.value(), coded);
  if (!evaluation) return fail(evaluation.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  const Evaluation& found = evaluation.value();
  (void)output.value().write(arguments.has("--json")
                                 ? "{\"articles\": " + std::to_string(found.articles) + ", \"missing\": " + std::to_string(found.missing) +
                                       ", \"fields\": " + json_of(found.field) + ", \"types\": " + json_of(found.type) + "}\n"
                                 : report(found));
  const Status closed = output.value().close();
  return closed ? code : fail(closed);
}

}  // namespace waqai::cli
