// SPDX-License-Identifier: Apache-2.0
//
// WordKinds: kinds of words by the company they keep in raw news (data/weights/clusters.md).  What the event filters learn of one word (shell, bomb,
// strafe) they so know of its like, though labelled data holds it seldom or never.
// Thread rule: immutable; lives as long as its bundle.
#pragma once

#include <cstdint>
#include <span>

#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kWordKindsSection = "clusters";
inline constexpr uint32_t kWordKindsVersion = 1;

class WordKinds {
 public:
  static constexpr uint32_t kUnknown = 256;

  // Knows no word.
  WordKinds() = default;
  // A bundle without the section gives kinds that know no word.  kBundleDamaged.
  static Result<WordKinds> open(const lexicon::Bundle& bundle);

  // 0 to 255, or kUnknown, of the lemma with this base::hash64.  O(log words).
  uint32_t of(uint64_t lemma) const;

 private:
  std::span<const uint32_t> lemmas_;  // low halves of the hashes, sorted
  std::span<const uint8_t> kinds_;
};

}  // namespace waqai::events
