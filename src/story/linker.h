// SPDX-License-Identifier: Apache-2.0
//
// Linker: finds the links between articles that are handed to it in order of day.  A link depends on its two articles and the weights alone, so the
// set of links is a function of the set of articles.  Articles too far apart in time are never compared, and forgotten: memory holds the articles of
// kReprintDays, about 12 kB each, and how many came before does not tell.  Articles without a day are compared with each other only.
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/calendar.h"
#include "story/report.h"
#include "story/reprint.h"

namespace waqai::story {

inline constexpr base::Day kReprintDays = 7;  // a reprint comes so many days later, at most
inline constexpr base::Day kStoryDays = 2;    // so far apart may two reports of one matter be

enum class LinkKind { kSame, kNear, kPart, kStory };
const char* to_string(LinkKind kind);

struct Link {
  uint32_t earlier = 0;  // numbers given to Linker::add
  uint32_t later = 0;
  LinkKind kind = LinkKind::kStory;
  double share = 0;
};

struct LinkerArticle {
  uint32_t number = 0;
  base::Day day = base::kNoDay;
  std::string_view text;  // valid UTF-8, used during the call only
  uint32_t title_bytes = 0;
  bool is_new = true;  // links between two articles that are not new are known and left out
};

class Linker {
 public:
  // `weights` must outlive the linker.
  Linker(const WordWeights& weights, text::Segmenter segmenter, std::function<void(const Link&)> found);

  // REQUIRES: articles come in ascending order of (day, content), those without a day first.
  void add(const LinkerArticle& article);
  // How many features of articles are remembered: of those within reach of the last one.
  size_t features() const { return runs_.size() + matter_.size(); }

  // How alike the matter of two articles is: cosine of their weighted stems, 0 where they do not share two rare ones, or
  // share only two and are not very alike otherwise.
  static double likeness(const ReportText& a, const ReportText& b);
  static constexpr double kLike = 0.36;

 private:
  struct Kept {
    uint32_t number = 0;
    base::Day day = base::kNoDay;
    bool is_new = true;
    uint32_t shared = 0;  // features with the article that is compared now
    ReportText report;
  };
  using Postings = std::unordered_map<uint64_t, std::vector<uint32_t>>;  // feature -> kept articles by the order of add(), ascending

  void forget_before(base::Day day);
  // Takes the articles before `first` out of the feature's list.
  static void unpost(Postings& postings, uint64_t feature, uint32_t first);
  // Adds one to `shared` of each kept article from `first` on that has the feature, and this article to the feature's list.
  void count_and_post(Postings& postings, uint64_t feature, uint32_t self, uint32_t first);
  void compare_with(uint32_t self, bool with_matter);
  uint32_t first_within(base::Day day, base::Day days) const;
  Kept& kept(uint32_t index) { return kept_[index - forgotten_]; }

  const WordWeights* weights_;
  ReportReader reader_;
  std::function<void(const Link&)> found_;
  std::deque<Kept> kept_;
  uint32_t forgotten_ = 0;         // articles before those of kept_
  uint32_t matter_forgotten_ = 0;  // articles whose matter is
  Postings runs_, matter_;         // of kept articles alone: nothing here grows with what is forgotten
  std::vector<uint32_t> touched_;  // that share a feature with the article that is compared now
};

}  // namespace waqai::story
