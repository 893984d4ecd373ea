// SPDX-License-Identifier: Apache-2.0
#include "parser_data.h"

#include <algorithm>

#include "annot/conllu.h"
#include "base/file.h"
#include "syntax/features.h"

namespace waqai::train {
namespace {

using annot::kNone;
using annot::Relation;
using annot::Upos;
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

// The relation of a word that the treebank does not split off.
Relation usual_relation(const annot::Word& word) {
  switch (word.upos) {
    case Upos::kCconj: return Relation::kCc;
    case Upos::kAdp: return Relation::kCase;
    case Upos::kSconj: return Relation::kMark;
    case Upos::kPart: return Relation::kCompound;
    case Upos::kPron: return Relation::kNmod;
    default: return Relation::kDep;
  }
}

// For each word of `doc` in the token the word of `gold` whose place in the tree it takes, kNone if it has none; `owner` tells for each gold
// word of the token who has taken it.
class Carrier {
 public:
  Carrier(const annot::Document& gold, annot::Document& doc) : gold_(gold), doc_(doc), owner_(gold.words.size(), kNone), twin_(doc.words.size(), kNone) {}

  void carry() {
    doc_.arcs.assign(doc_.words.size(), {});
    for (size_t t = 0; t < doc_.tokens.size(); ++t) match(gold_.tokens[t].words, doc_.tokens[t].words);
    for (const annot::Token& token : doc_.tokens) {
      for (uint32_t w = token.words.begin; w < token.words.end; ++w) doc_.arcs[w] = arc(w, token.words);
    }
  }

 private:
  static uint32_t common(Span a, Span b) { return a.overlaps(b) ? std::min(a.end, b.end) - std::max(a.begin, b.begin) : 0; }

  // Gives each gold word to the word that covers most of it, the longer one where two do; words of equal span first.
  void match(annot::Range gold, annot::Range words) {
    for (uint32_t g = gold.begin; g < gold.end; ++g) {
      for (uint32_t w = words.begin; w < words.end; ++w) {
        const uint32_t mine = owner_[g] == kNone ? 0 : common(gold_.words[g].span, doc_.words[owner_[g]].span);
        if (owner_[g] == kNone || common(gold_.words[g].span, doc_.words[w].span) > mine) owner_[g] = w;
      }
    }
    for (uint32_t w = words.begin; w < words.end; ++w) {
      for (uint32_t g = gold.begin; g < gold.end; ++g) {
        const bool leaves = gold_.arcs[g].head == kNone || owner_of(gold_.arcs[g].head, gold) != w;
        if (owner_[g] == w && leaves && twin_[w] == kNone) twin_[w] = g;
      }
    }
  }

  // Owner of a gold word within the token, kNone outside.
  uint32_t owner_of(uint32_t g, annot::Range token) const { return token.contains(g) ? owner_[g] : kNone; }

  annot::Arc arc(uint32_t w, annot::Range token) const {
    annot::Arc made;
    if (twin_[w] == kNone) {  // the treebank does not split here: the rest of the token is its head
      uint32_t host = token.begin;
      for (uint32_t i = token.begin; i < token.end; ++i) {
        if (twin_[i] != kNone) host = i;
      }
      made.head = host;
      made.relation = usual_relation(doc_.words[w]);
      return made;
    }
    const annot::Arc& old = gold_.arcs[twin_[w]];
    made.relation = old.relation;
    made.head = old.head == kNone ? kNone : owner_[old.head];
    return made;
  }

  const annot::Document& gold_;
  annot::Document& doc_;
  std::vector<uint32_t> owner_;
  std::vector<uint32_t> twin_;
};

bool is_tree(const annot::Document& doc, annot::Range words) {
  uint32_t roots = 0;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    roots += doc.arcs[w].head == kNone;
    uint32_t up = w, steps = 0;
    while (doc.arcs[up].head != kNone && steps++ <= words.size()) up = doc.arcs[up].head;
    if (steps > words.size()) return false;
  }
  return roots == 1;
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

Result<std::vector<Instance>> read_retagged(const std::string& path, const morphology::Tagger& tagger, const syntax::Valency& valency) {
  const Result<annot::Document> gold = read_document(path);
  if (!gold) return gold.status();
  annot::Document doc;
  if (Status status = retag(gold.value(), tagger, doc); !status) return status;
  Carrier(gold.value(), doc).carry();
  std::vector<Instance> instances;
  for (const annot::Sentence& sentence : doc.sentences) {
    if (is_tree(doc, sentence.words)) instances.push_back(make_instance(doc, sentence.words, valency));
  }
  return instances;
}

}  // namespace waqai::train
