// SPDX-License-Identifier: Apache-2.0
//
// Kept rows: what people wrote in the workshop, beside the archive in workshop/: every version with author and message (history.jsonl), the last one
// as an overlay folder (rows/) and compiled (workshop.bundle).  Thread rule: free functions; one writer at a time.
#pragma once

#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::serve {

// Rows as they are typed: blocks of a .frames file, and lines "person" or "org", then the columns of persons.tsv or orgs.tsv, with tabs between.
struct Rows {
  std::string frames;
  std::string actors;
  bool empty() const;
};

struct Version {
  std::string at;  // ISO 8601, UTC
  std::string author;
  std::string message;
  std::string base;  // digest of the dictionary that they were compiled with
  Rows rows;
};

// Writes an overlay folder that the dictionary compiler takes.  kBadValue for an actor line of another kind; kCannotWrite.
Status write_overlay(const Rows& rows, const std::string& author, const std::string& folder);

// All versions, oldest first; lines that are none of ours are left alone.
std::vector<Version> read_versions(const std::string& archive);
// Adds a version; the file only grows.
Status add_version(const std::string& archive, const Version& version);

// Where the compiled rows of the archive are.
std::string kept_bundle(const std::string& archive);
std::string kept_overlay(const std::string& archive);

}  // namespace waqai::serve
