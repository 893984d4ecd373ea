// SPDX-License-Identifier: Apache-2.0
//
// The analysed document as plain values for screens and notebooks.  Pure; thread-safe.
#pragma once

#include <span>

#include "annot/document.h"
#include "lexicon/bundle.h"
#include "waqai/reading.h"

namespace waqai {

// `coded`: the records made of `doc`.  O(words).
Reading read_document(const annot::Document& doc, CodedArticle coded, std::span<const lexicon::SourceInfo> sources);

}  // namespace waqai
