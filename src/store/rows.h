// SPDX-License-Identifier: Apache-2.0
//
// Records to table rows and back: one place that knows the order of columns of schema.h for records.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"
#include "waqai/types/record.h"

namespace waqai::store {

// The appenders of one transaction, one a table that articles fill.
class RecordAppender {
 public:
  RecordAppender(Database& database, std::string run_id);
  void append(const CodedArticle& coded, const std::string& article_id, const std::string& content_hash);
  // All but the row of the article, which stands already.
  void append_records(const CodedArticle& coded, const std::string& article_id);
  // The first failure of any table, or success; rows are in the database after it.
  Status close();

 private:
  void append_event(const Event& event, const std::string& article_id);
  void append_participant(const std::string& event_id, const char* role, int64_t ordinal, const Participant& who);

  std::string run_id_;
  Appender article_, event_, participant_, magnitude_, evidence_, pledge_, quotation_, rejection_, analysis_;
};

// SELECT lists, all text, in the order the readers below expect.
std::string event_columns(const std::string& table);
std::string participant_columns();
std::string article_columns(const std::string& table);

Event read_event(const Row& row, size_t first_column);
Article read_article(const Row& row, size_t first_column);
// Adds the participant to its place in `event`.
void read_participant(const Row& row, Event& event);

std::string join(const std::vector<std::string>& values, const char* separator);
std::vector<std::string> split(std::string_view joined, char separator);
std::string cell_text(const Cell& cell);
double cell_number(const Cell& cell);

inline constexpr size_t kArticleColumns = 9;
inline constexpr size_t kEventColumns = 35;
inline constexpr size_t kParticipantColumns = 14;

}  // namespace waqai::store
