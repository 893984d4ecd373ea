// SPDX-License-Identifier: Apache-2.0
#include "claims/claims.h"

namespace waqai::claims {

Result<Attributor> Attributor::open(const lexicon::Bundle& bundle) {
  if (bundle.sources().empty()) return Attributor();
  return Attributor();
}

Status Attributor::annotate(annot::Document& document, Workspace&) const {
  document.claims.clear();
  document.quotations.clear();
  document.pledges.clear();
  return {};
}

}  // namespace waqai::claims
