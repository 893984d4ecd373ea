// SPDX-License-Identifier: Apache-2.0
//
// Pieces of SQL that several questions of the screens share.  Pure; thread-safe.
#pragma once

#include <string>

namespace waqai::store {

// SQL that folds the Arabic spelling of an expression: hamza seats, alef maksura, ta marbuta, marks and tatweel; Latin letters to lower case.
std::string fold_sql(const std::string& expression);

// SQL that gives the Arabic forms of an expression of names joined by `;`, in their order; the name itself where there is none.
std::string arabic_of(const std::string& names);

}  // namespace waqai::store
