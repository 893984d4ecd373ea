// SPDX-License-Identifier: Apache-2.0
//
// dict import: reads the foreign files, knows the codes of our states, writes the overlay folder.
#include "lexicon/petrarch.h"

#include <algorithm>
#include <filesystem>

#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/source.h"
#include "waqai/dictionary.h"

namespace waqai {
namespace {

Result<std::set<std::string, std::less<>>> state_codes(const std::string& data) {
  lexicon::Findings ignored;
  const Result<lexicon::SourceSet> sources = lexicon::SourceSet::load({data}, ignored);
  if (!sources) return sources.status();
  std::set<std::string, std::less<>> codes;
  for (const lexicon::Table& table : sources.value().tables("actors/states", {"code"}, ignored)) {
    for (const lexicon::TableRow& row : table.rows) codes.emplace(table.cell(row, "code"));
  }
  return codes;
}

}  // namespace

Result<ImportReport> import_petrarch(const std::vector<std::string>& files, const std::string& data, const std::string& target) {
  const Result<std::set<std::string, std::less<>>> codes = state_codes(data);
  if (!codes) return codes.status();
  std::vector<lexicon::PetrarchFile> foreign;
  for (const std::string& file : files) {
    Result<std::string> text = base::read_file(file);
    if (!text) return text.status();
    foreign.push_back({std::filesystem::path(file).filename().string(), std::move(text).value()});
  }
  const lexicon::PetrarchImport made = lexicon::import_petrarch(foreign, codes.value());
  std::error_code failure;
  for (const char* folder : {"actors", "events"}) std::filesystem::create_directories(target + "/" + folder, failure);
  if (failure) return Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot make the folder: " + failure.message()).at(target);
  for (const auto& [name, text] : {std::pair<const char*, const std::string&>{"/actors/orgs-petrarch.tsv", made.orgs},
                                   {"/actors/sectors-petrarch.tsv", made.sectors},
                                   {"/events/petrarch.frames", made.frames}}) {
    if (Status status = base::replace_file(target + name, text); !status) return status;
  }
  ImportReport report;
  report.actors = made.actors;
  report.agents = made.agents;
  report.lists = made.lists;
  report.patterns = made.patterns;
  for (const auto& [reason, entry] : made.left) report.left.push_back({reason, entry.first, entry.second});
  std::stable_sort(report.left.begin(), report.left.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return report;
}

}  // namespace waqai
