// SPDX-License-Identifier: Apache-2.0
//
// Which patterns of frames are others than before, and of which words other cues or lists speak.
#include <map>

#include "lexicon/changes.h"

namespace waqai::lexicon {
namespace {

// One side: the content of everything, without ids, lines and files.
class FrameSide {
 public:
  explicit FrameSide(const DictionaryRows& rows) : frames_(rows.frames), files_(rows.files) {
    for (const FrameRecord& frame : frames_.frames()) frame_content_.push_back(content(frame));
    for (const PatternRecord& pattern : frames_.patterns()) patterns_.push_back(content(pattern));
    read_terms();
    read_rows();
  }

  const std::map<uint64_t, uint64_t>& terms() const { return terms_; }
  const std::vector<uint64_t>& patterns() const { return patterns_; }
  const RowList& rows() const { return rows_; }
  const RowList& cues() const { return cues_; }

  // What terms() says of a word without cues and lists.
  static uint64_t nothing() { return ContentHash().add(kModesEnd).add(kContextsEnd).value(); }

  // Adds the patterns that `other` has not; `after`: this is the later dictionary.
  void add_patterns(const FrameSide& other, bool after, DictionaryChanges& out) const {
    std::unordered_multiset<uint64_t> there(other.patterns_.begin(), other.patterns_.end());
    for (size_t i = 0; i < patterns_.size(); ++i) {
      const auto same = there.find(patterns_[i]);
      if (same != there.end()) {
        there.erase(same);
        continue;
      }
      ChangedPattern& pattern = out.patterns.emplace_back();
      pattern.after = after;
      pattern.index = static_cast<uint32_t>(i);
      for (uint32_t e = frames_.patterns()[i].element_begin; e < frames_.patterns()[i].element_end; ++e) {
        const Element& element = frames_.elements()[e];
        if (element.kind != ElementKind::kTerms) continue;
        auto& words = pattern.words.emplace_back();
        for (uint32_t t = element.terms_begin; t < element.terms_end; ++t) {
          const uint64_t term = term_hash(frames_.terms()[t]);
          words.push_back(out.pattern_terms.try_emplace(term, static_cast<uint32_t>(out.pattern_terms.size())).first->second);
        }
      }
    }
  }

  // What no single word stands for.
  uint64_t globals() const {
    ContentHash hash;
    for (const uint32_t term : frames_.prepositions()) hash.add(term_hash(term));
    for (const CameoRecord& row : frames_.all_cameo()) {
      uint64_t score = 0;
      std::memcpy(&score, &row.score, sizeof score);
      hash.add(text(row.type)).add(text(row.mode)).add(text(row.context)).add(text(row.cameo)).add(score).add(row.quad);
    }
    for (const ReversalRecord& row : frames_.all_reversals())
      hash.add(text(row.type)).add(text(row.done)).add(text(row.announced)).add(text(row.mode));
    return hash.value();
  }

 private:
  static constexpr uint64_t kModesEnd = 2, kContextsEnd = 3;

  std::string_view text(uint32_t id) const { return frames_.string(id); }
  uint64_t term_hash(uint32_t term) const { return term < frames_.term_hashes().size() ? frames_.term_hashes()[term] : 0; }
  std::string_view file(uint32_t index) const { return index < files_.size() ? files_[index] : std::string_view(); }

  uint64_t terms_content(uint32_t begin, uint32_t end) const {
    ContentHash hash;
    for (uint32_t i = begin; i < end; ++i) hash.add(term_hash(frames_.terms()[i]));
    return hash.value();
  }

  uint64_t content(const FrameRecord& f) const {
    ContentHash hash;
    for (const uint32_t string : {f.name, f.type, f.cameo, f.status, f.future, f.reason, f.stance, f.medium}) hash.add(text(string));
    for (const auto& [begin, end] : {std::pair(f.mode_begin, f.mode_end), std::pair(f.context_begin, f.context_end)}) {
      hash.add(end - begin);
      for (uint32_t i = begin; i < end; ++i) hash.add(frames_.list_string(i));
    }
    for (const auto& [begin, end] : {std::pair(f.actor_begin, f.actor_end), std::pair(f.recipient_begin, f.recipient_end)}) {
      hash.add(end - begin);
      for (uint32_t i = begin; i < end; ++i) {
        const SlotRef slot = frames_.slots()[i];
        hash.add(static_cast<uint64_t>(slot.slot) << 8 | slot.joined);
      }
    }
    for (uint32_t i = f.condition_begin; i < f.condition_end; ++i) {
      const Condition& c = frames_.conditions()[i];
      hash.add(static_cast<uint64_t>(c.slot) << 16 | static_cast<uint64_t>(c.test) << 8 | c.negated).add(c.kinds);
      hash.add(terms_content(c.terms_begin, c.terms_end));
    }
    for (const auto value :
         {static_cast<uint32_t>(f.block), static_cast<uint32_t>(f.op), static_cast<uint32_t>(f.genitive), static_cast<uint32_t>(f.nominal),
          uint32_t{f.symmetric}, uint32_t{f.lone_recipient}, uint32_t{f.participle}, uint32_t{f.absorbs}, uint32_t{f.from_verb}})
      hash.add(value);
    return hash.value();
  }

  uint64_t content(const PatternRecord& p) const {
    ContentHash hash;
    hash.add(frame_content_[p.frame]).add(p.specificity).add(p.trailing);
    for (uint32_t i = p.element_begin; i < p.element_end; ++i) {
      const Element& e = frames_.elements()[i];
      hash.add(static_cast<uint64_t>(e.kind) << 8 | e.preposition).add(terms_content(e.terms_begin, e.terms_end));
    }
    return hash.value();
  }

  uint64_t content(const CueRecord& cue) const { return ContentHash().add(text(cue.type)).add(text(cue.value)).add(cue.weight).value(); }

  void read_terms() {
    std::vector<ContentHash> all(frames_.term_hashes().size());
    for (uint32_t term = 0; term < all.size(); ++term) {
      for (const CueRecord& cue : frames_.mode_cues(term)) all[term].add(content(cue));
      all[term].add(kModesEnd);
      for (const CueRecord& cue : frames_.context_cues(term)) all[term].add(content(cue));
      all[term].add(kContextsEnd);
    }
    for (const ListRecord& list : frames_.lists()) {
      for (uint32_t i = list.terms_begin; i < list.terms_end; ++i) {
        const uint32_t term = frames_.terms()[i];
        if (term < all.size()) all[term].add(text(list.name));
      }
    }
    for (uint32_t term = 0; term < all.size(); ++term) terms_[term_hash(term)] = all[term].value();
  }

  void read_rows() {
    std::vector<ContentHash> words(frame_content_.size());
    for (size_t i = 0; i < patterns_.size(); ++i) words[frames_.patterns()[i].frame].add(patterns_[i]);
    for (size_t i = 0; i < words.size(); ++i)
      rows_.add(frame_content_[i], words[i].value(), file(frames_.frames()[i].file), frames_.frames()[i].line);
    for (const auto& [cues, kind] : {std::pair(frames_.all_modes(), 1), std::pair(frames_.all_contexts(), 2)}) {
      for (const CueRecord& cue : cues) {
        const uint64_t of = ContentHash().add(content(cue)).add(term_hash(cue.term)).add(static_cast<uint64_t>(kind)).value();
        cues_.add(of, 0, file(cue.file), cue.line);
      }
    }
  }

  const FramesView& frames_;
  const std::vector<std::string_view>& files_;
  std::vector<uint64_t> frame_content_;
  std::vector<uint64_t> patterns_;
  std::map<uint64_t, uint64_t> terms_;  // hash -> what cues and lists say of it
  RowList rows_, cues_;
};

}  // namespace

void compare_frames(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out) {
  const FrameSide old(before), now(after);
  if (old.globals() != now.globals()) out.everything = "the prepositions, CAMEO codes or reversals of the frames changed";
  else if (!same_order(old.patterns(), now.patterns())) out.everything = "the frames stand in another order";
  if (!out.everything.empty()) return;
  // What only patterns have is as good as unknown.
  const auto said = [](const FrameSide& side, uint64_t term) {
    const auto found = side.terms().find(term);
    return found == side.terms().end() ? FrameSide::nothing() : found->second;
  };
  for (const FrameSide* side : {&old, &now}) {
    for (const auto& [term, content] : side->terms()) {
      if (said(old, term) != said(now, term)) out.terms.insert(term);
    }
  }
  old.add_patterns(now, false, out);
  now.add_patterns(old, true, out);
  if (!RowList::pair(old.rows(), now.rows(), out)) out.everything = "frames that say the same got other words";
  (void)RowList::pair(old.cues(), now.cues(), out);
}

}  // namespace waqai::lexicon
