// SPDX-License-Identifier: Apache-2.0
//
// Records as JSON: the gold format with our fields added, and PLOVER interchange.
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/error_codes.h"
#include "base/json_writer.h"
#include "waqai/engine.h"
#include "waqai/output.h"

namespace waqai {
namespace {

using base::JsonWriter;

// Byte offsets to code points of one text, in O(1) a look-up after O(bytes).
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : before_(text.size() + 1) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      before_[i] = count;
      count += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    }
    before_[text.size()] = count;
  }
  uint32_t at(uint32_t byte) const { return before_[std::min<size_t>(byte, before_.size() - 1)]; }

 private:
  std::vector<uint32_t> before_;
};

void list(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  json.key(key).begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void span(JsonWriter& json, std::string_view key, Span span, const CodePoints& points) {
  json.key(key);
  if (span.empty()) {
    json.null();
    return;
  }
  json.begin_array().number(points.at(span.begin)).number(points.at(span.end)).end_array();
}

void row(JsonWriter& json, const RowRef& ref) {
  json.key("row");
  if (ref.file.empty() && ref.rule.empty()) {
    json.null();
    return;
  }
  std::string text = ref.file.empty() ? "" : ref.file + ":" + std::to_string(ref.line);
  if (!ref.rule.empty()) text += (text.empty() ? "" : " ") + ref.rule;
  json.string(text);
}

void participant_fields(JsonWriter& json, const Participant& who, const CodePoints& points) {
  json.key("text").string_or_null(who.text).key("name").string_or_null(who.name).key("name_ar").string_or_null(who.name_ar);
  json.key("country").string_or_null(who.country);
  list(json, "sector", who.sector);
  json.key("actor_id").string_or_null(who.actor_id);
  span(json, "span", who.span, points);
  row(json, who.row);
  if (!who.alternatives.empty()) list(json, "alternatives", who.alternatives);
}

void participants(JsonWriter& json, std::string_view key, const std::vector<Participant>& all, const CodePoints& points) {
  json.key(key).begin_array();
  for (const Participant& who : all) {
    json.begin_object();
    participant_fields(json, who, points);
    json.end_object();
  }
  json.end_array();
}

void source(JsonWriter& json, const std::optional<Source>& from, const CodePoints& points) {
  json.key("source");
  if (!from) {
    json.null();
    return;
  }
  json.begin_object();
  participant_fields(json, from->speaker, points);
  json.key("stance").string_or_null(from->stance).key("medium").string_or_null(from->medium);
  span(json, "cue", from->cue, points);
  participants(json, "via", from->via, points);
  json.end_object();
}

void place(JsonWriter& json, const std::optional<Place>& from, const CodePoints& points) {
  json.key("place");
  if (!from) {
    json.null();
    return;
  }
  json.begin_object()
      .key("name")
      .string_or_null(from->name)
      .key("name_ar")
      .string_or_null(from->name_ar)
      .key("country")
      .string_or_null(from->country);
  json.key("kind").string_or_null(from->kind);
  if (from->latitude && from->longitude) json.key("latitude").decimal(*from->latitude, 5).key("longitude").decimal(*from->longitude, 5);
  span(json, "span", from->span, points);
  row(json, from->row);
  json.end_object();
}

void magnitudes(JsonWriter& json, const std::vector<Magnitude>& all, const CodePoints& points) {
  json.key("magnitude").begin_array();
  for (const Magnitude& m : all) {
    json.begin_object().key("kind").string(m.kind).key("low").decimal(m.low, 3).key("high").decimal(m.high, 3).key("unit").string_or_null(m.unit);
    json.key("text").string(m.text);
    span(json, "span", m.span, points);
    json.end_object();
  }
  json.end_array();
}

void evidence(JsonWriter& json, const std::vector<Evidence>& steps, const CodePoints& points) {
  json.key("evidence").begin_array();
  for (const Evidence& step : steps) {
    json.begin_object().key("field").string(step.field).key("note").string(step.note);
    row(json, step.row);
    span(json, "span", step.span, points);
    json.end_object();
  }
  json.end_array();
}

void event(JsonWriter& json, const Event& e, const CodePoints& points) {
  json.begin_object().key("n").number(e.n).key("id").string(e.id).key("happening").number(e.happening);
  span(json, "sentence", e.sentence, points);
  json.key("trigger")
      .begin_object()
      .key("text")
      .string(e.trigger_text)
      .key("start")
      .number(points.at(e.trigger.begin))
      .key("end")
      .number(points.at(e.trigger.end))
      .end_object();
  json.key("type").string(e.type);
  list(json, "mode", e.mode);
  list(json, "context", e.context);
  json.key("status").string(e.status).key("cameo").string_or_null(e.cameo).key("quad").number(e.quad).key("score");
  if (e.score) json.decimal(*e.score, 2);
  else json.null();
  participants(json, "actor", e.actor, points);
  participants(json, "recipient", e.recipient, points);
  source(json, e.source, points);
  json.key("date").string_or_null(e.date);
  place(json, e.place, points);
  magnitudes(json, e.magnitude, points);
  json.key("confidence")
      .decimal(e.confidence, 4)
      .key("frame")
      .string_or_null(e.frame.file.empty() ? "" : e.frame.file + ":" + std::to_string(e.frame.line));
  evidence(json, e.evidence, points);
  json.end_object();
}

void pledge(JsonWriter& json, const Pledge& p, const CodePoints& points) {
  json.begin_object().key("event").number(p.event).key("by").string_or_null(p.by).key("to").string_or_null(p.to).key("act").string_or_null(p.act);
  span(json, "span", p.act_span, points);
  list(json, "field", p.field);
  json.key("due").string_or_null(p.due).key("condition").string_or_null(p.condition).key("strength").string_or_null(p.strength);
  row(json, p.row);
  json.end_object();
}

void quotation(JsonWriter& json, const Quotation& q, const CodePoints& points) {
  json.begin_object();
  span(json, "span", q.span, points);
  json.key("direct").boolean(q.direct).key("speaker");
  if (q.speaker.text.empty()) {
    json.null();
  } else {
    json.begin_object();
    participant_fields(json, q.speaker, points);
    json.end_object();
  }
  span(json, "cue", q.cue, points);
  json.end_object();
}

void plover_entities(JsonWriter& json, std::string_view key, const std::vector<Participant>& all) {
  json.key(key).begin_array();
  for (const Participant& who : all) {
    json.begin_object().key("code").string_or_null(who.country).key("sector").string_or_null(who.sector.empty() ? "" : who.sector.front());
    json.key("entity_text").string_or_null(who.name.empty() ? who.text : who.name).key("identifier_text").string_or_null(who.text);
    list(json, "sectors", who.sector);
    json.end_object();
  }
  json.end_array();
}

int64_t size_of(const Event& e, std::string_view kind) {
  for (const Magnitude& m : e.magnitude) {
    if (m.kind == kind) return static_cast<int64_t>(m.low);
  }
  return -1;
}

void plover_event(JsonWriter& json, const CodedArticle& coded, const Event& e, const CodePoints& points) {
  const Article& a = coded.article;
  json.begin_object().key("id").string(e.id).key("date").string_or_null(e.date.empty() ? a.published : e.date);
  json.key("date_basis").string_or_null(!e.date.empty() ? "stated" : a.published.empty() ? "" : "published");
  plover_entities(json, "actor", e.actor);
  plover_entities(json, "recipient", e.recipient);
  json.key("event").string(e.type).key("event_text").string(e.trigger_text).key("quad_class").number(e.quad).key("event_scale");
  if (e.score) json.decimal(*e.score, 2);
  else json.null();
  list(json, "mode", e.mode);
  list(json, "context", e.context);
  json.key("status").string(e.status).key("cameo").string_or_null(e.cameo);
  if (e.place) {
    json.key("event_loc").begin_object().key("resolved_place").string_or_null(e.place->name).key("extracted_place").string(e.place->span.of(a.text));
    json.key("country_code").string_or_null(e.place->country).key("feature_code").string_or_null(e.place->kind);
    if (e.place->latitude && e.place->longitude) json.key("lat").decimal(*e.place->latitude, 5).key("lon").decimal(*e.place->longitude, 5);
    json.end_object();
  }
  for (const auto& [kind, name] : {std::pair{"killed", "dead"}, std::pair{"wounded", "injured"}, std::pair{"arrested", "arrested"}}) {
    const int64_t size = size_of(e, kind);
    if (size >= 0) json.key(name).number(size);
  }
  json.key("text").string(e.sentence.of(a.text)).key("text_info").begin_object().key("sequence").number(e.n);
  json.key("start").number(points.at(e.sentence.begin)).key("end").number(points.at(e.sentence.end)).end_object();
  json.key("cite_info")
      .begin_object()
      .key("title")
      .string_or_null(a.title)
      .key("url")
      .string_or_null(a.url)
      .key("publication")
      .string_or_null(a.source);
  json.key("language").string("ar").key("coder").string("waqai " + version()).end_object();
  json.end_object();
}

}  // namespace

std::string to_jsonl(const CodedArticle& coded) {
  const Article& a = coded.article;
  const CodePoints points(a.text);
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .key("schema")
      .string("waqai.article/1")
      .key("version")
      .string(version())
      .key("id")
      .string(a.id)
      .key("title")
      .string_or_null(a.title);
  json.key("source")
      .string_or_null(a.source)
      .key("url")
      .string_or_null(a.url)
      .key("section")
      .string_or_null(a.section)
      .key("published")
      .string_or_null(a.published);
  json.key("text").string(a.text).key("events").begin_array();
  for (const Event& e : coded.events) event(json, e, points);
  json.end_array().key("pledges").begin_array();
  for (const Pledge& p : coded.pledges) pledge(json, p, points);
  json.end_array().key("quotations").begin_array();
  for (const Quotation& q : coded.quotations) quotation(json, q, points);
  json.end_array().key("rejections").begin_array();
  for (const Rejection& r : coded.rejections) {
    json.begin_object();
    span(json, "span", r.span, points);
    json.key("reason").string(r.reason);
    row(json, r.row);
    json.end_object();
  }
  json.end_array();
  list(json, "warnings", coded.warnings);
  json.end_object();
  return out;
}

std::string to_article_json(const Article& article) {
  std::string_view body = article.text;
  if (!article.title.empty() && body.starts_with(article.title)) body.remove_prefix(std::min(article.title.size() + 1, body.size()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("id").string(article.id).key("title").string_or_null(article.title).key("date").string_or_null(article.published);
  json.key("published_time").string_or_null(article.published_time).key("author").string_or_null(article.author);
  json.key("source").string_or_null(article.source).key("section").string_or_null(article.section).key("url").string_or_null(article.url);
  json.key("text").string(body).end_object();
  return out;
}

Status system_refused(const std::string& why) {
  return Status::error(base::kOutOfMemory, ErrorKind::kResource, "the system refused: " + why).hint("use fewer threads");
}

Status out_of_memory() {
  return Status::error(base::kOutOfMemory, ErrorKind::kResource, "memory ran out").hint("use fewer threads, or split the input");
}

std::string failure_json(const Status& status) {
  static constexpr const char* kKinds[] = {"none", "usage", "input", "resource", "rejected"};
  std::string hint = status.hint();
  if (hint.empty()) {
    if (const auto known = base::find_error(status.code())) hint = known->explanation;
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("error").string(status.id()).key("kind").string(kKinds[static_cast<size_t>(status.kind())]);
  json.key("place").string_or_null(status.place()).key("message").string(status.message()).key("hint").string_or_null(hint).end_object();
  return out;
}

std::string to_plover(const CodedArticle& coded) {
  std::string out;
  const CodePoints points(coded.article.text);
  for (const Event& e : coded.events) {
    JsonWriter json(out);
    plover_event(json, coded, e, points);
    out += '\n';
  }
  return out;
}

}  // namespace waqai
