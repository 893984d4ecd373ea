// SPDX-License-Identifier: Apache-2.0
#include "morphology/model.h"

#include <bit>

#include "base/error_codes.h"

namespace waqai::morphology {

Result<Model> Model::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kTaggerSection, kTaggerVersion);
  if (!section) return Model();
  lexicon::SectionReader reader(section.value());
  const auto weights = reader.array<int16_t>();
  const auto priors = reader.array<uint8_t>();
  if (reader.failed() || !std::has_single_bit(weights.size()) || !std::has_single_bit(priors.size())) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the section of the tagger's weights is cut short").at(bundle.path()).hint("build it again: waqai dict build");
  }
  return Model(weights, priors);
}

std::string Model::section(std::span<const int16_t> weights, std::span<const uint8_t> priors) {
  lexicon::SectionWriter writer;
  writer.array(weights);
  writer.array(priors);
  return writer.take();
}

}  // namespace waqai::morphology
