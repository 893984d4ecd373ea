// SPDX-License-Identifier: Apache-2.0
#include "pipeline/records.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/hash.h"
#include "pipeline/plover.h"

namespace waqai::pipeline {
namespace {

using annot::Document;
using Sources = std::span<const lexicon::SourceInfo>;

std::vector<std::string> split_codes(std::string_view codes) {
  std::vector<std::string> list;
  while (!codes.empty()) {
    const size_t end = std::min(codes.find(','), codes.size());
    if (end > 0) list.emplace_back(codes.substr(0, end));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return list;
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

class Builder {
 public:
  Builder(const Document& document, Sources sources, const lexicon::AgentNames& names) : doc_(document), sources_(sources), names_(names) {}

  // "police (Bahrain)": of an organ or of people that no word names (events/unnamed_state.h); empty for others.
  std::string unnamed(const annot::Role& role) const {
    const auto agent = std::find_if(lexicon::kUnnamedAgents.begin(), lexicon::kUnnamedAgents.end(),
                                    [&role](const lexicon::UnnamedAgent& one) { return one.sectors == role.sectors; });
    return role.country.empty() || agent == lexicon::kUnnamedAgents.end() ? std::string() : names_.english(agent->word, role.country);
  }

  Participant participant(const annot::Role& role) const {
    Participant who;
    who.span = role.text;
    who.text = doc_.surface(role.text);
    who.country = role.country;
    who.sector = split_codes(role.sectors);
    if (role.entity >= doc_.entities.size()) {
      who.name = unnamed(role);
      who.name_ar = names_.arabic(who.name);
      return who;
    }
    const annot::Entity& entity = doc_.entities[role.entity];
    who.name = entity.name;
    who.name_ar = entity.name_ar;
    who.actor_id = entity.id;
    if (who.country.empty()) who.country = entity.country;
    if (who.sector.empty()) who.sector = split_codes(entity.sectors);
    who.row = row_ref(entity.row, entity.rule, sources_);
    who.alternatives = strings(entity.alternatives);
    return who;
  }

  std::vector<Participant> participants(const std::vector<annot::Role>& roles) const {
    std::vector<Participant> list;
    list.reserve(roles.size());
    for (const annot::Role& role : roles) list.push_back(participant(role));
    return list;
  }

  Source source(const annot::Claim& claim) const {
    return {participant(claim.speaker),      std::string(claim.stance), std::string(claim.medium), participants(claim.via), claim.cue,
            row_ref(claim.row, "", sources_)};
  }

  Place place(const annot::Event& event) const {
    const annot::Entity& entity = doc_.entities[event.place];
    Place place;
    place.name = entity.name;
    place.name_ar = entity.name_ar;
    place.country = entity.country;
    place.kind = entity.place_kind;
    if (entity.has_point) {
      place.latitude = entity.latitude;
      place.longitude = entity.longitude;
    }
    place.span = event.place_span;
    place.row = row_ref(entity.row, entity.rule, sources_);
    return place;
  }

  Event event(const annot::Event& from) const {
    Event to;
    to.happening = from.happening;
    to.sentence = doc_.sentences[from.sentence].span;
    to.trigger = from.trigger;
    to.trigger_text = doc_.surface(from.trigger);
    to.type = from.type;
    to.mode = strings(from.mode);
    to.context = strings(from.context);
    to.status = from.status;
    to.cameo = from.cameo;
    to.quad = quad_class(from.type);
    to.score = plover_score(from.type, from.mode.empty() ? std::string_view() : from.mode.front());
    to.actor = participants(from.actor);
    to.recipient = participants(from.recipient);
    if (from.claim < doc_.claims.size()) to.source = source(doc_.claims[from.claim]);
    if (from.time < doc_.times.size()) to.date = doc_.times[from.time].value;
    if (from.place < doc_.entities.size()) to.place = place(from);
    for (const annot::Quantity& q : from.quantity) {
      to.magnitude.push_back({std::string(q.kind), q.low, q.high, std::string(q.unit), std::string(doc_.surface(q.span)), q.span});
    }
    to.confidence = from.confidence;
    to.frame = row_ref(from.frame, "", sources_);
    for (const annot::Step& step : from.steps) {
      to.evidence.push_back({std::string(step.field), std::string(step.note), row_ref(step.row, "", sources_), step.span});
    }
    return to;
  }

  std::string names(const std::vector<annot::Role>& roles) const {
    std::string list;
    for (const annot::Role& role : roles) {
      const Participant who = participant(role);
      if (!list.empty()) list += "; ";
      list += who.name.empty() ? who.text : who.name;
    }
    return list;
  }

  Pledge pledge(const annot::Pledge& from, uint32_t event_number) const {
    Pledge to;
    to.event = event_number;
    to.by = names(from.by);
    to.to = names(from.to);
    to.act = doc_.surface(from.act);
    to.act_span = from.act;
    to.field = strings(from.field);
    if (from.due < doc_.times.size()) to.due = doc_.times[from.due].value;
    to.condition = doc_.surface(from.condition);
    to.strength = from.strength;
    to.row = row_ref(from.row, "", sources_);
    return to;
  }

 private:
  const Document& doc_;
  Sources sources_;
  const lexicon::AgentNames& names_;
};

// Event indexes in order of trigger, type and original place.
std::vector<uint32_t> text_order(const Document& doc) {
  std::vector<uint32_t> order(doc.events.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const annot::Event& x = doc.events[a];
    const annot::Event& y = doc.events[b];
    return std::tie(x.trigger, x.type) < std::tie(y.trigger, y.type);
  });
  return order;
}

// Hash of the text, the trigger span, and how many events with that trigger came before: names no dictionary row, so it survives a change of
// dictionaries.
void set_ids(CodedArticle& coded) {
  const std::string content = base::digest128(coded.article.text);
  std::map<Span, uint32_t> seen;
  for (Event& event : coded.events) {
    const uint32_t ordinal = seen[event.trigger]++;
    const std::string key =
        content + ":" + std::to_string(event.trigger.begin) + ":" + std::to_string(event.trigger.end) + ":" + std::to_string(ordinal);
    event.id = base::digest128(key).substr(0, 24);
  }
}

}  // namespace

RowRef row_ref(annot::Row row, std::string_view rule, Sources sources) {
  RowRef ref;
  ref.rule = rule;
  if (row.known() && row.file < sources.size()) {
    ref.file = sources[row.file].file;
    ref.line = row.line;
  }
  return ref;
}

CodedArticle to_records(const Document& doc, Sources sources, const lexicon::AgentNames& names, Article article) {
  const Builder builder(doc, sources, names);
  CodedArticle coded;
  coded.article = std::move(article);
  coded.article.text = doc.text;
  std::vector<uint32_t> number(doc.events.size());
  std::map<uint32_t, uint32_t> happening;
  for (const uint32_t index : text_order(doc)) {
    Event event = builder.event(doc.events[index]);
    event.n = static_cast<uint32_t>(coded.events.size() + 1);
    event.happening = happening.try_emplace(event.happening, static_cast<uint32_t>(happening.size() + 1)).first->second;
    number[index] = event.n;
    coded.events.push_back(std::move(event));
  }
  set_ids(coded);
  for (const annot::Pledge& pledge : doc.pledges) {
    if (pledge.event < number.size()) coded.pledges.push_back(builder.pledge(pledge, number[pledge.event]));
  }
  std::stable_sort(coded.pledges.begin(), coded.pledges.end(), [](const Pledge& a, const Pledge& b) { return a.event < b.event; });
  for (const annot::Quotation& q : doc.quotations) coded.quotations.push_back({q.span, q.direct, builder.participant(q.speaker), q.cue});
  for (const annot::Rejected& r : doc.rejected) coded.rejections.push_back({r.span, std::string(r.reason), row_ref(r.row, "", sources)});
  coded.warnings = strings(doc.warnings);
  return coded;
}

}  // namespace waqai::pipeline
