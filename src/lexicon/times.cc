// SPDX-License-Identifier: Apache-2.0
#include "lexicon/times.h"

#include <algorithm>

#include "base/error_codes.h"

namespace waqai::lexicon {

Result<Times> Times::open(const Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kTimesSection, kTimesVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  Times times;
  times.terms_ = reader.array<TimeTerm>();
  times.hijri_ = reader.array<HijriYear>();
  const StringPoolView strings = reader.strings();
  if (reader.failed()) return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section times is cut").at(bundle.path());
  for (size_t begin = 0; begin < times.terms_.size();) {
    size_t end = begin + 1;
    while (end < times.terms_.size() && times.terms_[end].key == times.terms_[begin].key) ++end;
    const std::string_view key = strings.get(times.terms_[begin].key);
    times.index_.emplace(key, times.terms_.subspan(begin, end - begin));
    uint32_t& words = times.longest_[key.substr(0, key.find(' '))];
    words = std::max(words, static_cast<uint32_t>(std::count(key.begin(), key.end(), ' ')) + 1);
    begin = end;
  }
  return times;
}

std::span<const TimeTerm> Times::find(std::string_view key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? std::span<const TimeTerm>() : found->second;
}

uint32_t Times::longest(std::string_view word) const {
  const auto found = longest_.find(word);
  return found == longest_.end() ? 0 : found->second;
}

}  // namespace waqai::lexicon
