// SPDX-License-Identifier: Apache-2.0
//
// Whether two articles are one report printed twice: by containment of the shorter in the longer, sentence by sentence.  A sentence is held where
// the other article has it word for word (respellings allowed), or where one is the other cut short.  Where two sentences agree but
// for a fact (another number, day, name) the articles are two reports on one form, whatever else they share.
// Pure; thread-safe.
#pragma once

#include <optional>

#include "story/report.h"

namespace waqai::story {

enum class ReprintKind { kSame, kNear, kPart };
const char* to_string(ReprintKind kind);

struct Reprint {
  ReprintKind kind = ReprintKind::kSame;
  double share = 0;  // of the words of the shorter article, 0 to 1
};

// Nothing where they are not one report.  The same for (a, b) and (b, a).  O(words) where sentences are equal; a sentence that is not is compared
// with those of the other that share half of its words.
std::optional<Reprint> compare_reports(const ReportText& a, const ReportText& b, const WordWeights& weights);

// How many runs two articles share, at least, before it is worth comparing them.
bool may_be_reprints(const ReportText& a, const ReportText& b, size_t shared_runs);

}  // namespace waqai::story
