// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_lint.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/error_codes.h"

namespace waqai::lexicon {
namespace {

constexpr std::array<std::string_view, 11> kOneHolder = {
    "head_of_state",     "head_of_government", "king",       "crown_prince", "foreign_minister",    "defence_minister",
    "interior_minister", "finance_minister",   "army_chief", "speaker",      "un_secretary_general"};
constexpr base::Day kGraceDays = 31;  // an office is often counted from appointment on, and until the successor is sworn in

void check_life(const DatedOffice& row, Findings& findings) {
  const bool unborn = row.born != base::kNoDay && row.from_last != base::kNoDay && row.from_last < row.born;
  const bool dead = row.died != base::kNoDay && row.from_first != base::kNoDay && row.from_first > row.died;
  const bool outlived = row.died != base::kNoDay && row.to_first != base::kNoDay && row.to_first > row.died + kGraceDays;
  const bool still = row.died != base::kNoDay && row.to_first == base::kNoDay && row.from_first != base::kNoDay;
  if (!unborn && !dead && !outlived && !still) return;
  findings.warning(base::kDictionaryValue, row.file, row.line, "'" + row.person + "' holds the office outside their life",
                   "correct from, to, born or died");
}

}  // namespace

void check_offices(const std::vector<DatedOffice>& offices, Findings& findings) {
  std::vector<const DatedOffice*> single;
  for (const DatedOffice& row : offices) {
    check_life(row, findings);
    if (row.from_last != base::kNoDay && std::find(kOneHolder.begin(), kOneHolder.end(), row.office) != kOneHolder.end()) single.push_back(&row);
  }
  std::stable_sort(single.begin(), single.end(), [](const DatedOffice* a, const DatedOffice* b) {
    return std::tie(a->country, a->office, a->title, a->from_last) < std::tie(b->country, b->office, b->title, b->from_last);
  });
  for (size_t i = 1; i < single.size(); ++i) {
    const DatedOffice& before = *single[i - 1];
    const DatedOffice& after = *single[i];
    const bool same = std::tie(before.country, before.office, before.title) == std::tie(after.country, after.office, after.title);
    if (!same || before.person == after.person || after.country.empty()) continue;
    const bool open = before.to_first == base::kNoDay;
    if (!open && after.from_last + kGraceDays >= before.to_first) continue;
    findings.warning(base::kDictionaryValue, after.file, after.line,
                     "'" + before.person + "' (line " + std::to_string(before.line) + ") and '" + after.person + "' hold " + after.office + " of " +
                         after.country + " at once",
                     "correct from and to, or tell the two apart in title_ar");
  }
}

}  // namespace waqai::lexicon
