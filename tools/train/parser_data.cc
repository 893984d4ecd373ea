// SPDX-License-Identifier: Apache-2.0
#include "parser_data.h"

#include <algorithm>

#include "annot/carry.h"
#include "annot/conllu.h"
#include "base/file.h"
#include "syntax/features.h"

namespace waqai::train {
namespace {

using annot::kNone;
using annot::Relation;
using syntax::Tree;

// True where every word between `word` and its head comes from the head.
bool is_projective(const std::vector<uint32_t>& heads, uint32_t word) {
  const uint32_t head = heads[word];
  if (head == Tree::kRootHead) return true;
  for (uint32_t i = std::min(word, head) + 1; i < std::max(word, head); ++i) {
    uint32_t up = i;
    while (up != Tree::kRootHead && up != head) up = heads[up];
    if (up != head) return false;
  }
  return true;
}

// Moves the shortest arc that crosses another to the head's head until none crosses.
void make_projective(std::vector<uint32_t>& heads) {
  for (;;) {
    uint32_t worst = Tree::kRootHead, length = UINT32_MAX;
    for (uint32_t w = 0; w < heads.size(); ++w) {
      if (is_projective(heads, w)) continue;
      const uint32_t d = std::max(w, heads[w]) - std::min(w, heads[w]);
      if (d < length) worst = w, length = d;
    }
    if (worst == Tree::kRootHead || heads[heads[worst]] == Tree::kRootHead) return;
    heads[worst] = heads[heads[worst]];
  }
}

Result<annot::Document> read_document(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  annot::Document doc;
  if (Status status = annot::read_conllu({bytes.value(), {}, 1}, doc); !status) return std::move(status).at(path);
  return doc;
}

Instance make_instance(const annot::Document& doc, annot::Range words, const syntax::Valency& valency) {
  Instance instance;
  syntax::fill_sentence(doc, words, valency, instance.sentence);
  for (uint32_t w = words.begin; w < words.end; ++w) {
    const annot::Arc& arc = doc.arcs[w];
    instance.heads.push_back(arc.head == kNone ? Tree::kRootHead : arc.head - words.begin);
    instance.relations.push_back(arc.head == kNone ? Relation::kRoot : arc.relation);
  }
  instance.true_heads = instance.heads;
  make_projective(instance.heads);
  return instance;
}

// Text and tokens of `gold`, words of the tagger.
Status retag(const annot::Document& gold, const morphology::Tagger& tagger, annot::Document& doc) {
  doc.reset(gold.text);
  doc.title_end = gold.title_end;
  doc.sentences = gold.sentences;
  doc.tokens = gold.tokens;
  for (annot::Sentence& sentence : doc.sentences) sentence.words = {};
  for (annot::Token& token : doc.tokens) token.words = {};
  morphology::Workspace scratch;
  return tagger.annotate(doc, scratch);
}

}  // namespace

Result<std::vector<Instance>> read_instances(const std::string& path, const syntax::Valency& valency) {
  const Result<annot::Document> doc = read_document(path);
  if (!doc) return doc.status();
  std::vector<Instance> instances;
  for (const annot::Sentence& sentence : doc.value().sentences) instances.push_back(make_instance(doc.value(), sentence.words, valency));
  return instances;
}

Result<annot::Document> retagged_document(const std::string& path, const morphology::Tagger& tagger) {
  const Result<annot::Document> gold = read_document(path);
  if (!gold) return gold.status();
  annot::Document doc;
  if (Status status = retag(gold.value(), tagger, doc); !status) return status;
  annot::carry_trees(gold.value(), doc);
  return doc;
}

Result<std::vector<Instance>> read_retagged(const std::string& path, const morphology::Tagger& tagger, const syntax::Valency& valency) {
  const Result<annot::Document> doc = retagged_document(path, tagger);
  if (!doc) return doc.status();
  std::vector<Instance> instances;
  for (const annot::Sentence& sentence : doc.value().sentences) {
    if (annot::is_tree(doc.value(), sentence.words)) instances.push_back(make_instance(doc.value(), sentence.words, valency));
  }
  return instances;
}

}  // namespace waqai::train
