// SPDX-License-Identifier: Apache-2.0
#include "claims/claims.h"

#include "claims/pledges.h"
#include "claims/vouch.h"

namespace waqai::claims {

Result<Attributor> Attributor::open(const lexicon::Bundle& bundle) {
  Result<lexicon::ClaimsView> cues = lexicon::ClaimsView::open(bundle);
  if (!cues) return cues.status();
  Attributor attributor(std::move(cues).value());
  Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  attributor.words_ = std::move(words).value();
  attributor.has_words_ = true;
  return attributor;
}

Status Attributor::annotate(annot::Document& document, Workspace& scratch) const {
  document.claims.clear();
  document.quotations.clear();
  document.pledges.clear();
  for (annot::Event& event : document.events) event.claim = annot::kNone;
  scratch.reading.build(document, cues_, has_words_ ? &words_ : nullptr);
  Sources(scratch.reading, scratch.attributions).read(scratch.first);
  Vouch vouch(document, scratch);
  vouch.quotations();
  Pledges pledges(document, scratch.reading);
  for (uint32_t e = 0; e < document.events.size(); ++e) {
    const Voice voice = vouch.event(e);
    pledges.event(e, voice);
  }
  return {};
}

}  // namespace waqai::claims
