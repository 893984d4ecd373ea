// SPDX-License-Identifier: Apache-2.0
#include "lexicon/phrases.h"

#include <vector>

#include "base/error_codes.h"

namespace waqai::lexicon {

Result<text::PhraseBook> read_phrases(const Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kPhrasesSection, kPhrasesVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  const auto rows = reader.array<StoredPhrase>();
  const StringPoolView strings = reader.strings();
  if (reader.failed()) return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section furniture is cut").at(bundle.path());
  std::vector<text::Phrase> phrases;
  phrases.reserve(rows.size());
  for (const StoredPhrase& row : rows) {
    if (row.use > static_cast<uint32_t>(text::PhraseUse::kSiteSuffix)) continue;
    phrases.push_back({strings.get(row.text), static_cast<text::PhraseUse>(row.use), row.max_tokens});
  }
  return text::PhraseBook(phrases);
}

}  // namespace waqai::lexicon
