// SPDX-License-Identifier: Apache-2.0
//
// Verdicts: what people judged about events, as a file of JSON Lines beside the database (verdicts.jsonl).  It only grows: a changed or withdrawn
// verdict is one more line, the last one counts.  The machine's records are never touched. Thread rule: safe from any number of threads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::serve {

struct Verdict {
  std::string event_id;
  std::string verdict;  // one of those allowed; none: withdrawn
  std::string note;
  std::string at;  // ISO 8601, UTC
};

class Verdicts {
 public:
  // Reads what is there; a line that is none of ours is left alone.
  // `allowed`: the words that may be said besides none.
  explicit Verdicts(std::string path, std::vector<std::string> allowed = {"right", "wrong", "unsure"});
  // Appends one verdict.  kBadValue for an unknown verdict or an id that is none; kCannotWrite.
  Status add(const Verdict& verdict);
  // The verdicts that count, by event id.
  std::map<std::string, Verdict> all() const;

 private:
  std::string path_;
  std::vector<std::string> allowed_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::map<std::string, Verdict> last_;
};

}  // namespace waqai::serve
