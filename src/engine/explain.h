// SPDX-License-Identifier: Apache-2.0
//
// Explains a document to a person: each sentence with its words, analyses and tree, its events with every step, what was rejected and why.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "annot/document.h"
#include "lexicon/bundle.h"
#include "waqai/types/record.h"

namespace waqai {

// English text; Arabic last on each line.  `only`: the sentence that overlaps this span; nothing: all sentences.
std::string explain_document(const annot::Document& doc, const CodedArticle& coded, std::span<const lexicon::SourceInfo> sources,
                             std::optional<Span> only);

}  // namespace waqai
