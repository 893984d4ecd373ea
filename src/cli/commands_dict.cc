// SPDX-License-Identifier: Apache-2.0
//
// The commands of the dictionaries: dict build, check, try.
#include <filesystem>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/temporary_bundle.h"
#include "cli/terminal.h"
#include "waqai/dictionary.h"
#include "waqai/engine.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

std::vector<std::string> source_folders(const Arguments& arguments) {
  std::vector<std::string> folders = {arguments.get("--data", "data")};
  for (const std::string& overlay : arguments.list("--overlay")) folders.push_back(overlay);
  return folders;
}

size_t print_findings(const std::vector<DictionaryFinding>& findings) {
  size_t warnings = 0;
  for (const DictionaryFinding& finding : findings) {
    warnings += !finding.is_error;
    message(printable(finding.text));
  }
  return warnings;
}

int run_build(const Arguments& arguments) {
  const std::string bundle = arguments.get("--output", "waqai.bundle");
  const Result<DictionaryBuild> build = build_dictionary(source_folders(arguments), bundle);
  if (!build) return fail(build.status());
  const size_t warnings = print_findings(build.value().findings);
  message(std::to_string(build.value().errors) + " errors, " + std::to_string(warnings) + " warnings" +
          (build.value().errors > 0 ? "" : "; " + std::to_string(build.value().bundle_bytes) + " bytes in " + bundle));
  return build.value().errors > 0 ? kNothingFound : kDone;
}

int run_check(const Arguments& arguments) {
  TemporaryBundle bundle;
  DictionaryBuild build;
  const Result<Engine> engine = bundle.compile(source_folders(arguments), build);
  size_t warnings = print_findings(build.findings);
  size_t errors = build.errors;
  std::string told;
  if (engine) {
    const Result<ExampleReport> report = check_examples(source_folders(arguments), engine.value());
    if (!report) return fail(report.status());
    warnings += print_findings(report.value().findings);
    errors += report.value().failed;
    told =
        "; " + std::to_string(report.value().examples - report.value().failed) + " of " + std::to_string(report.value().examples) + " examples pass";
  } else if (build.errors == 0) {
    return fail(engine.status());
  }
  if (arguments.has("--counts")) {
    const Result<std::vector<DictionaryFinding>> unused = unused_frames(source_folders(arguments), arguments.get("--counts"));
    if (!unused) return fail(unused.status());
    warnings += print_findings(unused.value());
  }
  message(std::to_string(errors) + " errors, " + std::to_string(warnings) + " warnings" + told);
  return errors > 0 ? kNothingFound : kDone;
}

// Explains a sentence with the sources as they are now; where no source folder is named and none is at hand, with the compiled bundle.
int run_try(const Arguments& arguments, const std::string& sentence) {
  const Status day = check_day("--published", arguments.get("--published"));
  if (!day) return fail(day);
  TemporaryBundle bundle;
  DictionaryBuild build;
  const bool compiled =
      !arguments.has("--overlay") && !arguments.has("--data") && (arguments.has("--bundle") || !std::filesystem::exists("data/events"));
  const Result<Engine> engine = compiled ? open_engine(arguments) : bundle.compile(source_folders(arguments), build);
  if (!engine) {
    print_findings(build.findings);
    return fail(engine.status());
  }
  Article article;
  article.id = "text";
  article.published = arguments.get("--published");
  article.text = sentence;
  const Result<std::string> explained = engine.value().explain(article);
  if (!explained) return fail(explained.status());
  return print(arguments.has("--translit") ? transliterate(explained.value()) : explained.value());
}

}  // namespace

namespace {

int run_import(const Arguments& arguments, const std::vector<std::string>& files) {
  if (!arguments.has("--output")) return fail(Status::error(142, ErrorKind::kUsage, "no folder named for what is imported").hint("add --output DIR"));
  const Result<ImportReport> report = import_petrarch(files, arguments.get("--data", "data"), arguments.get("--output"));
  if (!report) return fail(report.status());
  const ImportReport& made = report.value();
  message(std::to_string(made.actors) + " actors, " + std::to_string(made.agents) + " agents, " + std::to_string(made.lists) + " synonym sets, " +
          std::to_string(made.patterns) + " patterns in " + arguments.get("--output"));
  for (const ImportReport::Left& one : made.left) message("left out: " + std::to_string(one.count) + " x " + one.reason + ", first in " + one.first);
  return kDone;
}

}  // namespace

int run_dict(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string what = words.empty() ? "" : words.front();
  if (what == "check") return run_check(arguments);
  if (what == "build") return run_build(arguments);
  if (what == "import" && words.size() > 1) return run_import(arguments, {words.begin() + 1, words.end()});
  if (what == "try" && words.size() > 1) return run_try(arguments, joined({words.begin() + 1, words.end()}));
  return fail(Status::error(142, ErrorKind::kUsage, "dict takes build, check, try with a sentence, or import with files")
                  .hint("`waqai dict --help` shows examples"));
}

}  // namespace waqai::cli
