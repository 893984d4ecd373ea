// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_compile.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "base/error_codes.h"
#include "lexicon/frames.h"
#include "lexicon/frames_lint.h"
#include "lexicon/frames_slots.h"
#include "lexicon/frames_source.h"
#include "lexicon/frames_terms.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

struct NamedOperator {
  std::string_view name;
  OperatorKind kind;
};
constexpr std::array<NamedOperator, 17> kOperators = {{{"light", OperatorKind::kLight},
                                                       {"occur", OperatorKind::kOccur},
                                                       {"pass", OperatorKind::kPass},
                                                       {"reversal", OperatorKind::kReversal},
                                                       {"negation", OperatorKind::kNegation},
                                                       {"attempt", OperatorKind::kAttempt},
                                                       {"foil", OperatorKind::kFoil},
                                                       {"may", OperatorKind::kMay},
                                                       {"expected", OperatorKind::kExpected},
                                                       {"intend", OperatorKind::kIntend},
                                                       {"effort", OperatorKind::kEffort},
                                                       {"topic", OperatorKind::kTopic},
                                                       {"anniversary", OperatorKind::kAnniversary},
                                                       {"result", OperatorKind::kResult},
                                                       {"unreal", OperatorKind::kUnreal},
                                                       {"announce", OperatorKind::kAnnounce},
                                                       {"anchor", OperatorKind::kAnchor}}};
constexpr std::array<std::string_view, 6> kStatuses = {"actual", "future", "attempted", "hypothetical", "negated", "historical"};

// Collects everything, with provisional term ids; finish() sorts and renumbers.
class Compiler {
 public:
  Compiler(const SourceSet& sources, Findings& findings) : sources_(sources), findings_(findings), book_(sources) {}

  void run();
  std::string finish();

 private:
  void read_prepositions();
  void read_lists(const std::vector<FrameSource>& all);
  void read_cues(std::string_view file, std::vector<CueRecord>& out);
  void read_tables();
  void read_uncoded();
  void add_frame(const FrameSource& source);
  void add_pattern(const FrameSource& source, uint32_t frame, std::string_view pattern);
  void let_overlays_win();
  bool add_element(const FrameSource& source, std::string_view word, bool first);
  void add_conditions(const FrameSource& source, std::string_view key, bool negate);
  void add_roles(const FrameSource& source, FrameRecord& record);
  void add_values(const FrameSource& source, FrameRecord& record);
  std::pair<uint32_t, uint32_t> term_range(std::vector<uint32_t> ids);
  std::pair<uint32_t, uint32_t> word_range(const FrameKey& entry, std::string_view words);
  std::pair<uint32_t, uint32_t> string_range(const FrameSource& source, std::string_view key);
  std::vector<uint32_t> resolve(const FrameSource& source, std::string_view word, bool first);
  void error(const FrameSource& source, std::string_view key, std::string problem, std::string remedy);

  const SourceSet& sources_;
  Findings& findings_;
  LemmaBook book_;
  TermTable terms_table_;
  StringPool strings_;
  Prepositions prepositions_;
  std::map<std::string, std::vector<uint32_t>, std::less<>> lists_;
  std::map<std::string, const FrameSource*> seen_;  // pattern and conditions
  struct Rivals {
    uint16_t ours = 0;              // the highest specificity
    std::vector<uint32_t> overlay;  // patterns of overlays
  };
  std::map<std::string, Rivals> rivals_;  // by kind of block and pattern
  std::set<std::string> unknown_;
  std::deque<FrameSource> uncoded_;  // seen_ points at them

  std::vector<IndexEntry> index_;
  std::vector<PatternRecord> patterns_;
  std::vector<FrameRecord> frames_;
  std::vector<Element> elements_;
  std::vector<uint32_t> terms_;
  std::vector<SlotRef> slots_;
  std::vector<Condition> conditions_;
  std::vector<uint32_t> string_lists_;
  std::vector<uint32_t> preposition_terms_;
  std::vector<CueRecord> modes_;
  std::vector<CueRecord> contexts_;
  std::vector<CameoRecord> cameo_;
  std::vector<ReversalRecord> reversals_;
};

void Compiler::error(const FrameSource& source, std::string_view key, std::string problem, std::string remedy) {
  const FrameKey* entry = source.find(key);
  const uint32_t line = entry != nullptr ? entry->line : source.line;
  findings_.error(base::kDictionaryValue, entry != nullptr ? entry->file : source.file_name, line, std::move(problem), std::move(remedy));
}

void Compiler::read_prepositions() {
  for (const Table& table : sources_.tables("events/prepositions", {"word", "gloss"}, findings_)) {
    for (const TableRow& row : table.rows) {
      const std::string key = text::fold_key(table.cell(row, "word"));
      if (!prepositions_.emplace(key, static_cast<uint8_t>(preposition_terms_.size())).second) continue;
      preposition_terms_.push_back(terms_table_.add('n', key));
    }
  }
}

std::vector<uint32_t> Compiler::resolve(const FrameSource& source, std::string_view word, bool first) {
  if (word.size() > 2 && word.front() == '{' && word.back() == '}') {
    const auto list = lists_.find(word.substr(1, word.size() - 2));
    if (list != lists_.end()) return list->second;
    findings_.error(base::kDictionaryReference, source.file_name, source.line, "no list '" + std::string(word) + "'",
                    "write a `list:` block, or correct the name");
    return {};
  }
  ResolvedWord found = book_.resolve(word, first, terms_table_);
  if (!found.known && !book_.empty() && unknown_.insert(std::string(word)).second) {
    findings_.warning(base::kDictionaryReference, source.file_name, source.line, "the lexicon does not know '" + std::string(word) + "'",
                      "add it to data/lexicon, or correct the spelling (verbs: past tense, he)");
  }
  return found.terms;
}

void Compiler::read_lists(const std::vector<FrameSource>& all) {
  for (const FrameSource& source : all) {
    if (source.kind != "list") continue;
    std::vector<uint32_t>& list = lists_[std::string(source.name)];
    const bool verbs = source.get("op") == "verbs";
    for (const std::string_view word : source.patterns) {
      for (const uint32_t term : resolve(source, word, verbs)) list.push_back(term);
    }
  }
}

std::pair<uint32_t, uint32_t> Compiler::term_range(std::vector<uint32_t> ids) {
  const auto begin = static_cast<uint32_t>(terms_.size());
  terms_.insert(terms_.end(), ids.begin(), ids.end());
  return {begin, static_cast<uint32_t>(terms_.size())};
}

std::pair<uint32_t, uint32_t> Compiler::word_range(const FrameKey& entry, std::string_view words) {
  std::vector<uint32_t> ids;
  FrameSource place;
  place.file_name = entry.file;
  place.line = entry.line;
  for (const std::string_view word : split_list(words)) {
    if (word.find(' ') != std::string_view::npos) {
      findings_.error(base::kDictionaryValue, entry.file, entry.line, "'" + std::string(word) + "' of a condition is more than one word",
                      "conditions look at single words: keep the one that tells");
      continue;
    }
    for (const uint32_t term : resolve(place, word, false)) ids.push_back(term);
  }
  return term_range(std::move(ids));
}

std::pair<uint32_t, uint32_t> Compiler::string_range(const FrameSource& source, std::string_view key) {
  const auto begin = static_cast<uint32_t>(string_lists_.size());
  const std::string_view type = source.get("type");
  for (const std::string_view value : split_list(source.get(key))) {
    const bool good = key == "mode" ? is_mode(type, value) : is_context(value);
    if (!good) error(source, key, "unknown " + std::string(key) + " '" + std::string(value) + "' of " + std::string(type), "see the codebook's list");
    else string_lists_.push_back(strings_.intern(value));
  }
  return {begin, static_cast<uint32_t>(string_lists_.size())};
}

bool Compiler::add_element(const FrameSource& source, std::string_view word, bool first) {
  Element element;
  const std::string fold = text::fold_key(word);
  const auto preposition = prepositions_.find(fold);
  if (!first && preposition != prepositions_.end()) {
    element.kind = ElementKind::kPreposition;
    element.preposition = preposition->second;
  } else if (!first && (word == "\u0623\u0646" || word == "\u0623\u0646\u0647")) {
    element.kind = ElementKind::kThat;
  } else {
    const auto ids = resolve(source, word, first);
    if (ids.empty()) return false;
    std::tie(element.terms_begin, element.terms_end) = term_range(ids);
  }
  elements_.push_back(element);
  return true;
}

void Compiler::add_pattern(const FrameSource& source, uint32_t frame, std::string_view pattern) {
  PatternRecord record;
  record.frame = frame;
  record.element_begin = static_cast<uint32_t>(elements_.size());
  uint32_t specificity = 0;
  for (std::string_view rest = trim(pattern); !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    const bool first = elements_.size() == record.element_begin;
    if (!add_element(source, rest.substr(0, end), first)) return;
    const Element& element = elements_.back();
    specificity += element.kind == ElementKind::kTerms ? 10 : 3;
    record.trailing = element.kind == ElementKind::kPreposition ? static_cast<uint16_t>(element.preposition + 1) : uint16_t{0};
    rest = trim(rest.substr(end));
  }
  const FrameRecord& owner = frames_[frame];
  // What a frame asks for makes it special; what it excludes does not.
  for (uint32_t c = owner.condition_begin; c < owner.condition_end; ++c) {
    if (conditions_[c].negated == 0) specificity += conditions_[c].test == Test::kHas ? 6 : 2;
  }
  // Of two alike, that of an overlay wins.
  specificity += source.is_overlay() ? 1 : 0;
  record.element_end = static_cast<uint32_t>(elements_.size());
  record.specificity = static_cast<uint16_t>(specificity);
  if (record.element_begin == record.element_end) return;
  const Element& anchor = elements_[record.element_begin];
  for (uint32_t i = anchor.terms_begin; i < anchor.terms_end; ++i) index_.push_back({terms_[i], static_cast<uint32_t>(patterns_.size())});
  Rivals& rivals = rivals_[std::string(source.kind) + ":" + std::string(pattern)];
  if (source.is_overlay()) rivals.overlay.push_back(static_cast<uint32_t>(patterns_.size()));
  else rivals.ours = std::max(rivals.ours, record.specificity);
  patterns_.push_back(record);

  const std::string identity =
      std::string(source.kind) + ":" + std::string(pattern) + "|" + std::string(source.get("if")) + "|" + std::string(source.get("unless"));
  const auto [earlier, added] = seen_.emplace(identity, &source);
  if (added || source.is_overlay() != earlier->second->is_overlay()) return;
  const bool same = earlier->second->get("type") == source.get("type");
  findings_.error(same ? base::kDictionaryDuplicate : base::kDictionaryShadowed, source.file_name, source.line,
                  "'" + std::string(pattern) + "' is already in " + std::string(earlier->second->file_name) + ":" +
                      std::to_string(earlier->second->line) + (same ? "" : " with type " + std::string(earlier->second->get("type"))),
                  "remove one, or tell them apart by `if:`");
}

// A pattern of an overlay wins over the same pattern of ours even where it asks for less; among those of overlays the order stays.
void Compiler::let_overlays_win() {
  for (auto& [pattern, rivals] : rivals_) {
    const auto own = [this](uint32_t index) { return patterns_[index].specificity; };
    std::stable_sort(rivals.overlay.begin(), rivals.overlay.end(), [&own](uint32_t a, uint32_t b) { return own(a) < own(b); });
    uint16_t before = 0, given = rivals.ours;
    for (const uint32_t index : rivals.overlay) {
      const uint16_t wanted = own(index);
      const int least = given + (wanted > before ? 1 : 0);
      before = wanted;
      given = patterns_[index].specificity = std::max<uint16_t>(wanted, static_cast<uint16_t>(least));
    }
  }
}

void Compiler::add_conditions(const FrameSource& source, std::string_view key, bool negate) {
  for (const FrameKey& entry : source.keys) {
    if (entry.key != key) continue;
    for (std::string_view rest = entry.value; !rest.empty();) {
      const size_t end = std::min(rest.find(';'), rest.size());
      std::optional<Condition> condition =
          parse_condition(rest.substr(0, end), prepositions_, [&](std::string_view words) { return word_range(entry, words); });
      if (condition) {
        if (negate) condition->negated ^= 1;
        conditions_.push_back(*condition);
      } else {
        findings_.error(base::kDictionaryValue, entry.file, entry.line,
                        "condition '" + std::string(trim(rest.substr(0, end))) + "' is not understood",
                        "write SLOT, no SLOT, SLOT is KIND, or SLOT has WORDS");
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

void Compiler::add_roles(const FrameSource& source, FrameRecord& record) {
  std::string bad;
  record.symmetric = source.get("sides").empty() || source.get("sides") == "none" ? 0 : 1;
  const std::string_view actor = record.symmetric != 0 ? "sides" : "actor";
  record.actor_begin = static_cast<uint32_t>(slots_.size());
  if (!parse_slots(source.get(actor), prepositions_, slots_, bad))
    error(source, actor, "unknown slot '" + bad + "'", "see docs/dictionary.md for the slots");
  record.actor_end = record.recipient_begin = static_cast<uint32_t>(slots_.size());
  if (!parse_slots(source.get("recipient"), prepositions_, slots_, bad))
    error(source, "recipient", "unknown slot '" + bad + "'", "see docs/dictionary.md for the slots");
  record.recipient_end = static_cast<uint32_t>(slots_.size());
}

void Compiler::add_values(const FrameSource& source, FrameRecord& record) {
  record.name = strings_.intern(source.name);
  record.type = strings_.intern(source.get("type"));
  record.cameo = strings_.intern(source.get("cameo"));
  record.status = strings_.intern(source.get("status"));
  record.future = strings_.intern(source.get("future"));
  record.negated = strings_.intern(source.get("negated"));
  for (const std::string_view key : {"future", "negated"}) {
    if (!source.get(key).empty() && !is_event_type(source.get(key)))
      error(source, key, "unknown type '" + std::string(source.get(key)) + "'", "write one of the 16 PLOVER types");
  }
  record.reason = strings_.intern(source.get("reason"));
  record.stance = strings_.intern(source.get("stance"));
  record.medium = strings_.intern(source.get("medium"));
  const std::string_view genitive = source.get("genitive");
  record.genitive = genitive == "actor"       ? Genitive::kActor
                    : genitive == "recipient" ? Genitive::kRecipient
                    : genitive == "side"      ? Genitive::kSide
                    : genitive == "either"    ? Genitive::kEither
                                              : Genitive::kNone;
  const std::string_view noun = source.get("noun");
  record.nominal = noun == "light" ? Nominal::kLight : noun == "never" ? Nominal::kNever : noun == "told" ? Nominal::kTold : Nominal::kAct;
  record.lone_recipient = source.get("alone") == "recipient" ? 1 : 0;
  record.participle = source.get("participle") == "act" ? 1 : source.get("participle") == "people" ? 2 : 0;
  record.absorbs = source.get("content") == "inside" ? 1 : 0;
  if (!genitive.empty() && record.genitive == Genitive::kNone && genitive != "none")
    error(source, "genitive", "unknown value '" + std::string(genitive) + "'", "write actor, recipient, side, either or none");
  if (!source.get("status").empty() && std::find(kStatuses.begin(), kStatuses.end(), source.get("status")) == kStatuses.end()) {
    error(source, "status", "unknown status '" + std::string(source.get("status")) + "'", "write one of the codebook's six");
  }
}

void Compiler::add_frame(const FrameSource& source) {
  FrameRecord record;
  record.file = source.file;
  record.line = source.line;
  record.block = source.kind == "operator" ? FrameBlock::kOperator : source.kind == "speech" ? FrameBlock::kSpeech : FrameBlock::kFrame;
  const std::string_view type = source.get("type");
  if (record.block == FrameBlock::kFrame && type != "none" && !is_event_type(type)) {
    return error(source, "type", type.empty() ? "no type" : "unknown type '" + std::string(type) + "'",
                 "write one of the 16 PLOVER types, or none with a reason");
  }
  if (record.block == FrameBlock::kOperator) {
    const auto found = std::find_if(kOperators.begin(), kOperators.end(), [&](const NamedOperator& o) { return o.name == source.get("op"); });
    if (found == kOperators.end())
      return error(source, "op", "unknown operator '" + std::string(source.get("op")) + "'", "see docs/dictionary.md for the kinds of operators");
    record.op = found->kind;
  }
  if (record.block == FrameBlock::kFrame && type != "none" && source.examples.empty()) {
    findings_.warning(base::kDictionaryUntested, source.file_name, source.line, "the frame has no example",
                      "add `example: SENTENCE => ACTOR -> RECIPIENT`");
  }
  add_values(source, record);
  if (type != "none") std::tie(record.mode_begin, record.mode_end) = string_range(source, "mode");
  std::tie(record.context_begin, record.context_end) = string_range(source, "context");
  add_roles(source, record);
  record.condition_begin = static_cast<uint32_t>(conditions_.size());
  add_conditions(source, "if", false);
  add_conditions(source, "unless", true);
  record.condition_end = static_cast<uint32_t>(conditions_.size());
  frames_.push_back(record);
  for (const std::string_view pattern : source.patterns) add_pattern(source, static_cast<uint32_t>(frames_.size() - 1), pattern);
}

void Compiler::read_cues(std::string_view file, std::vector<CueRecord>& out) {
  const bool modes = file == "events/modes";
  for (const Table& table : sources_.tables(file, {"words", "type", "value", "weight"}, findings_)) {
    for (const TableRow& row : table.rows) {
      const std::string_view value = table.cell(row, "value");
      const std::string_view type = table.cell(row, "type");
      if (modes ? !is_mode(type, value) : !is_context(value)) {
        findings_.error(base::kDictionaryValue, table.name, row.line, "unknown value '" + std::string(value) + "'", "see the codebook's lists");
        continue;
      }
      const std::string_view weight = table.cell(row, "weight");
      for (const std::string_view word : split_list(table.cell(row, "words"))) {
        CueRecord cue;
        cue.type = strings_.intern(type);
        cue.value = strings_.intern(value);
        cue.weight = weight.empty() ? uint16_t{1} : static_cast<uint16_t>(weight[0] - '0');
        cue.file = table.file;
        cue.line = row.line;
        for (const uint32_t term : book_.resolve(word, false, terms_table_).terms) {
          cue.term = term;
          out.push_back(cue);
        }
      }
    }
  }
}

void Compiler::read_tables() {
  for (const Table& table : sources_.tables("events/cameo", {"type", "mode", "context", "cameo", "quad", "score"}, findings_)) {
    for (const TableRow& row : table.rows) {
      CameoRecord record;
      record.type = strings_.intern(table.cell(row, "type"));
      record.mode = strings_.intern(table.cell(row, "mode"));
      record.context = strings_.intern(table.cell(row, "context"));
      record.cameo = strings_.intern(table.cell(row, "cameo"));
      const std::string_view quad = table.cell(row, "quad");
      record.quad = quad.empty() ? 0 : static_cast<uint32_t>(quad[0] - '0');
      record.score = std::strtod(std::string(table.cell(row, "score")).c_str(), nullptr);
      record.line = row.line;
      cameo_.push_back(record);
    }
  }
  for (const Table& table : sources_.tables("events/reversal", {"type", "done", "announced", "mode"}, findings_)) {
    for (const TableRow& row : table.rows) {
      reversals_.push_back({strings_.intern(table.cell(row, "type")), strings_.intern(table.cell(row, "done")),
                            strings_.intern(table.cell(row, "announced")), strings_.intern(table.cell(row, "mode"))});
    }
  }
}

// Predicates that are deliberately no events: frames of type none, so that an explanation can give the reason.
void Compiler::read_uncoded() {
  for (const Table& table : sources_.tables("events/uncoded", {"words", "reason"}, findings_)) {
    for (const TableRow& row : table.rows) {
      FrameSource& source = uncoded_.emplace_back();
      source.kind = "frame";
      source.file = table.file;
      source.file_name = table.name;
      source.line = row.line;
      source.patterns = split_list(table.cell(row, "words"));
      source.name = source.patterns.empty() ? std::string_view() : source.patterns.front();
      source.keys = {{"type", "none", table.name, row.line}, {"reason", table.cell(row, "reason"), table.name, row.line}};
      add_frame(source);
    }
  }
}

void Compiler::run() {
  const std::vector<FrameSource> all = read_frame_sources(sources_, findings_);
  read_prepositions();
  read_lists(all);
  for (const FrameSource& source : all) {
    if (source.kind != "list") add_frame(source);
  }
  read_uncoded();
  let_overlays_win();
  read_cues("events/modes", modes_);
  read_cues("events/contexts", contexts_);
  read_tables();
  read_frame_examples(all, findings_);
  lint_patterns(all, findings_);
}

std::string Compiler::finish() {
  std::vector<ListRecord> list_records;
  for (const auto& [name, ids] : lists_) {
    const auto [begin, end] = term_range(ids);
    list_records.push_back({strings_.intern(name), begin, end});
  }
  const std::vector<uint32_t> ranks = terms_table_.ranks();
  for (uint32_t& term : terms_) term = ranks[term];
  for (IndexEntry& entry : index_) entry.term = ranks[entry.term];
  for (uint32_t& term : preposition_terms_) term = ranks[term];
  const auto sort_range = [this](uint32_t begin, uint32_t end) { std::sort(terms_.begin() + begin, terms_.begin() + end); };
  for (const Element& element : elements_) sort_range(element.terms_begin, element.terms_end);
  for (const Condition& condition : conditions_) sort_range(condition.terms_begin, condition.terms_end);
  for (const ListRecord& record : list_records) sort_range(record.terms_begin, record.terms_end);
  std::sort(index_.begin(), index_.end(),
            [](const IndexEntry& a, const IndexEntry& b) { return std::tie(a.term, a.pattern) < std::tie(b.term, b.pattern); });
  index_.erase(
      std::unique(index_.begin(), index_.end(), [](const IndexEntry& a, const IndexEntry& b) { return a.term == b.term && a.pattern == b.pattern; }),
      index_.end());
  for (std::vector<CueRecord>* cues : {&modes_, &contexts_}) {
    for (CueRecord& cue : *cues) cue.term = ranks[cue.term];
    std::stable_sort(cues->begin(), cues->end(), [](const CueRecord& a, const CueRecord& b) { return a.term < b.term; });
  }
  SectionWriter writer;
  writer.strings(strings_);
  writer.array(terms_table_.sorted());
  writer.array(index_);
  writer.array(patterns_);
  writer.array(frames_);
  writer.array(elements_);
  writer.array(terms_);
  writer.array(slots_);
  writer.array(conditions_);
  writer.array(string_lists_);
  writer.array(preposition_terms_);
  writer.array(list_records);
  writer.array(modes_);
  writer.array(contexts_);
  writer.array(cameo_);
  writer.array(reversals_);
  return writer.take();
}

}  // namespace

void add_frames(const SourceSet& sources, BundleBuilder& builder, Findings& findings) {
  Compiler compiler(sources, findings);
  compiler.run();
  builder.add(std::string(kFramesSection), kFramesVersion, compiler.finish());
}

}  // namespace waqai::lexicon
