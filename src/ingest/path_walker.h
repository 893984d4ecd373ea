// SPDX-License-Identifier: Apache-2.0
//
// PathWalker: the files below a list of paths, folders in the sorted order of their names.  Hidden files and links to folders within folders are
// left out.  Memory: the names of the folders on the way down.
#pragma once

#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::ingest {

class PathWalker {
 public:
  explicit PathWalker(std::vector<std::string> paths);

  // The next file, or "-" as it was given, into `path`; false at the end.  `status` is set where a path is missing, a folder cannot be read
  // (kCannotOpen) or a named folder holds no file (kEmptyInput); then `path` names it and walking goes on with the next call.
  bool next(std::string& path, Status& status);

  // The path given by the caller that the last file stands below or is.
  const std::string& named() const { return named_; }

 private:
  struct Entry {
    std::string path;
    std::string root;  // what the caller named
    bool is_folder = false;
    bool named = false;  // by the caller
  };
  Status expand(const Entry& folder);

  std::vector<Entry> stack_;  // the next one last
  std::string named_;
};

}  // namespace waqai::ingest
