// SPDX-License-Identifier: Apache-2.0
//
// Parser: the dependency tree of every sentence (Universal Dependencies v2), learned (tools/train/parser_main.cc; data/weights/parser.md tells
// from what).  Arc-hybrid transitions under a small beam, hashed features, relations in a second pass.  Trees are projective with one root.
// Thread rule: immutable after open, share freely; one Workspace a thread.
#pragma once

#include "annot/document.h"
#include "annot/stage.h"
#include "lexicon/bundle.h"
#include "syntax/decode.h"
#include "waqai/types/status.h"

namespace waqai::syntax {

inline constexpr std::string_view kWeightsSection = "parser";
inline constexpr uint32_t kWeightsVersion = 2;

// Scratch of one thread.
using Workspace = Parse;

class Parser {
 public:
  static constexpr annot::StageInfo kInfo = {"syntax", annot::kTextLayer | annot::kWordLayer, annot::kTreeLayer};

  // kBundleSection where the bundle has no parser weights of this version or no words, kBundleDamaged where they are not what they
  // should be.  `bundle` must outlive the parser.
  static Result<Parser> open(const lexicon::Bundle& bundle);
  // The same from the bytes of the section, which must outlive the parser; `place` goes into errors.
  static Result<Parser> from_section(std::string_view bytes, Valency valency, const std::string& place);

  // Replaces doc.arcs, one a word; margins are in units of the weights.  Sentences without words are fine.  Never fails.  O(words).
  Status annotate(annot::Document& doc, Workspace& scratch) const;

 private:
  Valency valency_;
  Tables<int16_t> tables_;
  uint32_t beam_ = 1;
};

// The bytes of the section.
struct Weights {
  uint32_t beam = 1;
  uint32_t action_bits = 0;
  uint32_t relation_bits = 0;
  std::vector<int16_t> actions;
  std::vector<int16_t> relations;
};
std::string weights_section(const Weights& weights);

}  // namespace waqai::syntax
