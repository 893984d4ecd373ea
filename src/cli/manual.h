// SPDX-License-Identifier: Apache-2.0
//
// Man pages and completion scripts, made from the table of commands, so that they cannot differ from what the program takes.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"

namespace waqai::cli {

// The page waqai(1), in the man macros of troff (man-pages(7)).
std::string program_page();
// The page waqai-NAME(1) of one command.
std::string command_page(const Command& command);

// A script that completes commands, flags and the values of flags that have few.  `shell`: bash, zsh or fish; empty for another one.
std::string completion_script(std::string_view shell);

}  // namespace waqai::cli
