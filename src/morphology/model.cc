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
  if (reader.failed() || !std::has_single_bit(weights.size())) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the section of the tagger's weights is cut short").at(bundle.path()).hint("build it again: waqai dict build");
  }
  return Model(weights);
}

std::string Model::section(std::span<const int16_t> weights) {
  lexicon::SectionWriter writer;
  writer.array(weights);
  return writer.take();
}

}  // namespace waqai::morphology
