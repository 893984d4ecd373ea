// SPDX-License-Identifier: Apache-2.0
//
// The words by which archive/promise.h and archive/bearing.h tell what is promised and what has been told, folded as those of a text are, with their
// stems.  They stand, with what each list is for, in data/pledges/words.txt, which is built into the program (cmake/WaqaiAssets.cmake): pledges are
// read without a bundle.  Read once, at the first use; thread-safe.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waqai::archive {

using WordSet = std::set<std::string>;

// The lists, named in the file as here: kMeetingToCome is meeting-to-come.
enum class WordList {
  kLeads,
  kBinds,
  kVoids,
  kMeasure,
  kMeetingToCome,
  kAgain,
  kDenial,
  kMeeting,
  kMet,
  kDoneBehind,
  kUnreal,
  kAnother,
  kAnnouncement,
  kAnotherTime,
  kToCome,
  kBeginning,
  kPast,
  kTime,
};
inline constexpr size_t kWordLists = static_cast<size_t>(WordList::kTime) + 1;

struct PromiseWords {
  std::array<WordSet, kWordLists> lists;
  std::vector<WordSet> families;    // words for one act each
  std::vector<std::string> faults;  // rows of no list or without a word, lists without words; a test sees to it that there are none
};

// Reads a table: rows "list TAB word", comments.  Rows with a fault are left out.  Linear.
PromiseWords read_promise_words(std::string_view table);

// Those of the program.
const PromiseWords& promise_words();
inline const WordSet& words_in(WordList list) { return promise_words().lists[static_cast<size_t>(list)]; }

// Whether a list has a word or its stem: "and" before it, article and ending taken off.
bool is_in(const WordSet& words, const std::string& word);

}  // namespace waqai::archive
