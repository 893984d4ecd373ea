// SPDX-License-Identifier: Apache-2.0
#include "lexicon/phrases_compile.h"

#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "base/error_codes.h"
#include "lexicon/phrases.h"

namespace waqai::lexicon {
namespace {

std::optional<text::PhraseUse> parse_use(std::string_view name) {
  if (name == "opens") return text::PhraseUse::kOpens;
  if (name == "whole") return text::PhraseUse::kWhole;
  if (name == "agency") return text::PhraseUse::kAgency;
  if (name == "abbreviation") return text::PhraseUse::kAbbreviation;
  if (name == "suffix") return text::PhraseUse::kSiteSuffix;
  return std::nullopt;
}

// 0 for an empty cell; nothing for what is no number.
std::optional<uint32_t> parse_max(std::string_view cell) {
  uint32_t value = 0;
  if (cell.empty()) return value;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failure != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

}  // namespace

void add_phrases(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  StringPool strings;
  std::vector<StoredPhrase> rows;
  for (const Table& table : sources.tables("text/", {"phrase", "use"}, findings)) {
    std::set<std::pair<std::string, uint32_t>> seen;
    for (const TableRow& row : table.rows) {
      const std::string_view phrase = table.cell(row, "phrase");
      const auto use = parse_use(table.cell(row, "use"));
      const auto max = parse_max(table.cell(row, "max"));
      if (phrase.empty() || !use || !max) {
        findings.error(base::kDictionaryValue, table.name, row.line, "no phrase, or a use or max that is not known",
                       "use is opens, whole, agency, abbreviation or suffix; max is a number or -");
        continue;
      }
      const auto stored_use = static_cast<uint32_t>(*use);
      if (!seen.insert({text::phrase_key(phrase), stored_use}).second) {
        findings.error(base::kDictionaryDuplicate, table.name, row.line, "the phrase stands twice with this use", "remove one of the two rows");
        continue;
      }
      rows.push_back({strings.intern(phrase), stored_use, *max});
    }
  }
  SectionWriter writer;
  writer.array(rows);
  writer.strings(strings);
  builder.add(std::string(kPhrasesSection), kPhrasesVersion, writer.take());
}

}  // namespace waqai::lexicon
