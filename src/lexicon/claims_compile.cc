// SPDX-License-Identifier: Apache-2.0
#include "lexicon/claims_compile.h"

#include <optional>
#include <set>

#include "base/error_codes.h"
#include "lexicon/claims.h"
#include "lexicon/phrase_words.h"

namespace waqai::lexicon {
namespace {

std::optional<CueUse> parse_use(std::string_view name) {
  for (int i = 0; i < kCueUseCount; ++i) {
    if (to_string(static_cast<CueUse>(i)) == name) return static_cast<CueUse>(i);
  }
  return std::nullopt;
}

std::optional<CueClass> parse_class(std::string_view name) {
  if (name == "words") return CueClass::kWords;
  if (name == "verb") return CueClass::kVerb;
  if (name == "participle") return CueClass::kParticiple;
  if (name == "masdar") return CueClass::kMasdar;
  return std::nullopt;
}

bool is_stance(std::string_view name) { return name.empty() || name == "asserted" || name == "denied" || name == "doubted"; }

}  // namespace

void add_claims(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  StringPool strings;
  std::vector<ClaimCue> cues;
  std::vector<uint32_t> keys;
  for (const Table& table : sources.tables("claims/", {"phrase", "class", "use", "stance", "medium", "sectors"}, findings)) {
    std::set<std::string> seen;
    for (const TableRow& row : table.rows) {
      const std::vector<std::string> words = phrase_words(table.cell(row, "phrase"));
      const auto use = parse_use(table.cell(row, "use"));
      const auto cue_class = parse_class(table.cell(row, "class"));
      const std::string_view stance = table.cell(row, "stance");
      if (words.empty() || !use || !cue_class || !is_stance(stance)) {
        findings.error(base::kDictionaryValue, table.name, row.line, "no phrase, or a class, use or stance that is not known",
                       "class is words, verb, participle or masdar; uses stand in data/claims/README.md; stance is asserted, denied or doubted");
        continue;
      }
      std::string identity(table.cell(row, "phrase"));
      identity.append("\t").append(table.cell(row, "class")).append("\t").append(table.cell(row, "use"));
      if (!seen.insert(identity).second) {
        findings.error(base::kDictionaryDuplicate, table.name, row.line, "the phrase stands twice with this class and use",
                       "remove one of the two rows");
        continue;
      }
      ClaimCue cue;
      cue.keys_begin = static_cast<uint32_t>(keys.size());
      for (const std::string& word : words) keys.push_back(strings.intern(word));
      cue.keys_end = static_cast<uint32_t>(keys.size());
      cue.stance = strings.intern(stance);
      cue.medium = strings.intern(table.cell(row, "medium"));
      cue.sectors = strings.intern(table.cell(row, "sectors"));
      cue.line = row.line;
      cue.file = table.file;
      cue.use = *use;
      cue.cue_class = *cue_class;
      cues.push_back(cue);
    }
  }
  SectionWriter writer;
  writer.array(cues);
  writer.array(keys);
  writer.strings(strings);
  builder.add(std::string(kClaimsSection), kClaimsVersion, writer.take());
}

}  // namespace waqai::lexicon
