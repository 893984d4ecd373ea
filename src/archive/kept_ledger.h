// SPDX-License-Identifier: Apache-2.0
//
// KeptLedger: what the ledger (ledger.h) says of each pledge, in memory and as a file beside the archive, so that a server need not read the whole
// archive at every start.  The file is a copy that anybody may delete.  Thread rule: immutable once made; safe from any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/database.h"

namespace waqai::archive {

struct KeptPledge {
  struct Piece {
    std::string finding;   // done, in_progress, cancelled, contradicted
    std::string event_id;  // that says so
    std::string rule;      // act, like, meeting
  };
  int64_t restatements = 0;
  std::vector<Piece> evidence;  // in order of publication
  std::string searched;         // "1234 articles, 2018-02-16 to 2018-10-01"
};

class KeptLedger {
 public:
  // Reads the ledger of the archive.  As costly as read_ledger().
  static Result<KeptLedger> make(const store::Database& database);
  // What keep() left at `path` for this state of the archive; kCannotRead where there is nothing, something else, or half of it.
  static Result<KeptLedger> open(const std::string& path, const std::string& stamp);
  // Leaves it at `path`.  Nothing is half written there.  kCannotWrite.
  Status keep(const std::string& path, const std::string& stamp) const;

  // Null for what is no pledge.
  const KeptPledge* find(const std::string& event_id) const;
  // Events of the pledges with evidence, ascending.
  std::vector<std::string> with_evidence() const;

 private:
  std::unordered_map<std::string, KeptPledge> pledges_;  // by event
};

}  // namespace waqai::archive
