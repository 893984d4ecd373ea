// SPDX-License-Identifier: Apache-2.0
#include "archive/promise.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "archive/bearing.h"
#include "archive/promise_words.h"
#include "base/hash.h"
#include "story/words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::archive {
namespace {

using text::key_byte;

constexpr size_t kLettersOfStem = 3;
constexpr size_t kWordsOfAct = 16;  // of a promise, which often runs on
constexpr size_t kNaming = 3;       // words among which "again" stands
constexpr size_t kObjects = 4;      // words behind the one that names the act
constexpr size_t kContentWords = 7;
constexpr size_t kWordsNear = 5;  // before a trigger
constexpr size_t kWordsBehind = 12;
constexpr size_t kWordsOfTrigger = 3;  // that can name an act
constexpr size_t kWordsOfDenial = 3;   // before a promise
constexpr size_t kWordsOfUnreal = 3;   // before a trigger
constexpr size_t kWordsOfTime = 10;    // from a trigger on, among which the words of another time
constexpr size_t kWordsOfAnnouncement = 24;
constexpr size_t kWordsOfEarlier = 2;  // behind it
constexpr size_t kLeastRoot = 3;       // letters of a root by which words are compared
constexpr int kMonthDays = 31;
constexpr double kTellsApart = 7;     // weight of shared words, of which a rare one has about six
constexpr double kTellsOfTarget = 3;  // the same where both are done to one state
constexpr double kTellsOfMeeting = 4;
constexpr double kTellsMeasure = 4;
constexpr double kTellsWithoutObject = 10;
constexpr char kFuturePersons[] = {key_byte(text::kYeh), key_byte(text::kTeh), key_byte(text::kNoon), key_byte(text::kAlef), 0};
constexpr uint64_t kRootSeed = 3, kFamilySeed = 4;

char letter(char32_t code) { return key_byte(code); }

// Whether a list has a word as it stands, or behind "and".
bool has_word(const WordSet& words, const std::string& word) {
  return words.count(word) > 0 || (word.size() > kLettersOfStem && word[0] == letter(text::kWaw) && words.count(word.substr(1)) > 0);
}

std::vector<std::string> long_words(std::string_view text) {
  std::vector<std::string> words = story::folded_words(text);
  words.erase(std::remove_if(words.begin(), words.end(), [](const std::string& word) { return word.size() < kLettersOfStem; }), words.end());
  return words;
}

std::vector<std::string> last_of(std::vector<std::string> words, size_t most) {
  words.erase(words.begin(), words.end() - static_cast<std::ptrdiff_t>(std::min(words.size(), most)));
  return words;
}

void tidy(Stems& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

uint64_t stem_key(const std::string& word) { return base::hash64(story::light_stem(word)); }

// The word, and without a preposition of one letter that may be written in front.
std::vector<std::string> readings(const std::string& word) {
  std::vector<std::string> all = {word};
  if (word.size() > 4 && (word[0] == letter(text::kBeh) || word[0] == letter(text::kLam) || word[0] == letter(text::kFeh)))
    all.push_back(word.substr(1));
  return all;
}

// Without the letter that makes a verb one of the future.
std::string without_future(const std::string& word) {
  const bool future = word.size() > 4 && word[0] == letter(text::kSeen) &&
                      (word[1] == letter(text::kYeh) || word[1] == letter(text::kTeh) || word[1] == letter(text::kNoon));
  return future ? word.substr(1) : word;
}

bool is_meeting(const std::string& word) {
  const std::vector<std::string> all = readings(word);
  return std::any_of(all.begin(), all.end(), [](const std::string& one) {
    const std::string verb = without_future(one);
    return is_in(words_in(WordList::kMeeting), verb) ||
           (verb.size() > 4 && verb.back() == letter(text::kAlef) && is_in(words_in(WordList::kMeeting), verb.substr(0, verb.size() - 1)));
  });
}

const std::vector<std::set<std::string>>& family_roots() {
  static const std::vector<std::set<std::string>> kRoots = [] {
    std::vector<std::set<std::string>> all;
    for (const WordSet& family : promise_words().families) {
      std::set<std::string>& roots = all.emplace_back();
      for (const std::string& word : family) {
        for (const std::string& root : roots_of(word)) {
          if (root.size() >= kLeastRoot) roots.insert(root);
        }
      }
    }
    return all;
  }();
  return kRoots;
}

void add_names(const std::string& word, Stems& names) {
  for (const std::string& one : readings(without_future(word))) {
    const Roots roots = roots_of(one);
    for (const std::string& root : roots) {
      if (root.size() >= kLeastRoot) names.push_back(base::hash64(root, kRootSeed));
    }
    if (story::light_stem(one).size() >= kLettersOfStem) names.push_back(base::hash64(story::light_stem(one), kRootSeed));
    for (size_t i = 0; i < promise_words().families.size(); ++i) {
      const auto of_family = [&](const std::string& root) { return family_roots()[i].count(root) > 0; };
      if (is_in(promise_words().families[i], one) || std::any_of(roots.begin(), roots.end(), of_family))
        names.push_back(base::hash64(std::to_string(i), kFamilySeed));
    }
  }
}

const Stems& family_names() {
  static const Stems kNames = [] {
    Stems names;
    for (size_t i = 0; i < promise_words().families.size(); ++i) names.push_back(base::hash64(std::to_string(i), kFamilySeed));
    tidy(names);
    return names;
  }();
  return kNames;
}

bool is_again(const std::string& word) { return has_word(words_in(WordList::kAgain), word); }

// The stems of a list of words.
Stems stems_of_words(const WordSet& words) {
  Stems stems;
  for (const std::string& word : words) stems.push_back(stem_key(word));
  tidy(stems);
  return stems;
}

const Stems& another_words() {
  static const Stems kStems = stems_of_words(words_in(WordList::kAnother));
  return kStems;
}

const Stems& measure_words() {
  static const Stems kStems = stems_of_words(words_in(WordList::kMeasure));
  return kStems;
}

const Stems& coming_words() {
  static const Stems kStems = stems_of_words(words_in(WordList::kMeetingToCome));
  return kStems;
}

// Whether "that" stands shortly before, and a verb of the present behind it: "decided that he withdraw" is no withdrawal yet.
bool is_subjoined(const std::vector<std::string>& before, const std::vector<std::string>& trigger) {
  constexpr char kThat[] = {key_byte(text::kAlef), key_byte(text::kNoon), 0};
  std::vector<std::string> words = last_of(before, kWordsOfUnreal);
  if (!trigger.empty()) words.push_back(trigger[0]);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& verb = words[i + 1];
    if ((words[i] == kThat || words[i] == letter(text::kBeh) + std::string(kThat)) && verb.size() > 2 &&
        (verb[0] == letter(text::kYeh) || (i + 2 == words.size() && verb[0] == letter(text::kTeh))))
      return true;
  }
  return false;
}

bool any_of(const std::vector<std::string>& words, const WordSet& list) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return list.count(word) > 0; });
}

// Whether what is told has not happened, or long before: by the words before the trigger, about it and behind.
bool is_unreal(const std::vector<std::string>& before, std::string_view trigger, const std::vector<std::string>& named, std::string_view behind) {
  constexpr char kPast[] = {
      key_byte(text::kAlef), key_byte(text::kLam), key_byte(text::kMeem), key_byte(text::kAlef), key_byte(text::kDad), key_byte(text::kYeh), 0};
  constexpr char kIn[] = {key_byte(text::kFeh), key_byte(text::kYeh), 0};
  std::vector<std::string> right_before = last_of(before, kWordsOfUnreal), told = story::folded_words(trigger), later = long_words(behind);
  later.resize(std::min(later.size(), kWordsOfEarlier));
  if (any_of(right_before, words_in(WordList::kUnreal)) || any_of(later, words_in(WordList::kUnreal)) || is_subjoined(before, named)) return true;
  // "To launch": a purpose.
  if (!named.empty() && named[0].size() > 4 && named[0][0] == letter(text::kLam) && !is_meeting(named[0])) return true;
  for (std::string& word : story::folded_words(behind)) told.push_back(std::move(word));
  for (size_t i = 0; i + 1 < std::min(told.size(), kWordsBehind); ++i) {
    if (told[i] == kIn && told[i + 1] == kPast) return true;
  }
  told.resize(std::min(told.size(), kWordsOfTime));
  right_before.insert(right_before.end(), told.begin(), told.end());
  return std::any_of(right_before.begin(), right_before.end(),
                     [](const std::string& word) { return has_word(words_in(WordList::kAnotherTime), word); });
}

std::set<std::string> amounts(const std::vector<std::string>& words) {
  std::set<std::string> all;
  for (const std::string& word : words) {
    const std::string number = word.substr(std::min(word.size(), word.find_first_of("0123456789")));  // behind a preposition
    const bool digits =
        number.size() >= 2 && number.size() < 7 && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool year = number.size() == 4 && (number.starts_with("19") || number.starts_with("20") || number.starts_with("14"));
    if (digits && !year && std::stoi(number) > kMonthDays) all.insert(number);
  }
  return all;
}

bool is_verb_to_come(const std::string& word) {
  return word.size() > 3 && word[0] == letter(text::kSeen) && std::string_view(kFuturePersons).find(word[1]) != std::string_view::npos;
}

// Whether a promise begins as what somebody binds himself to does: with a verb of the future, or led by a preposition or by what binds.
bool is_bound(std::string_view before, const std::vector<std::string>& words) {
  const std::string& first = words[0];
  if (is_verb_to_come(first)) return true;
  if (first.size() > 4 && (first[0] == letter(text::kLam) || first[0] == letter(text::kBeh))) return true;
  const std::vector<std::string> last = last_of(story::folded_words(before), 1);
  const bool attached = !before.empty() && before.back() != ' ' && !last.empty() && !last[0].empty();
  if (attached) return last[0].back() == letter(text::kLam) || last[0].back() == letter(text::kBeh);
  constexpr char kThat[] = {key_byte(text::kAlef), key_byte(text::kNoon), 0};
  const bool verb = std::string_view(kFuturePersons, 3).find(first[0]) != std::string_view::npos;
  if (!last.empty() && last[0].ends_with(kThat) && last[0].size() <= 3) return verb;
  const std::vector<std::string> two = last_of(story::folded_words(before), 2);
  return words_in(WordList::kBinds).count(first) > 0 || any_of(two, words_in(WordList::kBinds));
}

}  // namespace

Stems stems_of(std::string_view text) {
  Stems stems;
  for (const std::string& word : story::folded_words(text)) {
    const std::string_view stem = story::light_stem(word);
    if (stem.size() >= kLettersOfStem) stems.push_back(base::hash64(stem));
  }
  tidy(stems);
  return stems;
}

Stems in_both(const Stems& a, const Stems& b) {
  Stems both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

Stems without(const Stems& a, const Stems& b) {
  Stems rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

PromisedAct promised_act(std::string_view before, std::string_view act, const Stems& doers) {
  PromisedAct promised;
  const std::vector<std::string> earlier = last_of(story::folded_words(before), kWordsOfDenial);
  if (is_past(before) || any_of(earlier, words_in(WordList::kDenial))) return promised;
  std::vector<std::string> words = long_words(act), content;
  words.resize(std::min(words.size(), kWordsOfAct));
  for (const std::string& word : words) {
    promised.told.push_back(stem_key(word));
    if (has_word(words_in(WordList::kLeads), word) || std::binary_search(doers.begin(), doers.end(), stem_key(word))) continue;
    content.push_back(word);
  }
  tidy(promised.told);
  const std::vector<std::string> all = story::folded_words(act);
  const bool denied = !all.empty() && words_in(WordList::kDenial).count(all[0]) > 0;
  if (content.empty() || denied || !is_bound(before, words) || words_in(WordList::kVoids).count(content[0]) > 0 ||
      words_in(WordList::kVoids).count(words[0]) > 0)
    return promised;
  promised.verb = is_verb_to_come(words[0]);
  promised.meeting = is_meeting(content[0]);
  promised.again = std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), kNaming)), is_again);
  add_names(content[0], promised.names);
  tidy(promised.names);
  for (size_t i = 1; i < content.size() && i <= kContentWords; ++i) {
    const uint64_t stem = stem_key(content[i]);
    if (promised.objects.size() < kObjects) promised.objects.push_back(stem);
    if (story::light_stem(content[i]).size() >= kLettersOfStem) promised.content.push_back(stem);
  }
  tidy(promised.content);
  return promised;
}

Telling telling_of(std::string_view before, std::string_view trigger, std::string_view nameless, std::string_view behind) {
  Telling told;
  const std::vector<std::string> earlier = story::folded_words(before), named = long_words(nameless),
                                 shortly = last_of(long_words(before), kWordsNear);
  for (size_t i = 0; i < std::min(named.size(), kWordsOfTrigger); ++i) add_names(named[i], told.names);
  const std::string last = shortly.empty() || earlier.empty() || earlier.back() != shortly.back() ? std::string() : shortly.back();
  if (last.size() > kLettersOfStem || roots_of(last) == Roots{last}) {
    if (!last.empty()) add_names(last, told.names);
  }
  tidy(told.names);
  told.again = std::any_of(named.begin(), named.end(), is_again) || (!last.empty() && is_again(last));
  told.meeting = std::any_of(named.begin(), named.end(), is_meeting) || (!last.empty() && is_meeting(last));
  std::vector<std::string> later = long_words(behind);
  later.resize(std::min(later.size(), kWordsBehind));
  std::vector<std::string> about = shortly;
  for (std::string& word : long_words(trigger)) about.push_back(std::move(word));
  about.insert(about.end(), later.begin(), later.end());
  for (const std::string& word : about) told.near.push_back(stem_key(word));
  tidy(told.near);
  told.present = !named.empty() && named[0][0] == letter(text::kYeh);
  told.unreal = is_unreal(earlier, trigger, named, behind);
  constexpr char kDidNot[] = {key_byte(text::kLam), key_byte(text::kMeem), 0};
  const std::vector<std::string> two = last_of(earlier, 2);
  told.denied = std::find(two.begin(), two.end(), kDidNot) != two.end();
  told.met = (!named.empty() && is_in(words_in(WordList::kMet), named[0])) || (!last.empty() && is_in(words_in(WordList::kMet), last)) ||
             any_of(two, words_in(WordList::kDoneBehind));
  return told;
}

Naming naming_of(const PromisedAct& promised, const Telling& told) {
  Naming naming;
  const Stems names = in_both(promised.names, told.names);
  naming.family = !in_both(names, family_names()).empty();
  naming.root = !without(names, family_names()).empty();
  naming.meeting = promised.meeting && told.meeting;
  naming.other = promised.meeting != naming.meeting || !without(in_both(told.near, another_words()), promised.told).empty();
  for (size_t i = 0; i < promised.objects.size(); ++i) {
    if (!std::binary_search(told.near.begin(), told.near.end(), promised.objects[i])) continue;
    ++naming.objects;
    if (i == 0) naming.direct = true;
  }
  naming.again = promised.again && told.again;
  naming.coming = naming.meeting && !in_both(told.near, coming_words()).empty();
  if (told.again && !promised.again) naming.other = true;
  naming.content = in_both(promised.content, told.near);
  naming.special = without(naming.content, measure_words());
  return naming;
}

std::string_view rule_of(const Naming& naming, const Telling& told, const Comparison& with) {
  if (told.unreal || naming.other) return {};
  // Sanctions and duties follow each other: the measure must be the same, by more than its being one.
  if (with.measure && !(naming.again && with.target) && with.special < kTellsMeasure) return {};
  if (naming.meeting) return (told.met || with.dated) && with.counterpart && with.weight >= kTellsOfMeeting ? "meeting" : std::string_view();
  if (naming.root && naming.direct && with.weight >= (with.target ? kTellsOfTarget : kTellsApart)) return "act";
  if (naming.root && naming.objects >= 2 && with.weight >= kTellsWithoutObject) return "act";
  const bool named = naming.direct || (with.target && naming.objects > 0);
  return naming.family && !told.present && named && with.weight >= kTellsApart ? "like" : std::string_view();
}

bool is_announced(std::string_view before) {
  const std::vector<std::string> words = last_of(story::folded_words(before), kWordsOfAnnouncement);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return has_word(words_in(WordList::kAnnouncement), word); });
}

bool is_called_off(std::string_view before, std::string_view trigger) {
  constexpr char kCancel[] = {key_byte(text::kAlef), key_byte(text::kLam), key_byte(text::kGhain), 0};
  std::vector<std::string> words = last_of(story::folded_words(before), 1);
  for (std::string& word : long_words(trigger)) words.push_back(std::move(word));
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return std::string(story::light_stem(word)).starts_with(kCancel); });
}

bool is_other_amount(std::string_view act, std::string_view trigger, std::string_view behind) {
  std::vector<std::string> words = story::folded_words(act), told = story::folded_words(trigger);
  words.resize(std::min(words.size(), kWordsOfAct));
  for (std::string& word : story::folded_words(behind)) told.push_back(std::move(word));
  const WordSet promised = amounts(words);
  if (promised.empty()) return false;
  for (const std::string& word : told) {
    const WordSet first = amounts({word});
    if (!first.empty()) return promised.count(*first.begin()) == 0;
  }
  return true;
}

}  // namespace waqai::archive
