// SPDX-License-Identifier: Apache-2.0
//
// Acts told without their doer: "(he) was arrested in Berlin", "(they) were sentenced to prison", "Oran saw protests".
#pragma once

#include "annot/document.h"
#include "events/reading.h"

namespace waqai::events {

// An unknown attacker without guns or explosives is unidentified, not armed.  Gives arrests, sentences and releases that are told as done, and whose
// doer nobody names, the state's own organ as actor: of the country of the place of the event, else of those it is done to; nobody where neither is
// told.  Protesters whom nobody names are people of the land of the place.  The text of such an actor is the trigger.  REQUIRES: events with roles
// and places.  O(events).
void name_states(annot::Document& document, const Reading& reading);

}  // namespace waqai::events
