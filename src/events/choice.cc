// SPDX-License-Identifier: Apache-2.0
#include "events/choice.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::events {

namespace {

constexpr uint32_t kLookBack = 5;     // sentences looked back for parties
constexpr size_t kMostPast = 10;      // parties of events before
constexpr size_t kMostTold = 6;       // parties of sentences before
constexpr size_t kMostOptions = 120;  // of one role
constexpr size_t kMostPairs = 8;      // options of a role that are tried with each of the other's
constexpr uint8_t kNoAtom = 255;

bool same_roles(const annot::Document& document, const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) {
  const auto same = [&](const annot::Role& x, const annot::Role& y) {
    return x.entity == y.entity && Roles::country(document, x) == Roles::country(document, y) &&
           Roles::sectors(document, x) == Roles::sectors(document, y);
  };
  const auto within = [&](const std::vector<annot::Role>& p, const std::vector<annot::Role>& q) {
    return std::all_of(p.begin(), p.end(),
                       [&](const annot::Role& x) { return std::any_of(q.begin(), q.end(), [&](const annot::Role& y) { return same(x, y); }); });
  };
  return within(a, b) && within(b, a);
}

// Whether some of both are forces of one state.
bool are_one_army(const annot::Document& document, const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) {
  const auto is_force = [&](const annot::Role& role) { return Roles::sectors(document, role).starts_with("MIL"); };
  return std::any_of(a.begin(), a.end(), [&](const annot::Role& x) {
    const std::string_view country = Roles::country(document, x);
    return !country.empty() && is_force(x) &&
           std::any_of(b.begin(), b.end(), [&](const annot::Role& y) { return is_force(y) && Roles::country(document, y) == country; });
  });
}

Option unknown_doer(const annot::Event& event) {
  annot::Role unknown;
  unknown.text = event.trigger;
  unknown.sectors = "UNK";
  return {OptionKind::kUnknown, kNone, kNone, false, {unknown}};
}

}  // namespace

// What the rules make of whoever takes part in such an act.
void Choice::shape(uint32_t event, PartyRole role, std::vector<annot::Role>& roles) const {
  const annot::Event& own = document_.events[event];
  if (role == PartyRole::kActor) {
    if (own.type == "ASSAULT") roles_.hide_unnamed(roles, own.trigger);
    if (own.type == "PROTEST") roles_.make_protesters(roles);
  } else if (own.type == "ASSAULT" || own.type == "COERCE" || own.type == "SANCTION") {
    roles_.make_people(roles);
  }
}

void Choice::offer(Option option, uint32_t event, PartyRole role) {
  shape(event, role, option.roles);
  if ((option.roles.empty() && option.kind != OptionKind::kNobody) || options_.size() >= kMostOptions) return;
  for (const Option& other : options_) {
    if (same_roles(document_, other.roles, option.roles)) return;
  }
  options_.push_back(std::move(option));
}

void Choice::find(uint32_t event, PartyRole role) {
  options_.clear();
  const annot::Event& own = document_.events[event];
  const std::vector<annot::Role>& mine = role == PartyRole::kActor ? own.actor : own.recipient;
  if (!mine.empty()) {
    Option rules{OptionKind::kRules, mine[0].mention, kNone, false, mine};
    options_.push_back(rules);
  }
  offer({}, event, role);
  const annot::Range words = reading_.sentence_words(own.predicate);
  const size_t rules = mine.empty() ? 0 : 1;
  for (uint32_t m = 0; m < document_.mentions.size(); ++m) {
    const annot::Mention& mention = document_.mentions[m];
    if (mention.words.empty() || mention.head == kNone || (mention.entities.empty() && mention.kind == annot::MentionKind::kPronoun)) continue;
    if (mention.words.begin < words.begin || mention.words.begin >= words.end || roles_.on_border(m)) continue;
    Option with{OptionKind::kMention, m, kNone, false, {}};
    roles_.add_mention(m, own.type, with.roles);
    Option alone = with;
    if (mention.kind != annot::MentionKind::kHidden && mention.kind != annot::MentionKind::kPronoun)
      roles_.add({{mention.head}, Found::kTree}, own.type, with.roles);
    const bool joined = with.roles.size() > alone.roles.size();
    const std::vector<annot::Role> one = with.roles;
    offer(std::move(with), event, role);
    if (joined) offer(std::move(alone), event, role);
    if (rules == 0 || roles_.within(one, mine)) continue;
    Option more{OptionKind::kAdded, m, kNone, false, mine};
    for (const annot::Role& r : one) roles_.push(r, more.roles);
    offer(std::move(more), event, role);
  }
  for (size_t i = 0; mine.size() > 1 && i < mine.size(); ++i) {
    Option less{OptionKind::kLess, mine[i].mention, kNone, false, mine};
    less.roles.erase(less.roles.begin() + static_cast<ptrdiff_t>(i));
    offer(std::move(less), event, role);
  }
  if (own.type == "ASSAULT" || own.type == "COERCE") offer(unknown_doer(own), event, role);
  size_t room = options_.size() + kMostPast;
  for (uint32_t k = event; k-- > 0 && document_.events[k].sentence + kLookBack >= own.sentence && options_.size() < room;) {
    const annot::Event& other = document_.events[k];
    if (other.sentence == own.sentence) continue;
    for (const bool acted : {true, false}) {
      const auto& list = acted ? other.actor : other.recipient;
      for (const annot::Role& one : list) {
        if (one.entity != kNone) offer({OptionKind::kBefore, one.mention, k, acted, {one}}, event, role);
      }
      if (list.size() > 1) offer({OptionKind::kBefore, list[0].mention, k, acted, list}, event, role);
    }
  }
  // Who the title and the sentences right before name.
  room = options_.size() + kMostTold;
  const auto from = static_cast<uint32_t>(own.sentence < 2 ? 0 : own.sentence - 2);
  const uint32_t begin = document_.sentences[from].words.begin;
  for (uint32_t m = static_cast<uint32_t>(document_.mentions.size()); m-- > 0 && options_.size() < room;) {
    const annot::Mention& mention = document_.mentions[m];
    if (mention.words.empty() || mention.entities.empty() || mention.head == kNone || mention.words.begin >= words.begin) continue;
    const bool near = mention.words.begin >= begin || mention.span.begin < document_.title_end;
    if (!near || mention.kind == annot::MentionKind::kPronoun || mention.kind == annot::MentionKind::kHidden) continue;
    if (document_.entities[mention.entities[0]].kind == annot::EntityKind::kPlace) continue;
    Option told{OptionKind::kTold, m, kNone, false, {}};
    roles_.add_mention(m, own.type, told.roles);
    offer(std::move(told), event, role);
  }
}

void Choice::collect(std::vector<Sample>& samples) {
  for (uint32_t e = 0; e < document_.events.size(); ++e) {
    if (document_.events[e].predicate == kNone) continue;
    for (const PartyRole role : {PartyRole::kActor, PartyRole::kRecipient}) {
      find(e, role);
      atoms_of_event(e, role);
      for (const Option& option : options_) {
        atoms(e, role, option);
        samples.push_back({e, role, option, atoms_});
      }
    }
  }
}

void Choice::take(uint32_t event, PartyRole role, const Option& option, size_t among) {
  annot::Event& own = document_.events[event];
  const bool actor = role == PartyRole::kActor;
  (actor ? own.actor : own.recipient) = option.roles;
  constexpr std::string_view kWhat[] = {"nobody",
                                        "whom the rules chose",
                                        "who is named in the sentence",
                                        "a party of an event before",
                                        "who is named before",
                                        "who is named beside whom the rules chose",
                                        "one side fewer than the rules chose",
                                        "somebody unknown"};
  const std::string note = "the learned choice among " + std::to_string(among) + ": " + std::string(kWhat[static_cast<size_t>(option.kind)]);
  const Span where = option.mention == kNone ? own.trigger : document_.mentions[option.mention].span;
  own.steps.push_back({actor ? "actor" : "recipient", document_.strings.store(note), {}, where});
}

// The best pair of options without a party in common.
void Choice::decide(const ChoiceModel& model, uint32_t event) {
  struct Ranked {
    int32_t score = 0;
    Option option;
  };
  std::array<std::vector<Ranked>, 2> best;
  std::array<size_t, 2> among{};
  for (const PartyRole role : {PartyRole::kActor, PartyRole::kRecipient}) {
    find(event, role);
    atoms_of_event(event, role);
    model.begin(atoms_, begun_);
    scores_.clear();
    for (size_t i = 0; i < options_.size(); ++i) {
      atoms(event, role, options_[i]);
      const int32_t trust = options_[i].kind == OptionKind::kRules ? model.trust() : 0;
      scores_.push_back({model.score(atoms_, begun_) + trust, i});
    }
    const auto side = static_cast<size_t>(role);
    among[side] = options_.size();
    std::sort(scores_.begin(), scores_.end(),
              [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    for (size_t i = 0; i < std::min(scores_.size(), kMostPairs); ++i)
      best[side].push_back({scores_[i].first, std::move(options_[scores_[i].second])});
  }
  const auto meet = [](const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) {
    return std::any_of(a.begin(), a.end(), [&](const annot::Role& x) {
      return x.entity != kNone && std::any_of(b.begin(), b.end(), [&](const annot::Role& y) { return x.entity == y.entity; });
    });
  };
  const Ranked *actor = nullptr, *recipient = nullptr;
  for (const Ranked& a : best[0]) {
    for (const Ranked& b : best[1]) {
      const bool better = actor == nullptr || a.score + b.score > actor->score + recipient->score;
      if (!better || meet(a.option.roles, b.option.roles)) continue;
      actor = &a;
      recipient = &b;
    }
  }
  if (actor == nullptr) return;
  const annot::Event& own = document_.events[event];
  const auto stays = [](const Option& option, const std::vector<annot::Role>& now) {
    return option.kind == OptionKind::kRules || (option.roles.empty() && now.empty());
  };
  const bool keep_actor = stays(actor->option, own.actor), keep_recipient = stays(recipient->option, own.recipient);
  // An army does not attack itself: who did is not told.
  if (own.type == "ASSAULT" && are_one_army(document_, actor->option.roles, recipient->option.roles))
    take(event, PartyRole::kActor, unknown_doer(own), among[0]);
  else if (!keep_actor) take(event, PartyRole::kActor, actor->option, among[0]);
  if (!keep_recipient) take(event, PartyRole::kRecipient, recipient->option, among[1]);
}

void Choice::settle(const ChoiceModel& model) {
  if (model.empty()) return;
  for (uint32_t e = 0; e < document_.events.size(); ++e) {
    if (document_.events[e].predicate != kNone) decide(model, e);
  }
}

Result<ChoiceModel> ChoiceModel::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kChoiceSection, kChoiceVersion);
  ChoiceModel model;
  if (!bytes) return model;
  lexicon::SectionReader reader(bytes.value());
  const std::span<const int32_t> trust = reader.array<int32_t>();
  model.templates_ = reader.array<uint8_t>();
  model.weights_ = reader.array<int16_t>();
  const auto unknown = [](uint8_t atom) { return atom != kNoAtom && atom >= kAtoms; };
  if (reader.failed() || trust.size() != 1 || model.templates_.size() % kTemplateAtoms != 0 || model.weights_.size() != (size_t{1} << kChoiceBits) ||
      std::any_of(model.templates_.begin(), model.templates_.end(), unknown))
    return lexicon::damaged_weights(bundle, "choice");
  model.trust_ = trust[0];
  return model;
}

void ChoiceModel::begin(std::span<const uint32_t> atoms, std::vector<uint64_t>& begun) const {
  begun.clear();
  for (size_t t = 0; t < templates_.size(); t += kTemplateAtoms) {
    uint64_t hash = t / kTemplateAtoms + 1;
    for (size_t i = t; i < t + kTemplateAtoms && templates_[i] < kEventAtoms; ++i) hash = base::mix(hash, atoms[templates_[i]]);
    begun.push_back(hash);
  }
}

int32_t ChoiceModel::score(std::span<const uint32_t> atoms, std::span<const uint64_t> begun) const {
  constexpr uint32_t kMention = kEventAtoms + kOptionAtoms, kBefore = kMention + kMentionAtoms, kTold = kBefore + kBeforeAtoms;
  // A template speaks only of options that have all its parts.
  const bool here = atoms[kMention] != 0, before = atoms[kBefore] != 0, told = atoms[kTold] != 0;
  const auto has = [&](uint8_t atom) { return atom < kMention || (atom < kBefore ? here : atom < kTold ? before : told); };
  int32_t sum = 0;
  for (size_t t = 0; t < begun.size(); ++t) {
    uint64_t hash = begun[t];
    bool whole = true;
    for (size_t i = t * kTemplateAtoms; i < (t + 1) * kTemplateAtoms && templates_[i] != kNoAtom && whole; ++i) {
      if (templates_[i] < kEventAtoms) continue;
      whole = has(templates_[i]);
      hash = base::mix(hash, atoms[templates_[i]]);
    }
    if (whole) sum += weights_[hash & ((1u << kChoiceBits) - 1)];
  }
  return sum;
}

}  // namespace waqai::events
