// SPDX-License-Identifier: Apache-2.0
#include "pipeline/ordered.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <new>
#include <optional>

namespace waqai::pipeline {
namespace {

TEST(RunInOrder, ResultsComeInInputOrderWithAnyNumberOfThreads) {
  for (const unsigned threads : {1u, 2u, 5u}) {
    int given = 0;
    std::vector<int> seen;
    Status status = run_in_order<int, int>(
        threads, [&]() -> std::optional<int> { return given < 1000 ? std::optional<int>(given++) : std::nullopt; },
        [](unsigned, int value) {
          std::this_thread::sleep_for(std::chrono::microseconds((value % 7) * 20));  // later items finish earlier
          return value * 2;
        },
        [&](int value) {
          seen.push_back(value);
          return Status();
        });
    ASSERT_TRUE(status);
    ASSERT_EQ(seen.size(), 1000u);
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(seen[static_cast<size_t>(i)], i * 2);
  }
}

TEST(RunInOrder, NothingMoreIsReadAfterTheSinkFails) {
  for (const unsigned threads : {1u, 3u}) {
    int given = 0;
    int written = 0;
    Status status = run_in_order<int, int>(
        threads, [&]() -> std::optional<int> { return given++; }, [](unsigned, int value) { return value; },
        [&](int) { return ++written == 10 ? Status::error(3, ErrorKind::kResource, "full") : Status(); });
    EXPECT_EQ(status.code(), 3);
    EXPECT_EQ(written, 10);
    EXPECT_LE(given, 10 + static_cast<int>(threads * kSlotsPerWorker) + 1);
  }
}

TEST(RunInOrder, ABoundedNumberOfItemsIsInFlight) {
  constexpr unsigned kThreads = 3;
  std::atomic<int> in_flight = 0;
  int most = 0;
  int given = 0;
  Status status = run_in_order<int, int>(
      kThreads,
      [&]() -> std::optional<int> {
        most = std::max(most, ++in_flight);
        return given < 500 ? std::optional<int>(given++) : std::nullopt;
      },
      [](unsigned, int value) { return value; },
      [&](int) {
        --in_flight;
        return Status();
      });
  EXPECT_TRUE(status);
  EXPECT_LE(most, static_cast<int>(kThreads * kSlotsPerWorker) + 1);
}

// What memory ran out in is not worked on again: the second article of a worker once read a half-grown cache out of its bounds.
TEST(RunInOrder, AWorkerThatThrewWorksNoMore) {
  std::array<std::atomic<bool>, 2> threw = {};
  std::atomic<int> after = 0;
  int given = 0;
  const auto work = [&](unsigned worker, int value) -> int {
    if (threw[worker]) ++after;
    if (value % 2 == 0) return value;
    threw[worker] = true;
    throw std::bad_alloc();
  };
  EXPECT_THROW((void)(run_in_order<int, int>(
                   2, [&] { return given < 200 ? std::optional<int>(given++) : std::nullopt; }, work, [](int) { return Status(); })),
               std::bad_alloc);
  EXPECT_EQ(after, 0);
}

TEST(RunInOrder, EmptyInputIsFine) {
  Status status = run_in_order<int, int>(
      2, [] { return std::optional<int>(); }, [](unsigned, int v) { return v; }, [](int) { return Status(); });
  EXPECT_TRUE(status);
}

}  // namespace
}  // namespace waqai::pipeline
