// SPDX-License-Identifier: Apache-2.0
#include "cli/audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace waqai::cli {
namespace {

CodedArticle article_of(int first, int count) {
  CodedArticle coded;
  coded.article.text = "text";
  for (int i = first; i < first + count; ++i) {
    Event event;
    event.id = "event" + std::to_string(i);
    event.sentence = {0, 4};
    coded.events.push_back(event);
  }
  return coded;
}

std::vector<std::string> ids(const Sample& sample) {
  std::vector<std::string> out;
  for (const Sampled* one : sample.events()) out.push_back(one->event_id);
  return out;
}

TEST(Audit, WilsonIntervals) {
  // Wilson (1927), as tabled for 8 of 10 and 0 of 20.
  EXPECT_NEAR(wilson(8, 10).low, 0.4902, 1e-4);
  EXPECT_NEAR(wilson(8, 10).high, 0.9433, 1e-4);
  EXPECT_NEAR(wilson(0, 20).low, 0.0, 1e-9);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 1e-4);
  EXPECT_EQ(wilson(0, 0).high, 1);
}

TEST(Audit, TheSameSampleInAnyOrder) {
  Sample forward(20, 7), backward(20, 7);
  for (int i = 0; i < 100; ++i) forward.offer(article_of(i * 10, 10));
  for (int i = 99; i >= 0; --i) backward.offer(article_of(i * 10, 10));
  EXPECT_EQ(forward.offered(), 1000);
  EXPECT_EQ(ids(forward).size(), 20u);
  EXPECT_EQ(ids(forward), ids(backward));
}

TEST(Audit, EveryEventIsDrawnAsOften) {
  // 500 seeds, ten of a hundred events each: an event is drawn fifty times, give or take.
  std::map<std::string, int> drawn;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Sample sample(10, seed);
    sample.offer(article_of(0, 100));
    for (const std::string& id : ids(sample)) ++drawn[id];
  }
  EXPECT_EQ(drawn.size(), 100u);
  for (const auto& [id, times] : drawn) {
    EXPECT_GT(times, 20) << id;
    EXPECT_LT(times, 90) << id;
  }
}

TEST(Audit, SmallArchivesAreTakenWhole) {
  Sample sample(50, 1);
  sample.offer(article_of(0, 3));
  EXPECT_EQ(sample.events().size(), 3u);
  EXPECT_EQ(sample.events().front()->sentence, "text");
}

}  // namespace
}  // namespace waqai::cli
