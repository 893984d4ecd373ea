// SPDX-License-Identifier: Apache-2.0
//
// NameModel: learned weights of the name tagger, and what is known of words from raw text: classes of words that keep the same company (at
// three sizes), and how often a word was part of a name of each kind.  Written by tools/train/names_main.cc (data/weights/names.md).
// Thread rule: immutable; views the bundle.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "annot/document.h"
#include "lexicon/bundle.h"

namespace waqai::entities {

inline constexpr std::string_view kNamesSection = "names";
inline constexpr uint32_t kNamesVersion = 2;

// Tags: none, then first and further tokens of a name of each NameKind.
inline constexpr uint8_t kNameKinds = 4, kNameTags = 1 + 2 * kNameKinds;
constexpr uint8_t first_tag(annot::NameKind kind) { return static_cast<uint8_t>(1 + 2 * static_cast<int>(kind)); }
constexpr uint8_t further_tag(annot::NameKind kind) { return static_cast<uint8_t>(2 + 2 * static_cast<int>(kind)); }
// Whether `tag` may follow `before` (0 at the start of a sentence): a further token only a token of the same name.
constexpr bool may_follow(uint8_t before, uint8_t tag) { return tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag; }

// The weights of a feature stand side by side, in a row of its own that may overlap with others': one a tag, or of a pair feature one for every
// two tags (kNameTags * before + tag).  Where the row begins among `weights` weights.  REQUIRES: weights > kNameRow
inline constexpr uint32_t kNameRow = kNameTags * kNameTags;
constexpr uint32_t name_row(uint32_t feature, size_t weights) {
  return static_cast<uint32_t>((uint64_t{feature * 0x85EBCA6Bu} * (weights - kNameRow)) >> 32);
}

// What raw text says of one word; all 0 for words that it does not know.
struct WordClass {
  uint16_t fine = 0;  // class among the most, from 1
  uint8_t middle = 0;
  uint8_t coarse = 0;
  uint8_t named[kNameKinds] = {};  // how often part of a name of this kind: 0 unknown, 1 (never) to 8 (always)
};

class NameModel {
 public:
  NameModel() = default;  // no weights, no words
  // The section's; an empty model where the bundle has no such section.  kBundleDamaged where it is cut.
  static Result<NameModel> open(const lexicon::Bundle& bundle);

  struct Parts {
    std::span<const int16_t> weights;    // more than kNameRow, or none
    std::span<const uint32_t> keys;      // hashes of folded words, ascending
    std::span<const WordClass> classes;  // one a key
  };
  // REQUIRES: the arrays outlive the model.
  explicit NameModel(const Parts& parts) : parts_(parts) {}

  bool empty() const { return parts_.weights.empty(); }
  const Parts& parts() const { return parts_; }
  // kNameRow weights.  REQUIRES: !empty()
  const int16_t* row(uint32_t feature) const { return parts_.weights.data() + name_row(feature, parts_.weights.size()); }
  // Asks for the row of a feature that is wanted soon: weights are far more than a cache holds.  Nothing without weights.
  void fetch(uint32_t feature, bool pair) const {
    if (empty()) return;
    const auto* bytes = reinterpret_cast<const char*>(row(feature));
    __builtin_prefetch(bytes);
    if (!pair) return __builtin_prefetch(bytes + sizeof(int16_t) * kNameTags - 1);  // where it reaches into the next line
    for (const size_t at : {size_t{64}, size_t{128}, sizeof(int16_t) * kNameRow - 1}) __builtin_prefetch(bytes + at);
  }
  // O(log words).
  WordClass word_class(uint32_t key) const;

  // The bytes of a section that holds these arrays, and the arrays of such bytes; kBundleDamaged, at `place`.
  static std::string section(const Parts& parts);
  static Result<NameModel> from_section(std::string_view bytes, const std::string& place);

 private:
  Parts parts_;
};

}  // namespace waqai::entities
