// SPDX-License-Identifier: Apache-2.0
//
// What the text tells elsewhere: who is named in full, which states are named, which body a word takes up.
#include "entities/draft.h"

namespace waqai::entities {

using annot::Upos;
using lexicon::Target;
using lexicon::TargetKind;

void Scanner::find_full_names() {
  full_names_.clear();
  person_end_.assign(doc_.words.size(), 0);
  for (const annot::Name& name : doc_.names) {
    if (name.kind != annot::NameKind::kPerson || name.tokens.empty()) continue;
    uint32_t first = doc_.tokens[name.tokens.begin].words.begin, end = doc_.tokens[name.tokens.end - 1].words.end;
    while (first + 1 < end && doc_.words[first].proclitic) ++first;
    while (end > first + 1 && doc_.words[end - 1].enclitic) --end;
    if (first < end) person_end_[first] = end;
  }
  timed_.assign(doc_.words.size(), 0);
  for (const annot::Time& time : doc_.times) {
    for (uint32_t w = time.words.begin; w < time.words.end && w < timed_.size(); ++w) timed_[w] = 1;
  }
  told_states_.assign(actors_.states().size(), 0);
  for (uint32_t w = 0; w < doc_.words.size(); ++w) {
    if (!matcher_.can_start(w) || doc_.words[w].upos == Upos::kVerb || grammar_.is_function(w)) continue;
    const Match match = matcher_.name(w);
    const Target* state = match.first(TargetKind::kState);
    const Target* nationality = match.first(TargetKind::kNationality);
    const Target* capital = match.first(TargetKind::kCapital);
    if (state != nullptr && nationality != nullptr && nationality->common != 0 && doc_.words[w].upos != Upos::kPropn) continue;
    if (state != nullptr && (capital == nullptr || capital->index == state->index)) ++told_states_[state->index];
    else if (state == nullptr && nationality != nullptr && nationality->common == 0) ++told_states_[nationality->index];
    else if (state == nullptr && nationality == nullptr && capital != nullptr) ++told_states_[capital->index];
    const Target* person = match.end > w + 1 ? match.first(TargetKind::kPerson) : nullptr;
    if (person != nullptr) full_names_.insert(person->index);
  }
}

// "Financial" and the like, which are nationalities too: of forces, or where the text tells the state by another name.
bool Scanner::is_common(const Match& match, const Draft& draft) const {
  const Target* t = match.first(TargetKind::kNationality);
  if (t == nullptr || t->common == 0 || told_states_[t->index] > 0) return false;
  const std::string_view code = draft.sectors.substr(0, 3);
  return code != "MIL" && code != "REB";
}

// "The movement" for a body spoken of before.
bool Scanner::is_body_again(const Draft& inner) {
  return inner.kind == DraftKind::kReference && inner.reference->kind == lexicon::ReferenceKind::kOrganisation;
}

}  // namespace waqai::entities
