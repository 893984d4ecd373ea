// SPDX-License-Identifier: Apache-2.0
#include "support/fail_allocation.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<uint64_t> count{0};
std::atomic<uint64_t> fails{0};

}  // namespace

namespace waqai::testing {

void fail_allocation(uint64_t n) {
  fails = n;
  count = 0;
}

uint64_t allocations() { return count; }

}  // namespace waqai::testing

void* operator new(std::size_t size) {
  if (++count == fails) throw std::bad_alloc();
  void* place = std::malloc(size == 0 ? 1 : size);
  if (place == nullptr) throw std::bad_alloc();
  return place;
}

// The address sanitizer has one of its own, which does not go through the one above.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (++count == fails) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, std::size_t) noexcept { std::free(place); }
