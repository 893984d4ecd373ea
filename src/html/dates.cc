// SPDX-License-Identifier: Apache-2.0
#include "html/dates.h"

#include <unordered_map>
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
    for (at_ = 0; at_ < parts_.size(); ++at_) {
      std::optional<base::Day> day = numeric();
      if (!day) day = named();
      if (!day) continue;
      Moment moment;
      moment.day = *day;
      read_time(moment);
      return moment;
    }
    return std::nullopt;
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

  // T10:00:00.000+03:00, 10:00 GMT, behind the date.
  void read_time(Moment& moment) const {
    size_t i = after_;
    while (part(i) != nullptr && i < after_ + 3 && parts_[i].kind != Part::Kind::kNumber) ++i;
    if (part(i + 2) == nullptr || !sign(i + 1, ":") || parts_[i].number < 0 || parts_[i].number > 23 || parts_[i + 2].number < 0 ||
        parts_[i + 2].number > 59)
      return;
    int seconds = 0;
    size_t after = i + 3;
    if (sign(after, ":") && part(after + 1) != nullptr && parts_[after + 1].number >= 0 && parts_[after + 1].number < 60) {
      seconds = parts_[after + 1].number;
      after += 2;
    }
    char text[16];
    std::snprintf(text, sizeof text, "%02u:%02u:%02u", static_cast<unsigned>(parts_[i].number) % 100,
                  static_cast<unsigned>(parts_[i + 2].number) % 100, static_cast<unsigned>(seconds) % 100);
    moment.time = text;
    if (sign(after, ".") && part(after + 1) != nullptr && parts_[after + 1].kind == Part::Kind::kNumber) after += 2;
    if (part(after) == nullptr) return;
    if (parts_[after].text == "z" || parts_[after].text == "gmt" || parts_[after].text == "utc") moment.zone = "Z";
    if ((!sign(after, "+") && !sign(after, "-")) || part(after + 1) == nullptr || parts_[after + 1].kind != Part::Kind::kNumber) return;
    const std::string& digits = parts_[after + 1].text;
    if (digits.size() == 4) moment.zone = parts_[after].text + digits.substr(0, 2) + ":" + digits.substr(2);
    const bool minutes = sign(after + 2, ":") && part(after + 3) != nullptr && parts_[after + 3].text.size() == 2;
    if (digits.size() == 2) moment.zone = parts_[after].text + digits + ":" + (minutes ? parts_[after + 3].text : "00");
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

std::optional<Moment> date_in_address(std::string_view url) {
  const size_t path = url.find('/', url.find("://") == std::string_view::npos ? 0 : url.find("://") + 3);
  return path == std::string_view::npos ? std::nullopt : find_date(url.substr(path), DayOrder::kDayFirst);
}

}  // namespace waqai::html
