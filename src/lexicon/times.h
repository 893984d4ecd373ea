// SPDX-License-Identifier: Apache-2.0
//
// The time dictionary (section "times"): what a phrase may mean in a date, and the years of the Umm al-Qura calendar.
// Phrases are keys: the words of the phrase as fold_key leaves them, joined by one space, without the article.
// Thread rule: immutable; views live as long as the bundle.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "base/calendar.h"
#include "lexicon/bundle.h"

namespace waqai::lexicon {

inline constexpr std::string_view kTimesSection = "times";
inline constexpr uint32_t kTimesVersion = 1;

// Append-only.  What `value` holds is said behind each.
enum class TimeKind : uint8_t {
  kMonth,       // 1 to 12
  kHijriMonth,  // 1 to 12
  kWeekday,     // 1 Monday to 7 Sunday
  kNumber,      // the number
  kOrdinal,     // the number
  kUnit,        // TimeUnit; `count` 1 singular, 2 dual, 0 plural
  kDay,         // days from the publication date
  kPart,        // DayPart
  kDirection,   // -1 past, 0 current, 1 next
  kAnchor,      // -1 start, 0 middle, 1 end
  kSeason,      // 0 spring, 1 summer, 2 autumn, 3 winter
  kDecade,      // first year
  kFixed,       // base::Day
  kIgnored,     // 0: looks like a date, is none
  kReference,   // -1 recently, 0 now, 1 soon
  kSame,        // days from the last day told
  kWord         // TimeWord
};

enum class TimeUnit : uint8_t { kMinute, kHour, kDay, kWeek, kMonth, kYear, kDecade, kCentury, kQuarter, kHalf };
enum class DayPart : uint8_t { kDawn, kMorning, kNoon, kAfternoon, kEvening, kNight };

// Words that steer how a date is read.
enum class TimeWord : uint8_t {
  kSince,
  kBefore,
  kAfter,
  kWithin,
  kBetween,
  kFrom,
  kTo,
  kIn,
  kFor,
  kThis,
  kDayWord,
  kAgreeing,
  kNow,
  kGeneralHead,
  kNamedHead,
  kNotToday,
  kAge,
  kFuture,
  kPast,
  kClause,
  kCounted,
  kVague,
  kAbout,
  kNumberHead,
  kElapsed,
  kOn,
  kEra,
  kHijriEra
};

enum class Article : uint8_t { kNone, kNeeded, kEither };

struct TimeTerm {
  uint32_t key = 0;  // string id
  int32_t value = 0;
  uint32_t line = 0;  // of the row
  uint16_t file = 0;  // of the row, as annot::Row::file
  TimeKind kind = TimeKind::kWord;
  Article article = Article::kNone;
  uint8_t count = 0;
  uint8_t weak = 0;  // 1: another word too; needs a date around it
  uint16_t reserved = 0;
};

struct HijriYear {
  int32_t year = 0;
  base::Day first = 0;       // of Muharram
  uint32_t long_months = 0;  // bit m - 1: month m has 30 days, else 29
};

class Times {
 public:
  // kBundleSection, kBundleDamaged.
  static Result<Times> open(const Bundle& bundle);

  // The rows of a key; empty for an unknown one.
  std::span<const TimeTerm> find(std::string_view key) const;
  // Words of the longest phrase that starts with `word`; 0 where none does.
  uint32_t longest(std::string_view word) const;
  // Ascending, without gap.
  std::span<const HijriYear> hijri() const { return hijri_; }

 private:
  std::span<const TimeTerm> terms_;  // grouped by key
  std::span<const HijriYear> hijri_;
  std::unordered_map<std::string_view, std::span<const TimeTerm>> index_;
  std::unordered_map<std::string_view, uint32_t> longest_;  // by first word
};

}  // namespace waqai::lexicon
