// SPDX-License-Identifier: Apache-2.0
//
// Made by tools/train/fit_home.py: what each evidence of home.h weighs (hundredths of log odds), by kind of agent.
// clang-format off
#pragma once

namespace waqai::entities {

inline constexpr int kHomeWeights[4][28] = {
    {112, 44, 38, -47, 97, 42, 177, 84, 44, 8, 4, -51, 77, 3, 45, 9, -34, 54, 206, 31, 54, 9, 69, 76, 116, 38, 41, -90},  // government
    {76, 60, 70, -32, 105, 40, 174, 46, 31, 24, 40, -29, 137, 28, 41, 19, 34, 64, 176, 71, 126, -30, 36, 126, 74, 36, -10, -22},  // force
    {85, 65, 45, -55, 106, 39, 174, 49, 41, 9, 17, 3, 46, 27, 44, 73, 94, 79, 164, 38, 89, 17, 23, 85, 100, 12, 46, -74},  // order
    {89, 37, 52, -55, 133, 84, 233, 39, 57, -2, 7, 27, 85, 52, 20, 59, 59, 78, 195, 13, 112, 29, 34, 79, 75, 45, 33, -73},  // people
};

}  // namespace waqai::entities
// clang-format on
