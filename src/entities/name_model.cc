// SPDX-License-Identifier: Apache-2.0
#include "entities/name_model.h"

#include <algorithm>

#include "base/error_codes.h"

namespace waqai::entities {

Result<NameModel> NameModel::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kNamesSection, kNamesVersion);
  return section ? from_section(section.value(), bundle.path()) : Result<NameModel>(NameModel());
}

Result<NameModel> NameModel::from_section(std::string_view bytes, const std::string& place) {
  lexicon::SectionReader reader(bytes);
  Parts parts;
  parts.weights = reader.array<int16_t>();
  parts.keys = reader.array<uint32_t>();
  parts.classes = reader.array<WordClass>();
  const bool usable = parts.weights.empty() || parts.weights.size() > kNameRow;
  if (reader.failed() || !usable || parts.keys.size() != parts.classes.size()) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the section of the name tagger's weights is cut short")
        .at(place)
        .hint("build it again: waqai dict build");
  }
  return NameModel(parts);
}

std::string NameModel::section(const Parts& parts) {
  lexicon::SectionWriter writer;
  writer.array(parts.weights);
  writer.array(parts.keys);
  writer.array(parts.classes);
  return writer.take();
}

WordClass NameModel::word_class(uint32_t key) const {
  const auto found = std::lower_bound(parts_.keys.begin(), parts_.keys.end(), key);
  if (found == parts_.keys.end() || *found != key) return {};
  return parts_.classes[static_cast<size_t>(found - parts_.keys.begin())];
}

}  // namespace waqai::entities
