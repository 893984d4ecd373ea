// SPDX-License-Identifier: Apache-2.0
#include "store/rows.h"

#include <cstdlib>

namespace waqai::store {
namespace {

const Participant kNobody;

uint32_t cell_offset(const Cell& cell) { return static_cast<uint32_t>(cell_number(cell)); }

std::string as_text(const std::vector<const char*>& columns, const std::string& table) {
  std::string list;
  for (const char* column : columns) {
    if (!list.empty()) list += ", ";
    list += "CAST(" + (table.empty() ? "" : table + ".") + "\"" + column + "\" AS VARCHAR)";
  }
  return list;
}

std::optional<double> optional_number(const Cell& cell) {
  if (!cell) return std::nullopt;
  return cell_number(cell);
}

}  // namespace

std::string join(const std::vector<std::string>& values, const char* separator) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += separator;
    text += value;
  }
  return text;
}

std::vector<std::string> split(std::string_view joined, char separator) {
  std::vector<std::string> values;
  while (!joined.empty()) {
    const size_t end = std::min(joined.find(separator), joined.size());
    values.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return values;
}

std::string cell_text(const Cell& cell) { return cell ? std::string(*cell) : std::string(); }
double cell_number(const Cell& cell) { return cell ? std::strtod(std::string(*cell).c_str(), nullptr) : 0; }

RecordAppender::RecordAppender(Database& database, std::string run_id)
    : run_id_(std::move(run_id)),
      article_(database, "article"),
      event_(database, "event"),
      participant_(database, "participant"),
      magnitude_(database, "magnitude"),
      evidence_(database, "evidence"),
      pledge_(database, "pledge"),
      quotation_(database, "quotation"),
      rejection_(database, "rejection"),
      analysis_(database, "analysis") {}

void RecordAppender::append(const CodedArticle& coded, const std::string& article_id, const std::string& content_hash) {
  const Article& a = coded.article;
  article_.text(article_id).text(content_hash).text_or_null(a.source).text_or_null(a.url).text_or_null(a.section).text_or_null(a.title);
  article_.day_or_null(a.published).text(a.text).text(run_id_).text_or_null(a.author).text_or_null(a.published_time).end_row();
  if (!coded.analysis.empty()) analysis_.text(article_id).bytes(coded.analysis).end_row();
  append_records(coded, article_id);
}

void RecordAppender::append_records(const CodedArticle& coded, const std::string& article_id) {
  for (const Event& event : coded.events) append_event(event, article_id);
  for (const Pledge& p : coded.pledges) {
    std::string event_id;
    for (const Event& event : coded.events) {
      if (event.n == p.event) event_id = event.id;
    }
    pledge_.text_or_null(event_id)
        .text(article_id)
        .text_or_null(p.by)
        .text_or_null(p.to)
        .text_or_null(p.act)
        .integer(p.act_span.begin)
        .integer(p.act_span.end);
    pledge_.text_or_null(join(p.field, ";")).text_or_null(p.due).text_or_null(p.condition).text_or_null(p.strength);
    pledge_.text_or_null(p.row.file).integer(p.row.line).end_row();
  }
  int64_t ordinal = 0;
  for (const Quotation& q : coded.quotations) {
    quotation_.text(article_id).integer(++ordinal).integer(q.span.begin).integer(q.span.end).integer(q.direct ? 1 : 0);
    quotation_.text_or_null(q.speaker.text)
        .text_or_null(q.speaker.name)
        .text_or_null(q.speaker.country)
        .text_or_null(join(q.speaker.sector, ";"))
        .end_row();
  }
  for (const Rejection& r : coded.rejections) {
    rejection_.text(article_id).integer(r.span.begin).integer(r.span.end).text(r.reason).text_or_null(r.row.file).integer(r.row.line).end_row();
  }
}

void RecordAppender::append_event(const Event& e, const std::string& article_id) {
  const Place place = e.place.value_or(Place{});
  const Source source = e.source.value_or(Source{});
  event_.text(e.id).text(article_id).integer(e.n).integer(e.happening).integer(e.sentence.begin).integer(e.sentence.end);
  event_.integer(e.trigger.begin)
      .integer(e.trigger.end)
      .text(e.trigger_text)
      .text(e.type)
      .text_or_null(join(e.mode, ";"))
      .text_or_null(join(e.context, ";"));
  event_.text(e.status).text_or_null(e.cameo).integer(e.quad).decimal_or_null(e.score).text_or_null(e.date);
  event_.text_or_null(place.name).text_or_null(place.name_ar).text_or_null(place.country).text_or_null(place.kind);
  event_.decimal_or_null(place.latitude).decimal_or_null(place.longitude).integer(place.span.begin).integer(place.span.end);
  event_.text_or_null(place.row.file).integer(place.row.line).text_or_null(place.row.rule);
  event_.text_or_null(source.stance).text_or_null(source.medium).integer(source.cue.begin).integer(source.cue.end).decimal(e.confidence);
  event_.text_or_null(e.frame.file).integer(e.frame.line).text(run_id_).end_row();
  int64_t ordinal = 0;
  for (const Participant& who : e.actor) append_participant(e.id, "actor", ++ordinal, who);
  ordinal = 0;
  for (const Participant& who : e.recipient) append_participant(e.id, "recipient", ++ordinal, who);
  if (e.source) append_participant(e.id, "source", 1, source.speaker);
  ordinal = 0;
  for (const Participant& who : source.via) append_participant(e.id, "via", ++ordinal, who);
  for (const Magnitude& m : e.magnitude) {
    magnitude_.text(e.id)
        .text(m.kind)
        .decimal(m.low)
        .decimal(m.high)
        .text_or_null(m.unit)
        .text_or_null(m.text)
        .integer(m.span.begin)
        .integer(m.span.end)
        .end_row();
  }
  ordinal = 0;
  for (const Evidence& step : e.evidence) {
    evidence_.text(e.id)
        .integer(++ordinal)
        .text(step.field)
        .text(step.note)
        .text_or_null(step.row.file)
        .integer(step.row.line)
        .text_or_null(step.row.rule);
    evidence_.integer(step.span.begin).integer(step.span.end).end_row();
  }
}

void RecordAppender::append_participant(const std::string& event_id, const char* role, int64_t ordinal, const Participant& who) {
  participant_.text(event_id).text(role).integer(ordinal).text_or_null(who.text).integer(who.span.begin).integer(who.span.end);
  participant_.text_or_null(who.name)
      .text_or_null(who.name_ar)
      .text_or_null(who.country)
      .text_or_null(join(who.sector, ";"))
      .text_or_null(who.actor_id);
  participant_.text_or_null(who.row.file).integer(who.row.line).text_or_null(who.row.rule).text_or_null(join(who.alternatives, ";")).end_row();
}

Status RecordAppender::close() {
  Status first;
  for (Appender* appender : {&article_, &event_, &participant_, &magnitude_, &evidence_, &pledge_, &quotation_, &rejection_, &analysis_}) {
    Status status = appender->close();
    if (first && !status) first = std::move(status);
  }
  return first;
}

std::string article_columns(const std::string& table) {
  return as_text({"article_id", "source", "url", "section", "title", "published", "text", "author", "published_time"}, table);
}

Article read_article(const Row& row, size_t at) {
  Article article;
  article.id = cell_text(row[at]);
  article.source = cell_text(row[at + 1]);
  article.url = cell_text(row[at + 2]);
  article.section = cell_text(row[at + 3]);
  article.title = cell_text(row[at + 4]);
  article.published = cell_text(row[at + 5]);
  article.text = cell_text(row[at + 6]);
  article.author = cell_text(row[at + 7]);
  article.published_time = cell_text(row[at + 8]);
  return article;
}

std::string event_columns(const std::string& table) {
  return as_text({"event_id",     "n",           "happening",  "sentence_start", "sentence_end",   "trigger_start",  "trigger_end",
                  "trigger_text", "type",        "mode",       "context",        "status",         "cameo",          "quad",
                  "score",        "date",        "place",      "place_ar",       "place_country",  "place_kind",     "latitude",
                  "longitude",    "place_start", "place_end",  "stance",         "medium",         "cue_start",      "cue_end",
                  "confidence",   "frame_file",  "frame_line", "place_row_file", "place_row_line", "place_row_rule", "article_id"},
                 table);
}

Event read_event(const Row& row, size_t at) {
  const auto text = [&](size_t i) { return cell_text(row[at + i]); };
  const auto offset = [&](size_t i) { return cell_offset(row[at + i]); };
  Event e;
  e.id = text(0);
  e.n = offset(1);
  e.happening = offset(2);
  e.sentence = {offset(3), offset(4)};
  e.trigger = {offset(5), offset(6)};
  e.trigger_text = text(7);
  e.type = text(8);
  e.mode = split(text(9), ';');
  e.context = split(text(10), ';');
  e.status = text(11);
  e.cameo = text(12);
  e.quad = static_cast<int>(cell_number(row[at + 13]));
  e.score = optional_number(row[at + 14]);
  e.date = text(15);
  if (row[at + 16] || row[at + 18]) {
    const Span words = {offset(22), offset(23)};
    const RowRef resolved = {text(31), offset(32), text(33)};
    e.place = Place{text(16), text(17), text(18), text(19), optional_number(row[at + 20]), optional_number(row[at + 21]), words, resolved};
  }
  if (row[at + 24]) {
    e.source.emplace();
    e.source->stance = text(24);
    e.source->medium = text(25);
    e.source->cue = {offset(26), offset(27)};
  }
  e.confidence = cell_number(row[at + 28]);
  e.frame = {text(29), offset(30), ""};
  return e;
}

std::string participant_columns() {
  return as_text({"event_id", "role", "text", "text_start", "text_end", "name", "name_ar", "country", "sector", "actor_id", "row_file", "row_line",
                  "row_rule", "alternatives"},
                 "p");
}

void read_participant(const Row& row, Event& event) {
  Participant who;
  who.text = cell_text(row[2]);
  who.span = {cell_offset(row[3]), cell_offset(row[4])};
  who.name = cell_text(row[5]);
  who.name_ar = cell_text(row[6]);
  who.country = cell_text(row[7]);
  who.sector = split(cell_text(row[8]), ';');
  who.actor_id = cell_text(row[9]);
  who.row = {cell_text(row[10]), cell_offset(row[11]), cell_text(row[12])};
  who.alternatives = split(cell_text(row[13]), ';');
  const std::string role = cell_text(row[1]);
  if (role == "actor") event.actor.push_back(std::move(who));
  else if (role == "recipient") event.recipient.push_back(std::move(who));
  else if (event.source && role == "source") event.source->speaker = std::move(who);
  else if (event.source) event.source->via.push_back(std::move(who));
}

}  // namespace waqai::store
