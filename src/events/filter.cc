// SPDX-License-Identifier: Apache-2.0
#include "events/filter.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::events {

uint64_t Filter::base_mix(uint32_t feature, int type) { return base::mix(feature, static_cast<uint64_t>(type) + 1); }

Result<Filter> Filter::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kFilterSection, kFilterVersion);
  if (!bytes) return Filter();
  lexicon::SectionReader reader(bytes.value());
  const auto types = reader.array<FilterType>();
  const auto weights = reader.array<int16_t>();
  if (reader.failed() || weights.size() != (size_t{1} << kFilterBits)) return lexicon::damaged_weights(bundle, "event filter");
  return Filter(types, weights);
}

std::string Filter::section(std::span<const FilterType> types, std::span<const int16_t> weights) {
  lexicon::SectionWriter writer;
  writer.array(types);
  writer.array(weights);
  return writer.take();
}

int Filter::find(std::string_view type) const {
  for (size_t i = 0; i < types_.size(); ++i) {
    const std::string_view name(types_[i].name.data(), types_[i].name.size());
    if (name.substr(0, name.find('\0')) == type) return static_cast<int>(i);
  }
  return -1;
}

int32_t Filter::score(int type, std::span<const uint32_t> features) const {
  int32_t sum = types_[static_cast<size_t>(type)].bias;
  for (const uint32_t feature : features) sum += weights_[slot(type, feature)];
  return sum;
}

}  // namespace waqai::events
