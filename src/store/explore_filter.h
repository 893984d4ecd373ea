// SPDX-License-Identifier: Apache-2.0
//
// Pieces of SQL that several questions of the screens share.  Pure; thread-safe.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace waqai::store {

// SQL that folds the Arabic spelling of an expression: hamza seats, alef maksura, ta marbuta, marks and tatweel; Latin letters to lower case.
std::string fold_sql(const std::string& expression);

// SQL that gives the Arabic forms of an expression of names joined by `;`, in their order; the name itself where there is none.
std::string arabic_of(const std::string& names);

// What stands for doers whom nobody names, by their sector, as the sectors read on the screens.
struct Unidentified {
  std::string_view sector, label, arabic;
};
inline constexpr std::array<Unidentified, 2> kUnidentified = {
    {{"UNK", "Unidentified", "\u0645\u062c\u0647\u0648\u0644"},
     {"UAF", "Unidentified armed", "\u0645\u0633\u0644\u062d\u0648\u0646 \u0645\u062c\u0647\u0648\u0644\u0648\u0646"}}};

// SQL of the English and the Arabic label of a row of `participant`: its name, else its words; of those of kUnidentified the words would be those of
// the deed.
std::string label_sql(const std::string& participant);
std::string arabic_label_sql(const std::string& participant);

}  // namespace waqai::store
