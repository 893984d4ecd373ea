// SPDX-License-Identifier: Apache-2.0
#include "annot/carry.h"

#include <algorithm>
#include <vector>

namespace waqai::annot {
namespace {

// The relation of a word that the other side does not split off.
Relation usual_relation(const Word& word) {
  switch (word.upos) {
    case Upos::kCconj:
      return Relation::kCc;
    case Upos::kAdp:
      return Relation::kCase;
    case Upos::kSconj:
      return Relation::kMark;
    case Upos::kPart:
      return Relation::kCompound;
    case Upos::kPron:
      return Relation::kNmod;
    default:
      return Relation::kDep;
  }
}

// For each word of `to` the word of `from` whose place in the tree it takes (its twin), kNone if it has none; for each word of `from` who has
// taken it (its owner).
class Carrier {
 public:
  Carrier(const Document& from, Document& to) : from_(from), to_(to), owner_(from.words.size(), kNone), twin_(to.words.size(), kNone) {}

  void carry() {
    to_.arcs.assign(to_.words.size(), {});
    for (size_t t = 0; t < to_.tokens.size(); ++t) match(from_.tokens[t].words, to_.tokens[t].words);
    for (const Token& token : to_.tokens) {
      for (uint32_t w = token.words.begin; w < token.words.end; ++w) to_.arcs[w] = arc(w, token.words);
    }
  }

 private:
  static uint32_t common(Span a, Span b) { return a.overlaps(b) ? std::min(a.end, b.end) - std::max(a.begin, b.begin) : 0; }

  // Gives each word of `from` to the word that covers most of it, the longer one where two do; words of equal span first.
  void match(Range given, Range words) {
    for (uint32_t g = given.begin; g < given.end; ++g) {
      for (uint32_t w = words.begin; w < words.end; ++w) {
        const uint32_t mine = owner_[g] == kNone ? 0 : common(from_.words[g].span, to_.words[owner_[g]].span);
        if (owner_[g] == kNone || common(from_.words[g].span, to_.words[w].span) > mine) owner_[g] = w;
      }
    }
    for (uint32_t w = words.begin; w < words.end; ++w) {
      for (uint32_t g = given.begin; g < given.end; ++g) {
        const bool leaves = from_.arcs[g].head == kNone || owner_of(from_.arcs[g].head, given) != w;
        if (owner_[g] == w && leaves && twin_[w] == kNone) twin_[w] = g;
      }
    }
  }

  // Owner of a word of `from` within the token, kNone outside.
  uint32_t owner_of(uint32_t g, Range token) const { return token.contains(g) ? owner_[g] : kNone; }

  Arc arc(uint32_t w, Range token) const {
    Arc made;
    if (twin_[w] == kNone) {  // the other side does not split here: the rest of the token is its head
      uint32_t host = token.begin;
      for (uint32_t i = token.begin; i < token.end; ++i) {
        if (twin_[i] != kNone) host = i;
      }
      made.head = host;
      made.relation = usual_relation(to_.words[w]);
      return made;
    }
    const Arc& old = from_.arcs[twin_[w]];
    made.relation = old.relation;
    made.head = old.head == kNone ? kNone : owner_[old.head];
    return made;
  }

  const Document& from_;
  Document& to_;
  std::vector<uint32_t> owner_;
  std::vector<uint32_t> twin_;
};

}  // namespace

void carry_trees(const Document& from, Document& to) { Carrier(from, to).carry(); }

bool is_tree(const Document& doc, Range words) {
  uint32_t roots = 0;
  std::vector<uint32_t> seen(words.size(), kNone);  // the word whose way up came by here first
  for (uint32_t w = words.begin; w < words.end; ++w) {
    roots += doc.arcs[w].head == kNone;
    uint32_t at = w;
    while (at != kNone && words.contains(at) && seen[at - words.begin] == kNone) {
      seen[at - words.begin] = w;
      at = doc.arcs[at].head;
    }
    if (at != kNone && (!words.contains(at) || seen[at - words.begin] == w)) return false;
  }
  return roots == 1;
}

}  // namespace waqai::annot
