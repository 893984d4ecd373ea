// SPDX-License-Identifier: Apache-2.0
#include "events/quantities.h"

#include <algorithm>
#include <optional>

#include "lexicon/words.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::events {
namespace {

constexpr uint32_t kWordsBefore = 4;  // of a mention, in which its number begins ("twenty-five of the")
constexpr std::string_view kTimes = "times ", kTeen = "10 (in";
constexpr std::string_view kMagnitude = "magnitude";

bool is_digits(const Reading& reading, uint32_t w) { return reading.doc().tokens[reading.word(w).token].kind == annot::TokenKind::kNumber; }

// Digits of any script; separators of thousands are passed over, a fraction is no count.
double value_of_digits(std::string_view digits) {
  double number = 0;
  size_t behind_point = 0;
  bool point = false;
  for (size_t at = 0; at < digits.size();) {
    const text::Decoded next = text::decode(digits, at);
    at += next.size;
    const int digit = text::digit_value(next.code);
    if (digit >= 0) number = number * 10 + digit;
    if (digit >= 0 && point) ++behind_point;
    if (digit < 0) {
      if (point && behind_point != 3) return 0;
      point = true;
      behind_point = 0;
    }
  }
  return point && behind_point != 3 ? 0 : number;
}

// What a word of number says, by its gloss.
struct NumberWord {
  double value = 0;
  bool times = false;  // "thousands", behind a number
  bool teen = false;   // the ten of 11 to 19
};

std::optional<NumberWord> number_word(const Reading& reading, uint32_t w) {
  const annot::Word& word = reading.word(w);
  if (is_digits(reading, w)) return NumberWord{value_of_digits(reading.doc().surface(word)), false, false};
  if (word.upos != annot::Upos::kNum) return std::nullopt;
  NumberWord told;
  told.times = word.gloss.starts_with(kTimes);
  told.teen = word.gloss.starts_with(kTeen);
  const std::string_view digits = word.gloss.substr(told.times ? kTimes.size() : 0);
  for (const char c : digits) {
    if (c < '0' || c > '9') break;
    told.value = told.value * 10 + (c - '0');
  }
  if (told.value <= 0) return std::nullopt;
  return told;
}

bool holds_cue(const Reading& reading, uint32_t w, std::string_view kind) {
  const auto& frames = reading.frames();
  const WordTerms& terms = reading.terms(w);
  for (const uint32_t term : {terms.self, terms.self_vocalised, terms.verb, terms.verb_vocalised}) {
    if (term == lexicon::kNoTerm) continue;
    for (const lexicon::CueRecord& cue : frames.mode_cues(term)) {
      if (frames.string(cue.type) == kMagnitude && frames.string(cue.value) == kind) return true;
    }
  }
  return false;
}

// Whether a word of the trigger or of the victims tells of this.
bool tells_of(const Reading& reading, const annot::Event& event, annot::Range victims, std::string_view kind) {
  const annot::Range sentence = reading.sentence_words(event.predicate);
  for (uint32_t w = sentence.begin; w < sentence.end; ++w) {
    const Span span = reading.word(w).span;
    const bool of_trigger = event.trigger.begin <= span.begin && span.end <= event.trigger.end;
    if ((of_trigger || (victims.begin <= w && w < victims.end)) && holds_cue(reading, w, kind)) return true;
  }
  return false;
}

bool has_mode(const annot::Event& event, std::string_view mode) { return std::find(event.mode.begin(), event.mode.end(), mode) != event.mode.end(); }

// The kind of what is counted of those in `victims`; empty where nothing is.
std::string_view kind_of(const Reading& reading, const annot::Event& event, annot::Range victims) {
  if (event.type == "PROTEST") return "participants";
  if (event.type == "COERCE") return has_mode(event, "arrest") ? "arrested" : "";
  if (event.type == "RETREAT") return has_mode(event, "release") ? "released" : "";
  if (event.type != "ASSAULT") return {};
  if (tells_of(reading, event, victims, "killed")) return "killed";
  return tells_of(reading, event, victims, "wounded") ? "wounded" : "";
}

std::optional<annot::Quantity> count_of(const Reading& reading, const annot::Mention& mention) {
  const uint32_t first = reading.sentence_words(mention.words.begin).begin;
  // A number can be the head of what it counts.
  const uint32_t head = mention.head == annot::kNone || number_word(reading, mention.head) ? mention.words.end : mention.head;
  for (uint32_t w = mention.words.begin > first + kWordsBefore ? mention.words.begin - kWordsBefore : first; w < head; ++w) {
    const ToldNumber number = number_at(reading, w, head);
    if (number.value <= 0) continue;
    bool of_them = true;  // nothing but "of" between them
    for (uint32_t between = number.end; between < mention.words.begin; ++between)
      of_them = of_them && reading.word(between).upos == annot::Upos::kAdp;
    if (of_them)
      return annot::Quantity{{}, number.value, number.value, "persons", {reading.word(w).span.begin, reading.word(number.end - 1).span.end}};
    w = number.end - 1;
  }
  if (mention.head == annot::kNone) return std::nullopt;
  const annot::Word& noun = reading.word(mention.head);
  // The dual that ends in -ayn is written like a plural, but for feminine nouns.
  constexpr std::string_view kAn = "\xd8\xa7\xd9\x86", kTayn = "\xd8\xaa\xd9\x8a\xd9\x86";
  const std::string_view form = reading.doc().surface(noun);
  const bool two = (form.ends_with(kAn) || form.ends_with(kTayn)) && noun.features.number == annot::Number::kDual &&
                   noun.features.definite == annot::Definite::kInd && noun.kind == static_cast<uint8_t>(lexicon::NounKind::kPerson);
  if (!two) return std::nullopt;
  return annot::Quantity{{}, 2, 2, "persons", noun.span};
}

}  // namespace

ToldNumber number_at(const Reading& reading, uint32_t w, uint32_t end) {
  ToldNumber told;
  double sum = 0, open = 0;  // what stands before the last "thousand", and since
  for (uint32_t at = w; at < end; ++at) {
    const bool joined = at > w && reading.word(at).upos == annot::Upos::kCconj && at + 1 < end;
    const std::optional<NumberWord> word = number_word(reading, joined ? at + 1 : at);
    if (!word || (joined && is_digits(reading, at + 1))) break;
    if (word->value >= 1000 && open > 0 && !joined) {
      sum += open * word->value;
      open = 0;
    } else if (word->times) {
      break;  // nobody tells how many thousands
    } else if (word->value == 100 && open > 1 && open < 10 && !joined) {
      open *= 100;
    } else if (at == w || joined || word->teen) {
      open += word->value;
    } else {
      break;
    }
    at += joined ? 1 : 0;
    told.end = at + 1;
  }
  told.value = sum + open;
  return told;
}

void add_quantities(const Reading& reading, annot::Event& event) {
  if (event.predicate == annot::kNone) return;
  for (const annot::Role& role : event.type == "PROTEST" ? event.actor : event.recipient) {
    if (role.mention == annot::kNone) continue;
    const annot::Mention& mention = reading.doc().mentions[role.mention];
    const std::string_view kind = kind_of(reading, event, mention.words);
    std::optional<annot::Quantity> count = kind.empty() || mention.words.empty() ? std::nullopt : count_of(reading, mention);
    if (!count) continue;
    count->kind = kind;
    event.quantity.push_back(*count);
  }
}

}  // namespace waqai::events
