// SPDX-License-Identifier: Apache-2.0
#include "archive/incident_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "store/rows.h"
#include "store/schema.h"

namespace waqai::archive {
namespace {

using base::kNoDay;
using store::cell_number;
using store::cell_text;
using store::Row;
using story::Incident;
using story::ToldEvent;

// Events of the articles of some stories, without evidence, by article id; and the words of their sentences by event id.
constexpr size_t kBatchStories = 500;  // whose events are in memory at once

using EventsByArticle = std::unordered_map<std::string, std::vector<Event>>;
using WordsByEvent = std::unordered_map<std::string, std::vector<story::Feature>>;

Status read_words(const store::Database& database, const std::string& batch, const story::WordWeights& weights, WordsByEvent& words) {
  return database.select("SELECT event_id, sentence FROM chosen_sentence WHERE batch = CAST(? AS INTEGER)", {batch},
                         [&](const Row& row) { words[cell_text(row[0])] = story::words_of_sentence(cell_text(row[1]), weights); });
}

Status read_events(const store::Database& database, const std::string& batch, EventsByArticle& events) {
  const std::string of_batch = ".batch = CAST(? AS INTEGER)";
  std::unordered_map<std::string, std::pair<std::string, size_t>> place;  // event id -> article, index
  Status status = database.select("SELECT " + store::event_columns("e") + " FROM chosen_event e WHERE e" + of_batch + " ORDER BY e.article_id, e.n",
                                  {batch}, [&](const Row& row) {
                                    const std::string article = cell_text(row[store::kEventColumns - 1]);
                                    std::vector<Event>& told = events[article];
                                    told.push_back(store::read_event(row, 0));
                                    place[told.back().id] = {article, told.size() - 1};
                                  });
  const auto event_of = [&](const Row& row) -> Event& {
    const auto& [article, index] = place.at(cell_text(row[0]));
    return events.at(article)[index];
  };
  if (status) {
    status = database.select(
        "SELECT " + store::participant_columns() + " FROM chosen_participant p WHERE p" + of_batch + " ORDER BY p.event_id, p.role, p.ordinal",
        {batch}, [&](const Row& row) { store::read_participant(row, event_of(row)); });
  }
  if (!status) return status;
  return database.select("SELECT m.event_id, m.kind, CAST(m.low AS VARCHAR), CAST(m.high AS VARCHAR), m.unit FROM chosen_magnitude m WHERE m" +
                             of_batch + " ORDER BY m.event_id, m.text_start, m.kind",
                         {batch}, [&](const Row& row) {
                           Magnitude m;
                           m.kind = cell_text(row[1]);
                           m.low = cell_number(row[2]);
                           m.high = cell_number(row[3]);
                           m.unit = cell_text(row[4]);
                           event_of(row).magnitude.push_back(std::move(m));
                         });
}

// The earliest day that a mention of each happening of the article tells, as the view event_day has it.
std::map<uint32_t, base::Day> carried_days(const std::vector<Event>& events) {
  std::map<uint32_t, base::Day> days;
  for (const Event& event : events) {
    const auto day = event.date.size() == 10 ? base::parse_iso_day(event.date) : std::nullopt;
    if (!day) continue;
    const auto [at, is_new] = days.insert({event.happening, *day});
    if (!is_new) at->second = std::min(at->second, *day);
  }
  return days;
}

std::string countries(const std::vector<Participant>& all) {
  std::set<std::string> sorted;
  for (const Participant& who : all) sorted.insert(who.country);
  sorted.erase("");
  return store::join({sorted.begin(), sorted.end()}, ";");
}

std::string modes(const std::vector<ToldEvent>& events, const Incident& incident) {
  std::set<std::string> sorted;
  for (const uint32_t e : incident.events) sorted.insert(events[e].event->mode.begin(), events[e].event->mode.end());
  return store::join({sorted.begin(), sorted.end()}, ";");
}

std::string differing_fields(const Incident& incident) {
  std::vector<std::string> fields;
  for (const story::Version& version : incident.versions) {
    if (fields.empty() || fields.back() != version.field) fields.push_back(version.field);
  }
  return store::join(fields, ";");
}

}  // namespace

IncidentWriter::IncidentWriter(store::Database& database, const story::WordWeights& weights)
    : database_(database),
      weights_(weights),
      incident_(database, "incident"),
      event_(database, "incident_event"),
      version_(database, "incident_version") {}

// Sets aside what the events of the stories say, with the number of the batch.  A filter on a table of the archive reads all of it: done batch by
// batch, that would grow with the archive.
Status IncidentWriter::choose(std::span<const StoryMembers> stories) {
  std::string ids;
  for (const StoryMembers& story : stories) ids += (ids.empty() ? "" : ",") + story.story_id;
  const std::string list = "string_split(" + store::sql_literal(ids) + ", ',')";
  const std::string numbered = "(SELECT unnest(" + list + ") AS story_id, generate_subscripts(" + list + ", 1) AS n)";
  const std::string batch = "CAST((n - 1) // " + std::to_string(kBatchStories) + " AS INTEGER) AS batch";
  const std::string sentence = "decode(encode(a.text)[c.sentence_start + 1 : c.sentence_end]) AS sentence";
  const std::string create = "CREATE TEMP TABLE chosen_";
  Status status = forget_chosen();
  for (const std::string& statement :
       {create + "story AS SELECT story_id, " + batch + " FROM " + numbered,
        create + "event AS SELECT c.batch, e.* FROM event e JOIN story_article USING (article_id) JOIN chosen_story c USING (story_id)",
        create + "participant AS SELECT c.batch, p.* FROM participant p JOIN chosen_event c USING (event_id)",
        create + "magnitude AS SELECT c.batch, m.* FROM magnitude m JOIN chosen_event c USING (event_id)",
        create + "sentence AS SELECT c.batch, c.event_id, " + sentence + " FROM chosen_event c JOIN article a USING (article_id)"}) {
    if (status) status = database_.run(statement);
  }
  return status;
}

Status IncidentWriter::forget_chosen() {
  Status status;
  for (const char* table : {"story", "event", "participant", "magnitude", "sentence"}) {
    if (status) status = database_.run(std::string("DROP TABLE IF EXISTS temp.chosen_") + table);
  }
  return status;
}

Status IncidentWriter::add(const std::vector<StoryMembers>& stories) {
  Status status;
  for (size_t begin = 0; begin < stories.size() && status; begin += kPassStories) {
    const std::span<const StoryMembers> rest = std::span(stories).subspan(begin);
    status = add_pass(rest.first(std::min(kPassStories, rest.size())));
  }
  return status;
}

Status IncidentWriter::add_pass(std::span<const StoryMembers> stories) {
  Status status = choose(stories);
  for (size_t begin = 0; begin < stories.size() && status; begin += kBatchStories) {
    const std::span<const StoryMembers> rest = stories.subspan(begin);
    status = add_batch(rest.first(std::min(kBatchStories, rest.size())), std::to_string(begin / kBatchStories));
  }
  return status ? forget_chosen() : status;
}

Status IncidentWriter::add_batch(std::span<const StoryMembers> stories, const std::string& batch) {
  EventsByArticle by_article;
  WordsByEvent words;
  Status status = read_events(database_, batch, by_article);
  if (status) status = read_words(database_, batch, weights_, words);
  if (!status) return status;
  for (const StoryMembers& story : stories) {
    std::vector<ToldEvent> told;
    for (uint32_t n = 0; n < story.articles.size(); ++n) {
      const StoryMembers::Member& member = story.articles[n];
      const auto found = by_article.find(std::string(member.article->id));
      if (found == by_article.end()) continue;
      const std::map<uint32_t, base::Day> carried = carried_days(found->second);
      for (const Event& event : found->second) {
        const auto day = carried.find(event.happening);
        told.push_back({&event, n, member.report_number, member.article->day, day == carried.end() ? kNoDay : day->second,
                        std::string(member.article->source), std::string(member.report->source), std::move(words[event.id])});
      }
    }
    write(story, told);
  }
  return {};
}

void IncidentWriter::write(const StoryMembers& story, const std::vector<ToldEvent>& events) {
  for (const Incident& incident : story::find_incidents(events)) write_incident(story, events, incident);
}

void IncidentWriter::write_incident(const StoryMembers& story, const std::vector<ToldEvent>& events, const Incident& incident) {
  const ToldEvent& first = events[incident.events.front()];
  const StoredArticle& first_article = *story.articles[first.article].article;
  const std::string id = "i" + first.event->id;
  const Place place = incident.place.empty() ? Place{} : events[incident.place_event].event->place.value_or(Place{});
  const auto of = [&](const std::string& value, uint32_t event, bool actor) {
    if (value.empty()) return std::string();
    return countries(actor ? events[event].event->actor : events[event].event->recipient);
  };
  incident_.text(id)
      .text(story.story_id)
      .text(first.event->type)
      .text_or_null(modes(events, incident))
      .text(incident.status)
      .integer(first.event->quad);
  incident_.day_or_null(incident.day).text_or_null(incident.day_basis).text_or_null(incident.place).text_or_null(place.country);
  incident_.decimal_or_null(place.latitude)
      .decimal_or_null(place.longitude)
      .text_or_null(incident.actor)
      .text_or_null(of(incident.actor, incident.actor_event, true));
  incident_.text_or_null(incident.recipient).text_or_null(of(incident.recipient, incident.recipient_event, false));
  incident_.integer(static_cast<int64_t>(incident.events.size())).integer(incident.articles).integer(incident.reports);
  incident_.integer(static_cast<int64_t>(incident.outlets.size())).text(first_article.id).text_or_null(first_article.source);
  incident_.text_or_null(differing_fields(incident)).end_row();
  for (const uint32_t e : incident.events) {
    event_.text(events[e].event->id).text(id).text(story.articles[events[e].article].report->id).end_row();
  }
  for (const story::Version& version : incident.versions) {
    version_.text(id).text(version.field).text(version.value).integer(version.reports).text_or_null(store::join(version.outlets, ";"));
    version_.text(events[version.events.front()].event->id).end_row();
  }
  ++written_;
}

Status IncidentWriter::close() {
  Status first;
  for (store::Appender* appender : {&incident_, &event_, &version_}) {
    Status status = appender->close();
    if (first && !status) first = std::move(status);
  }
  return first;
}

}  // namespace waqai::archive
