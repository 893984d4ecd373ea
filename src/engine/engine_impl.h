// SPDX-License-Identifier: Apache-2.0
//
// What is inside an Engine, for those parts of the door that need the bundle behind it.
#pragma once

#include <optional>
#include <utility>

#include "lexicon/bundle.h"
#include "pipeline/pipeline.h"
#include "waqai/engine.h"

namespace waqai {

// The pipeline points into the bundle, so the two are kept together and never moved.
struct Engine::Impl {
  explicit Impl(lexicon::Bundle opened) : bundle(std::move(opened)) {}
  lexicon::Bundle bundle;
  std::optional<pipeline::Pipeline> pipeline;
};

}  // namespace waqai
