// SPDX-License-Identifier: Apache-2.0
//
// Settings: values of flags that stand for what the command line does not give.  The first of these that has one wins: the environment
// (WAQAI_ARCHIVE for --archive), waqai.toml in the working directory or the nearest folder above it, waqai/config.toml in XDG_CONFIG_HOME
// (default ~/.config).  A file holds lines `name = value`, names as the flags without "--"; a line `[code]` makes the following ones count for
// that command only; "#" begins a comment (a small part of TOML).  Paths in a file are relative to its folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace waqai::cli {

struct Setting {
  std::string command;  // empty: all commands
  std::string name;     // "archive"
  std::string value;
  std::string origin;  // "WAQAI_ARCHIVE", or "FILE:LINE"
};

// Settings in force here, those that win first.  kBadSetting for a line that is none, a command or a name that cannot be set; kCannotRead.
Result<std::vector<Setting>> read_settings();

// Those of a file's text; `path` is for origins and errors.
Result<std::vector<Setting>> parse_settings(const std::string& text, const std::string& path);

// Adds to `arguments` what is set for its command and not given.
void apply_settings(const Command& command, const std::vector<Setting>& settings, Arguments& arguments);

}  // namespace waqai::cli
