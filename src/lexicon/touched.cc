// SPDX-License-Identifier: Apache-2.0
#include "lexicon/touched.h"

#include <algorithm>
#include <bit>

#include "lexicon/frames_terms.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr size_t kMostBefore = 5;        // letters of proclitics: a question, a conjunction, a preposition, the article
constexpr size_t kMostBehind = 3;        // letters of an attached pronoun
constexpr size_t kShortKey = 5;          // words like "about what" are taken apart at any letter
constexpr size_t kMaxKey = 80;           // longer tokens are no words
constexpr int kMaxWords = 12;            // of a phrase, as src/entities/matcher.cc has it
constexpr size_t kMaxTokens = 1u << 21;  // remembered
constexpr size_t kBitsAHash = 16;
constexpr size_t kLeastWords = 1u << 10;  // of bits

const std::string kArticle = {text::key_byte(text::kAlef), text::key_byte(text::kLam)};

// Letters of proclitics (src/morphology/clitics.cc).
const std::string kProclitics = [] {
  std::string letters;
  for (const char32_t letter : {text::kWaw, text::kFeh, text::kBeh, text::kKaf, text::kSeen, text::kAlef, text::kLam})
    letters += text::key_byte(letter);
  return letters;
}();

// Whether it holds Arabic letters alone, each of two bytes.
bool is_plain(std::string_view surface) {
  if (surface.size() % 2 != 0) return false;
  for (size_t at = 0; at < surface.size(); at += 2) {
    const auto first = static_cast<unsigned char>(surface[at]), second = static_cast<unsigned char>(surface[at + 1]);
    const char32_t code = (first & 0x1Fu) << 6 | (second & 0x3Fu);
    if ((first & 0xE0) != 0xC0 || code < text::kHamza || code > text::kYeh || code == text::kTatweel) return false;
  }
  return true;
}

bool any_of(const std::vector<DaySpan>& spans, base::Day day) {
  return std::any_of(spans.begin(), spans.end(), [day](const DaySpan& span) { return span == DaySpan{} || span.has(day); });
}

}  // namespace

HashFilter::HashFilter(size_t count) : bits_(std::max(kLeastWords, std::bit_ceil(kBitsAHash * count / 64 + 1))) {}

PhraseTable::PhraseTable(const DictionaryChanges& changes) {
  if (changes.known_phrases.empty()) return;
  // Changed phrases and those of a country are among the known ones.
  slots_.resize(std::bit_ceil(2 * changes.known_phrases.size() + 1));
  mask_ = slots_.size() - 1;
  known_ = HashFilter(changes.known_phrases.size());
  changed_ = HashFilter(changes.phrases.size() + changes.dated.size());
  for (const uint64_t phrase : changes.known_phrases) add(phrase, kKnown);
  for (const uint64_t phrase : changes.phrases) add(phrase, kChanged);
  for (const auto& [phrase, spans] : changes.dated) add(phrase, kDated);
}

void PhraseTable::add(uint64_t phrase, uint8_t flag) {
  size_t at = phrase & mask_;
  while (slots_[at].flags != 0 && slots_[at].phrase != phrase) at = (at + 1) & mask_;
  slots_[at].phrase = phrase;
  slots_[at].flags |= flag;
  known_.add(phrase);
  if (flag != kKnown) changed_.add(phrase);
}

Touched::Touched(const DictionaryChanges& changes, const text::Segmenter& segmenter)
    : changes_(changes),
      phrases_(changes),
      terms_(changes.terms.size() + changes.pattern_terms.size()),
      stems_(changes.keys.size() + changes.pattern_stems.size()),
      segmenter_(segmenter) {
  for (const uint64_t term : changes.terms) terms_.add(term);
  for (const auto& [term, index] : changes.pattern_terms) terms_.add(term);
  for (const std::string& key : changes.keys) stems_.add(base::hash64(key));
  for (const auto& [key, terms] : changes.pattern_stems) stems_.add(base::hash64(key));
  slots_.resize(1u << 12);
  entries_.emplace_back().mark = false;
}

bool Touched::changed(uint64_t phrase, std::vector<DaySpan>& dated) const {
  if (!phrases_.may_have_changed(phrase)) return false;
  const uint8_t flags = phrases_.flags(phrase);
  if ((flags & PhraseTable::kDated) != 0) {
    const std::vector<DaySpan>& spans = changes_.dated.find(phrase)->second;
    dated.insert(dated.end(), spans.begin(), spans.end());
  }
  return (flags & PhraseTable::kChanged) != 0;
}

Touched::WordHash Touched::hash_of(std::string_view key) { return {base::hash64(key), base::hash64(without_article(key))}; }

void Touched::look_up_stem(std::string_view key, bool to_the_end, Token& token) const {
  if (phrases_.empty()) return;
  // lil-: the article is not, or not wholly, written.
  for (const std::string& word : {std::string(key), kArticle + std::string(key), kArticle.substr(0, 1) + std::string(key)}) {
    const uint64_t name = extend_phrase(kNamePhrase, word), sector = extend_phrase(kSectorPhrase, without_article(word));
    token.touched = token.touched || changed(name, token.dated) || changed(sector, token.dated);
    if (!to_the_end) continue;
    if (phrases_.flags(name) != 0) token.starts.push_back({name, false});
    if (phrases_.flags(sector) != 0) token.starts.push_back({sector, true});
  }
}

void Touched::look_up_terms(std::string_view letters, bool plain, std::string_view key, Token& token) const {
  const auto look = [&](char letter, std::string_view word) {
    const uint64_t term = term_hash(letter, word);
    if (!terms_.may_hold(term)) return;
    token.touched = token.touched || changes_.terms.count(term) > 0;
    const auto found = changes_.pattern_terms.find(term);
    if (found != changes_.pattern_terms.end()) token.terms.push_back(found->second);
  };
  look('n', key);
  look('v', key);
  // What has no marks is its own vocalised key.
  const std::string vocalised = plain ? std::string() : vocalised_key(letters);
  look('N', plain ? letters : vocalised);
  look('V', plain ? letters : vocalised);
}

// Whether the tokens hold a word of each element of a changed pattern.
bool Touched::patterns_in(size_t begin, size_t end) const {
  std::vector<uint32_t> there;
  for (size_t i = begin; i < end; ++i) there.insert(there.end(), line_[i]->terms.begin(), line_[i]->terms.end());
  if (there.empty()) return false;
  std::sort(there.begin(), there.end());
  return std::any_of(changes_.patterns.begin(), changes_.patterns.end(), [&there](const ChangedPattern& pattern) {
    return std::all_of(pattern.words.begin(), pattern.words.end(), [&there](const std::vector<uint32_t>& words) {
      return std::any_of(words.begin(), words.end(), [&there](uint32_t word) { return std::binary_search(there.begin(), there.end(), word); });
    });
  });
}

template <typename Visit>
void Touched::for_stems(std::string_view key, Visit visit) const {
  const bool anywhere = key.size() <= kShortKey;
  for (size_t begin = 0; begin <= kMostBefore && begin < key.size(); ++begin) {
    if (begin > 0 && !anywhere && kProclitics.find(key[begin - 1]) == std::string::npos) break;
    for (size_t behind = 0; behind <= kMostBehind && begin + behind < key.size(); ++behind) {
      if (behind > 0 && !anywhere && changes_.pronoun_letters.find(key[key.size() - behind]) == std::string::npos) break;
      visit(begin, key.size() - behind);
    }
  }
}

void Touched::look_up(std::string_view surface, Token& token) const {
  std::vector<uint32_t> offsets;
  std::string key;
  text::fold_with_offsets(surface, key, offsets);
  token.mark = key.empty();
  if (key.empty() || key.size() > kMaxKey) return;
  const bool plain = is_plain(surface), any_terms = !changes_.terms.empty() || !changes_.patterns.empty();
  for_stems(key, [&](size_t begin, size_t end) {
    const std::string_view stem = std::string_view(key).substr(begin, end - begin);
    if (stems_.may_hold(base::hash64(stem))) look_up_key(std::string(stem), token);
    if (any_terms) look_up_terms(surface.substr(offsets[begin], offsets[end] - offsets[begin]), plain, stem, token);
    look_up_stem(stem, end == key.size(), token);
  });
}

WordTouch Touched::word(std::string_view surface) const {
  Token token;
  look_up(surface, token);
  return {token.touched, std::move(token.dated), std::move(token.terms)};
}

void Touched::phrase_words(std::string_view surface, std::vector<uint64_t>& hashes) const {
  const std::string key = text::fold_key(surface);
  const auto add = [&hashes](std::string_view word) {
    const WordHash hash = hash_of(word);
    hashes.push_back(hash.name);
    if (hash.sector != hash.name) hashes.push_back(hash.sector);
  };
  add(key);
  if (key.size() > kMaxKey) return;
  // As following() and look_up_stem() have it.
  for (size_t behind = 1; behind <= kMostBehind && behind < key.size(); ++behind) add(std::string_view(key).substr(0, key.size() - behind));
  for_stems(key, [&](size_t begin, size_t end) {
    if (end != key.size()) return;  // a pronoun ends a phrase
    const std::string stem = key.substr(begin);
    if (begin > 0) add(stem);
    add(kArticle + stem);
    add(kArticle.substr(0, 1) + stem);
  });
}

void Touched::look_up_key(const std::string& key, Token& token) const {
  if (changes_.keys.count(key) > 0) {
    token.touched = true;
    token.otherwise = token.otherwise || changes_.readings.count(key) > 0;
  }
  const auto stem = changes_.pattern_stems.find(key);
  if (stem != changes_.pattern_stems.end()) token.terms.insert(token.terms.end(), stem->second.begin(), stem->second.end());
}

Touched::Following Touched::following(std::string_view surface) const {
  Following next;
  std::vector<uint32_t> offsets;
  std::string key;
  text::fold_with_offsets(surface, key, offsets);
  next.whole = hash_of(key);
  if (key.size() > kMaxKey) return next;
  for (size_t behind = 1; behind <= kMostBehind && behind < key.size(); ++behind)
    next.without[next.count++] = hash_of(std::string_view(key).substr(0, key.size() - behind));
  return next;
}

void Touched::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.token == kFree) continue;
    size_t at = slot.surface & (slots_.size() - 1);
    while (slots_[at].token != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

uint32_t Touched::token(std::string_view surface, text::TokenKind kind) {
  const uint64_t hash = base::hash64(surface, static_cast<uint64_t>(kind));
  size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].token != kFree; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].surface == hash) return slots_[at].token;
  }
  Token made;
  if (kind == text::TokenKind::kPunctuation) made.joins = surface == "\"" || surface == "_" || surface == "#";
  else look_up(surface, made);
  uint32_t number = kPlain;
  if (!made.plain()) {
    number = static_cast<uint32_t>(entries_.size());
    entries_.push_back(std::move(made));
  }
  slots_[at] = {hash, number};
  if (++used_ * 2 > slots_.size()) grow();
  return number;
}

bool Touched::phrases_from(std::string_view text, size_t at, const Start& start, base::Day published) const {
  // As extend_phrase() has it.
  const auto extended = [&start](uint64_t phrase, const WordHash& word) { return base::mix(phrase, start.sector ? word.sector : word.name); };
  std::vector<DaySpan> dated;
  uint64_t phrase = start.phrase;
  for (int count = 1; count < kMaxWords; ++count) {
    ++at;
    if (at + 1 < line_.size() && line_[at]->joins) ++at;
    if (at >= line_.size() || line_[at]->mark) return false;
    const Following next = following(segmentation_.tokens[at].span.of(text));
    for (size_t i = 0; i < next.count; ++i) {
      if (changed(extended(phrase, next.without[i]), dated)) return true;
    }
    phrase = extended(phrase, next.whole);
    if (changed(phrase, dated) || any_of(dated, published)) return true;
    if (phrases_.flags(phrase) == 0) return false;
  }
  return false;
}

Touch Touched::text(std::string_view text, uint32_t title_end, base::Day published) {
  const Touch touch = look(text, title_end, published);
  const auto otherwise = [&](const text::RawToken& raw) { return entries_[token(raw.span.of(text), raw.kind)].otherwise; };
  reads_alike_ =
      touch == Touch::kNo || changes_.readings.empty() || std::none_of(segmentation_.tokens.begin(), segmentation_.tokens.end(), otherwise);
  return touch;
}

Touch Touched::look(std::string_view text, uint32_t title_end, base::Day published) {
  if (used_ > kMaxTokens) {
    slots_.assign(slots_.size(), {});
    entries_.resize(1);
    used_ = 0;
  }
  segmenter_.segment(text, title_end, segmentation_);
  line_.clear();
  sentences_.clear();
  for (const text::RawToken& raw : segmentation_.tokens) {
    const Token& one = entries_[token(raw.span.of(text), raw.kind)];
    if (one.touched || any_of(one.dated, published)) return Touch::kYes;
    line_.push_back(&one);
  }
  for (size_t at = 0; at < line_.size(); ++at) {
    for (const Start& start : line_[at]->starts) {
      if (phrases_from(text, at, start, published)) return Touch::kYes;
    }
  }
  if (changes_.patterns.empty()) return Touch::kNo;
  for (uint32_t i = 0; i < segmentation_.sentences.size(); ++i) {
    if (patterns_in(segmentation_.sentences[i].first_token, segmentation_.sentences[i].end_token)) sentences_.push_back(i);
  }
  return sentences_.empty() ? Touch::kNo : Touch::kFrames;
}

}  // namespace waqai::lexicon
