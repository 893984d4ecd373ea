// SPDX-License-Identifier: Apache-2.0
//
// From the frame's type and the chain of operators to the type and status of the event (codebook, sections 4 and 5).
#pragma once

#include <string_view>

#include "events/candidate.h"

namespace waqai::events {

// True where the chain leaves an event; else `reason` says why there is none.  Sets event.type, event.status and, for reversals, event.mode.
bool settle_status(const Reading& reading, Candidate& candidate, std::string_view& reason);

// An act dated after the article is still to come.  To be called once its time is known.
void settle_day(const Reading& reading, Candidate& candidate);

// Acts of speech that are done now, also where they are about the future; and all acts that are done by saying something.
bool is_promise(std::string_view type);
bool is_speech(std::string_view type);

// Types of cooperation whose future is AGREE; hostile material types whose announced future is THREATEN.
bool is_cooperative(std::string_view type);
bool is_hostile(std::string_view type);

}  // namespace waqai::events
