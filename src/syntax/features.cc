// SPDX-License-Identifier: Apache-2.0
#include "syntax/features.h"

#include <cassert>

namespace waqai::syntax {
namespace {

// Adds templates one after another; the number of the template goes into the hash.
class Adder {
 public:
  explicit Adder(Features& out) : out_(out) { out_.size = 0; }
  ~Adder() { assert(out_.size <= kMaxFeatures); }

  void operator()(uint32_t a, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0) {
    uint64_t h = (out_.size + 1) * 0x9e3779b97f4a7c15ULL;
    h += a * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 31)) * 0x94d049bb133111ebULL + b;
    h = (h ^ (h >> 29)) * 0xff51afd7ed558ccdULL + c;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ULL + d;
    h = (h ^ (h >> 30)) * 0x9e3779b97f4a7c15ULL;
    out_.hash[out_.size++] = static_cast<uint32_t>(h >> 32);
  }

 private:
  Features& out_;
};

constexpr uint32_t kCconjUpos = static_cast<uint32_t>(annot::Upos::kCconj) + kUposBase;
constexpr uint32_t kAdpUpos = static_cast<uint32_t>(annot::Upos::kAdp) + kUposBase;

uint32_t distance_code(uint32_t from, uint32_t to) {
  const uint32_t d = to > from ? to - from : from - to;
  return d < 5 ? d : d < 7 ? 5 : d < 10 ? 6 : d < 16 ? 7 : d < 30 ? 8 : 9;
}

uint32_t few(uint32_t count) { return count < 3 ? count : 3; }

// Agreement of two words, with what they are.
uint32_t agreement(const Atoms& a, const Atoms& b) {
  const uint32_t gender = a.gender == 0 || b.gender == 0 ? 0 : a.gender == b.gender ? 1 : 2;
  const uint32_t number = a.number == 0 || b.number == 0 ? 0 : a.number == b.number ? 1 : 2;
  const uint32_t definite = a.definite * 4u + b.definite;
  return ((a.upos * 32 + b.upos) * 3 + gender) * 3 * 16 + number * 16 + definite;
}

// How alike two words are that "and" might join.
uint32_t likeness(const Atoms& a, const Atoms& b) {
  const uint32_t same =
      (a.tag == b.tag ? 1u : 0u) + (a.kind == b.kind ? 2u : 0u) + (a.ending == b.ending ? 4u : 0u) + (a.number == b.number ? 8u : 0u);
  return (a.upos * 32 + b.upos) * 16 + same;
}

// Whether the lexicon says that `host` goes with the preposition `prep`: 0 no preposition, 1 no verb, 2 no, 3 yes.
uint32_t government(const Atoms& host, const Atoms& prep) {
  if (prep.upos != kAdpUpos) return 0;
  if (!host.valency->known) return 1;
  return host.valency->governs(prep.lemma) ? 3 : 2;
}

// Whether a verb takes objects.
uint32_t transitivity(const Atoms& a) { return a.valency->known ? a.valency->verb_flags + 1u : 0u; }

// What stands between the words a and b, a < b, both left out.
uint32_t between(const Sentence& s, uint32_t a, uint32_t b) {
  if (a + 1 >= b) return 0;
  const Counts& x = s.counts[a + 1];
  const Counts& y = s.counts[b < s.size ? b : s.size];
  const auto diff = [](uint16_t before, uint16_t after) { return few(static_cast<uint16_t>(after - before)); };
  return 1 + diff(x.verbs, y.verbs) + 4 * diff(x.puncts, y.puncts) + 16 * diff(x.conjs, y.conjs) + 64 * diff(x.marks, y.marks);
}

}  // namespace

void action_features(const Sentence& sentence, const Stack& stack, Features& out) {
  const uint32_t n = sentence.size;
  const auto at = [&](uint32_t i) -> const Atoms& { return sentence.atoms[i <= n ? i : n + 1]; };
  const Node& t = stack.top->top;
  const Node& f = stack.top->front;
  const Node empty = fresh_node(n + 1, n + 1);
  const Node& u = stack.second != nullptr ? stack.second->top : empty;
  const Atoms& s0 = at(t.word);
  const Atoms& s1 = at(u.word);
  const Atoms& b0 = at(f.word);
  const Node& v = stack.third != nullptr ? stack.third->top : empty;
  const Atoms& s2 = at(v.word);
  const Atoms& b1 = at(f.word + 1);
  const Atoms& b2 = at(f.word + 2);
  const Atoms& b3 = at(f.word + 3);
  const Atoms& p = f.word > 0 ? at(f.word - 1) : sentence.none();  // the word right before the front
  const Atoms& q = t.word < n ? at(t.word + 1) : sentence.none();  // the word right after the top
  const Atoms& s0l = at(t.left);
  const Atoms& s0r = at(t.right);
  const Atoms& s0ri = at(t.right_inner);
  const Atoms& s0li = at(t.left_inner);
  const Atoms& s1l = at(u.left);
  const Atoms& s1r = at(u.right);
  const Atoms& s1ri = at(u.right_inner);
  const Atoms& b0l = at(f.left);
  const Atoms& b0li = at(f.left_inner);
  const uint32_t d0 = t.word > n ? 15 : distance_code(t.word, f.word);
  const uint32_t d1 = u.word > n ? 15 : distance_code(u.word, t.word);
  const uint32_t g0 = t.word > n ? 1000 : between(sentence, t.word, f.word);
  const uint32_t g1 = u.word > n ? 1000 : between(sentence, u.word, t.word);

  Adder add(out);
  add(0);
  for (const Atoms* x : {&s0, &s1, &b0, &b1}) {
    add(x->form, x->upos);
    add(x->lemma);
    add(x->tag);
    add(x->tag, x->morph);
    add(x->ending, x->upos);
  }
  add(b2.lemma);
  add(b2.tag);
  add(b3.tag);
  // Top and front.
  add(s0.lemma, b0.lemma);
  add(s0.lemma, b0.tag);
  add(s0.tag, b0.lemma);
  add(s0.tag, b0.tag);
  add(s0.upos, b0.upos, d0);
  add(s0.tag, b0.tag, d0);
  add(s0.upos, b0.upos, g0);
  add(s0.lemma, b0.upos, d0);
  add(s0.upos, b0.lemma, d0);
  add(agreement(s0, b0));
  add(s0.form, b0.form);
  // Below and top.
  add(s1.lemma, s0.lemma);
  add(s1.lemma, s0.tag);
  add(s1.tag, s0.lemma);
  add(s1.tag, s0.tag);
  add(s1.upos, s0.upos, d1);
  add(s1.tag, s0.tag, d1);
  add(s1.upos, s0.upos, g1);
  add(agreement(s1, s0));
  // Below and front: who of the two takes the front.
  add(s1.tag, b0.tag);
  add(s1.lemma, b0.lemma);
  add(s1.lemma, b0.tag);
  add(s1.tag, b0.lemma);
  add(agreement(s1, b0));
  // Front and what follows.
  add(b0.tag, b1.tag);
  add(b0.lemma, b1.tag);
  add(b0.tag, b1.lemma);
  add(b0.lemma, b1.lemma);
  add(s0.tag, b1.tag);
  add(s0.lemma, b1.lemma);
  // Three.
  add(s0.tag, b0.tag, b1.tag);
  add(s0.upos, b0.upos, b1.upos, b2.upos);
  add(s1.tag, s0.tag, b0.tag);
  add(s1.upos, s0.upos, b0.upos, b1.upos);
  add(s1.upos, s0.lemma, b0.upos);
  add(s1.upos, s0.upos, b0.lemma);
  add(s1.lemma, s0.upos, b0.upos);
  add(s1.upos, b0.lemma, b1.upos);
  add(s1.lemma, b0.lemma, b1.upos);
  add(s0.lemma, b0.lemma, b1.upos);
  add(s0.upos, b0.lemma, b1.lemma);
  add(s1.upos, b0.lemma, b1.lemma);
  add(b0.upos, b1.upos, b2.upos);
  add(b0.tag, b1.tag, b2.tag);
  // The third word of the stack.
  add(s2.tag, s1.tag, s0.tag);
  add(s2.upos, s1.upos, s0.upos, b0.upos);
  add(s2.tag, b0.tag);
  add(s2.lemma, b0.tag);
  add(s2.lemma, b0.lemma);
  add(s2.upos, s0.upos, s0l.lemma);
  add(s2.tag, b0.lemma, b1.upos);
  // Children.
  add(s0.tag, s0l.tag, b0.tag);
  add(s0.tag, s0r.tag, b0.tag);
  add(s0.upos, s0l.lemma, b0.upos);
  add(s0.upos, s0r.lemma, b0.upos);
  add(s1.upos, s0.upos, s0l.lemma);
  add(s1.lemma, s0.upos, s0l.lemma);
  add(s1.tag, s0l.tag, s0.tag);
  add(s1.tag, s1r.tag, s0.tag);
  add(s1.tag, s1r.tag, s0.tag, s0l.lemma);
  add(s1.tag, s1l.tag, s0.tag);
  add(s1.upos, s1r.upos, s1ri.upos, s0.upos);
  add(s0.upos, s0r.upos, s0ri.upos, b0.upos);
  add(s0.upos, s0l.upos, s0li.upos, b0.upos);
  add(s0.tag, b0l.tag, b0.tag);
  add(s0.upos, b0l.upos, b0li.upos, b0.upos);
  add(s0.upos, b0.upos, b0l.lemma);
  add(s0.tag, s0l.lemma);
  add(s0.tag, s0r.lemma);
  add(b0.tag, b0l.lemma);
  add(s1.tag, s1r.lemma);
  // Valency.
  add(s0.tag, t.right_count);
  add(s0.tag, t.left_count);
  add(s1.tag, u.right_count, s0.upos);
  add(b0.tag, f.left_count);
  add(s0.upos, t.right_mask, b0.upos);
  add(s0.upos, t.left_mask, b0.upos);
  add(s1.upos, u.right_mask, s0.upos);
  add(s1.upos, u.left_mask, s0.upos);
  add(s0.lemma, t.right_mask, b0.upos);
  add(b0.upos, f.left_mask, s0.upos);
  // Coordination: what follows the conjunction in front, or what stands on the stack with one, against those it may join.
  const bool joins = b0.upos == kCconjUpos;
  const bool joined = (t.left_mask >> (kCconjUpos & 31) & 1) != 0;
  const Atoms& x = joins ? at(sentence.content[f.word]) : s0;
  const Atoms& prep = joins ? b1 : s0li.upos == kAdpUpos ? s0li : s0l;
  const uint32_t way = joins ? 1 : joined ? 2 : 0;
  const Atoms& near = joins ? s0 : s1;
  const Atoms& far = joins ? s1 : s2;
  const Atoms& near_prep = joins ? s0l : s1l;
  const uint32_t parallel = prep.upos != kAdpUpos ? 0 : near_prep.lemma == prep.lemma ? 2 : 1;
  add(way, way == 0 ? 0 : likeness(near, x), parallel);
  add(way, way == 0 ? 0 : likeness(near, x), way == 0 ? 0 : likeness(far, x));
  add(way, way == 0 ? 0 : likeness(far, x), near.upos);
  add(way, way == 0 ? 0 : near.lemma, x.lemma);
  add(way, way == 0 ? 0 : far.lemma, x.lemma);
  add(way, way == 0 ? 0 : near.upos, x.tag, parallel);
  add(b0.lemma, at(f.word < n ? sentence.content[f.word] : n).tag, s0.upos);
  add(b0.upos, at(f.word < n ? sentence.content[f.word] : n).lemma, s0.upos);
  // What the lexicon knows.
  add(s0.upos, b0.upos, government(s0, b0), government(s1, b0));
  add(s0.upos, s1.upos, government(s0, b0), government(s1, b0));
  add(s1.upos, s0.upos, government(s1, s0l), b0.upos);
  add(b0.upos, s0.upos, government(b0, s0l));
  add(s0.upos, s0.kind, b0.upos, b0.kind);
  add(s1.upos, s1.kind, s0.upos, s0.kind);
  add(s1.upos, s1.kind, b0.upos, b0.kind);
  add(s0.kind, s0.upos, b0.lemma);
  add(s0.upos, transitivity(s0), b0.upos, t.right_mask);
  add(s1.upos, transitivity(s1), s0.upos, u.right_mask);
  // Neighbours on the surface.
  add(p.upos, b0.upos, s0.upos, d0);
  add(q.upos, s0.upos, b0.upos);
  add(p.lemma, b0.upos, s0.upos);
  add(q.lemma, s0.upos);
  add(g0, d0, b0.upos);
  add(g0, g1, s0.upos, b0.upos);
}

void relation_features(const Sentence& sentence, const Tree& tree, uint32_t child, Features& out) {
  const uint32_t n = sentence.size;
  const auto at = [&](uint32_t i) -> const Atoms& { return sentence.atoms[i <= n ? i : n + 1]; };
  const uint32_t head = tree.heads[child] == Tree::kRootHead ? n : tree.heads[child];
  const Node empty = fresh_node(n + 1, n + 1);
  const Node& cn = tree.nodes[child];
  const Node& hn = head < n ? tree.nodes[head] : empty;
  const Atoms& c = at(child);
  const Atoms& h = at(head);
  const uint32_t grand = head < n ? (tree.heads[head] == Tree::kRootHead ? n : tree.heads[head]) : n + 1;
  const Atoms& g = at(grand);
  const uint32_t right = child > head ? 1 : 0;
  const uint32_t way = right * 16 + distance_code(child, head);
  const auto known = [&](uint32_t word) { return word < child ? static_cast<uint32_t>(tree.relations[word]) + 1 : 0u; };
  const uint32_t head_relation = head < n ? known(head) : 99;
  const uint32_t brothers = head < n ? tree.used[head] : 0;
  const uint32_t brother = head < n ? tree.latest[head] : n + 1;
  const Atoms& cl = at(cn.left);
  const Atoms& cr = at(cn.right);
  const Atoms& cli = at(cn.left_inner);

  Adder add(out);
  add(right);
  for (const Atoms* x : {&c, &h}) {
    add(x->form, right);
    add(x->lemma, right);
    add(x->tag, right);
    add(x->morph, right);
    add(x->ending, x->upos, right);
  }
  add(c.lemma, h.lemma, right);
  add(c.lemma, h.tag, right);
  add(c.tag, h.lemma, right);
  add(c.tag, h.tag, right);
  add(c.tag, h.tag, way);
  add(c.upos, h.upos, way);
  add(c.upos, h.lemma, way);
  add(agreement(h, c), right);
  add(c.upos, h.upos, right, c.grammatical_case);
  add(c.tag, h.tag, c.grammatical_case, h.grammatical_case);
  add(c.upos, h.upos, right, head < child ? between(sentence, head, child) : between(sentence, child, head));
  // Its own children: the preposition or mark before it.
  add(c.upos, h.upos, right, cl.lemma);
  add(h.lemma, cl.lemma, right);
  add(c.lemma, cl.lemma, right);
  add(c.upos, h.upos, cl.upos, cli.upos);
  add(c.upos, h.upos, right, cli.lemma);
  add(c.upos, h.upos, right, cr.upos);
  add(c.upos, h.upos, right, cn.left_mask);
  add(c.tag, cn.left_mask, right);
  add(c.upos, cn.right_mask, right);
  add(c.upos, h.upos, right, cn.left_count * 8u + cn.right_count);
  // What the lexicon knows.
  add(c.upos, h.upos, right, government(h, cl));
  add(c.upos, cl.lemma, government(h, cl), h.upos);
  add(c.upos, c.kind, h.upos * 2 + right, h.kind);
  add(c.upos, c.kind, right, h.lemma);
  add(c.kind, c.upos, cl.lemma, h.upos);
  add(c.upos, h.upos, right, transitivity(h));
  add(c.upos, h.upos, brothers, transitivity(h));
  // Brothers, head, surface.
  add(c.upos, h.upos, right, brothers);
  add(c.upos, h.lemma, right, brothers);
  add(c.upos, h.upos, at(brother).upos, right);
  add(c.tag, h.tag, known(brother), right);
  add(c.upos, h.upos, head_relation, right);
  add(c.tag, h.tag, head_relation, right);
  add(c.upos, h.upos, g.upos, right);
  add(c.upos, h.upos, g.lemma, right);
  add(c.upos, h.upos, hn.left_mask, right);
  add(c.upos, h.upos, hn.right_mask, right);
  const Atoms& before = child > 0 ? at(child - 1) : sentence.none();
  const Atoms& after = at(child + 1);
  add(c.upos, h.upos, before.lemma, right);
  add(c.upos, h.upos, after.lemma, right);
  add(c.tag, before.tag, right);
  add(c.tag, after.tag, right);
  add(c.lemma, before.lemma, right);
  add(c.upos, h.upos, before.upos, after.upos);
  add(right ? 1u : 0u, child == 0, c.upos);
}

}  // namespace waqai::syntax
