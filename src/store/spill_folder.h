// SPDX-License-Identifier: Apache-2.0
//
// SpillFolder: where one open database puts what its memory does not hold.  DuckDB's own choice is one folder a file, in which two processes that
// read the same archive write into each other's blocks; here each has its own, and those that killed processes left are removed by the next one.
// Thread rule: made and destroyed by one thread at a time; path() from any.
#pragma once

#include <string>

namespace waqai::store {

class SpillFolder {
 public:
  // A name beside the database file `path` that no other has; DuckDB makes the folder when it needs it, and removes it when it closes the database.
  // Removes the folders of databases that no process has open.  Never fails: a folder that cannot be read or locked is left as it is.
  // Cost: the folder of the archive is listed.
  explicit SpillFolder(const std::string& path);
  SpillFolder(const SpillFolder&) = delete;
  SpillFolder& operator=(const SpillFolder&) = delete;
  // REQUIRES: the database is closed
  ~SpillFolder();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int folder_ = -1;  // the folder of the archive, locked against removal of this one
};

}  // namespace waqai::store
