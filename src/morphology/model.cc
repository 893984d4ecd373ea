// SPDX-License-Identifier: Apache-2.0
#include "morphology/model.h"

#include <algorithm>
#include <bit>

#include "base/error_codes.h"
#include "morphology/verbness.h"

namespace waqai::morphology {

Result<Model> Model::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kTaggerSection, kTaggerVersion);
  return section ? from_section(section.value(), bundle.path()) : Result<Model>(Model());
}

Result<Model> Model::from_section(std::string_view bytes, const std::string& place) {
  lexicon::SectionReader reader(bytes);
  Parts parts;
  parts.weights = reader.array<int16_t>();
  parts.priors = reader.array<uint8_t>();
  parts.voice = reader.array<int16_t>();
  parts.voice_priors = reader.array<uint8_t>();
  parts.verbness = reader.array<int16_t>();
  const auto usable = [](size_t size) { return size == 0 || std::has_single_bit(size); };
  if (reader.failed() || !usable(parts.weights.size()) || !usable(parts.priors.size()) || !usable(parts.voice.size()) ||
      !usable(parts.voice_priors.size()) || !usable(parts.verbness.size())) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the section of the tagger's weights is cut short")
        .at(place)
        .hint("build it again: waqai dict build");
  }
  return Model(parts);
}

uint8_t Model::verbness(const std::vector<const Lattice*>& sentence, size_t at, std::vector<uint32_t>& scratch) const {
  if (parts_.verbness.empty() || !needs_verbness(*sentence[at])) return 0;
  verbness_features(sentence, at, scratch);
  int32_t score = 0;
  for (const uint32_t feature : scratch) score += parts_.verbness[feature & (parts_.verbness.size() - 1)];
  return static_cast<uint8_t>(std::clamp(score / kVerbnessStep + kVerbnessMiddle, 1, 2 * kVerbnessMiddle - 1));
}

std::string Model::section(const Parts& parts) {
  lexicon::SectionWriter writer;
  writer.array(parts.weights);
  writer.array(parts.priors);
  writer.array(parts.voice);
  writer.array(parts.voice_priors);
  writer.array(parts.verbness);
  return writer.take();
}

}  // namespace waqai::morphology
