// SPDX-License-Identifier: Apache-2.0
//
// Records as text.  Offsets in JSON are code points into the article's text, which every output carries (docs/FORMATS.md).
// All functions are pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai {

// One object an article: the gold format (shared codebook, section 10) and the fields it lacks.  Without a final newline.
std::string to_jsonl(const CodedArticle& coded);

// PLOVER interchange, one object an event and line; empty for an article without events.  `date` is the event's own, else the day of publication:
// `date_basis` says which.
std::string to_plover(const CodedArticle& coded);

// An article as read, before it is coded: id, title, date (day of publication), published_time, author, source, section, url,
// text (without the title).
std::string to_article_json(const Article& article);

// A failure as one JSON object: error (E025), kind (usage, input, resource, rejected), place, message, hint; what is not known is null.
std::string failure_json(const Status& status);

// E005, which programs make of std::bad_alloc: the library lets it through, and everything it holds stays as usable as before the call.
Status out_of_memory();
// E005 where the system gives no more threads; `why` as it says.
Status system_refused(const std::string& why);

// The flat table of events: names of the columns, and one row of cells an event.  Unknown is an empty cell; several values are joined by "; ".
std::vector<std::string> table_columns();
std::vector<std::vector<std::string>> table_rows(const CodedArticle& coded);

// Cells as a line of CSV after RFC 4180, with LF.
std::string csv_line(const std::vector<std::string>& cells);
// The table of events as CSV.
std::string csv_header();
std::string to_csv(const CodedArticle& coded);

struct TextStyle {
  bool colour = false;         // ANSI colours
  bool transliterate = false;  // Latin letters instead of Arabic ones
  bool evidence = false;       // every step of the explanation
};

// For people: each event with an English line of who did what to whom; Arabic last, on lines of its own.  Control characters are escaped.
std::string to_text(const CodedArticle& coded, const TextStyle& style);

// "Vladimir Putin (Russia) consulted with Ahmed al-Sharaa (Syria) by phone": what the record says, in English.
std::string event_gloss(const Event& event);

// Arabic text in Latin letters, after a simplified DIN 31635; other characters as they are.
std::string transliterate(const std::string& text);

// `text` with control characters, bidi controls and escape sequences made visible: safe on a terminal and in a log.
std::string printable(const std::string& text);

}  // namespace waqai
