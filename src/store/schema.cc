// SPDX-License-Identifier: Apache-2.0
#include "store/schema.h"

#include <string_view>

namespace waqai::store {
namespace {

void add_table(const TableSchema& table, std::vector<std::string>& statements) {
  std::string create = std::string("CREATE TABLE ") + table.name + " (";
  for (size_t i = 0; i < table.columns.size(); ++i) {
    create += std::string(i > 0 ? ", " : "") + "\"" + table.columns[i].name + "\" " + table.columns[i].type;
  }
  statements.push_back(create + ")");
  statements.push_back(std::string("COMMENT ON TABLE ") + table.name + " IS " + sql_literal(table.comment));
  for (const Column& column : table.columns) {
    statements.push_back(std::string("COMMENT ON COLUMN ") + table.name + ".\"" + column.name + "\" IS " + sql_literal(column.comment));
  }
}

// Filled from the other tables at the end of a batch; version 2 added them.
bool is_derived(std::string_view table) { return table == "report_link" || table.starts_with("story") || table.starts_with("incident"); }

}  // namespace

std::string sql_literal(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) literal += c == '\'' ? "''" : std::string(1, c);
  return literal + "'";
}

const std::vector<TableSchema>& tables() {
  static const std::vector<TableSchema> kTables = {
      {"meta", "one row a fact about the archive itself", {{"key", "VARCHAR", "name of the fact"}, {"value", "VARCHAR", "its value"}}},
      {"run",
       "one row a run of the program that wrote into the archive",
       {{"run_id", "VARCHAR", "id of the run"},
        {"started", "VARCHAR", "when it started, ISO 8601, UTC"},
        {"program", "VARCHAR", "program and version"},
        {"dictionary_digest", "VARCHAR", "digest of the dictionary bundle"},
        {"options", "VARCHAR", "command line options that matter for the result"},
        {"articles", "BIGINT", "articles added"},
        {"events", "BIGINT", "events added"},
        {"rejected", "BIGINT", "records that could not be read"},
        {"in_force", "VARCHAR",
         "program and digest of the dictionary that the articles it added agree with: its own, or those of a later re-coding"}}},
      {"article",
       "one row an article as stored; spans in other tables are bytes into its text",
       {{"article_id", "VARCHAR", "id of the article: as given, or derived from its content"},
        {"content_hash", "VARCHAR", "128-bit hash of the text, hexadecimal: an article is known by it"},
        {"source", "VARCHAR", "outlet"},
        {"url", "VARCHAR", "address"},
        {"section", "VARCHAR", "section of the outlet"},
        {"title", "VARCHAR", "headline, the first line of text"},
        {"published", "DATE", "day of publication; NULL when unknown"},
        {"text", "VARCHAR", "title, newline, paragraphs"},
        {"run_id", "VARCHAR", "run that added it"},
        {"author", "VARCHAR", "names joined by ;, where the input tells them"},
        {"published_time", "VARCHAR", "time of publication with its zone as told; NULL where none is told"}}},
      {"event",
       "one row an event as told in one sentence",
       {{"event_id", "VARCHAR", "hash of article content, trigger span and ordinal; survives a change of dictionaries"},
        {"article_id", "VARCHAR", "article it is told in"},
        {"n", "BIGINT", "number within the article, from 1, in order of the text"},
        {"happening", "BIGINT", "number within the article shared by mentions of one happening"},
        {"sentence_start", "BIGINT", "home sentence, first byte in article.text"},
        {"sentence_end", "BIGINT", "home sentence, byte after the last"},
        {"trigger_start", "BIGINT", "trigger, first byte"},
        {"trigger_end", "BIGINT", "trigger, byte after the last"},
        {"trigger_text", "VARCHAR", "trigger as it stands in the text"},
        {"type", "VARCHAR", "PLOVER type"},
        {"mode", "VARCHAR", "PLOVER modes, joined by ;"},
        {"context", "VARCHAR", "PLOVER contexts, joined by ;"},
        {"status", "VARCHAR", "actual, future, attempted, hypothetical, negated, historical"},
        {"cameo", "VARCHAR", "CAMEO code, text"},
        {"quad", "BIGINT", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"},
        {"score", "DOUBLE", "PLOVER conflict-cooperation score of type and mode"},
        {"date", "VARCHAR", "as told: YYYY-MM-DD, YYYY-MM, YYYY or start/end; NULL if not told"},
        {"place", "VARCHAR", "place, English name; NULL if not told"},
        {"place_ar", "VARCHAR", "place, Arabic name"},
        {"place_country", "VARCHAR", "country of the place"},
        {"place_kind", "VARCHAR", "country, city, town, ...: precision of the point"},
        {"latitude", "DOUBLE", "degrees"},
        {"longitude", "DOUBLE", "degrees"},
        {"place_start", "BIGINT", "words of the place, first byte"},
        {"place_end", "BIGINT", "words of the place, byte after the last"},
        {"place_row_file", "VARCHAR", "dictionary file of the row that resolved the place"},
        {"place_row_line", "BIGINT", "line in that file"},
        {"place_row_rule", "VARCHAR", "how the place was resolved"},
        {"stance", "VARCHAR", "who vouches: asserted, denied, doubted; NULL when the article tells it in its own voice"},
        {"medium", "VARCHAR", "statement, interview, speech, tweet, agency, press-conference, report, book"},
        {"cue_start", "BIGINT", "words of saying, first byte"},
        {"cue_end", "BIGINT", "words of saying, byte after the last"},
        {"confidence", "DOUBLE", "probability that the record is right"},
        {"frame_file", "VARCHAR", "dictionary file of the frame that proposed it"},
        {"frame_line", "BIGINT", "line in that file"},
        {"run_id", "VARCHAR", "run that coded it"}}},
      {"participant",
       "one row an actor, recipient, speaker or relay of an event",
       {{"event_id", "VARCHAR", "event"},
        {"role", "VARCHAR", "actor, recipient, source, via"},
        {"ordinal", "BIGINT", "from 1 within event and role"},
        {"text", "VARCHAR", "words that stand for it"},
        {"text_start", "BIGINT", "first byte; equal to text_end where it is not in the text"},
        {"text_end", "BIGINT", "byte after the last"},
        {"name", "VARCHAR", "canonical English name"},
        {"name_ar", "VARCHAR", "canonical Arabic name"},
        {"country", "VARCHAR", "ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, ISM, IMG, MNC"},
        {"sector", "VARCHAR", "sector codes joined by ;, primary first"},
        {"actor_id", "VARCHAR", "row id in the actor base"},
        {"row_file", "VARCHAR", "dictionary file of the row that resolved it"},
        {"row_line", "BIGINT", "line in that file"},
        {"row_rule", "VARCHAR", "how it was resolved"},
        {"alternatives", "VARCHAR", "other readings, joined by ;"}}},
      {"magnitude",
       "one row a quantity attached to an event",
       {{"event_id", "VARCHAR", "event"},
        {"kind", "VARCHAR", "killed, wounded, arrested, released, participants"},
        {"low", "DOUBLE", "lower bound"},
        {"high", "DOUBLE", "upper bound"},
        {"unit", "VARCHAR", "persons"},
        {"text", "VARCHAR", "its words"},
        {"text_start", "BIGINT", "first byte"},
        {"text_end", "BIGINT", "byte after the last"}}},
      {"evidence",
       "one row a step of the explanation of an event",
       {{"event_id", "VARCHAR", "event"},
        {"ordinal", "BIGINT", "from 1"},
        {"field", "VARCHAR", "type, actor, recipient, status, source, date, place, mode, context"},
        {"note", "VARCHAR", "what was decided and why, English"},
        {"row_file", "VARCHAR", "dictionary file"},
        {"row_line", "BIGINT", "line in that file"},
        {"row_rule", "VARCHAR", "rule of the program"},
        {"text_start", "BIGINT", "characters it rests on, first byte"},
        {"text_end", "BIGINT", "byte after the last"}}},
      {"pledge",
       "one row a promise",
       {{"event_id", "VARCHAR", "event that carries it"},
        {"article_id", "VARCHAR", "article"},
        {"by", "VARCHAR", "who binds himself; names joined by ;"},
        {"to", "VARCHAR", "to whom; NULL if open"},
        {"act", "VARCHAR", "promised act in the text's words"},
        {"act_start", "BIGINT", "first byte"},
        {"act_end", "BIGINT", "byte after the last"},
        {"field", "VARCHAR", "contexts joined by ;"},
        {"due", "VARCHAR", "date; NULL if none"},
        {"condition", "VARCHAR", "condition in the text's words; NULL if none"},
        {"strength", "VARCHAR", "firm, intent"},
        {"row_file", "VARCHAR", "dictionary file"},
        {"row_line", "BIGINT", "line in that file"}}},
      {"quotation",
       "one row a quotation with its speaker",
       {{"article_id", "VARCHAR", "article"},
        {"ordinal", "BIGINT", "from 1"},
        {"text_start", "BIGINT", "quoted words without marks, first byte"},
        {"text_end", "BIGINT", "byte after the last"},
        {"direct", "BIGINT", "1 for direct speech"},
        {"speaker_text", "VARCHAR", "words that stand for the speaker; NULL if not found"},
        {"speaker_name", "VARCHAR", "canonical English name"},
        {"speaker_country", "VARCHAR", "country code"},
        {"speaker_sector", "VARCHAR", "sector codes joined by ;"}}},
      {"rejection",
       "one row a political predicate that gave no event, and why",
       {{"article_id", "VARCHAR", "article"},
        {"text_start", "BIGINT", "first byte"},
        {"text_end", "BIGINT", "byte after the last"},
        {"reason", "VARCHAR", "why, English"},
        {"row_file", "VARCHAR", "dictionary file"},
        {"row_line", "BIGINT", "line in that file"}}},
      {"removal",
       "one row an article that was taken out, or whose words were blanked, by `waqai remove`; its content is not taken in again",
       {{"article_id", "VARCHAR", "id it had"},
        {"content_hash", "VARCHAR", "hash of its text"},
        {"url", "VARCHAR", "address"},
        {"kind", "VARCHAR", "removed, redacted"},
        {"reason", "VARCHAR", "why, as given"},
        {"at", "VARCHAR", "when, ISO 8601, UTC"}}},
      {"changes",
       "one row a change of an event, in order: a feed for whoever keeps a copy of the events",
       {{"version", "BIGINT", "from 1; all that one run of the program did has one number, a later run a higher one"},
        {"event_id", "VARCHAR", "event"},
        {"article_id", "VARCHAR", "article it is or was told in"},
        {"kind", "VARCHAR", "added, changed, withdrawn"},
        {"why", "VARCHAR", "what was done: ingested, removed or redacted with the reason, coded again with the fields that changed"}}},
      {"analysis",
       "one row an article whose words and trees need not be found again when it is coded again; derived: rows may be missing, or deleted at any "
       "time",
       {{"article_id", "VARCHAR", "article"},
        {"bytes", "BLOB", "readings of its tokens, trees and names, packed (docs/FORMATS.md); holds no words of the article"}}},
      {"report_link",
       "one row two articles that belong together, found by their texts alone",
       {{"article_id", "VARCHAR", "the earlier article (day of publication, then content hash)"},
        {"other_id", "VARCHAR", "the later article"},
        {"kind", "VARCHAR", "same (one body), near (nearly all of both), part (one is cut from the other), story (other words on the same matter)"},
        {"share", "DOUBLE", "same, near, part: share of the shorter text that stands in the longer; story: likeness, 0 to 1"}}},
      {"story",
       "one row a story: articles on one matter, linked by report_link",
       {{"story_id", "VARCHAR", "s and the start of the earliest article's content_hash"},
        {"title", "VARCHAR", "headline of the earliest article"},
        {"first_day", "DATE", "first day of publication; NULL when unknown"},
        {"last_day", "DATE", "last day of publication"},
        {"articles", "BIGINT", "articles, reprints too"},
        {"reports", "BIGINT", "reports: a text and its reprints count once"},
        {"sources", "BIGINT", "outlets that printed a report first"}}},
      {"story_article",
       "one row an article in its story; every article has one",
       {{"article_id", "VARCHAR", "article"},
        {"story_id", "VARCHAR", "its story"},
        {"report_id", "VARCHAR", "article that printed this report first; its own id if it is no reprint"}}},
      {"incident",
       "one row an incident: events of one type in one story whose participants, place and day agree within their precision",
       {{"incident_id", "VARCHAR", "i and the id of its earliest event"},
        {"story_id", "VARCHAR", "story it is told in"},
        {"type", "VARCHAR", "PLOVER type"},
        {"mode", "VARCHAR", "modes of any version, joined by ;"},
        {"status", "VARCHAR", "status that most reports give; of equals the earliest"},
        {"quad", "BIGINT", "quad class"},
        {"day", "DATE", "day that most reports give: told, else of publication"},
        {"day_basis", "VARCHAR", "stated, carried, published"},
        {"place", "VARCHAR", "place that most reports give, English name"},
        {"place_country", "VARCHAR", "its country"},
        {"latitude", "DOUBLE", "degrees"},
        {"longitude", "DOUBLE", "degrees"},
        {"actor", "VARCHAR", "actors that most reports give, names joined by ;"},
        {"actor_country", "VARCHAR", "their countries, joined by ;"},
        {"recipient", "VARCHAR", "recipients that most reports give, names joined by ;"},
        {"recipient_country", "VARCHAR", "their countries, joined by ;"},
        {"events", "BIGINT", "event rows"},
        {"articles", "BIGINT", "articles, reprints too"},
        {"reports", "BIGINT", "reports: a text and its reprints count once"},
        {"sources", "BIGINT", "independent outlets: those that printed a report first"},
        {"first_article", "VARCHAR", "article that told it first"},
        {"first_source", "VARCHAR", "its outlet"},
        {"differs", "VARCHAR", "fields in which reports differ, joined by ; (incident_version has the values)"}}},
      {"incident_event",
       "one row an event in its incident; every event has one",
       {{"event_id", "VARCHAR", "event"},
        {"incident_id", "VARCHAR", "its incident"},
        {"report_id", "VARCHAR", "article that printed the report first"}}},
      {"incident_version",
       "one row a value that some reports of an incident give where reports differ",
       {{"incident_id", "VARCHAR", "incident"},
        {"field", "VARCHAR", "actor, recipient, status, day, place, or a kind of magnitude (killed, wounded, ...)"},
        {"value", "VARCHAR", "the value"},
        {"reports", "BIGINT", "reports that give it"},
        {"source", "VARCHAR", "outlets that give it, joined by ;"},
        {"event_id", "VARCHAR", "earliest event that gives it"}}},
  };
  return kTables;
}

std::vector<std::string> migrate_statements(int version) {
  std::vector<std::string> statements;
  if (version < 1 || version >= kSchemaVersion) return statements;
  statements.push_back(drop_index_statement());  // or its table cannot be altered; open_for_writing() makes it again
  // Version 2 added the tables of reports, stories and incidents; version 3 removals, and two columns of articles; version 4 the feed of changes, and
  // a column of runs; version 5 stored analyses, which fill as articles are coded.
  const auto is_new = [version](std::string_view table, std::string_view column) {
    if (column.empty()) {
      return (version < 2 && is_derived(table)) || (version < 3 && table == "removal") || (version < 4 && table == "changes") ||
             (version < 5 && table == "analysis");
    }
    if (table == "article") return version < 3 && (column == "author" || column == "published_time");
    return version < 4 && table == "run" && column == "in_force";
  };
  for (const TableSchema& table : tables()) {
    if (is_new(table.name, "")) add_table(table, statements);
    for (const Column& column : table.columns) {
      if (!is_new(table.name, column.name)) continue;
      const std::string place = std::string(table.name) + "." + column.name;
      statements.push_back(std::string("ALTER TABLE ") + table.name + " ADD COLUMN " + column.name + " " + column.type);
      statements.push_back("COMMENT ON COLUMN " + place + " IS " + sql_literal(column.comment));
    }
  }
  statements.push_back("UPDATE run SET in_force = program || ' ' || dictionary_digest WHERE in_force IS NULL");
  if (version < 4) statements.push_back("INSERT INTO changes SELECT 1, event_id, article_id, 'added', 'ingested' FROM event");
  for (const std::string& statement : view_statements()) statements.push_back(statement);
  statements.push_back("UPDATE meta SET value = '" + std::to_string(kSchemaVersion) + "' WHERE key = 'schema_version'");
  return statements;
}

std::string drop_index_statement() { return std::string("DROP INDEX IF EXISTS ") + kArticleIndex; }
std::string article_index_statement() { return std::string("CREATE INDEX IF NOT EXISTS ") + kArticleIndex + " ON article (article_id)"; }

std::string article_condition(const std::string& table, const std::vector<std::string>& ids, bool has_index) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + sql_literal(id);
  if (list.empty()) list = "NULL";
  if (has_index) return table + ".article_id IN (" + list + ")";
  return table + ".rowid IN (SELECT rowid FROM article WHERE article_id IN (" + list + "))";
}

std::vector<std::string> create_statements() {
  std::vector<std::string> statements;
  for (const TableSchema& table : tables()) add_table(table, statements);
  for (const std::string& statement : view_statements()) statements.push_back(statement);
  statements.push_back(article_index_statement());
  return statements;
}

}  // namespace waqai::store
