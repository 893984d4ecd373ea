// SPDX-License-Identifier: Apache-2.0
#include "engine/reading.h"

#include <algorithm>

#include "engine/romanise.h"
#include "pipeline/records.h"
#include "text/fold.h"

namespace waqai {
namespace {

using annot::Document;
using Sources = std::span<const lexicon::SourceInfo>;

constexpr std::string_view kDefiniteArticle = "\u0627\u0644";

// Whether the article is written before the noun or adjective: not where its own first letters are these, nor where a pronoun makes it definite.
bool has_article(const annot::Word& word) {
  if (word.features.definite != annot::Definite::kDef || !word.form.starts_with(kDefiniteArticle)) return false;
  const std::string article = text::fold_key(kDefiniteArticle);
  const std::string form = text::fold_key(word.form);
  return form.size() > article.size() && (!text::fold_key(word.lemma).starts_with(article) || form.starts_with(article + article));
}

ReadWord read_word(const Document& doc, const annot::Sentence& sentence, uint32_t w, Sources sources) {
  const annot::Word& word = doc.words[w];
  ReadWord read;
  read.span = word.span;
  read.form = word.form;
  read.lemma = word.lemma;
  read.gloss = word.gloss;
  read.tag = annot::to_string(word.upos);
  read.clitic = word.proclitic || word.enclitic;
  read.guessed = word.guessed;
  read.article = has_article(word);
  // Stems read best from the vocalised lemma, clitics as they stand.
  const std::string_view stem = word.form.substr(read.article ? kDefiniteArticle.size() : 0);
  read.latin = romanise(read.clitic || word.lemma.empty() || word.guessed ? stem : word.lemma);
  read.row = pipeline::row_ref(word.row, "", sources);
  if (w < doc.arcs.size()) {
    const annot::Arc& arc = doc.arcs[w];
    read.relation = annot::to_string(arc.relation);
    read.head = arc.head == annot::kNone ? 0 : arc.head - sentence.words.begin + 1;
  }
  return read;
}

// A word that is a name by itself reads as the name, whatever else it may mean: Mosul, no courier.
void gloss_names(const Document& doc, const annot::Sentence& sentence, std::vector<ReadWord>& words) {
  for (const annot::Mention& mention : doc.mentions) {
    if (mention.kind != annot::MentionKind::kName || mention.words.size() != 1 || mention.entities.size() != 1) continue;
    if (mention.words.begin < sentence.words.begin || mention.words.begin >= sentence.words.end) continue;
    const std::string_view name = doc.entities[mention.entities[0]].name;
    if (!name.empty()) words[mention.words.begin - sentence.words.begin].gloss = name;
  }
}

// Why the sentence has no event; empty where it has one.
std::string silence_of(const annot::Sentence& sentence, const CodedArticle& coded) {
  const auto inside = [&sentence](Span span) { return sentence.span.contains(span); };
  if (std::any_of(coded.events.begin(), coded.events.end(), [&](const Event& e) { return inside(e.trigger); })) return {};
  if (sentence.kind == annot::SentenceKind::kTeaser) return "headline of another article between the paragraphs: not coded";
  std::string reasons;
  for (const Rejection& r : coded.rejections) {
    if (!inside(r.span)) continue;
    if (reasons.find(r.reason) != std::string::npos) continue;
    reasons += (reasons.empty() ? "" : "; ") + r.reason;
  }
  return reasons.empty() ? "no word of this sentence is the predicate of a frame" : reasons;
}

Participant read_entity(const annot::Entity& entity, Sources sources) {
  Participant who;
  who.name = entity.name;
  who.name_ar = entity.name_ar;
  who.country = entity.country;
  who.actor_id = entity.id;
  who.row = pipeline::row_ref(entity.row, entity.rule, sources);
  std::string_view codes = entity.sectors;
  while (!codes.empty()) {
    const size_t end = std::min(codes.find(','), codes.size());
    if (end > 0) who.sector.emplace_back(codes.substr(0, end));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  for (const std::string_view other : entity.alternatives) who.alternatives.emplace_back(other);
  return who;
}

}  // namespace

Reading read_document(const Document& doc, CodedArticle coded, Sources sources) {
  static constexpr const char* kSentences[] = {"title", "body", "teaser"};
  static constexpr const char* kMentions[] = {"name", "office", "nationality", "group", "pronoun", "reference", "hidden"};
  Reading reading;
  for (const annot::Sentence& sentence : doc.sentences) {
    ReadSentence read;
    read.span = sentence.span;
    read.kind = kSentences[static_cast<size_t>(sentence.kind)];
    read.silence = silence_of(sentence, coded);
    for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) read.words.push_back(read_word(doc, sentence, w, sources));
    gloss_names(doc, sentence, read.words);
    reading.sentences.push_back(std::move(read));
  }
  for (const annot::Mention& mention : doc.mentions) {
    if (mention.span.empty() || mention.kind == annot::MentionKind::kHidden) continue;
    ReadMention read{mention.span, kMentions[static_cast<size_t>(mention.kind)], {}};
    for (const uint32_t index : mention.entities) read.entities.push_back(read_entity(doc.entities[index], sources));
    reading.mentions.push_back(std::move(read));
  }
  for (const annot::Time& time : doc.times) {
    reading.times.push_back({time.span, std::string(time.value.empty() ? time.timex : time.value), pipeline::row_ref(time.row, "", sources)});
  }
  reading.coded = std::move(coded);
  return reading;
}

}  // namespace waqai
