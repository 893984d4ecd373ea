// SPDX-License-Identifier: Apache-2.0
#include "engine/arabic_name.h"

#include "lexicon/agent_names.h"

namespace waqai {
namespace {

// Of the first of `rows` that is called so and has Arabic; `code`: of its country, empty for any.
template <typename Rows>
std::string_view arabic_in(const lexicon::ActorsView& actors, const Rows& rows, std::string_view name, std::string_view code) {
  for (const auto& row : rows) {
    const bool same = actors.text(row.name) == name && (code.empty() || actors.text(row.country) == code);
    if (same && !actors.text(row.name_ar).empty()) return actors.text(row.name_ar);
  }
  return {};
}

}  // namespace

std::string arabic_name(const lexicon::ActorsView& actors, std::string_view told) {
  constexpr size_t kCoded = 6;  // " (SYR)"
  const size_t open = told.size() > kCoded ? told.size() - kCoded : 0;
  const bool coded = open > 0 && told.substr(open, 2) == " (" && told.back() == ')';
  if (!coded) return std::string(arabic_in(actors, actors.organisations(), told, {}));
  const std::string_view name = told.substr(0, open), code = told.substr(open + 2, 3);
  std::string_view arabic = arabic_in(actors, actors.places(), name, code);
  if (arabic.empty()) arabic = arabic_in(actors, actors.persons(), name, code);
  const lexicon::StateRecord* state = actors.state(code);
  return lexicon::agent_name(arabic, state == nullptr ? code : actors.text(state->name_ar));
}

}  // namespace waqai
