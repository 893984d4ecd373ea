// SPDX-License-Identifier: Apache-2.0
//
// The edges of a draft: the quantity before it, the word that stands for it in the tree, the mark that closes a quotation.
#include <algorithm>
#include <array>

#include "entities/draft.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::kNone;
using annot::Upos;
using lexicon::NounKind;
using lexicon::Target;
using lexicon::TargetKind;

namespace {}  // namespace

// "dozens of protesters", "12 civilians", "a number of officers": the quantity belongs to the mention.
void Scanner::include_quantity(Draft& draft) {
  const auto is_quantity = [this](uint32_t w) {
    if (doc_.words[w].upos == Upos::kNum || is_kind(doc_.words[w], NounKind::kNumber)) return true;
    const Match match = matcher_.can_start(w) ? matcher_.sector(w) : Match();
    const Target* target = match.first(TargetKind::kModifier);
    return target != nullptr && match.end == w + 1 && target->index == static_cast<uint32_t>(lexicon::ModifierKind::kQuantity);
  };
  if (draft.kind == DraftKind::kPlace) return;
  const bool person = is_kind(doc_.words[draft.noun], NounKind::kPerson);
  if (draft.named_in != kNone) return;
  if (draft.kind == DraftKind::kEntity && !person && cast_.at(draft.entity).kind != annot::EntityKind::kOrganisation) return;
  for (int steps = 0; steps < 4 && draft.words.begin > done_; ++steps) {
    uint32_t before = draft.words.begin - 1;
    if (grammar_.particle(before) == Particle::kFrom && !doc_.words[before].proclitic && before > done_ && is_quantity(before - 1)) --before;
    if (!is_quantity(before)) return;
    draft.words.begin = before;
    draft.counted = true;
  }
}

// Of quantity and noun, the one that the tree hangs elsewhere stands for the whole.
void Scanner::choose_head(Draft& draft) const {
  draft.head = draft.noun;
  for (uint32_t w = draft.words.begin; w < draft.noun; ++w) {
    const bool outside = w < doc_.arcs.size() && !draft.words.contains(doc_.arcs[w].head);
    if (outside && doc_.words[w].upos != Upos::kAdp) {
      draft.head = w;
      return;
    }
  }
}

// "what is called (bi-) the movement X": what stands for it in the tree is the "what".
void Scanner::include_naming(Draft& draft) const {
  static const std::array<std::string, 9> kCalled = {
      text::fold_key("\u064a\u0633\u0645\u0649"), text::fold_key("\u062a\u0633\u0645\u0649"), text::fold_key("\u064a\u0633\u0645\u064a"),
      text::fold_key("\u062a\u0633\u0645\u064a"), text::fold_key("\u064a\u0639\u0631\u0641"), text::fold_key("\u062a\u0639\u0631\u0641"),
      text::fold_key("\u064a\u062f\u0639\u0649"), text::fold_key("\u062a\u062f\u0639\u0649"), text::fold_key("\u0633\u0645\u064a")};
  const bool body = draft.kind == DraftKind::kAgent || (draft.kind == DraftKind::kEntity && draft.entity != kNone);
  uint32_t first = draft.words.begin;
  if (!body || first < done_ + 2) return;
  if (grammar_.is_quotation_mark(first - 1)) --first;
  if (first > done_ + 2 && grammar_.particle(first - 1) == Particle::kName) --first;
  if (first > done_ + 2 && grammar_.particle(first - 1) == Particle::kBy) --first;
  if (first < done_ + 2 || doc_.words[first - 2].form != "\u0645\u0627") return;
  if (std::find(kCalled.begin(), kCalled.end(), matcher_.key(first - 1)) == kCalled.end()) return;
  draft.words.begin = draft.head = first - 2;
}

// A name that opens quotation marks inside closes them inside.
void Scanner::close_quotation(Draft& draft) const {
  int marks = 0;
  for (uint32_t w = draft.words.begin; w < draft.words.end; ++w) marks += grammar_.is_quotation_mark(w) ? 1 : 0;
  if (marks % 2 == 1 && draft.words.end < end_ && grammar_.is_quotation_mark(draft.words.end)) ++draft.words.end;
}

}  // namespace waqai::entities
