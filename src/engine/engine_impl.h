// SPDX-License-Identifier: Apache-2.0
//
// What is inside an Engine, for those parts of the door that need the bundle behind it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/name_base.h"
#include "lexicon/bundle.h"
#include "pipeline/pipeline.h"
#include "waqai/engine.h"

namespace waqai {

// The pipeline points into the bundle, so the two are kept together and never moved.
struct Engine::Impl {
  explicit Impl(lexicon::Bundle opened) : bundle(std::move(opened)), number(++opened_so_far) {}
  lexicon::Bundle bundle;
  std::optional<pipeline::Pipeline> pipeline;
  const uint64_t number;  // tells engines apart: the address of a closed one may come again
  inline static std::atomic<uint64_t> opened_so_far = 0;

  pipeline::Pipeline::Scratch& scratch() const;
  // Made on first use.
  const NameBase& names() const;

 private:
  mutable std::once_flag names_once_;
  mutable std::optional<NameBase> names_;
};

}  // namespace waqai
