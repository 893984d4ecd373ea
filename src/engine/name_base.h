// SPDX-License-Identifier: Apache-2.0
//
// NameBase: names of the actor base and the gazetteer in Latin letters with their Arabic forms, for searching.
// Thread rule: immutable; share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/actors.h"
#include "lexicon/bundle.h"
#include "waqai/types/status.h"

namespace waqai {

// Arabic forms, folded: single words, and names of several.
struct NameForms {
  std::vector<std::string> words;
  std::vector<std::vector<std::string>> phrases;
  std::vector<uint32_t> persons;  // that the words stand for alone
  bool empty() const { return words.empty() && phrases.empty(); }
};

class NameBase {
 public:
  // kBundleSection, kBundleDamaged.
  static Result<NameBase> open(const lexicon::Bundle& bundle);

  // Forms of the names that hold `latin` (search::plain_latin) as words next to each other: the whole name, the last word of a person, which stands
  // for him or her, or the part of the Arabic name that is said alike.  Nothing for an unknown one.  O(names).
  NameForms find(const std::vector<std::string>& latin) const;
  // Other Arabic forms of the person, place or state that an Arabic word (folded) names by itself.
  NameForms others(std::string_view arabic) const;
  // Whether the Arabic word (folded), with article or without, names one of `persons` by itself.
  bool names_one_of(std::string_view arabic, const std::vector<uint32_t>& persons) const;

 private:
  struct Entry {
    std::vector<std::string> latin;
    std::vector<std::string> arabic;
    uint32_t person = kNobody;
  };
  static constexpr uint32_t kNobody = 0xffffffff;
  void add(std::string_view english, std::string_view arabic, uint32_t person);
  static void take(const Entry& entry, size_t at, const std::vector<std::string>& latin, NameForms& forms);

  std::vector<Entry> entries_;
  lexicon::ActorsView actors_;
};

}  // namespace waqai
