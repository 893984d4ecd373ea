// SPDX-License-Identifier: Apache-2.0
//
// Made by tools/train/fit_home.py: what each evidence of home.h weighs (hundredths of log odds), by kind of agent.
// clang-format off
#pragma once

namespace waqai::entities {

inline constexpr int kHomeWeights[4][28] = {
    {66, 12, 73, -58, 77, 22, 139, 60, 38, 2, 16, 10, 48, 51, 50, 2, 46, 59, 102, 21, 103, 60, 70, 75, 33, 27, 44, -73},  // government
    {64, 44, 73, -35, 83, 24, 129, 36, 27, -1, 38, 22, 81, 53, 44, 13, 50, 51, 98, 58, 126, 45, 37, 102, 19, 24, 21, -47},  // force
    {52, 59, 83, -48, 79, 18, 125, 53, 32, 1, 32, 34, 32, 27, 50, 41, 83, 69, 92, 47, 100, 53, 49, 69, 33, 14, 52, -67},  // order
    {71, 73, 86, -54, 106, 21, 148, 50, 36, -18, 14, 35, 40, 48, 39, 54, 72, 55, 120, 31, 101, 56, 58, 90, 19, 40, 41, -87},  // people
};

}  // namespace waqai::entities
// clang-format on
