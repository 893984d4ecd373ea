// SPDX-License-Identifier: Apache-2.0
#include "lexicon/times_compile.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

#include "base/error_codes.h"
#include "lexicon/phrase_words.h"
#include "lexicon/times.h"

namespace waqai::lexicon {
namespace {

struct Name {
  std::string_view name;
  int32_t value = 0;
};

std::optional<int32_t> parse_name(std::span<const Name> names, std::string_view cell) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Name& one) { return one.name == cell; });
  return found == names.end() ? std::nullopt : std::optional<int32_t>(found->value);
}

template <typename T>
constexpr int32_t id(T value) {
  return static_cast<int32_t>(value);
}

constexpr Name kKinds[] = {{"month", id(TimeKind::kMonth)},   {"hijri", id(TimeKind::kHijriMonth)}, {"weekday", id(TimeKind::kWeekday)},
                           {"number", id(TimeKind::kNumber)}, {"ordinal", id(TimeKind::kOrdinal)},  {"unit", id(TimeKind::kUnit)},
                           {"day", id(TimeKind::kDay)},       {"part", id(TimeKind::kPart)},        {"direction", id(TimeKind::kDirection)},
                           {"anchor", id(TimeKind::kAnchor)}, {"season", id(TimeKind::kSeason)},    {"decade", id(TimeKind::kDecade)},
                           {"fixed", id(TimeKind::kFixed)},   {"ignored", id(TimeKind::kIgnored)},  {"reference", id(TimeKind::kReference)},
                           {"same", id(TimeKind::kSame)},     {"word", id(TimeKind::kWord)}};
constexpr Name kUnits[] = {{"minute", id(TimeUnit::kMinute)}, {"hour", id(TimeUnit::kHour)},       {"day", id(TimeUnit::kDay)},
                           {"week", id(TimeUnit::kWeek)},     {"month", id(TimeUnit::kMonth)},     {"year", id(TimeUnit::kYear)},
                           {"decade", id(TimeUnit::kDecade)}, {"century", id(TimeUnit::kCentury)}, {"quarter", id(TimeUnit::kQuarter)},
                           {"half", id(TimeUnit::kHalf)}};
constexpr Name kParts[] = {{"dawn", id(DayPart::kDawn)},           {"morning", id(DayPart::kMorning)}, {"noon", id(DayPart::kNoon)},
                           {"afternoon", id(DayPart::kAfternoon)}, {"evening", id(DayPart::kEvening)}, {"night", id(DayPart::kNight)}};
constexpr Name kDirections[] = {{"past", -1}, {"current", 0}, {"next", 1}};
constexpr Name kAnchors[] = {{"start", -1}, {"middle", 0}, {"end", 1}};
constexpr Name kSeasons[] = {{"spring", 0}, {"summer", 1}, {"autumn", 2}, {"winter", 3}};
constexpr Name kReferences[] = {{"past", -1}, {"now", 0}, {"future", 1}};
constexpr Name kArticles[] = {
    {"", id(Article::kNone)}, {"none", id(Article::kNone)}, {"the", id(Article::kNeeded)}, {"either", id(Article::kEither)}};
constexpr Name kWords[] = {{"since", id(TimeWord::kSince)},
                           {"before", id(TimeWord::kBefore)},
                           {"after", id(TimeWord::kAfter)},
                           {"within", id(TimeWord::kWithin)},
                           {"between", id(TimeWord::kBetween)},
                           {"from", id(TimeWord::kFrom)},
                           {"to", id(TimeWord::kTo)},
                           {"in", id(TimeWord::kIn)},
                           {"for", id(TimeWord::kFor)},
                           {"this", id(TimeWord::kThis)},
                           {"day_word", id(TimeWord::kDayWord)},
                           {"agreeing", id(TimeWord::kAgreeing)},
                           {"now", id(TimeWord::kNow)},
                           {"general_head", id(TimeWord::kGeneralHead)},
                           {"named_head", id(TimeWord::kNamedHead)},
                           {"not_today", id(TimeWord::kNotToday)},
                           {"age", id(TimeWord::kAge)},
                           {"future", id(TimeWord::kFuture)},
                           {"past", id(TimeWord::kPast)},
                           {"clause", id(TimeWord::kClause)},
                           {"counted", id(TimeWord::kCounted)},
                           {"vague", id(TimeWord::kVague)},
                           {"about", id(TimeWord::kAbout)},
                           {"number_head", id(TimeWord::kNumberHead)},
                           {"elapsed", id(TimeWord::kElapsed)},
                           {"on", id(TimeWord::kOn)},
                           {"era", id(TimeWord::kEra)},
                           {"hijri_era", id(TimeWord::kHijriEra)}};

std::optional<int32_t> parse_int(std::string_view cell, int32_t low, int32_t high) {
  int32_t value = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failure != std::errc() || end != cell.data() + cell.size() || value < low || value > high) return std::nullopt;
  return value;
}

// "day/2": a unit and its count.
std::optional<int32_t> parse_unit(std::string_view cell, TimeTerm& term) {
  const size_t slash = cell.find('/');
  const auto count = slash == std::string_view::npos ? std::optional<int32_t>(1) : parse_int(cell.substr(slash + 1), 0, 2);
  if (!count) return std::nullopt;
  term.count = static_cast<uint8_t>(*count);
  return parse_name(kUnits, cell.substr(0, slash));
}

std::optional<int32_t> parse_value(std::string_view cell, TimeTerm& term) {
  switch (term.kind) {
    case TimeKind::kMonth:
    case TimeKind::kHijriMonth:
      return parse_int(cell, 1, 12);
    case TimeKind::kWeekday:
      return parse_int(cell, 1, 7);
    case TimeKind::kNumber:
      return parse_int(cell, 1, 10000);
    case TimeKind::kOrdinal:
      return parse_int(cell, 1, 100);
    case TimeKind::kUnit:
      return parse_unit(cell, term);
    case TimeKind::kDay:
    case TimeKind::kSame:
      return parse_int(cell, -9, 9);
    case TimeKind::kPart:
      return parse_name(kParts, cell);
    case TimeKind::kDirection:
      return parse_name(kDirections, cell);
    case TimeKind::kAnchor:
      return parse_name(kAnchors, cell);
    case TimeKind::kSeason:
      return parse_name(kSeasons, cell);
    case TimeKind::kDecade:
      return parse_int(cell, 1000, 2100);
    case TimeKind::kFixed:
      return base::parse_iso_day(cell);
    case TimeKind::kIgnored:
      return cell.empty() ? std::optional<int32_t>(0) : std::nullopt;
    case TimeKind::kReference:
      return parse_name(kReferences, cell);
    case TimeKind::kWord:
      return parse_name(kWords, cell);
  }
  return std::nullopt;
}

// The words of a phrase joined by a space: the key of the dictionary.
std::string phrase_key(std::string_view phrase) {
  std::string key;
  for (const std::string& word : phrase_words(phrase)) key += (key.empty() ? "" : " ") + word;
  return key;
}

// Terms by key, so that those of one key stand together.
using Terms = std::map<std::string, std::vector<TimeTerm>>;

void add_term(const Table& table, const TableRow& row, Terms& terms, Findings& findings) {
  TimeTerm term;
  term.file = table.file;
  term.line = row.line;
  const std::string key = phrase_key(table.cell(row, "phrase"));
  const auto kind = parse_name(kKinds, table.cell(row, "kind"));
  const auto article = parse_name(kArticles, table.cell(row, "article"));
  const std::string_view weak = table.cell(row, "weak");
  if (kind) term.kind = static_cast<TimeKind>(*kind);
  const auto value = kind ? parse_value(table.cell(row, "value"), term) : std::nullopt;
  if (key.empty() || !value || !article || (!weak.empty() && weak != "yes")) {
    findings.error(base::kDictionaryValue, table.name, row.line, "no phrase, or a kind, value, article or weak that is not known",
                   "kinds and their values are listed in data/time/README.md; article is the, either or -; weak is yes or -");
    return;
  }
  term.value = *value;
  term.article = static_cast<Article>(*article);
  term.weak = weak.empty() ? 0 : 1;
  std::vector<TimeTerm>& same_key = terms[key];
  const auto same = [&](const TimeTerm& other) {
    return std::tie(other.kind, other.value, other.count) == std::tie(term.kind, term.value, term.count);
  };
  if (std::any_of(same_key.begin(), same_key.end(), same)) {
    findings.error(base::kDictionaryDuplicate, table.name, row.line, "the phrase stands twice with this meaning (hamza and ta marbuta do not count)",
                   "remove one of the two rows");
    return;
  }
  same_key.push_back(term);
}

std::optional<HijriYear> parse_hijri(const Table& table, const TableRow& row) {
  const auto year = parse_int(table.cell(row, "year"), 1, 2000);
  const auto first = base::parse_iso_day(table.cell(row, "first"));
  const std::string_view months = table.cell(row, "long");
  if (!year || !first || months.size() != 12) return std::nullopt;
  HijriYear parsed{*year, *first, 0};
  for (size_t i = 0; i < months.size(); ++i) {
    if (months[i] != '0' && months[i] != '1') return std::nullopt;
    if (months[i] == '1') parsed.long_months |= 1u << i;
  }
  return parsed;
}

int32_t days_in(const HijriYear& year) { return 12 * 29 + __builtin_popcount(year.long_months); }

std::vector<HijriYear> read_hijri(const SourceSet& sources, Findings& findings) {
  std::vector<HijriYear> years;
  for (const Table& table : sources.tables("time/hijri", {"year", "first", "long"}, findings)) {
    for (const TableRow& row : table.rows) {
      const auto year = parse_hijri(table, row);
      if (!year) {
        findings.error(base::kDictionaryValue, table.name, row.line, "a year of the Hijri calendar is not understood",
                       "year, first day as YYYY-MM-DD, twelve digits 0 or 1 (1: 30 days)");
      } else if (!years.empty() && (year->year != years.back().year + 1 || year->first != years.back().first + days_in(years.back()))) {
        findings.error(base::kDictionaryValue, table.name, row.line, "the year does not start on the day after the end of the row before",
                       "list years in order; first is the day after the last of the year before");
      } else {
        years.push_back(*year);
      }
    }
  }
  return years;
}

}  // namespace

void add_times(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  Terms terms;
  for (const Table& table : sources.tables("time/terms", {"phrase", "kind", "value"}, findings)) {
    for (const TableRow& row : table.rows) add_term(table, row, terms, findings);
  }
  StringPool strings;
  std::vector<TimeTerm> sorted;
  for (auto& [key, same_key] : terms) {
    const uint32_t key_id = strings.intern(key);
    for (TimeTerm& term : same_key) {
      term.key = key_id;
      sorted.push_back(term);
    }
  }
  SectionWriter writer;
  writer.array(sorted);
  writer.array(read_hijri(sources, findings));
  writer.strings(strings);
  builder.add(std::string(kTimesSection), kTimesVersion, writer.take());
}

}  // namespace waqai::lexicon
