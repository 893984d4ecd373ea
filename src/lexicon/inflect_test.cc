// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "lexicon/inflect_noun.h"
#include "lexicon/inflect_verb.h"
#include "support/case_file.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, by);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

// Spellings by what they are, in the order they come.
class Sheet {
 public:
  void add(const std::string& title, const std::string& spelling) {
    if (!lines_.contains(title)) order_.push_back(title);
    std::string& line = lines_[title];
    line += (line.empty() ? "" : " ") + spelling;
  }
  std::string text() const {
    std::string out;
    for (const std::string& title : order_) out += title + ": " + lines_.at(title) + "\n";
    return out;
  }

 private:
  std::vector<std::string> order_;
  std::map<std::string, std::string> lines_;
};

std::string title_of(const Cell& cell) {
  Cell tense = cell;
  tense.person = tense.gender = tense.number = 0;
  tense.attach = kFree;
  return to_string(tense);
}

// "verb LEMMA ROOT FORM VOWEL": the paradigm in the order 3ms 3fs 3md 3fd 3mp 3fp 2ms 2fs 2d 2mp 2fp 1s 1p, a line for each tense, mood and
// voice; then the spellings that differ before a pronoun, and the participles.
std::string verb_sheet(const std::vector<std::string>& words) {
  VerbRow row;
  row.lemma = settle(parse_sounds(words.at(1)).value_or(""));
  row.root = parse_root(words.at(2));
  row.form = words.at(3)[0] == 'Q' ? kFormQ1 - 1 + words[3][1] - '0' : std::stoi(words.at(3));
  row.vowel = words.size() > 4 ? words[4][0] : '\0';
  row.passive = true;
  std::string problem = check_verb(row);
  if (!problem.empty()) return problem;
  Sheet sheet, bound;
  std::string free;
  for (const Inflected& form : inflect_verb(row)) {
    if (form.cell.attach == kFree) {
      sheet.add(title_of(form.cell), form.spelling);
      free = text::exact_key(form.spelling);
    } else if (text::exact_key(form.spelling) != free) {
      bound.add("before a pronoun, " + title_of(form.cell), form.spelling);
    }
  }
  return sheet.text() + bound.text() + "participles: " + spell(active_participle(row)) + " " + spell(passive_participle(row)) + "\n";
}

// "noun LEMMA ROOT GENDER PLURALS [feminine]" or "adjective ...": one line a number, gender, state and case.
std::string noun_sheet(const std::vector<std::string>& words) {
  NounRow row;
  row.lemma = settle(parse_sounds(words.at(1)).value_or(""));
  row.root = parse_root(words.at(2));
  row.gender = words.at(3) == "f" ? kFem : kMasc;
  for (const std::string& plural : split(words.at(4), ',')) {
    if (plural == "una") row.plural_una = true;
    else if (plural == "at") row.plural_at = true;
    else if (plural != "-") row.broken.push_back(settle(parse_sounds(plural).value_or("")));
  }
  row.has_feminine = words.size() > 5;
  row.diptote = words[0] == "elative";
  if (words.size() > 5 && words[5] != "feminine") row.feminine = settle(parse_sounds(words[5]).value_or(""));
  Sheet sheet;
  for (const Inflected& form : inflect_noun(row)) sheet.add(to_string(form.cell), form.spelling);
  return sheet.text();
}

TEST(Inflect, Paradigms) {
  testing::run_cases("inflect", [](const std::string& input) {
    std::string out;
    for (const std::string& line : split(input, '\n')) {
      const std::vector<std::string> words = split(line, ' ');
      if (words.at(0) == "spell") {
        const Sounds sounds = parse_sounds(words.at(1)).value_or("");
        out += spell(sounds) + " " + spell_variant(sounds) + "\n";
      } else {
        out += words.at(0) == "verb" ? verb_sheet(words) : noun_sheet(words);
      }
    }
    return out;
  });
}

TEST(Inflect, HostileWordsGiveNothing) {
  for (const char* word : {"", "x", "\xd9\x8e", "\xd8\xa7", "\xd9\x91\xd9\x91", "\xff\xfe"}) {
    VerbRow verb;
    verb.lemma = parse_sounds(word).value_or("");
    verb.vowel = 'a';
    EXPECT_TRUE(inflect_verb(verb).empty());
    NounRow noun;
    noun.lemma = verb.lemma;
    (void)inflect_noun(noun);
  }
}

TEST(Inflect, CellsPackAndMerge) {
  Cell cell;
  cell.gender = kFem;
  cell.number = kPlur;
  cell.person = 3;
  cell.cases = kNom | kGen;
  cell.states = kConstruct;
  cell.aspect = kImperfect;
  cell.moods = kImperative | kJussive;
  cell.voice = kPassive;
  cell.verb_form = kMasdar;
  cell.attach = kBound;
  EXPECT_EQ(Cell::unpack(cell.pack()), cell);
  Cell other = cell;
  other.cases = kAcc;
  EXPECT_TRUE(merge_cells(cell, other));
  EXPECT_EQ(cell.cases, uint32_t{kAnyCase});
  other.gender = kMasc;
  EXPECT_FALSE(merge_cells(cell, other));
}

}  // namespace
}  // namespace waqai::lexicon
