// SPDX-License-Identifier: Apache-2.0
#include "lexicon/stems_compile.h"

#include <charconv>
#include <optional>
#include <set>

#include "base/error_codes.h"
#include "lexicon/stems.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

constexpr uint32_t kMostWeight = 90;

std::optional<uint32_t> parse_weight(std::string_view cell) {
  if (cell == "fact") return kFactWord;
  if (cell == "genre") return kGenreWord;
  uint32_t value = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failure != std::errc() || end != cell.data() + cell.size() || value > kMostWeight) return std::nullopt;
  return value;
}

}  // namespace

void add_stems(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  StringPool strings;
  std::vector<StoredStem> rows;
  for (const Table& table : sources.tables("story/", {"word", "weight"}, findings)) {
    std::set<std::string> seen;
    for (const TableRow& row : table.rows) {
      const std::string_view word = table.cell(row, "word");
      const auto weight = parse_weight(table.cell(row, "weight"));
      if (word.empty() || !weight) {
        findings.error(base::kDictionaryValue, table.name, row.line, "no word, or a weight that is none",
                       "weight is tenths of a bit, 0 to 90, or fact, or genre");
        continue;
      }
      if (!seen.insert(text::fold_key(word)).second) {
        findings.error(base::kDictionaryDuplicate, table.name, row.line, "the word stands twice", "remove one of the two rows");
        continue;
      }
      rows.push_back({strings.intern(word), *weight});
    }
  }
  SectionWriter writer;
  writer.array(rows);
  writer.strings(strings);
  builder.add(std::string(kStemsSection), kStemsVersion, writer.take());
}

}  // namespace waqai::lexicon
