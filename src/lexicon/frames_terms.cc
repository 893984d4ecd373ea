// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_terms.h"

#include <algorithm>
#include <numeric>

#include "lexicon/frames.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::lexicon {
namespace {

bool has_vowels(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const text::Decoded next = text::decode(word, at);
    if (text::is_mark(next.code) && next.code != text::kTatweel) return true;
    at += next.size;
  }
  return false;
}

constexpr char kVowelByte = '\xd9';  // first byte of U+064B to U+0652 in UTF-8
constexpr bool is_short_vowel_mark(char second) { return second >= '\x8b' && second <= '\x90'; }
constexpr const char* kShaddaUtf8 = "\xd9\x91";

constexpr std::string_view kArticle = "\x87\xa4";  // key bytes of alef, lam
constexpr char kAlefByte = text::key_byte(text::kAlef);

// The letters as they stand, then without accusative alef, without article, without both.
std::vector<std::string> shapes(const std::string& fold) {
  std::vector<std::string> found = {fold};
  const bool article = fold.size() > 4 && fold.compare(0, 2, kArticle) == 0;
  const bool alef = fold.size() > 3 && fold.back() == kAlefByte;
  if (alef) found.push_back(fold.substr(0, fold.size() - 1));
  if (article) found.push_back(fold.substr(2));
  if (article && alef) found.push_back(fold.substr(2, fold.size() - 3));
  return found;
}

// Without a plural or feminine ending: what may be the lemma.
std::vector<std::string> without_ending(const std::string& fold) {
  std::vector<std::string> found;
  if (fold.size() < 4) return found;
  const std::string stem = fold.substr(0, fold.size() - 2);
  const auto ends = [&fold](char32_t a, char32_t b) { return fold[fold.size() - 2] == text::key_byte(a) && fold.back() == text::key_byte(b); };
  if (ends(text::kAlef, text::kTeh)) found = {stem + text::key_byte(text::kHeh), stem};
  if (ends(text::kWaw, text::kNoon) || ends(text::kYeh, text::kNoon) || ends(text::kYeh, text::kHeh)) found.push_back(stem);
  if (ends(text::kYeh, text::kHeh)) found.push_back(stem + text::key_byte(text::kYeh));
  if (fold.back() == text::key_byte(text::kHeh)) found.push_back(fold.substr(0, fold.size() - 1));
  return found;
}

// A clitic of function.tsv without the plus sign that shows where it joins its word.
std::string_view without_joint(std::string_view lemma) {
  if (!lemma.empty() && lemma.front() == '+') lemma.remove_prefix(1);
  if (!lemma.empty() && lemma.back() == '+') lemma.remove_suffix(1);
  return lemma;
}

}  // namespace

uint32_t TermTable::add(char letter, std::string_view key) {
  const uint64_t hash = term_hash(letter, key);
  const auto [entry, added] = ids_.emplace(hash, static_cast<uint32_t>(hashes_.size()));
  if (added) hashes_.push_back(hash);
  return entry->second;
}

std::vector<uint64_t> TermTable::sorted() const {
  std::vector<uint64_t> hashes = hashes_;
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

std::vector<uint32_t> TermTable::ranks() const {
  std::vector<uint32_t> order(hashes_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) { return hashes_[a] < hashes_[b]; });
  std::vector<uint32_t> final_ids(hashes_.size());
  for (uint32_t rank = 0; rank < order.size(); ++rank) final_ids[order[rank]] = rank;
  return final_ids;
}

std::string vocalised_key(std::string_view lemma) {
  std::string key;
  for (size_t at = 0; at < lemma.size();) {
    const text::Decoded next = text::decode(lemma, at);
    at += next.size;
    if (next.code == text::kSukun || next.code == text::kTatweel || text::is_ignorable(next.code)) continue;
    // Keyboards and normalisation forms write the shadda behind its vowel.
    const bool behind = next.code == text::kShadda && key.size() >= 2 && key[key.size() - 2] == kVowelByte && is_short_vowel_mark(key.back());
    if (behind) key.insert(key.size() - 2, kShaddaUtf8);
    else text::append_utf8(key, next.code);
  }
  return key;
}

LemmaBook::LemmaBook(const SourceSet& sources) {
  Findings ignored;  // the lexicon's own compiler reports them
  for (const Table& table : sources.tables("lexicon/verbs", {"lemma", "masdar"}, ignored)) {
    for (const TableRow& row : table.rows) {
      const std::string_view lemma = table.cell(row, "lemma");
      Masdars& masdars = verbs_[text::fold_key(lemma)];
      Masdars& own = vocalised_verbs_[vocalised_key(lemma)];
      for (const std::string_view masdar : split_list(table.cell(row, "masdar"))) {
        masdars.push_back(text::fold_key(masdar));
        own.push_back(masdars.back());
        nouns_.insert(masdars.back());
        vocalised_nouns_.insert(vocalised_key(masdar));
      }
    }
  }
  for (const Table& table : sources.tables("lexicon/nouns", {"lemma", "plural"}, ignored)) {
    for (const TableRow& row : table.rows) {
      for (const std::string_view plural : split_list(table.cell(row, "plural")))
        plurals_.emplace(text::fold_key(plural), text::fold_key(table.cell(row, "lemma")));
    }
  }
  for (const std::string_view prefix : {"lexicon/nouns", "lexicon/adjectives", "lexicon/function", "lexicon/names"}) {
    for (const Table& table : sources.tables(prefix, {"lemma"}, ignored)) {
      for (const TableRow& row : table.rows) {
        const std::string_view lemma = without_joint(table.cell(row, "lemma"));
        nouns_.insert(text::fold_key(lemma));
        vocalised_nouns_.insert(vocalised_key(lemma));
      }
    }
  }
}

// The lemma that `fold` is a form of; empty where the lexicon knows none.  A noun without its last ya, as Arabic writes it (judge, lands), is
// the lemma with it.
std::string LemmaBook::known_noun(const std::string& fold) const {
  if (nouns_.count(fold) > 0) return fold;
  const auto plural = plurals_.find(fold);
  if (plural != plurals_.end()) return plural->second;
  for (const std::string& stem : without_ending(fold)) {
    if (nouns_.count(stem) > 0) return stem;
  }
  std::string whole = fold + text::key_byte(text::kYeh);
  if (fold.size() >= 3 && nouns_.count(whole) > 0) return whole;
  if (const auto defective = plurals_.find(whole); fold.size() >= 3 && defective != plurals_.end()) return defective->second;
  return {};
}

ResolvedWord LemmaBook::as_verb(std::string_view fold, TermTable& terms) const {
  ResolvedWord found;
  found.verb = true;
  found.terms.push_back(terms.add('v', fold));
  const auto entry = verbs_.find(std::string(fold));
  if (entry == verbs_.end()) return found;
  found.known = true;
  for (const std::string& masdar : entry->second) found.terms.push_back(terms.add('n', masdar));
  return found;
}

ResolvedWord LemmaBook::as_noun(std::string_view fold, TermTable& terms) const {
  ResolvedWord found;
  found.known = nouns_.count(std::string(fold)) > 0;
  found.terms.push_back(terms.add('n', fold));
  return found;
}

// The adjective of which `fold` is the feminine, where the lexicon has it: "security" (adjective) is written like "a wish".
std::string LemmaBook::masculine(const std::string& fold) const {
  if (fold.size() < 4 || fold[fold.size() - 2] != text::key_byte(text::kYeh) || fold.back() != text::key_byte(text::kHeh)) return {};
  const std::string adjective = fold.substr(0, fold.size() - 1);
  return nouns_.count(adjective) > 0 ? adjective : std::string();
}

ResolvedWord LemmaBook::vocalised(std::string_view word, TermTable& terms) const {
  ResolvedWord found;
  const std::string key = vocalised_key(word);
  const auto verb = vocalised_verbs_.find(key);
  found.verb = verb != vocalised_verbs_.end();
  found.known = found.verb || vocalised_nouns_.count(key) > 0;
  found.terms.push_back(terms.add(found.verb ? 'V' : 'N', key));
  if (!found.known) found.terms.push_back(terms.add('V', key));
  if (!found.verb) return found;
  for (const std::string& masdar : verb->second) found.terms.push_back(terms.add('n', masdar));
  return found;
}

ResolvedWord LemmaBook::resolve(std::string_view word, bool verb_first, TermTable& terms) const {
  if (has_vowels(word)) return vocalised(word, terms);
  const std::string fold = text::fold_key(word);
  for (const bool verb : {verb_first, !verb_first}) {
    for (const std::string& shape : shapes(fold)) {
      if (verb && shape == fold && verbs_.count(shape) > 0) return as_verb(shape, terms);
      const std::string noun = verb ? std::string() : known_noun(shape);
      if (noun.empty()) continue;
      ResolvedWord found = as_noun(noun, terms);
      if (const std::string adjective = masculine(shape); !adjective.empty()) found.terms.push_back(terms.add('n', adjective));
      return found;
    }
  }
  ResolvedWord unknown;
  for (const std::string& shape : shapes(fold)) unknown.terms.push_back(terms.add('n', shape));
  unknown.terms.push_back(terms.add('v', fold));
  return unknown;
}

}  // namespace waqai::lexicon
