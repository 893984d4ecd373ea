// SPDX-License-Identifier: Apache-2.0
#include "temporal/recogniser.h"

#include <algorithm>

#include "temporal/grammar.h"

namespace waqai::temporal {
namespace {

// Words of the sentence that share a byte with `span`.
annot::Range words_in(const annot::Document& doc, annot::Range tokens, Span span) {
  annot::Range range;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const annot::Range words = doc.tokens[t].words;
    for (uint32_t w = words.begin; w < words.end; ++w) {
      if (!doc.words[w].span.overlaps(span)) continue;
      if (range.empty()) range.begin = w;
      range.end = w + 1;
    }
  }
  return range;
}

void add_time(const Reading& reading, const std::vector<Atom>& atoms, annot::Document& doc) {
  const Atom& first = atoms[reading.begin];
  const Atom& last = atoms[reading.end - 1];
  annot::Time time;
  time.span = {first.begin, doc.tokens[last.end_token - 1].span.end};
  time.words = words_in(doc, {first.first_token, last.end_token}, time.span);
  time.precision = reading.period.precision;
  time.begin = reading.period.first;
  time.end = reading.period.last;
  time.value = doc.strings.store(value_of(reading.period));
  time.timex = doc.strings.store(reading.period.timex);
  time.duration = reading.duration;
  time.row = reading.row;
  doc.times.push_back(time);
}

}  // namespace

Result<Recogniser> Recogniser::open(const lexicon::Bundle& bundle) {
  Result<lexicon::Times> times = lexicon::Times::open(bundle);
  if (!times) return times.status();
  return Recogniser(std::move(times).value());
}

Status Recogniser::annotate(annot::Document& doc, Workspace& workspace) const {
  doc.times.clear();
  Scene scene{workspace.atoms, workspace.tenses, times_.hijri(), doc.published, base::kNoDay};
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.kind == annot::SentenceKind::kTeaser) continue;
    read_atoms(doc, sentence, times_, workspace.scratch, workspace.atoms);
    read_tenses(doc, workspace.atoms, workspace.tenses);
    const auto count = static_cast<uint32_t>(workspace.atoms.size());
    for (uint32_t at = 0; at < count;) {
      const Grammar grammar(doc, scene);
      const Outcome outcome = grammar.at(at);
      if (outcome.reading) {
        add_time(*outcome.reading, workspace.atoms, doc);
        if (outcome.reading->period.precision == Precision::kDay) scene.last_day = outcome.reading->period.first;
      }
      at = std::max(at + 1, outcome.end);
    }
  }
  return {};
}

}  // namespace waqai::temporal
