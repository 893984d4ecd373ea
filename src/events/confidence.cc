// SPDX-License-Identifier: Apache-2.0
#include "events/confidence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/calendar.h"
#include "base/error_codes.h"

namespace waqai::events {

namespace {

constexpr std::array<std::string_view, 16> kTypes = {"ACCUSE",   "AGREE",   "AID",    "ASSAULT", "COERCE",  "CONCEDE",  "CONSULT", "COOPERATE",
                                                     "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"};
constexpr uint32_t kShort = 12, kLong = 30, kVeryLong = 50;  // words, clitics and punctuation included
constexpr uint32_t kOpening = 3;
constexpr uint32_t kManyInSentence = 4;

class Traits {
 public:
  Traits(const ConfidenceInput& in, std::vector<uint8_t>& out) : in_(in), one_(in.candidate), out_(out) {}

  void collect() {
    out_.clear();
    add(kAlways, true);
    form();
    parties();
    place();
    const Match& match = one_.match;
    const auto type_of = [&](const Match& m) { return in_.reading.frames().frames()[m.frame].type; };
    add(kRivalFrame, std::any_of(in_.matches.begin(), in_.matches.end(), [&](const Match& other) {
          return in_.reading.frames().frames()[other.frame].block == lexicon::FrameBlock::kFrame && match.uses(other.core) &&
                 type_of(other) != type_of(match);
        }));
    add(kOneOperator, one_.chain.steps.size() == 1);
    add(kManyOperators, one_.chain.steps.size() > 1);
    filter();
    add(kManyEvents, in_.alive >= kManyInSentence);
    const auto found = std::find(kTypes.begin(), kTypes.end(), one_.event.type);
    if (found != kTypes.end()) out_.push_back(static_cast<uint8_t>(kFirstType + (found - kTypes.begin())));
  }

 private:
  void add(Trait trait, bool holds) {
    if (holds) out_.push_back(trait);
  }

  void form() {
    const Match& match = one_.match;
    const bool noun = match.form == Form::kNominal;
    add(kFiniteForm, match.form == Form::kFinite);
    add(kParticipleForm, match.form == Form::kParticiple);
    add(kOneWord, match.count == 1);
    add(kTwoWords, match.count == 2);
    add(kManyWords, match.count > 2);
    add(kLicensedNoun, noun && one_.chain.licensed);
    add(kToldNoun, noun && one_.chain.told);
    add(kAnchoredNoun, noun && one_.chain.anchored);
    add(kDoubtedNoun, !one_.weak.empty());
  }

  void parties() {
    const auto& actor = one_.event.actor;
    const auto& recipient = one_.event.recipient;
    const auto unidentified = [](const annot::Role& r) { return r.entity == kNone && (r.sectors == "UNK" || r.sectors == "UAF"); };
    add(kNoActor, actor.empty());
    add(kUnknownActor, !actor.empty() && unidentified(actor[0]));
    add(kUnnamedActor, !actor.empty() && actor[0].entity == kNone && !unidentified(actor[0]));
    add(kNoRecipient, recipient.empty());
    add(kUnnamedRecipient, !recipient.empty() && recipient[0].entity == kNone);
    add(kNotActual, one_.event.status != "actual");
  }

  void place() {
    const Reading& reading = in_.reading;
    const annot::Document& doc = reading.doc();
    const uint32_t w = one_.match.anchor;
    const annot::Range words = reading.sentence_words(w);
    add(kHeadline, doc.sentences[one_.event.sentence].kind == annot::SentenceKind::kTitle);
    add(kShortSentence, words.size() <= kShort);
    add(kLongSentence, words.size() > kLong && words.size() <= kVeryLong);
    add(kVeryLongSentence, words.size() > kVeryLong);
    add(kOpensSentence, w < words.begin + kOpening);
    const uint32_t begin = reading.clause_begin(w);
    add(kInThatClause, begin > words.begin && reading.is_that(begin - 1));
    add(kInRelative, begin > words.begin && reading.is_relative(begin - 1));
    add(kPassiveVoice, reading.word(w).features.voice == annot::Voice::kPass);
    add(kGuessedWord, reading.word(w).lexeme == kNone);
    add(kAloneText, doc.sentences.size() == 1 && doc.published == base::kNoDay);
  }

  void filter() {
    if (!one_.judged) return;
    const double above = one_.margin / kConfidenceScale;
    add(above < 0.5 ? kFilterClose : above < 1 ? kFilterNear : above < 2 ? kFilterFar : kFilterSure, true);
  }

  const ConfidenceInput& in_;
  const Candidate& one_;
  std::vector<uint8_t>& out_;
};

}  // namespace

Result<Confidence> Confidence::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kConfidenceSection, kConfidenceVersion);
  Confidence model;
  if (!bytes) return model;
  lexicon::SectionReader reader(bytes.value());
  model.weights_ = reader.array<int32_t>();
  if (reader.failed() || model.weights_.size() != kTraits) return lexicon::damaged_weights(bundle, "confidence");
  return model;
}

void Confidence::traits(const ConfidenceInput& input, std::vector<uint8_t>& out) { Traits(input, out).collect(); }

double Confidence::probability(std::span<const uint8_t> traits) const {
  int64_t sum = 0;
  if (!weights_.empty()) {
    for (const uint8_t trait : traits) sum += weights_[trait];
  }
  return 1 / (1 + std::exp(-static_cast<double>(sum) / kConfidenceScale));
}

}  // namespace waqai::events
