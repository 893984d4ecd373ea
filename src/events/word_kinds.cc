// SPDX-License-Identifier: Apache-2.0
#include "events/word_kinds.h"

#include <algorithm>

namespace waqai::events {

Result<WordKinds> WordKinds::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kWordKindsSection, kWordKindsVersion);
  WordKinds kinds;
  if (!bytes) return kinds;
  lexicon::SectionReader reader(bytes.value());
  kinds.lemmas_ = reader.array<uint32_t>();
  kinds.kinds_ = reader.array<uint8_t>();
  if (reader.failed() || kinds.lemmas_.size() != kinds.kinds_.size()) return lexicon::damaged_weights(bundle, "kinds of words");
  return kinds;
}

uint32_t WordKinds::of(uint64_t lemma) const {
  const auto key = static_cast<uint32_t>(lemma);
  const auto found = std::lower_bound(lemmas_.begin(), lemmas_.end(), key);
  return found == lemmas_.end() || *found != key ? kUnknown : kinds_[static_cast<size_t>(found - lemmas_.begin())];
}

}  // namespace waqai::events
