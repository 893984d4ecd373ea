// SPDX-License-Identifier: Apache-2.0
//
// Vouch: how likely an event that the coder proposes in an article is told there, by a linear model over what the filter sees of it, of all types
// (docs/coding.md, "The learned filter").  It vetoes what is only mentioned and vouches for what the rules doubt; it never adds an event that no
// frame reads.  Scores are integers (log odds in 1/256), so that the same weights decide alike on every machine.
// Thread rule: immutable; lives as long as its bundle.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "events/candidate.h"
#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kVouchSection = "vouch";
inline constexpr uint32_t kVouchVersion = 2;
inline constexpr uint32_t kVouchBits = 16;  // of the table of weights, which all types share

class Vouch {
 public:
  static constexpr size_t kShort = 2;  // sentences of a text that is no article: the rules decide there

  // Knows nothing: the rules stand.
  Vouch() = default;
  // A bundle without the section gives a model that knows nothing.  kBundleDamaged.
  static Result<Vouch> open(const lexicon::Bundle& bundle);

  bool empty() const { return weights_.empty(); }
  int32_t score(std::string_view type, std::span<const uint32_t> features) const;
  // Least score of what the rules propose, and of what they doubt: one for all types, and a higher one of types that are told wrong more often.
  int32_t cut(std::string_view type, bool doubted) const;
  // Where the weights of a feature stand: for all types, and for one.
  static uint32_t slot(uint32_t feature);
  static uint32_t slot(uint32_t feature, std::string_view type);

 private:
  // A type with a least score of its own; the name is padded with zero bytes.
  struct TypeCut {
    std::array<char, 12> name;
    int32_t least;
  };
  std::span<const int32_t> cuts_;
  std::span<const TypeCut> types_;
  std::span<const int16_t> weights_;
};

}  // namespace waqai::events
