// SPDX-License-Identifier: Apache-2.0
#include "lexicon/stems.h"

#include "base/error_codes.h"

namespace waqai::lexicon {

Result<std::vector<WeighedStem>> read_stems(const Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kStemsSection, kStemsVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  const auto rows = reader.array<StoredStem>();
  const StringPoolView strings = reader.strings();
  if (reader.failed()) return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section stems is cut").at(bundle.path());
  std::vector<WeighedStem> stems;
  stems.reserve(rows.size());
  for (const StoredStem& row : rows) stems.push_back({strings.get(row.text), row.weight});
  return stems;
}

}  // namespace waqai::lexicon
