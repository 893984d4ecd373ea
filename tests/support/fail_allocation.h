// SPDX-License-Identifier: Apache-2.0
//
// Memory that runs out: a test that includes this has operator new replaced in its whole program.
#pragma once

#include <cstdint>

namespace waqai::testing {

// The n-th allocation from now on (1: the next one), of any thread, throws std::bad_alloc, once; 0: none.
void fail_allocation(uint64_t n);

// How many there were since that call.
uint64_t allocations();

}  // namespace waqai::testing
