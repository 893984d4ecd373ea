// SPDX-License-Identifier: Apache-2.0
//
// Made by tools/train/fit_home.py: what each evidence of home.h weighs (hundredths of log odds), by kind of agent.
// clang-format off
#pragma once

namespace waqai::entities {

inline constexpr int kHomeWeights[4][28] = {
    {73, 42, 63, -63, 75, 61, 140, 77, 62, -7, -16, 9, 57, 46, 49, 15, 12, 60, 138, 42, 73, 35, 81, 76, 65, 47, 60, -79},  // government
    {87, 44, 82, -18, 82, 49, 135, 53, 55, 8, 24, 2, 104, 51, 42, 35, 37, 84, 135, 75, 106, 4, 44, 102, 47, 25, 8, -46},  // force
    {78, 63, 82, -50, 84, 35, 133, 70, 56, -7, 12, 32, 38, 24, 61, 54, 97, 73, 121, 41, 90, 16, 44, 71, 66, 21, 53, -81},  // order
    {97, 37, 105, -57, 107, 60, 167, 58, 68, -38, -16, 56, 73, 55, 35, 71, 67, 66, 162, 15, 101, 35, 43, 90, 60, 61, 57, -95},  // people
};

}  // namespace waqai::entities
// clang-format on
