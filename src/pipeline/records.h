// SPDX-License-Identifier: Apache-2.0
//
// The analysed document as records: strings copied, ids computed, dictionary rows named.
#pragma once

#include <span>

#include "annot/document.h"
#include "lexicon/agent_names.h"
#include "lexicon/bundle.h"
#include "waqai/types/record.h"

namespace waqai::pipeline {

// Events in order of their triggers, numbered from 1; happenings renumbered from 1 in order of first mention.  `article` becomes
// CodedArticle::article; its text is the document's.  `names`: of organs of state and people that no word names.
CodedArticle to_records(const annot::Document& document, std::span<const lexicon::SourceInfo> sources, const lexicon::AgentNames& names,
                        Article article);

// The row as records name it; `rule` where no row stands behind it.
RowRef row_ref(annot::Row row, std::string_view rule, std::span<const lexicon::SourceInfo> sources);

}  // namespace waqai::pipeline
