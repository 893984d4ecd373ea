// SPDX-License-Identifier: Apache-2.0
//
// Questions to an archive and their answers as plain values: what waqai/explore.h asks and src/store answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "waqai/types/span.h"

namespace waqai {

// An answer: rows of text cells, nothing for NULL.  Numeric columns hold decimal numbers; list columns hold values joined by "; ".
struct ExploreColumn {
  std::string name;
  bool numeric = false;
};
struct ExploreTable {
  std::vector<ExploreColumn> columns;
  std::vector<std::vector<std::optional<std::string>>> rows;
};

// What a number counts.  Reports: sentences that tell an event.  Happenings: what one article tells several times counts once.  Stories and incidents
// join articles; an archive that has none says so (ExploreLevels).
enum class CountBy { kReports, kHappenings, kStories, kIncidents };
struct ExploreLevels {
  bool stories = false;
  bool incidents = false;
};

// Which day of an event is meant: that of which its sentence tells, or that on which its article was published.
enum class DayOf { kTold, kPublished };

struct ExploreFilter {
  // One field (explore_fields()) with values to have (any of) and not to have (none of).
  struct Choice {
    std::string field;
    std::vector<std::string> any;
    std::vector<std::string> none;
  };
  std::vector<Choice> choices;
  std::string since;                 // day, inclusive, YYYY-MM-DD; empty: open
  std::string until;                 // day, inclusive
  DayOf day = DayOf::kTold;          // that `since` and `until` bound, and that series() counts by
  std::string name;                  // part of the English or Arabic name of an actor, recipient or speaker; spelling folded
  std::string words;                 // part of the event's own sentence; spelling folded
  double confidence = 0;             // at least
  std::optional<double> score_from;  // PLOVER's scale of conflict and cooperation, -10 to 10; inclusive; an event without a score is in no range
  std::optional<double> score_to;
};

struct ExplorePage {
  std::string sort;  // a column of events(); empty: day
  bool descending = false;
  int64_t offset = 0;
  int64_t limit = 100;  // at most 10,000
};

struct SearchQuery {
  // Words in any spelling, all must be there; OR between two, "a phrase", -excluded, begin*.  Names in Latin or Cyrillic letters, too.
  std::string words;
  bool exact = false;        // letters as typed, anywhere in the text
  bool whole_words = false;  // words as spelt only: no other forms of a word, no other spellings of a name
  int64_t offset = 0;        // articles
  int64_t limit = 50;        // articles
};

// What a word of the query found.
struct SearchMatch {
  std::string form;   // as articles have it, letters folded, without clitics
  std::string lemma;  // vocalised; empty where none is known
  std::string how;    // spelling, lemma, name, prefix
  int64_t articles = 0;
};
struct SearchWord {
  std::string text;      // as typed
  bool ignored = false;  // a word that nearly every article holds
  std::vector<SearchMatch> matches;
};

// An article found, with the place that shows it best.
struct SearchHit {
  std::string article_id;
  std::string title;
  std::string source;
  std::string published;
  bool as_spelt = false;    // every word is there as it was typed, clitics apart
  int64_t score = 0;        // greater is better, within one query
  Span place;               // bytes of the text that are shown
  int64_t start = 0;        // the same as code points before it
  std::string snippet;      // these bytes, line breaks as spaces
  std::vector<Span> marks;  // bytes of `snippet`
};

struct SearchResult {
  int64_t articles = 0;            // that hold it
  std::vector<std::string> forms;  // what was looked for in the text
  ExploreTable hits;  // article_id, title, outlet, published, before, match, after, start (byte), reports; one row a hit, up to three an article
  std::vector<SearchWord> words;
};

// The answer of Archive::search.
struct SearchFindings {
  int64_t articles = 0;  // that hold it
  std::vector<SearchWord> words;
  std::vector<SearchHit> hits;  // as spelt first, then by score, newest first
};

// Fields that choices, facets and series know: type, mode, context, status, quad, outlet, article, country (of actor or recipient), actor and
// recipient (country codes), actor_name, recipient_name, party (either name), speaker, sector, place, place_country, stance, medium, day_basis,
// cameo, frame, event, pledge (yes, no), story, incident.
const std::vector<std::string>& explore_fields();

}  // namespace waqai
