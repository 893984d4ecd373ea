// SPDX-License-Identifier: Apache-2.0
//
// What an audit of an archive needs beside reading keys: the sample, and what verdicts say of precision.
// Thread rule: values and pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/record.h"

namespace waqai::cli {

// One event to judge, with what a judge needs to see.
struct Sampled {
  std::string event_id;
  std::string type;
  std::string sentence;  // its home sentence
  CodedArticle record;   // the article without its text, and this event alone
};

// A simple random sample without replacement: of all events offered, those whose ids have the least hash under the seed.  The same events are drawn
// in whatever order they come.
class Sample {
 public:
  Sample(size_t size, uint64_t seed) : size_(size), seed_(seed) {}
  void offer(const CodedArticle& article);
  int64_t offered() const { return offered_; }
  // In the order in which they are to be judged.
  std::vector<const Sampled*> events() const;

 private:
  size_t size_;
  uint64_t seed_;
  int64_t offered_ = 0;
  std::map<std::pair<uint64_t, std::string>, Sampled> least_;
};

struct Tally {
  int64_t right = 0, wrong = 0, unsure = 0;
  int64_t judged() const { return right + wrong; }
};

// Wilson's 95 % interval of a share; 0 to 1 where nothing was counted.
struct Interval {
  double low = 0, high = 1;
};
Interval wilson(int64_t right, int64_t all);

// "0.840 (0.715 to 0.917)".
std::string share_with_interval(int64_t right, int64_t all);

}  // namespace waqai::cli
