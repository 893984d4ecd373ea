// SPDX-License-Identifier: Apache-2.0
#include "archive/bearing.h"

#include <algorithm>
#include <array>
#include <set>

#include "archive/promise_words.h"
#include "story/words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::archive {
namespace {

using text::key_byte;

constexpr size_t kLeastNameLetters = 3;
constexpr size_t kWordsNearTrigger = 4;  // before or behind it
constexpr size_t kWordsOfPast = 2;       // before a promised act, among which "after", "managed to"
constexpr size_t kWordsOfVerb = 12;      // before a trigger, among which the verb that says when it is

constexpr char kAlef = key_byte(text::kAlef), kWaw = key_byte(text::kWaw), kYeh = key_byte(text::kYeh), kTeh = key_byte(text::kTeh),
               kSeen = key_byte(text::kSeen), kNoon = key_byte(text::kNoon), kMeem = key_byte(text::kMeem), kHeh = key_byte(text::kHeh);

std::vector<std::string> last_words(std::string_view text, size_t most) {
  std::vector<std::string> words = story::folded_words(text);
  words.erase(words.begin(), words.end() - static_cast<std::ptrdiff_t>(std::min(words.size(), most)));
  return words;
}

std::vector<std::string> first_words(std::string_view text, size_t most) {
  std::vector<std::string> words = story::folded_words(text);
  words.resize(std::min(words.size(), most));
  return words;
}

template <size_t kCount>
bool is_one_of(std::string_view type, const std::array<std::string_view, kCount>& types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool is_friendly(std::string_view type) { return type == "AGREE" || type == "CONCEDE"; }

// Whether an act of the type can be what the pledge promises: what is done, not what is said.
bool can_be_promised(std::string_view pledge, std::string_view type) {
  constexpr std::array<std::string_view, 7> kThreatened = {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "RETREAT", "REJECT"};
  constexpr std::array<std::string_view, 9> kOffered = {"CONSULT",  "COOPERATE", "AID",     "SUPPORT", "RETREAT",
                                                        "SANCTION", "COERCE",    "ASSAULT", "MOBILIZE"};
  return pledge == "THREATEN" ? is_one_of(type, kThreatened) : is_friendly(pledge) && is_one_of(type, kOffered);
}

bool is_mutual(std::string_view type) { return type == "CONSULT" || type == "AGREE" || type == "COOPERATE"; }

std::set<std::string> countries(const BearingAct& act, bool actors, bool recipients) {
  std::set<std::string> all;
  for (const Party& party : act.parties) {
    if ((party.actor ? actors : recipients) && !party.country.empty()) all.insert(party.country);
  }
  return all;
}

size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<size_t>(std::count_if(a.begin(), a.end(), [&](const std::string& one) { return b.count(one) > 0; }));
}

// Whether of each country that both name somebody of they name one in common.
bool name_the_same(const BearingAct& a, const BearingAct& b) {
  for (const Party& one : a.parties) {
    bool others = false, same = false;
    for (const Party& mate : a.parties) {
      for (const Party& other : b.parties) {
        if (!mate.named || !other.named || mate.country != one.country || other.country != one.country) continue;
        others = true;
        same = same || mate.name == other.name;
      }
    }
    if (one.named && others && !same) return false;
  }
  return true;
}

// Whether somebody stands for his state: protesters of a country are not always the same, its government is.
bool is_of_state(const Party& party) {
  constexpr std::array<std::string_view, 5> kSectors = {"GOV", "MIL", "JUD", "LEG", "SPY"};
  return is_one_of(std::string_view(party.sector).substr(0, party.sector.find(';')), kSectors);
}

// Whether a doer of one is a party of the other: by a name of the actor base, or as part of the same state.
bool share_a_doer(const BearingAct& pledged, const BearingAct& later) {
  return std::any_of(pledged.parties.begin(), pledged.parties.end(), [&](const Party& a) {
    return a.actor && std::any_of(later.parties.begin(), later.parties.end(), [&](const Party& b) {
             if (!b.actor && later.type != "CONSULT" && later.type != "COOPERATE") return false;
             if (!a.name.empty() && a.name == b.name && (a.named || is_of_state(a))) return true;
             return !a.country.empty() && a.country == b.country && a.sector == b.sector && is_of_state(a);
           });
  });
}

bool is_done_to_himself(const BearingAct& act) {
  return std::any_of(act.parties.begin(), act.parties.end(), [&](const Party& a) {
    return a.actor && std::any_of(act.parties.begin(), act.parties.end(), [&](const Party& b) { return !b.actor && a.name == b.name; });
  });
}

void drop_suffix(std::string& word) {
  constexpr std::array<std::array<char, 3>, 7> kSuffixes = {
      {{kHeh, kAlef, 0}, {kHeh, kMeem, 0}, {kAlef, kTeh, 0}, {kYeh, kNoon, 0}, {kWaw, kNoon, 0}, {kAlef, kNoon, 0}, {kHeh, 0, 0}}};
  for (const auto& suffix : kSuffixes) {
    const std::string_view end(suffix.data());
    if (word.size() >= end.size() + kLeastNameLetters && word.ends_with(end)) return word.resize(word.size() - end.size());
  }
}

bool is_weak(char c) {
  return c == kAlef || c == kWaw || c == kYeh || c == key_byte(text::kHamza) || c == key_byte(text::kWawHamza) || c == key_byte(text::kYehHamza);
}

std::string bones_of(std::string_view form) {
  std::string bones;
  for (const char c : form) {
    if (!is_weak(c)) bones += c;
  }
  if (bones.size() > 3 && bones.back() == kTeh) bones.pop_back();
  return bones;
}

void add_bones(std::string_view form, size_t least, std::set<std::string>& roots) {
  const std::string bones = bones_of(form);
  if (bones.size() >= least) roots.insert(bones);
  if (bones.size() > least && bones[1] == kTeh) roots.insert(bones.substr(0, 1) + bones.substr(2));  // iftaala
}

std::set<std::string> numbers(std::string_view text) {
  std::set<std::string> all;
  for (const std::string& word : story::folded_words(text)) {
    if (word.size() >= 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) all.insert(word);
  }
  return all;
}

}  // namespace

std::string_view finding_of(const BearingAct& pledged, const BearingAct& later) {
  if (later.status != "actual" && later.status != "negated") return {};
  if (later.stance == "denied" || later.stance == "doubted" || later.open || later.apart) return {};
  if (later.called_off) {
    const bool can_be = later.type == "SANCTION" || later.type == "REJECT";
    return can_be && is_friendly(pledged.type) && later.status == "actual" ? "cancelled" : std::string_view();
  }
  if (!can_be_promised(pledged.type, later.type)) return {};
  if (later.status == "negated") return later.denied ? "contradicted" : std::string_view();
  return later.begun ? "in_progress" : "done";
}

bool same_parties(const BearingAct& pledged, const BearingAct& later) {
  const std::set<std::string> doers = countries(pledged, true, false);
  if (!name_the_same(pledged, later) || !share_a_doer(pledged, later)) return false;
  // What several sign, they promised together.
  if (is_mutual(later.type) || (later.type == "SUPPORT" && doers.size() > 1)) {
    const std::set<std::string> promised = countries(pledged, true, true), met = countries(later, true, true);
    return shared(doers, met) > 0 && shared(promised, met) >= std::min<size_t>(2, promised.size());
  }
  if (shared(doers, countries(later, true, false)) == 0) return false;
  // Nobody threatens himself: one of the sides was misread.
  if (pledged.type == "THREATEN" && is_done_to_himself(later)) return false;
  const std::set<std::string> to = countries(pledged, false, true), done_to = countries(later, false, true);
  return to.empty() || done_to.empty() || shared(to, done_to) > 0;
}

bool is_of_somebody(const BearingAct& act) {
  return std::any_of(act.parties.begin(), act.parties.end(),
                     [](const Party& party) { return party.actor && (party.named || !party.name.ends_with(')')); });
}

bool one_target(const BearingAct& pledged, const BearingAct& later) {
  return std::any_of(pledged.parties.begin(), pledged.parties.end(), [&](const Party& a) {
    return !a.actor && std::any_of(later.parties.begin(), later.parties.end(), [&](const Party& b) {
      return !b.actor && !a.country.empty() && a.country == b.country && (a.sector == b.sector || (is_of_state(a) && is_of_state(b)));
    });
  });
}

Roots roots_of(std::string_view folded_word) {
  std::string word(story::light_stem(folded_word));
  drop_suffix(word);
  std::set<std::string> forms = {word};
  if (word.size() > 4 && word[0] == kSeen && (word[1] == kYeh || word[1] == kTeh || word[1] == kNoon)) forms.insert(word.substr(2));  // will
  if (word.size() > 3 && (word[0] == kYeh || word[0] == kTeh || word[0] == kNoon)) forms.insert(word.substr(1));
  constexpr char kIst[] = {kAlef, kSeen, kTeh, 0}, kSt[] = {kSeen, kTeh, 0};
  std::set<std::string> roots;
  for (const std::string& form : forms) {
    add_bones(form, 2, roots);
    if (form.starts_with(kIst) && form.size() > 5) add_bones(std::string_view(form).substr(3), 2, roots);
    else if (form.starts_with(kSt) && form.size() > 4) add_bones(std::string_view(form).substr(2), 2, roots);
    else if (form[0] == kMeem && form.size() > 3) add_bones(std::string_view(form).substr(1), 3, roots);
  }
  return {roots.begin(), roots.end()};
}

bool is_past(std::string_view before) {
  const std::vector<std::string> words = last_words(before, kWordsOfPast);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return is_in(words_in(WordList::kPast), word); });
}

bool is_apart(std::string_view between) {
  const std::vector<std::string> words = story::folded_words(between);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return words_in(WordList::kTime).count(word) > 0; });
}

bool is_open(std::string_view before, std::string_view trigger, std::string_view behind) {
  constexpr char kFears[] = {kMeem, key_byte(text::kKhah), kAlef, kWaw, key_byte(text::kFeh), 0};
  constexpr char kDecision[] = {key_byte(text::kQaf), key_byte(text::kReh), kAlef, key_byte(text::kReh), 0};
  constexpr char kChance[] = {kAlef, key_byte(text::kHah), kTeh, kMeem, kAlef, key_byte(text::kLam), 0};
  // Words with an alef behind are cars and politics more often than verbs.
  const auto is_future = [](std::string_view word) {
    return word.size() > 4 && word[0] == kSeen && ((word[1] == kYeh && word[2] != kAlef) || word[1] == kTeh);
  };
  std::vector<std::string> words = last_words(before, kWordsOfVerb);
  for (std::string& word : story::folded_words(trigger)) words.push_back(std::move(word));
  for (std::string& word : first_words(behind, kWordsNearTrigger)) words.push_back(std::move(word));
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    const std::string_view bare = word.starts_with(std::string_view(&kWaw, 1)) ? std::string_view(word).substr(1) : std::string_view(word);
    return is_future(bare) || is_in(words_in(WordList::kToCome), word) || bare.find(kFears) != std::string_view::npos ||
           bare.find(kChance) != std::string_view::npos || (bare.find(kDecision) != std::string_view::npos && bare.size() < 8);
  });
}

bool is_scheduled(std::string_view trigger, bool dated) {
  const std::vector<std::string> words = story::folded_words(trigger);
  if (!dated || words.empty() || words[0].size() < kLeastNameLetters) return false;
  const std::string& verb = words[0];
  const bool noun = verb.size() == 5 && verb[0] == kTeh && verb[3] == kYeh;
  return !noun && (verb[0] == kYeh || verb[0] == kTeh);
}

bool is_begun(std::string_view before, std::string_view trigger) {
  std::vector<std::string> words = last_words(before, kWordsNearTrigger);
  for (std::string& word : story::folded_words(trigger)) words.push_back(std::move(word));
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return is_in(words_in(WordList::kBeginning), word); });
}

bool numbers_differ(std::string_view a, std::string_view b) {
  const std::set<std::string> left = numbers(a), right = numbers(b);
  return !left.empty() && !right.empty() && shared(left, right) == 0;
}

}  // namespace waqai::archive
