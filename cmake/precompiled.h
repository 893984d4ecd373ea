// SPDX-License-Identifier: Apache-2.0
// The headers of the standard library that most of our files include; compiled once (waqai_precompile in WaqaiModules.cmake).
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>
