// SPDX-License-Identifier: Apache-2.0
//
// Articles taken out of an archive, or their words blanked, with a trace.
#include "store/archive_store.h"
#include "store/rows.h"

namespace waqai::store {
namespace {

// Every character but white space as one of the same number of bytes, so that offsets hold.
std::string blanked(const std::string& column) {
  std::string sql = "regexp_replace(" + column + ", '[!-~]', '.', 'g')";
  for (const auto& [range, mark] : {std::pair<const char*, const char*>{"[\\x{80}-\\x{7FF}]", "\u00B7"},
                                    {"[\\x{800}-\\x{FFFF}]", "\u2026"},
                                    {"[\\x{10000}-\\x{10FFFF}]", "\U0001F512"}}) {
    sql = "regexp_replace(" + sql + ", '" + range + "', '" + mark + "', 'g')";
  }
  return sql;
}

// Words of the article in an English note.
std::string without_arabic(const std::string& column) { return "regexp_replace(" + column + ", '[^\\x00-\\x7F]+', '...', 'g')"; }

const std::string kEvents = " WHERE event_id IN (SELECT event_id FROM event WHERE article_id = ?)";
const std::string kArticle = " WHERE article_id = ?";

// What stories and incidents say of the article's story; its other articles are compared again by update_stories().
std::vector<std::string> forget_story() {
  const std::string story = "(SELECT story_id FROM story_article WHERE article_id = ?)";
  const std::string members = "(SELECT article_id FROM story_article WHERE story_id IN " + story + ")";
  const std::string incidents = "(SELECT incident_id FROM incident WHERE story_id IN " + story + ")";
  return {"DELETE FROM report_link WHERE article_id IN " + members,
          "DELETE FROM report_link WHERE other_id IN " + members,
          "DELETE FROM incident_event WHERE incident_id IN " + incidents,
          "DELETE FROM incident_version WHERE incident_id IN " + incidents,
          "DELETE FROM incident WHERE story_id IN " + story,
          "DELETE FROM story WHERE story_id IN " + story,
          "DELETE FROM story_article WHERE story_id IN " + story};
}

std::vector<std::string> take_out() {
  std::vector<std::string> statements;
  for (const char* table : {"participant", "magnitude", "evidence"}) statements.push_back(std::string("DELETE FROM ") + table + kEvents);
  for (const char* table : {"analysis", "pledge", "quotation", "rejection", "event", "article"})
    statements.push_back(std::string("DELETE FROM ") + table + kArticle);
  return statements;
}

std::vector<std::string> blank() {
  // Whom the actor base does not know is named by the article's words.
  return {"UPDATE participant SET text = " + blanked("text") + ", name = CASE WHEN actor_id IS NOT NULL THEN name END, " +
              "name_ar = CASE WHEN actor_id IS NOT NULL THEN name_ar END" + kEvents,
          "UPDATE magnitude SET text = " + blanked("text") + kEvents,
          "UPDATE evidence SET note = " + without_arabic("note") + kEvents,
          "UPDATE pledge SET act = " + blanked("act") + ", \"condition\" = " + blanked("\"condition\"") + ", \"by\" = " + without_arabic("\"by\"") +
              ", \"to\" = " + without_arabic("\"to\"") + kArticle,
          "UPDATE quotation SET speaker_text = " + blanked("speaker_text") + kArticle,
          "UPDATE rejection SET reason = " + without_arabic("reason") + kArticle,
          "DELETE FROM analysis" + kArticle,
          "UPDATE event SET trigger_text = " + blanked("trigger_text") + kArticle,
          "UPDATE article SET title = " + blanked("title") + ", text = " + blanked("text") + kArticle};
}

}  // namespace

Result<bool> ArchiveStore::remove(const std::string& article_id, bool redact, const std::string& reason, const std::string& at) {
  bool found = false;
  Status status = database_.select("SELECT article_id FROM article WHERE article_id = ?", {article_id}, [&found](const Row&) { found = true; });
  if (!status) return status;
  if (!found) return false;
  const Result<int64_t> number = version();
  if (!number) return number.status();
  status = database_.run("BEGIN");
  if (!status) return status;
  status = database_.run("INSERT INTO removal SELECT article_id, content_hash, url, ?, ?, ? FROM article WHERE article_id = ?",
                         {redact ? "redacted" : "removed", reason, at, article_id});
  if (status) {
    status =
        database_.run("INSERT INTO changes SELECT " + std::to_string(number.value()) + ", event_id, article_id, ?, ? FROM event WHERE article_id = ?",
                      {redact ? "changed" : "withdrawn", (redact ? "redacted: " : "removed: ") + reason, article_id});
  }
  for (const std::vector<std::string>& statements : {forget_story(), redact ? blank() : take_out()}) {
    for (const std::string& statement : statements) {
      if (status) status = database_.run(statement, {article_id});
    }
  }
  if (status) status = database_.run("COMMIT");
  if (!status) {
    (void)database_.run("ROLLBACK");
    return status;
  }
  if (!redact) ids_.erase(article_id);
  return true;
}

}  // namespace waqai::store
