// SPDX-License-Identifier: Apache-2.0
//
// arabic_name: other readings of a mention ("Gaza City (PSE)") as an Arabic reader knows them.  Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "lexicon/actors.h"

namespace waqai {

// The Arabic of a place or person told as "name (CODE)", with the state in Arabic, or of an organisation told by its name, as
// Participant::alternatives has them.  Empty for any other text.  O(places + persons + organisations).
std::string arabic_name(const lexicon::ActorsView& actors, std::string_view told);

}  // namespace waqai
