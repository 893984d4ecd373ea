// SPDX-License-Identifier: Apache-2.0
// What tests include besides (waqai_precompile in WaqaiModules.cmake).
#include <gtest/gtest.h>

#include "precompiled.h"
