// SPDX-License-Identifier: Apache-2.0
//
// Made by tools/train/fit_home.py: what each evidence of home.h weighs (hundredths of log odds), by kind of agent.
// clang-format off
#pragma once

namespace waqai::entities {

inline constexpr int kHomeWeights[4][28] = {
    {119, 30, 23, -50, 90, 70, 168, 62, 35, -16, 5, -25, 78, 8, 66, 7, -10, 41, 189, 16, 50, 17, 60, 73, 127, -2, 47, -92},  // government
    {78, 28, 59, -50, 111, 73, 165, 45, 19, -4, 28, -28, 128, 49, 69, 17, 35, 29, 137, 40, 127, -5, 50, 121, 77, 33, -2, -15},  // force
    {90, 42, 33, -61, 104, 66, 165, 49, 31, -13, 17, 14, 43, 24, 57, 65, 97, 68, 150, 26, 90, 27, 28, 83, 108, 4, 46, -72},  // order
    {102, 15, 31, -63, 132, 106, 220, 40, 42, -27, 25, 28, 83, 54, 32, 61, 57, 71, 185, 2, 118, 35, 45, 82, 90, 44, 27, -71},  // people
};

}  // namespace waqai::entities
// clang-format on
