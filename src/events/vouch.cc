// SPDX-License-Identifier: Apache-2.0
#include "events/vouch.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::events {

namespace {

constexpr uint32_t kMask = (1u << kVouchBits) - 1;

}  // namespace

uint32_t Vouch::slot(uint32_t feature) { return static_cast<uint32_t>(base::mix(feature, 1)) & kMask; }
uint32_t Vouch::slot(uint32_t feature, std::string_view type) { return static_cast<uint32_t>(base::mix(feature, base::hash64(type))) & kMask; }

Result<Vouch> Vouch::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kVouchSection, kVouchVersion);
  Vouch model;
  if (!bytes) return model;
  lexicon::SectionReader reader(bytes.value());
  model.cuts_ = reader.array<int32_t>();
  model.types_ = reader.array<TypeCut>();
  model.weights_ = reader.array<int16_t>();
  if (reader.failed() || model.cuts_.size() != 2 || model.weights_.size() != (size_t{1} << kVouchBits))
    return lexicon::damaged_weights(bundle, "article filter");
  return model;
}

int32_t Vouch::score(std::string_view type, std::span<const uint32_t> features) const {
  int32_t sum = 0;
  for (const uint32_t feature : features) sum += weights_[slot(feature)] + weights_[slot(feature, type)];
  return sum;
}

int32_t Vouch::cut(std::string_view type, bool doubted) const {
  const int32_t least = cuts_[doubted ? 1 : 0];
  for (const TypeCut& one : types_) {
    const std::string_view name(one.name.data(), one.name.size());
    if (name.substr(0, name.find('\0')) == type) return std::max(least, one.least);
  }
  return least;
}

}  // namespace waqai::events
