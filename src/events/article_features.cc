// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/hash.h"
#include "events/filter.h"
#include "events/genre.h"
#include "events/roles.h"

namespace waqai::events {

namespace {

// What a feature tells; part of the weights' meaning: append only.  Apart from those of filter_features.cc.
enum Kind : uint32_t {
  kSport = 1000,
  kArts,
  kPlace,
  kTitle,
  kPair,
  kSameCountry,
  kPolitical,
  kMarked,
  kTense,
  kPattern,
  kTold,
  kGovernor,
  kOpen,
  kWhole,
  kLead,
  kNames,
  kRun
};

constexpr uint32_t kMostTold = 3;  // events of the type before that are told apart

uint64_t log_odds(int32_t score) { return static_cast<uint64_t>(std::clamp(score / kFilterScale, -5, 5) + 5); }

bool is_vowel_mark(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]) == 0xD9 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0x8B &&
         static_cast<unsigned char>(text[at + 1]) <= 0x92;
}

}  // namespace

void article_features(const FilterInput& input, const annot::Document& document, const ArticleFacts& article, std::vector<uint32_t>& features) {
  const Reading& reading = input.reading;
  const annot::Event& event = input.candidate.event;
  const Match& match = input.candidate.match;
  const auto add = [&](Kind kind, uint64_t value) { features.push_back(static_cast<uint32_t>(base::mix(kind, value) >> 7)); };
  const auto first = [&](auto code, const std::vector<annot::Role>& roles, std::string_view none) {
    return roles.empty() ? none : code(document, roles[0]);
  };
  add(kSport, log_odds(article.topic.sport));
  add(kArts, log_odds(article.topic.arts));
  add(kPlace, std::min<uint32_t>(event.sentence, 4) + 8 * (event.sentence * 4 / std::max(1u, article.sentences)));
  add(kTitle, document.sentences[event.sentence].kind == annot::SentenceKind::kTitle);
  const std::string_view who = first(Roles::sectors, event.actor, "-").substr(0, 3), whom = first(Roles::sectors, event.recipient, "-").substr(0, 3);
  add(kPair, base::mix(base::hash64(who), base::hash64(whom)));
  const std::string_view from = first(Roles::country, event.actor, {}), to = first(Roles::country, event.recipient, {});
  add(kSameCountry, from.empty() || to.empty() ? 0 : from == to ? 1 : 2);
  add(kPolitical, any_political(document, event.actor) * 2 + any_political(document, event.recipient));
  const std::string_view told = event.trigger.of(document.text);
  uint32_t marks = 0;
  for (size_t i = 0; i < told.size(); ++i) marks += is_vowel_mark(told, i);
  add(kMarked, std::min(marks, 3u));
  const uint32_t w = match.anchor, begin = reading.clause_begin(w), start = reading.sentence_words(w).begin;
  const uint64_t opening = begin == start ? 0 : reading.is_relative(begin - 1) ? 1 : reading.is_that(begin - 1) ? 2 : 3;
  add(kTense, opening * 16 + static_cast<uint64_t>(reading.word(w).features.aspect));
  uint64_t pattern = 0;
  for (uint32_t i = 0; i < match.count; ++i) pattern = base::mix(pattern, base::hash64(reading.word(match.parts[i]).lemma));
  add(kPattern, pattern);
  const auto before = std::count_if(document.events.begin(), document.events.end(), [&](const annot::Event& e) { return e.type == event.type; });
  add(kTold, std::min<uint64_t>(static_cast<uint64_t>(before), kMostTold));
  if (input.candidate.chain.governor != kNone) add(kGovernor, base::hash64(reading.word(input.candidate.chain.governor).lemma));
  add(kOpen, event.actor.empty() * 2 + event.recipient.empty());
  const annot::Sentence& sentence = document.sentences[event.sentence];
  if (sentence.paragraph >= article.paragraphs.size()) return;
  const Cohesion& cohesion = article.paragraphs[sentence.paragraph];
  const uint64_t length = std::min<uint64_t>(article.paragraphs.size() / 4, 4);  // a long article shares more by chance
  add(kWhole, cohesion.whole + 16 * length);
  add(kLead, cohesion.lead + 16 * length);
  add(kNames, cohesion.names + 16 * length);
  add(kRun, cohesion.run + 16 * (sentence.paragraph * 2 > article.paragraphs.size()));
}

}  // namespace waqai::events
