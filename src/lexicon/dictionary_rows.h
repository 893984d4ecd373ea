// SPDX-License-Identifier: Apache-2.0
//
// What an archive keeps of the dictionary it was coded with, so that a later one can be compared with it: the sections that change row by row
// (words, frames, actors, the files of rows) as they are, and of every other one its checksum.  The copy is a file in the layout of a bundle; it
// cannot code.  Thread rule: free functions, thread-safe; a DictionaryRows is immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/actors.h"
#include "lexicon/bundle.h"
#include "lexicon/frames.h"
#include "lexicon/words.h"

namespace waqai::lexicon {

inline constexpr std::string_view kDigestsSection = "digests";
inline constexpr uint32_t kDigestsVersion = 1;

// The bytes of the copy.  Same bundle, same bytes.  O(sections kept).
std::string dictionary_copy(const Bundle& bundle);

// A whole bundle made of the rows of `copy` and everything else of `other`: the dictionary that was copied, where digest_of(copy) comes out.
// kBundleSection where the two do not fit together.
Result<std::string> complete_copy(const Bundle& copy, const Bundle& other);

struct DictionaryRows {
  // Of a bundle, or of a copy.  kBundleSection, kBundleDamaged.  `bundle` must outlive it.
  static Result<DictionaryRows> open(const Bundle& bundle);

  struct Other {
    std::string_view name;
    uint32_t version = 0;
    uint64_t checksum = 0;
    friend bool operator==(const Other&, const Other&) = default;
  };
  Words words;
  FramesView frames;
  ActorsView actors;
  std::vector<std::string_view> files;                     // by annot::Row::file
  std::vector<Other> others;                               // sections that cannot be compared row by row, in the order of the bundle
  std::string_view digest;                                 // of the whole bundle
  uint64_t words_sum = 0, frames_sum = 0, actors_sum = 0;  // checksums of the sections
};

}  // namespace waqai::lexicon
