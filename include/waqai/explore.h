// SPDX-License-Identifier: Apache-2.0
//
// Explorer: the questions that the screens of the web app ask of an archive, read-only: filtered and sorted events, facets, counts, series, actors,
// places, pledges, quotations, search.  It keeps the events as columns in memory (about 200 bytes an event), made in the background after open,
// and uses the search index beside the archive. Every value that a caller gives goes to the database as a parameter; names of fields are checked
// against a list. Titles of articles and stories are as a reader should see them (references of a page, "&quot;", decoded), in events() as stored.
// Thread rule: safe from any number of threads; each question takes one of `connections`, or waits for one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/types/explore.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai {

class Explorer {
 public:
  // Opens the archive for reading and starts `connections` connections.  Fails as Archive::open does.  O(events).
  // `bundle`: with its dictionaries a search index that is missing or stale is brought up to date in the background; searches wait for that.
  // `keeps`: the columns of a large archive are left beside it (folder explore, may be deleted), so that the next start need not make them.
  static Result<Explorer> open(const std::string& folder, unsigned connections, unsigned threads, const std::string& bundle, bool keeps = false);
  Explorer(Explorer&&) noexcept;
  Explorer& operator=(Explorer&&) noexcept;
  ~Explorer();

  // As it stood when the archive was opened; as long as the explorer.
  const ArchiveSummary& summary() const;
  ExploreLevels levels() const;

  // event_id, article_id, n, day, day_basis, published, outlet, title, type, mode, context, status, cameo, quad, score, actor, actor_code,
  // actor_sector, recipient, recipient_code, recipient_sector, speaker, stance, medium, place, place_country, place_kind, latitude, longitude,
  // magnitude, confidence, frame, trigger, sentence, sentence_start (byte), trigger_start, trigger_end, actor_ar, recipient_ar,
  // speaker_ar, told, story, incident.  Whom nobody names is Unidentified, or Unidentified armed (sectors UNK, UAF without a state).  Above reports,
  // one row stands for all that `by` counts once: the earliest; told: how many these are.
  Result<ExploreTable> events(const ExploreFilter& filter, const ExplorePage& page, CountBy by = CountBy::kReports) const;
  // reports, happenings, stories, incidents (empty where levels() has none), articles, outlets, first (day told), last (day told), published_first,
  // published_last (days on which their articles were published).
  Result<ExploreTable> counts(const ExploreFilter& filter) const;
  // For each field a table of value, count, value_ar (of names and places): the most frequent values under the filter, without that field's own
  // choice (so that others can be chosen).
  Result<std::vector<ExploreTable>> facets(const ExploreFilter& filter, const std::vector<std::string>& fields, CountBy by, int64_t limit) const;
  // period (first day), value, count: by "day", "week", "month" or "year" of the filter's `day`, split by a field or not (empty).  Only counts by the
  // day of publication may be divided by coverage().
  Result<ExploreTable> series(const ExploreFilter& filter, const std::string& step, const std::string& field, CountBy by) const;
  // period, articles, outlets: what the archive read, whatever the filter: tells zero from unknown.
  Result<ExploreTable> coverage(const std::string& step) const;
  // place, place_ar, country, kind, latitude, longitude, count: the places of events.  Countries have no point of their own here.
  Result<ExploreTable> places(const ExploreFilter& filter, CountBy by) const;

  // name, name_ar, country, sector, count, first, last (days of publication), by_name (1: the words are in the name, 0: only in a spelling): actors
  // with a name, those who are a party to events first, of them those with the words in the name, most frequent first; `words` in any spelling or
  // empty.
  Result<ExploreTable> actors(const std::string& words, int64_t limit, CountBy by = CountBy::kReports) const;
  // Those of `labels` that are names; the others are words of texts.
  Result<std::vector<std::string>> names_among(const std::vector<std::string>& labels) const;
  // text, count, spoken, first, last, total: how the texts write the actor with this English (or, without one, Arabic) name.  count: reports in which
  // it acts or receives, spoken: in which it speaks; first, last: days of publication; total: spellings, of which at most 1,000 are told.
  Result<ExploreTable> spellings(const std::string& name) const;
  // country, sector, rule, row, count, spoken, first, last, article: offices and roles under which it was resolved, in order of time; as spellings().
  Result<ExploreTable> roles(const std::string& name) const;
  // other, other_ar, country, quad, month, count: with whom, by quad class and month.
  Result<ExploreTable> counterparts(const std::string& name, int64_t limit) const;
  // article_id, outlet, published, direct, text, start, end, speaker, total (quotations that the archive has of it): what it said, newest first.
  Result<ExploreTable> quotations(const std::string& speaker, int64_t limit) const;

  // event_id, article_id, day, published, outlet, by, to, actor_code, recipient_code, act, field, due, condition, strength, sentence, type, status,
  // row, by_ar, to_ar, restated, evidence, findings, searched: pledges under the filter, last published first.  The last four are of the ledger, as
  // `waqai pledges` has it: how many later articles repeat it, how many later events bear on it, what they say (each once), and the articles and
  // days that were searched.  The ledger is read in the background from the first time that pledges are asked for, as long as the archive takes;
  // until then these are null.  `with_evidence`: only pledges with some; kNotReady until then.
  Result<ExploreTable> pledges(const ExploreFilter& filter, const ExplorePage& page, bool with_evidence = false) const;
  // As events(), and finding (done, in_progress, cancelled, contradicted) and rule (act, like, meeting): what the ledger has on this pledge, earliest
  // first; no row where that is nothing.  kNotReady until the ledger is read.
  Result<ExploreTable> evidence(const std::string& event_id) const;

  // story_id, title, first_day, last_day, articles, reports, sources, first_source, first_article, events (under the filter), incidents, quad (that
  // most of them have): stories that hold an event under the filter; sort: reports (default), sources, first_day, last_day.
  Result<ExploreTable> stories(const ExploreFilter& filter, const ExplorePage& page) const;
  // article_id, report_id, published, outlet, title, url, events; earliest first.
  Result<ExploreTable> story_articles(const std::string& story_id) const;
  // incident_id, type, mode, status, quad, day, day_basis, place, place_ar, actor, actor_ar, recipient, recipient_ar, events, articles, reports,
  // sources, first_source, differs; most told first.
  Result<ExploreTable> story_incidents(const std::string& story_id) const;
  // incident_id, field, value, value_ar, reports, source: what the reports of its incidents say otherwise.
  Result<ExploreTable> story_versions(const std::string& story_id) const;

  // article_id, title, outlet, published, reports: newest first.
  Result<ExploreTable> articles(const std::string& words, const ExplorePage& page) const;
  // The article alone, in a tenth of the time of the next.  kNoSuchEvent where there is none.
  Result<Article> text(const std::string& id) const;
  // The article with everything stored on it.  kNoSuchEvent where there is none.
  Result<CodedArticle> article(const std::string& id) const;

  // Articles with the places where the words of the query stand, best first (SearchFindings); `filter`: that hold an event under it.
  Result<SearchResult> search(const Engine& engine, const SearchQuery& query, const ExploreFilter& filter) const;

 private:
  Result<SearchResult> search_letters(const SearchQuery& query) const;
  struct Impl;
  explicit Explorer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waqai
