// SPDX-License-Identifier: Apache-2.0
//
// StringSet: which strings were seen, by their digests: some 40 bytes each, however long they are.  That two of 128 bits are one is not reckoned
// with. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/hash.h"

namespace waqai::store {

class StringSet {
 public:
  bool has(std::string_view text) const { return digests_.contains(digest(text)); }
  // False where it is there already.
  bool insert(std::string_view text) { return digests_.insert(digest(text)).second; }
  void erase(std::string_view text) { digests_.erase(digest(text)); }

 private:
  using Digest = std::pair<uint64_t, uint64_t>;
  struct Half {
    size_t operator()(const Digest& digest) const { return digest.first; }
  };
  static Digest digest(std::string_view text) { return {base::hash64(text), base::hash64(text, 1)}; }

  std::unordered_set<Digest, Half> digests_;
};

}  // namespace waqai::store
