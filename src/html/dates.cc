// SPDX-License-Identifier: Apache-2.0
#include "html/dates.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "html/phrases.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

constexpr size_t kMaxBytes = 4000;  // of a text that is looked at

// A number, a word, or a sign; white space only sets `spaced`.
struct Part {
  enum class Kind { kNumber, kWord, kSign } kind = Kind::kSign;
  std::string text;  // digits in ASCII, a word as folded key, a sign as it is
  int number = -1;
  bool spaced = false;  // white space before it
};

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || text::is_arabic_letter(c) || text::is_mark(c) || (c >= 0xC0 && c <= 0x24F);
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  bool spaced = false;
  std::string word;
  const auto close_word = [&] {
    if (word.empty()) return;
    parts.back().text = text::fold_key(word);
    word.clear();
  };
  text = text.substr(0, kMaxBytes);
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    const int digit = text::digit_value(next.code);
    if (digit >= 0) {
      close_word();
      const bool goes_on = !spaced && !parts.empty() && parts.back().kind == Part::Kind::kNumber;
      if (!goes_on) parts.push_back({Part::Kind::kNumber, "", 0, spaced});
      parts.back().text += static_cast<char>('0' + digit);
      parts.back().number = parts.back().text.size() > 8 ? -1 : parts.back().number * 10 + digit;
      spaced = false;
    } else if (is_letter(next.code)) {
      if (word.empty() || spaced) {
        close_word();
        parts.push_back({Part::Kind::kWord, "", -1, spaced});
      }
      word += text.substr(at, next.size);
      spaced = false;
    } else if (text::is_ignorable(next.code)) {
      // carries nothing
    } else if (next.code <= 0x20 || next.code == 0xA0) {
      spaced = true;
    } else {
      close_word();
      parts.push_back({Part::Kind::kSign, std::string(text.substr(at, next.size)), -1, spaced});
      spaced = false;
    }
    at += next.size;
  }
  close_word();
  return parts;
}

const std::unordered_map<std::string, unsigned>& months() {
  static const auto table = [] {
    std::unordered_map<std::string, unsigned> names;
    for (const MonthName& month : kMonthNames) {
      std::string key;
      for (const Part& part : parts_of(month.name)) key += (key.empty() ? "" : " ") + part.text;
      names.emplace(key, month.month);
    }
    return names;
  }();
  return table;
}

// Words beside a date or a time, as folded keys.
using Keys = std::unordered_set<std::string>;

Keys keys_of(std::initializer_list<std::string_view> words) {
  Keys keys;
  for (const std::string_view word : words) keys.insert(text::fold_key(word));
  return keys;
}

// Behind a time of twelve hours.
const Keys& afternoon() {
  static const Keys keys =
      keys_of({"pm", "\xD9\x85\xD8\xB3\xD8\xA7\xD8\xA1", "\xD9\x85\xD8\xB3\xD8\xA7\xD8\xA1\xD9\x8B", "\xD9\x85\xD8\xB3\xD8\xA7\xD8\xA1\xD8\xA7",
               "\xD8\xB8\xD9\x87\xD8\xB1\xD8\xA7", "\xD8\xB8\xD9\x87\xD8\xB1\xD8\xA7\xD9\x8B", "\xD8\xB9\xD8\xB5\xD8\xB1\xD8\xA7",
               "\xD8\xB9\xD8\xB5\xD8\xB1\xD8\xA7\xD9\x8B", "\xD9\x85"});
  return keys;
}
const Keys& morning() {
  static const Keys keys = keys_of({"am", "\xD8\xB5\xD8\xA8\xD8\xA7\xD8\xAD\xD8\xA7", "\xD8\xB5\xD8\xA8\xD8\xA7\xD8\xAD\xD8\xA7\xD9\x8B",
                                    "\xD9\x81\xD8\xAC\xD8\xB1\xD8\xA7", "\xD9\x81\xD8\xAC\xD8\xB1\xD8\xA7\xD9\x8B", "\xD8\xB5"});
  return keys;
}

// Before a date: of the latest change, and of publication.
const Keys& change() {
  static const Keys keys = keys_of({"updated", "update", "modified", "\xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB",
                                    "\xD8\xA7\xD9\x84\xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB", "\xD8\xAA\xD8\xAD\xD8\xAF\xD9\x8A\xD8\xAB\xD9\x87",
                                    "\xD8\xAA\xD8\xB9\xD8\xAF\xD9\x8A\xD9\x84"});
  return keys;
}
const Keys& publication() {
  static const Keys keys =
      keys_of({"published", "posted", "publication", "\xD9\x86\xD8\xB4\xD8\xB1", "\xD8\xA7\xD9\x84\xD9\x86\xD8\xB4\xD8\xB1",
               "\xD9\x86\xD8\xB4\xD8\xB1\xD8\xAA", "\xD9\x8A\xD9\x86\xD8\xB4\xD8\xB1", "\xD9\x85\xD9\x86\xD8\xB4\xD9\x88\xD8\xB1"});
  return keys;
}

bool is_year(const Part& part) { return part.kind == Part::Kind::kNumber && part.text.size() == 4 && part.number >= 1990 && part.number <= 2099; }
bool is_day(const Part& part) { return part.kind == Part::Kind::kNumber && part.text.size() <= 2 && part.number >= 1 && part.number <= 31; }

std::optional<base::Day> checked(int year, int month, int day) {
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (month < 1 || day < 1 || !date.ok()) return std::nullopt;
  return base::day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

class Reader {
 public:
  Reader(const std::vector<Part>& parts, DayOrder order) : parts_(parts), order_(order) {}

  std::optional<Moment> run() {
    std::optional<Moment> changed;  // the day of the latest change, where none of publication follows
    Moment::Label label = Moment::Label::kNone;
    for (at_ = 0; at_ < parts_.size(); ++at_) {
      if (parts_[at_].kind == Part::Kind::kWord && change().contains(parts_[at_].text)) label = Moment::Label::kChanged;
      if (parts_[at_].kind == Part::Kind::kWord && publication().contains(parts_[at_].text)) label = Moment::Label::kPublished;
      if (changed && label != Moment::Label::kPublished) continue;
      std::optional<base::Day> day = numeric();
      if (!day) day = named();
      if (!day) continue;
      Moment moment;
      moment.day = *day;
      moment.label = label;
      read_time(moment);
      if (label != Moment::Label::kChanged) return moment;
      changed = moment;
    }
    return changed;
  }

 private:
  const Part* part(size_t i) const { return i < parts_.size() ? &parts_[i] : nullptr; }
  bool sign(size_t i, std::string_view text) const { return part(i) != nullptr && parts_[i].kind == Part::Kind::kSign && parts_[i].text == text; }
  bool separator(size_t i) const { return sign(i, "-") || sign(i, "/") || sign(i, "."); }

  // 2019-11-19, 19/11/2019, 20191119; after_ is set behind it.
  std::optional<base::Day> numeric() {
    const Part& first = parts_[at_];
    if (first.kind != Part::Kind::kNumber) return std::nullopt;
    if (first.text.size() == 8 && first.number >= 19900101 && first.number < 21000000) {
      after_ = at_ + 1;
      return checked(first.number / 10000, first.number / 100 % 100, first.number % 100);
    }
    const Part* second = part(at_ + 2);
    const Part* third = part(at_ + 4);
    if (third == nullptr || !separator(at_ + 1) || parts_[at_ + 1].text != parts_[at_ + 3].text || second->number < 0 || third->number < 0)
      return std::nullopt;
    after_ = at_ + 5;
    if (is_year(first)) return checked(first.number, second->number, third->number);
    const bool short_year = third->text.size() == 2 && third->number >= 10 && third->number <= 40 && !sign(at_ + 5, ":");
    if (!is_year(*third) && !short_year) return std::nullopt;
    const int year = short_year ? 2000 + third->number : third->number;
    const bool month_first = second->number > 12 || (order_ == DayOrder::kMonthFirst && first.number <= 12 && !sign(at_ + 1, "."));
    return month_first ? checked(year, first.number, second->number) : checked(year, second->number, first.number);
  }

  // The month that starts at part i, and how many parts its name has.
  unsigned month_at(size_t i, size_t& size) const {
    if (part(i) == nullptr || parts_[i].kind != Part::Kind::kWord) return 0;
    size = 2;
    if (part(i + 1) != nullptr && parts_[i + 1].kind == Part::Kind::kWord) {
      const auto found = months().find(parts_[i].text + " " + parts_[i + 1].text);
      if (found != months().end()) return found->second;
    }
    size = 1;
    const auto found = months().find(parts_[i].text);
    return found == months().end() ? 0 : found->second;
  }

  size_t over_signs(size_t i) const {
    while (separator(i) || sign(i, ",") || sign(i, "\xD8\x8C")) ++i;
    return i;
  }

  // 19 November 2019, November 19th, 2019, and pairs of month names with a stroke between.
  std::optional<base::Day> named() {
    size_t size = 0;
    if (is_day(parts_[at_])) {
      size_t i = over_signs(at_ + 1);
      if (part(i) != nullptr && parts_[i].kind == Part::Kind::kWord && !parts_[i].spaced && parts_[i].text.size() == 2) ++i;  // 19th
      if (part(i) != nullptr && parts_[i].kind == Part::Kind::kWord && (parts_[i].text == "of" || parts_[i].text == "de")) ++i;
      const unsigned month = month_at(i, size);
      if (month == 0) return std::nullopt;
      i = over_signs(i + size);
      if (month_at(i, size) == month) i = over_signs(i + size);
      return finish(i, month, parts_[at_].number);
    }
    const unsigned month = month_at(at_, size);
    if (month == 0) return std::nullopt;
    size_t i = over_signs(at_ + size);
    if (part(i) == nullptr || !is_day(parts_[i])) return std::nullopt;
    const int day = parts_[i].number;
    ++i;
    if (part(i) != nullptr && parts_[i].kind == Part::Kind::kWord && !parts_[i].spaced && parts_[i].text.size() == 2) ++i;
    return finish(over_signs(i), month, day);
  }

  std::optional<base::Day> finish(size_t i, unsigned month, int day) {
    if (part(i) == nullptr || !is_year(parts_[i])) return std::nullopt;
    after_ = i + 1;
    return checked(parts_[i].number, static_cast<int>(month), day);
  }

  bool number_below(size_t i, int limit) const { return part(i) != nullptr && parts_[i].number >= 0 && parts_[i].number < limit; }
  bool word(size_t i, const Keys& keys) const { return part(i) != nullptr && parts_[i].kind == Part::Kind::kWord && keys.contains(parts_[i].text); }

  // T10:00:00.000+03:00, T100000Z, 10:00 GMT+3, 10:00:00 PM, behind the date; else right before it.
  void read_time(Moment& moment) const {
    size_t i = after_;
    while (part(i) != nullptr && i < after_ + 3 && parts_[i].kind != Part::Kind::kNumber) ++i;
    const size_t after = i == after_ + 1 && parts_[after_].text == "t" && compact(i, moment) ? i + 1 : clock(i, moment);
    if (after > 0) {
      moment.zone = zone_at(after);
      return;
    }
    size_t end = at_;
    while (end > 0 && end + 2 > at_ && parts_[end - 1].kind == Part::Kind::kSign) --end;
    for (const size_t size : {6u, 5u, 4u, 3u}) {  // with seconds and half of the day, down to hours and minutes
      Moment before;
      if (end < size || clock(end - size, before) != end) continue;
      moment.time = before.time;
      return;
    }
  }

  // 100000, 1000 at `i`.
  bool compact(size_t i, Moment& moment) const {
    if (part(i) == nullptr || (parts_[i].text.size() != 6 && parts_[i].text.size() != 4)) return false;
    const int number = parts_[i].text.size() == 4 ? parts_[i].number * 100 : parts_[i].number;
    return number >= 0 && number < 240000 && set_time(number / 10000, number / 100 % 100, number % 100, moment);
  }

  static bool set_time(int hour, int minute, int second, Moment& moment) {
    if (minute > 59 || second > 59) return false;
    char text[16];
    std::snprintf(text, sizeof text, "%02u:%02u:%02u", static_cast<unsigned>(hour) % 100, static_cast<unsigned>(minute) % 100,
                  static_cast<unsigned>(second) % 100);
    moment.time = text;
    return true;
  }

  // The time that starts at `i` into `moment`, and what is behind it; 0 where there is none.
  size_t clock(size_t i, Moment& moment) const {
    if (!number_below(i, 24) || !sign(i + 1, ":") || !number_below(i + 2, 60)) return 0;
    int hour = parts_[i].number;
    int seconds = 0;
    size_t after = i + 3;
    if (sign(after, ":") && number_below(after + 1, 60)) {
      seconds = parts_[after + 1].number;
      after += 2;
    }
    if (sign(after, ".") && part(after + 1) != nullptr && parts_[after + 1].kind == Part::Kind::kNumber) after += 2;
    after = half_of_day(after, hour);
    set_time(hour, parts_[i + 2].number, seconds, moment);
    return after;
  }

  // PM, p.m. and the Arabic words and letters for it at `i` put the hour right; what is behind them.
  size_t half_of_day(size_t i, int& hour) const {
    const bool dotted = part(i + 2) != nullptr && (parts_[i].text == "p" || parts_[i].text == "a") && sign(i + 1, ".") && parts_[i + 2].text == "m";
    const bool late = dotted ? parts_[i].text == "p" : word(i, afternoon());
    if (!dotted && !late && !word(i, morning())) return i;
    if (late && hour < 12) hour += 12;
    else if (!late && hour == 12) hour = 0;
    if (!dotted) return i + 1;
    return sign(i + 3, ".") ? i + 4 : i + 3;
  }

  // Z, GMT, UTC+3, GMT+0300, +03:00, +03; empty where none is.
  std::string zone_at(size_t i) const {
    static const Keys kNames = {"z", "gmt", "utc"};
    const bool named = word(i, kNames);
    if (named) ++i;
    const std::string none = named ? "Z" : "";
    const Part* hours = part(i + 1);
    if ((!sign(i, "+") && !sign(i, "-")) || hours == nullptr || hours->kind != Part::Kind::kNumber || hours->spaced) return none;
    std::string digits = hours->text;
    if (digits.size() == 1 && named) digits.insert(0, "0");
    const bool minutes = sign(i + 2, ":") && part(i + 3) != nullptr && parts_[i + 3].text.size() == 2 && number_below(i + 3, 60);
    if (digits.size() == 2) digits += minutes ? parts_[i + 3].text : "00";
    if (digits.size() != 4 || digits > "1459") return none;
    return parts_[i].text + digits.substr(0, 2) + ":" + digits.substr(2);
  }

  const std::vector<Part>& parts_;
  DayOrder order_;
  size_t at_ = 0;
  size_t after_ = 0;
};

}  // namespace

std::string Moment::iso() const { return base::iso_day(day) + (time.empty() ? "" : "T" + time + zone); }

std::optional<Moment> find_date(std::string_view text, DayOrder order) {
  const std::vector<Part> parts = parts_of(text);
  return Reader(parts, order).run();
}

std::optional<Moment> machine_date(std::string_view text) {
  constexpr int64_t kDaySeconds = 86400;
  constexpr size_t kSeconds = 10;       // digits of a time since 1970
  constexpr size_t kMilliseconds = 13;  // the same in thousandths
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits || (text.size() != kSeconds && text.size() != kMilliseconds)) return find_date(text, DayOrder::kDayFirst);
  int64_t seconds = 0;
  for (const char digit : text.substr(0, kSeconds)) seconds = seconds * 10 + (digit - '0');
  Moment moment;
  moment.day = static_cast<base::Day>(seconds / kDaySeconds);
  if (moment.day >= base::day_of(2100, 1, 1) || seconds == 0) return std::nullopt;
  const auto rest = static_cast<unsigned>(seconds % kDaySeconds);
  char time[16];
  std::snprintf(time, sizeof time, "%02u:%02u:%02u", rest / 3600 % 24, rest / 60 % 60, rest % 60);
  moment.time = time;
  moment.zone = "Z";
  return moment;
}

std::optional<Moment> date_in_address(std::string_view url) {
  const size_t path = url.find('/', url.find("://") == std::string_view::npos ? 0 : url.find("://") + 3);
  return path == std::string_view::npos ? std::nullopt : find_date(url.substr(path), DayOrder::kDayFirst);
}

}  // namespace waqai::html
