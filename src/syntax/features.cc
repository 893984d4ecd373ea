// SPDX-License-Identifier: Apache-2.0
#include "syntax/features.h"

#include <cassert>

namespace waqai::syntax {
namespace {

// Adds features; the number of the template goes into the hash.
class Adder {
 public:
  explicit Adder(Features& out) : out_(out), rows_(out.rows), next_(out.hash + out.size) {}
  Adder(const Adder&) = delete;
  Adder& operator=(const Adder&) = delete;
  ~Adder() {
    out_.size = static_cast<uint32_t>(next_ - out_.hash);
    assert(out_.size <= kMaxFeatures);
  }

  // The next number.
  void operator()(uint32_t a, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0) { numbered(++number_, a, b, c, d); }
  void numbered(uint32_t number, uint32_t a, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0) {
    uint64_t h = number * 0x9e3779b97f4a7c15ULL;
    h += a * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 31)) * 0x94d049bb133111ebULL + b;
    h = (h ^ (h >> 29)) * 0xff51afd7ed558ccdULL + c;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ULL + d;
    h = (h ^ (h >> 30)) * 0x9e3779b97f4a7c15ULL;
    const auto hash = static_cast<uint32_t>(h >> 32);
    *next_++ = hash;
    const char* row = rows_.first + size_t{hash >> rows_.shift} * rows_.bytes;
    __builtin_prefetch(row);
    __builtin_prefetch(row + rows_.width - 1);  // where it reaches into the next line
    if (rows_.width > 64) __builtin_prefetch(row + 64);
  }

 private:
  Features& out_;
  const Rows rows_;  // this and next_ are kept apart from out_, so that they may live in registers
  uint32_t* next_;
  uint32_t number_ = 0;
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

// The words of a sentence by index, and what stands between them; n is the root, all beyond "none".
struct Words {
  const Sentence& sentence;

  const Atoms& operator()(uint32_t i) const { return sentence.atoms[i <= sentence.size ? i : sentence.size + 1]; }
  const Atoms& before(uint32_t i) const { return i > 0 ? (*this)(i - 1) : sentence.none(); }
  const Atoms& after(uint32_t i) const { return i < sentence.size ? (*this)(i + 1) : sentence.none(); }
  const Atoms& content_after(uint32_t i) const { return (*this)(i < sentence.size ? sentence.content[i] : sentence.size); }
  uint32_t distance(uint32_t a, uint32_t b) const { return a > sentence.size ? 15 : distance_code(a, b); }
  uint32_t gap(uint32_t a, uint32_t b) const { return a > sentence.size ? 1000 : between(sentence, a, b); }
};

}  // namespace

void front_features(const Sentence& sentence, uint32_t front, Features& out) {
  const Words at{sentence};
  const Atoms& b0 = at(front);
  const Atoms& b1 = at(front + 1);
  const Atoms& b2 = at(front + 2);
  const Atoms& b3 = at(front + 3);
  Adder add(out);
  add.numbered(1, 0);
  add.numbered(12, b0.form, b0.upos);
  add.numbered(13, b0.lemma);
  add.numbered(14, b0.tag);
  add.numbered(15, b0.tag, b0.morph);
  add.numbered(16, b0.ending, b0.upos);
  add.numbered(17, b1.form, b1.upos);
  add.numbered(18, b1.lemma);
  add.numbered(19, b1.tag);
  add.numbered(20, b1.tag, b1.morph);
  add.numbered(21, b1.ending, b1.upos);
  add.numbered(22, b2.lemma);
  add.numbered(23, b2.tag);
  add.numbered(24, b3.tag);
  add.numbered(49, b0.tag, b1.tag);
  add.numbered(50, b0.lemma, b1.tag);
  add.numbered(51, b0.tag, b1.lemma);
  add.numbered(52, b0.lemma, b1.lemma);
  add.numbered(67, b0.upos, b1.upos, b2.upos);
  add.numbered(68, b0.tag, b1.tag, b2.tag);
}

void top_features(const Sentence& sentence, uint32_t top, Features& out) {
  const Words at{sentence};
  const Atoms& s0 = at(top);
  const Atoms& q = at.after(top);
  Adder add(out);
  add.numbered(2, s0.form, s0.upos);
  add.numbered(3, s0.lemma);
  add.numbered(4, s0.tag);
  add.numbered(5, s0.tag, s0.morph);
  add.numbered(6, s0.ending, s0.upos);
  add.numbered(127, q.lemma, s0.upos);
}

void below_features(const Sentence& sentence, uint32_t below, Features& out) {
  const Atoms& s1 = Words{sentence}(below);
  Adder add(out);
  add.numbered(7, s1.form, s1.upos);
  add.numbered(8, s1.lemma);
  add.numbered(9, s1.tag);
  add.numbered(10, s1.tag, s1.morph);
  add.numbered(11, s1.ending, s1.upos);
}

void top_front_features(const Sentence& sentence, uint32_t top, uint32_t front, Features& out) {
  const Words at{sentence};
  const Atoms& s0 = at(top);
  const Atoms& b0 = at(front);
  const Atoms& b1 = at(front + 1);
  const Atoms& b2 = at(front + 2);
  const Atoms& p = at.before(front);
  const Atoms& q = at.after(top);
  const Atoms& content = at.content_after(front);
  const uint32_t d0 = at.distance(top, front);
  const uint32_t g0 = at.gap(top, front);
  Adder add(out);
  add.numbered(25, s0.lemma, b0.lemma);
  add.numbered(26, s0.lemma, b0.tag);
  add.numbered(27, s0.tag, b0.lemma);
  add.numbered(28, s0.tag, b0.tag);
  add.numbered(29, s0.upos, b0.upos, d0);
  add.numbered(30, s0.tag, b0.tag, d0);
  add.numbered(31, s0.upos, b0.upos, g0);
  add.numbered(32, s0.lemma, b0.upos, d0);
  add.numbered(33, s0.upos, b0.lemma, d0);
  add.numbered(34, agreement(s0, b0));
  add.numbered(35, s0.form, b0.form);
  add.numbered(53, s0.tag, b1.tag);
  add.numbered(54, s0.lemma, b1.lemma);
  add.numbered(55, s0.tag, b0.tag, b1.tag);
  add.numbered(56, s0.upos, b0.upos, b1.upos, b2.upos);
  add.numbered(64, s0.lemma, b0.lemma, b1.upos);
  add.numbered(65, s0.upos, b0.lemma, b1.lemma);
  add.numbered(112, b0.lemma, content.tag, s0.upos);
  add.numbered(113, b0.upos, content.lemma, s0.upos);
  add.numbered(118, s0.upos, s0.kind, b0.upos, b0.kind);
  add.numbered(121, s0.kind, s0.upos, b0.lemma);
  add.numbered(124, p.upos, b0.upos, s0.upos, d0);
  add.numbered(125, q.upos, s0.upos, b0.upos);
  add.numbered(126, p.lemma, b0.upos, s0.upos);
  add.numbered(128, g0, d0, b0.upos);
}

void three_features(const Sentence& sentence, uint32_t below, uint32_t top, uint32_t front, Features& out) {
  const Words at{sentence};
  const Atoms& s1 = at(below);
  const Atoms& s0 = at(top);
  const Atoms& b0 = at(front);
  const Atoms& b1 = at(front + 1);
  const uint32_t d1 = at.distance(below, top);
  const uint32_t g0 = at.gap(top, front);
  const uint32_t g1 = at.gap(below, top);
  Adder add(out);
  add.numbered(36, s1.lemma, s0.lemma);
  add.numbered(37, s1.lemma, s0.tag);
  add.numbered(38, s1.tag, s0.lemma);
  add.numbered(39, s1.tag, s0.tag);
  add.numbered(40, s1.upos, s0.upos, d1);
  add.numbered(41, s1.tag, s0.tag, d1);
  add.numbered(42, s1.upos, s0.upos, g1);
  add.numbered(43, agreement(s1, s0));
  add.numbered(44, s1.tag, b0.tag);
  add.numbered(45, s1.lemma, b0.lemma);
  add.numbered(46, s1.lemma, b0.tag);
  add.numbered(47, s1.tag, b0.lemma);
  add.numbered(48, agreement(s1, b0));
  add.numbered(57, s1.tag, s0.tag, b0.tag);
  add.numbered(58, s1.upos, s0.upos, b0.upos, b1.upos);
  add.numbered(59, s1.upos, s0.lemma, b0.upos);
  add.numbered(60, s1.upos, s0.upos, b0.lemma);
  add.numbered(61, s1.lemma, s0.upos, b0.upos);
  add.numbered(62, s1.upos, b0.lemma, b1.upos);
  add.numbered(63, s1.lemma, b0.lemma, b1.upos);
  add.numbered(66, s1.upos, b0.lemma, b1.lemma);
  add.numbered(114, s0.upos, b0.upos, government(s0, b0), government(s1, b0));
  add.numbered(115, s0.upos, s1.upos, government(s0, b0), government(s1, b0));
  add.numbered(119, s1.upos, s1.kind, s0.upos, s0.kind);
  add.numbered(120, s1.upos, s1.kind, b0.upos, b0.kind);
  add.numbered(129, g0, g1, s0.upos, b0.upos);
}

void top_children_features(const Sentence& sentence, const Node& t, const Node& f, Features& out) {
  const Words at{sentence};
  const Atoms& s0 = at(t.word);
  const Atoms& b0 = at(f.word);
  const Atoms& s0l = at(t.left);
  const Atoms& s0r = at(t.right);
  const Atoms& s0ri = at(t.right_inner);
  const Atoms& s0li = at(t.left_inner);
  const Atoms& b0l = at(f.left);
  const Atoms& b0li = at(f.left_inner);
  Adder add(out);
  add.numbered(76, s0.tag, s0l.tag, b0.tag);
  add.numbered(77, s0.tag, s0r.tag, b0.tag);
  add.numbered(78, s0.upos, s0l.lemma, b0.upos);
  add.numbered(79, s0.upos, s0r.lemma, b0.upos);
  add.numbered(87, s0.upos, s0r.upos, s0ri.upos, b0.upos);
  add.numbered(88, s0.upos, s0l.upos, s0li.upos, b0.upos);
  add.numbered(89, s0.tag, b0l.tag, b0.tag);
  add.numbered(90, s0.upos, b0l.upos, b0li.upos, b0.upos);
  add.numbered(91, s0.upos, b0.upos, b0l.lemma);
  add.numbered(92, s0.tag, s0l.lemma);
  add.numbered(93, s0.tag, s0r.lemma);
  add.numbered(94, b0.tag, b0l.lemma);
  // Valency, and what the lexicon knows of verbs and their complements.
  add.numbered(96, s0.tag, t.right_count);
  add.numbered(97, s0.tag, t.left_count);
  add.numbered(99, b0.tag, f.left_count);
  add.numbered(100, s0.upos, t.right_mask, b0.upos);
  add.numbered(101, s0.upos, t.left_mask, b0.upos);
  add.numbered(104, s0.lemma, t.right_mask, b0.upos);
  add.numbered(105, b0.upos, f.left_mask, s0.upos);
  add.numbered(117, b0.upos, s0.upos, government(b0, s0l));
  add.numbered(122, s0.upos, transitivity(s0), b0.upos, t.right_mask);
}

void below_children_features(const Sentence& sentence, const Node& u, const Node& t, Features& out) {
  const Words at{sentence};
  const Atoms& s0 = at(t.word);
  const Atoms& s1 = at(u.word);
  const Atoms& s0l = at(t.left);
  const Atoms& s1l = at(u.left);
  const Atoms& s1r = at(u.right);
  const Atoms& s1ri = at(u.right_inner);
  Adder add(out);
  add.numbered(80, s1.upos, s0.upos, s0l.lemma);
  add.numbered(81, s1.lemma, s0.upos, s0l.lemma);
  add.numbered(82, s1.tag, s0l.tag, s0.tag);
  add.numbered(83, s1.tag, s1r.tag, s0.tag);
  add.numbered(84, s1.tag, s1r.tag, s0.tag, s0l.lemma);
  add.numbered(85, s1.tag, s1l.tag, s0.tag);
  add.numbered(86, s1.upos, s1r.upos, s1ri.upos, s0.upos);
  add.numbered(95, s1.tag, s1r.lemma);
  add.numbered(98, s1.tag, u.right_count, s0.upos);
  add.numbered(102, s1.upos, u.right_mask, s0.upos);
  add.numbered(103, s1.upos, u.left_mask, s0.upos);
  add.numbered(123, s1.upos, transitivity(s1), s0.upos, u.right_mask);
}

void stack_features(const Sentence& sentence, const Stack& stack, Features& out) {
  const Words at{sentence};
  const Node& t = stack.top->top;
  const Node& f = stack.top->front;
  const Node u = below_of(sentence, stack);
  const Atoms& s0 = at(t.word);
  const Atoms& s1 = at(u.word);
  const Atoms& s2 = stack.third != nullptr ? at(stack.third->top.word) : sentence.none();
  const Atoms& b0 = at(f.word);
  const Atoms& b1 = at(f.word + 1);
  const Atoms& s0l = at(t.left);
  const Atoms& s0li = at(t.left_inner);
  const Atoms& s1l = at(u.left);
  Adder add(out);
  // The third word of the stack.
  add.numbered(69, s2.tag, s1.tag, s0.tag);
  add.numbered(70, s2.upos, s1.upos, s0.upos, b0.upos);
  add.numbered(71, s2.tag, b0.tag);
  add.numbered(72, s2.lemma, b0.tag);
  add.numbered(73, s2.lemma, b0.lemma);
  add.numbered(74, s2.upos, s0.upos, s0l.lemma);
  add.numbered(75, s2.tag, b0.lemma, b1.upos);
  // Coordination: what follows the conjunction in front, or what stands on the stack with one, against those it may join.
  const bool joins = b0.upos == kCconjUpos;
  const bool joined = (t.left_mask >> (kCconjUpos & 31) & 1) != 0;
  const Atoms& x = joins ? at.content_after(f.word) : s0;
  const Atoms& prep = joins ? b1 : s0li.upos == kAdpUpos ? s0li : s0l;
  const uint32_t way = joins ? 1 : joined ? 2 : 0;
  const Atoms& near = joins ? s0 : s1;
  const Atoms& far = joins ? s1 : s2;
  const Atoms& near_prep = joins ? s0l : s1l;
  const uint32_t parallel = prep.upos != kAdpUpos ? 0 : near_prep.lemma == prep.lemma ? 2 : 1;
  add.numbered(106, way, way == 0 ? 0 : likeness(near, x), parallel);
  add.numbered(107, way, way == 0 ? 0 : likeness(near, x), way == 0 ? 0 : likeness(far, x));
  add.numbered(108, way, way == 0 ? 0 : likeness(far, x), near.upos);
  add.numbered(109, way, way == 0 ? 0 : near.lemma, x.lemma);
  add.numbered(110, way, way == 0 ? 0 : far.lemma, x.lemma);
  add.numbered(111, way, way == 0 ? 0 : near.upos, x.tag, parallel);
  add.numbered(116, s1.upos, s0.upos, government(s1, s0l), b0.upos);
}

void action_features(const Sentence& sentence, const Stack& stack, Features& out) {
  const uint32_t front = stack.top->front.word;
  const uint32_t top = stack.top->top.word;
  const uint32_t below = stack.second != nullptr ? stack.second->top.word : sentence.size + 1;
  out.size = 0;
  front_features(sentence, front, out);
  top_features(sentence, top, out);
  below_features(sentence, below, out);
  top_front_features(sentence, top, front, out);
  three_features(sentence, below, top, front, out);
  top_children_features(sentence, stack.top->top, stack.top->front, out);
  below_children_features(sentence, below_of(sentence, stack), stack.top->top, out);
  stack_features(sentence, stack, out);
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

  out.size = 0;
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
