// SPDX-License-Identifier: Apache-2.0
#include "entities/resolver.h"

#include "entities/decision.h"

namespace waqai::entities {

using annot::Document;
using annot::kNone;

namespace {

// Drops entities that no mention means, and numbers the rest anew.
void compact(Document& doc) {
  std::vector<uint32_t> place(doc.entities.size(), kNone);
  for (const annot::Mention& mention : doc.mentions) {
    for (const uint32_t e : mention.entities) place[e] = 0;
    if (mention.seat != annot::kNone) place[mention.seat] = 0;
  }
  uint32_t kept = 0;
  for (uint32_t e = 0; e < place.size(); ++e) {
    if (place[e] == kNone) continue;
    if (kept != e) doc.entities[kept] = std::move(doc.entities[e]);
    place[e] = kept++;
  }
  doc.entities.resize(kept);
  for (annot::Mention& mention : doc.mentions) {
    for (uint32_t& e : mention.entities) e = place[e];
    if (mention.seat != annot::kNone) mention.seat = place[mention.seat];
  }
}

}  // namespace

Result<Resolver> Resolver::open(const lexicon::Bundle& bundle) {
  Result<lexicon::ActorsView> actors = lexicon::ActorsView::open(bundle);
  if (!actors) return actors.status();
  return Resolver(std::move(actors).value());
}

Status Resolver::annotate(Document& doc, Workspace& scratch) const {
  doc.entities.clear();
  doc.mentions.clear();
  scratch.drafts.clear();
  scratch.matcher.prepare(doc, actors_);
  Cast cast(doc, actors_);
  Scanner scanner(doc, actors_, scratch.matcher, cast);
  scanner.find_full_names();
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.kind != annot::SentenceKind::kTeaser) scanner.scan(sentence, scratch.drafts);
  }
  Decision(doc, actors_, cast, scratch).run();
  compact(doc);
  return {};
}

}  // namespace waqai::entities
