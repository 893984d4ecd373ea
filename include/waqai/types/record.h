// SPDX-License-Identifier: Apache-2.0
//
// The records Waqai keeps: article, event, pledge, quotation, and why a predicate gave no event.  Plain values with their own
// strings: they outlive the engine that made them.  Field names are those of the gold format (shared codebook, section 10), of JSON and of SQL.
// An unknown field is empty (string), absent (optional) or without members (vector): never a default code, never a filled-in date.
// Spans are bytes in Article::text; writers turn them into code points.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "waqai/types/span.h"

namespace waqai {

// One article as stored.  `text` is valid UTF-8: title, newline, paragraphs joined by newlines; without a title it is the paragraphs alone.
struct Article {
  std::string id;
  std::string title;   // as it opens `text`; empty if there is none
  std::string source;  // outlet, as the input names it
  std::string url;
  std::string section;    // the outlet's section, as the input names it
  std::string published;  // YYYY-MM-DD, or empty when unknown
  std::string text;
  std::string conllu = {};          // trees of another parser for the text, CoNLL-U; `text` and `title` are then made from it. Usually empty
  std::string conllu_file = {};     // where `conllu` was read, for messages; empty where that is no file
  uint32_t conllu_line = 1;         // its first line there, from 1
  std::string author = {};          // names joined by "; ", where the input tells them
  std::string published_time = {};  // YYYY-MM-DDTHH:MM:SS and the zone as the input tells it; empty where no time is told
};

// Where a dictionary row stands: the file below data/ (or the overlay's path) and its line, from 1; empty file for a built-in rule, then `rule` names
// it.
struct RowRef {
  std::string file;
  uint32_t line = 0;
  std::string rule;
};

// An actor, recipient or speaker.
struct Participant {
  std::string text;                       // the words that stand for it: in the home sentence, or of the nearest earlier full mention
  Span span;                              // of `text`; empty if it is not in the article
  std::string name;                       // canonical English name; empty if unknown
  std::string name_ar;                    // canonical Arabic name; empty if unknown
  std::string country;                    // ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, ISM, IMG, MNC; empty if unknown
  std::vector<std::string> sector;        // primary first
  std::string actor_id;                   // row id in the actor base; empty if it has none
  RowRef row;                             // the row or rule that resolved it
  std::vector<std::string> alternatives;  // other readings, as "name (country sector)", best first
};

// Who vouches for an event.
struct Source {
  Participant speaker;           // no text and no name for a hedge in the article's own voice
  std::string stance;            // asserted, denied, doubted
  std::string medium;            // statement, interview, speech, tweet, agency, press-conference, report, book; empty if not told
  std::vector<Participant> via;  // relays, outermost last
  Span cue;                      // the verb or phrase of saying
  RowRef row;
};

struct Place {
  std::string name;  // English
  std::string name_ar;
  std::string country;              // ISO 3166 alpha-3
  std::string kind;                 // country, city, town, ...: the precision of the point
  std::optional<double> latitude;   // degrees
  std::optional<double> longitude;  // degrees
  Span span;
  RowRef row;
};

// A quantity attached to an event: killed, wounded, arrested, released, participants.
struct Magnitude {
  std::string kind;
  double low = 0;
  double high = 0;
  std::string unit;  // persons
  std::string text;
  Span span;
};

// One step of the explanation: what was decided, by which row, on which characters.
struct Evidence {
  std::string field;  // type, actor, recipient, status, source, date, place, mode, context
  std::string note;   // one line in English
  RowRef row;
  Span span;
};

struct Event {
  std::string id;          // hash of article content, trigger span and ordinal; survives a change of dictionaries
  uint32_t n = 0;          // from 1, in order of the text
  uint32_t happening = 0;  // from 1; mentions of one happening share it
  Span sentence;
  std::string trigger_text;
  Span trigger;
  std::string type;  // one of the 16 PLOVER types
  std::vector<std::string> mode;
  std::vector<std::string> context;
  std::string status;           // actual, future, attempted, hypothetical, negated, historical
  std::string cameo;            // CAMEO code as text (leading zeros matter); empty if none applies
  int quad = 0;                 // 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
  std::optional<double> score;  // PLOVER conflict-cooperation score of type and mode
  std::vector<Participant> actor;
  std::vector<Participant> recipient;
  std::optional<Source> source;
  std::string date;  // YYYY-MM-DD, YYYY-MM, YYYY or start/end; empty if not told
  std::optional<Place> place;
  std::vector<Magnitude> magnitude;
  double confidence = 0;  // probability that the record is right, 0 to 1
  RowRef frame;           // the frame that proposed it
  std::vector<Evidence> evidence;
};

struct Pledge {
  uint32_t event = 0;  // Event::n
  std::string by;      // names, joined by "; "
  std::string to;      // names, joined by "; "; empty if open
  std::string act;     // the promised act in the text's words
  Span act_span;
  std::vector<std::string> field;  // contexts
  std::string due;                 // date; empty if none
  std::string condition;           // text; empty if none
  std::string strength;            // firm, intent
  RowRef row;
};

struct Quotation {
  Span span;  // the quoted words, without the marks
  bool direct = false;
  Participant speaker;  // empty text if not found
  Span cue;
};

// A political predicate that gave no event, or a candidate that lost, and why.
struct Rejection {
  Span span;
  std::string reason;
  RowRef row;
};

// An article and what was read from it.
struct CodedArticle {
  Article article;
  std::vector<Event> events;  // in order of the text
  std::vector<Pledge> pledges;
  std::vector<Quotation> quotations;
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;  // what a stage could not do, in English, without the article's text
  std::string search_words = {};      // what the search index of an archive takes of the article, packed; empty: an archive reads the text again
  std::string analysis = {};          // of the text, packed, for coding it again in an archive; empty: there is none, and the text is analysed again
};

}  // namespace waqai
