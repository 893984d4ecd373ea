// SPDX-License-Identifier: Apache-2.0
//
// Cell: one cell of a paradigm, packed into 32 bits.  Values of gender, number, aspect, voice and verb form are those of UD as
// annot::Features numbers them (0: not set); case, mood and state are sets, since one spelling often stands for several.  Append-only.
#pragma once

#include <cstdint>
#include <string>

namespace waqai::lexicon {

enum CellValue : uint32_t {
  kMasc = 1,
  kFem = 2,
  kSing = 1,
  kDual = 2,
  kPlur = 3,
  kPerfect = 1,
  kImperfect = 2,
  kActive = 1,
  kPassive = 2,
  kFinite = 1,
  kParticiple = 2,
  kMasdar = 3,
};
enum CaseSet : uint32_t { kNom = 1, kAcc = 2, kGen = 4, kAnyCase = 7 };
enum MoodSet : uint32_t { kIndicative = 1, kSubjunctive = 2, kJussive = 4, kImperative = 8 };
// What a noun form may stand as: with the article, indefinite, or first part of an idafa (also before a pronoun).
enum StateSet : uint32_t { kWithArticle = 1, kIndefinite = 2, kConstruct = 4, kAnyState = 7 };
// Whether the spelling occurs without an attached pronoun, before one, or both.
enum AttachSet : uint32_t { kFree = 1, kBound = 2 };

struct Cell {
  uint32_t gender = 0;
  uint32_t number = 0;
  uint32_t person = 0;
  uint32_t cases = 0;   // CaseSet
  uint32_t states = 0;  // StateSet; 0 for verbs
  uint32_t aspect = 0;
  uint32_t moods = 0;  // MoodSet; 0 in the perfect
  uint32_t voice = 0;
  uint32_t verb_form = 0;
  uint32_t attach = kFree;

  constexpr uint32_t pack() const {
    return gender | number << 2 | person << 4 | cases << 6 | states << 9 | aspect << 12 | moods << 14 | voice << 18 | verb_form << 20 | attach << 22;
  }
  static constexpr Cell unpack(uint32_t bits) {
    Cell c;
    c.gender = bits & 3;
    c.number = bits >> 2 & 3;
    c.person = bits >> 4 & 3;
    c.cases = bits >> 6 & 7;
    c.states = bits >> 9 & 7;
    c.aspect = bits >> 12 & 3;
    c.moods = bits >> 14 & 15;
    c.voice = bits >> 18 & 3;
    c.verb_form = bits >> 20 & 3;
    c.attach = bits >> 22 & 3;
    return c;
  }
  friend constexpr bool operator==(const Cell&, const Cell&) = default;
};

// Sets of two cells that differ in nothing else joined; false (and `into` as it was) where they differ elsewhere.
constexpr bool merge_cells(Cell& into, Cell other) {
  Cell plain = into;
  plain.cases = other.cases;
  plain.states = other.states;
  plain.moods = other.moods;
  plain.attach = other.attach;
  if (plain != other) return false;
  into.cases |= other.cases;
  into.states |= other.states;
  into.moods |= other.moods;
  into.attach |= other.attach;
  return true;
}

// "perf act 3 fem sing", "sing def/ind nom/acc bound": for case files and messages.
std::string to_string(const Cell& cell);

}  // namespace waqai::lexicon
