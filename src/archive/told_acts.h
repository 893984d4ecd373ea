// SPDX-License-Identifier: Apache-2.0
//
// ActReader: the events of an archive with their sentences and parties, some thousand articles at a time, as the ledger compares them.  Memory: one
// such window, whatever the archive holds.  Thread rule: that of the database.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "archive/bearing.h"
#include "archive/promise.h"
#include "base/calendar.h"
#include "store/database.h"
#include "waqai/types/span.h"

namespace waqai::archive {

struct ToldAct {
  std::string id;
  std::string article;
  int64_t number = 0;  // in its article
  std::string incident;
  std::string place;
  base::Day published = base::kNoDay;
  std::string date;  // as told
  std::string day;   // as view event_day has it
  BearingAct act;
  uint32_t begin = 0, end = 0, trigger = 0, trigger_end = 0;  // of the sentence and the trigger, in the article
  uint32_t doer = 0;                                          // begin of the first actor; 0 where he is not told
  std::vector<uint64_t> sides;                                // of the actors: names, and country with sector
  std::vector<Span> names;                                    // of parties inside the trigger
  Stems doers;                                                // of the words of actors
  std::vector<Stems> words;                                   // of each of act.parties
  std::string sentence;                                       // empty where spans and text do not agree

  // In order of publication (none first), article and place in it.
  bool operator<(const ToldAct& other) const;
};

class ActReader {
 public:
  explicit ActReader(const store::Database& database) : database_(database) {}

  enum class Parts { kSentences, kAll };  // sentences alone, or parties and incidents, too
  // Hands over the acts of window after window, in no order: all but those of the past that are told as history.  O(events).
  Status read(Parts parts, const std::function<void(std::vector<ToldAct>&&)>& visit) const;
  // Adds parties to acts that were read without.  `events`: SQL condition on the participants of these acts.
  Status add_parties(const std::string& events, std::vector<ToldAct>& acts) const;

 private:
  Status read_window(const std::string& articles, Parts parts, std::vector<ToldAct>& acts) const;

  const store::Database& database_;
};

}  // namespace waqai::archive
