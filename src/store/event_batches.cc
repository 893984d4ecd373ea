// SPDX-License-Identifier: Apache-2.0
#include "store/event_batches.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

constexpr size_t kLeastBatch = 1024;  // events
constexpr size_t kBatches = 32;       // of all events of an archive
constexpr size_t kArticlesAtOnce = 512;
constexpr size_t kArticlesByScan = 8192;  // without an index all are looked through each time

// Rows of text under numbers that ascend, one after the other in one piece of memory: a tenth of what records take.
class PackedRows {
 public:
  void clear() {
    bytes_.clear();
    at_ = 0;
  }
  void add(size_t number, const Chunk& chunk, size_t row, size_t first_column, size_t columns) {
    add_size(number);
    add_size(columns);
    for (size_t column = first_column; column < first_column + columns; ++column) {
      if (!chunk.has(column, row)) {
        add_size(kNull);
        continue;
      }
      const std::string_view text = chunk.text(column, row);
      add_size(text.size());
      bytes_.append(text);
    }
  }
  // The next row, where it is of `number`.  Views live until clear().
  bool next(size_t number, Row& row) {
    if (at_ == bytes_.size() || size_at(at_) != number) return false;
    row.resize(size_at(at_ + kSize));
    at_ += 2 * kSize;
    for (Cell& cell : row) {
      const size_t size = size_at(at_);
      at_ += kSize;
      cell.reset();
      if (size == kNull) continue;
      cell = std::string_view(bytes_).substr(at_, size);
      at_ += size;
    }
    return true;
  }

 private:
  static constexpr size_t kSize = sizeof(uint32_t);
  static constexpr uint32_t kNull = UINT32_MAX;
  void add_size(size_t value) {
    const auto narrow = static_cast<uint32_t>(value);
    bytes_.append(reinterpret_cast<const char*>(&narrow), kSize);
  }
  uint32_t size_at(size_t at) const {
    uint32_t value = 0;
    std::memcpy(&value, bytes_.data() + at, kSize);
    return value;
  }
  std::string bytes_;
  size_t at_ = 0;
};

uint32_t offset_of(const Row& row, size_t column) { return static_cast<uint32_t>(cell_number(row[column])); }

void read_evidence(const Row& row, CodedArticle& into) {
  into.events.back().evidence.push_back(
      {cell_text(row[0]), cell_text(row[1]), {cell_text(row[2]), offset_of(row, 3), cell_text(row[4])}, {offset_of(row, 5), offset_of(row, 6)}});
}

void read_magnitude(const Row& row, CodedArticle& into) {
  into.events.back().magnitude.push_back(
      {cell_text(row[0]), cell_number(row[1]), cell_number(row[2]), cell_text(row[3]), cell_text(row[4]), {offset_of(row, 5), offset_of(row, 6)}});
}

void read_pledge(const Row& row, CodedArticle& into) {
  into.pledges.push_back({into.events.back().n,
                          cell_text(row[0]),
                          cell_text(row[1]),
                          cell_text(row[2]),
                          {offset_of(row, 3), offset_of(row, 4)},
                          split(cell_text(row[5]), ';'),
                          cell_text(row[6]),
                          cell_text(row[7]),
                          cell_text(row[8]),
                          {cell_text(row[9]), offset_of(row, 10), ""}});
}

// What hangs on events: its table, its columns as text, and their order within an event.
struct Detail {
  const char* table;
  std::string columns;
  size_t count;
  const char* order;
  void (*read)(const Row& row, CodedArticle& into);  // for its last event
};

const std::vector<Detail>& details() {
  static const std::vector<Detail> kDetails = {
      {"participant", participant_columns(), kParticipantColumns, "p.role, p.ordinal",
       [](const Row& row, CodedArticle& into) { read_participant(row, into.events.back()); }},
      {"evidence", "p.field, p.note, p.row_file, CAST(p.row_line AS VARCHAR), p.row_rule, CAST(p.text_start AS VARCHAR), CAST(p.text_end AS VARCHAR)",
       7, "p.ordinal", read_evidence},
      {"magnitude",
       "p.kind, CAST(p.low AS VARCHAR), CAST(p.high AS VARCHAR), p.unit, p.text, CAST(p.text_start AS VARCHAR), CAST(p.text_end AS VARCHAR)", 7,
       "p.text_start, p.kind", read_magnitude},
      {"pledge",
       "p.\"by\", p.\"to\", p.act, CAST(p.act_start AS VARCHAR), CAST(p.act_end AS VARCHAR), p.field, p.due, p.\"condition\", p.strength, "
       "p.row_file, CAST(p.row_line AS VARCHAR)",
       11, "p.act_start", read_pledge}};
  return kDetails;
}

class BatchReader {
 public:
  BatchReader(const Database& database, bool has_index, const std::function<void(const CodedArticle&)>& visit)
      : database_(database), has_index_(has_index), visit_(visit), details_(details().size()) {}

  Status read(const std::vector<int64_t>& rows, size_t begin, size_t end);
  // Hands over the last article.
  void finish();

 private:
  Status load(const std::vector<int64_t>& rows, size_t begin, size_t end);
  Status load_details();
  // Makes the article of number `at` of this batch the current one.
  Status begin_article(size_t at);

  const Database& database_;
  const bool has_index_;
  const std::function<void(const CodedArticle&)>& visit_;
  size_t size_ = 0;  // events of this batch
  PackedRows events_;
  std::vector<PackedRows> details_;  // in step with details()
  std::string ids_;                  // of the events, a line each
  std::vector<std::string> articles_;
  std::unordered_map<std::string, Article> texts_;  // some of them
  CodedArticle current_;                            // may go on in the next batch
};

// A table of what `list` holds, a line an item, with its number from 0, for one ? mark: joined by hash, where thousands of marks are planned one by
// one.
std::string numbered(const std::string& type, size_t size) {
  return "(SELECT CAST(unnest(string_split(?, chr(10))) AS " + type + ") AS item, unnest(range(" + std::to_string(size) + ")) AS number)";
}

Status BatchReader::load(const std::vector<int64_t>& rows, size_t begin, size_t end) {
  std::string list;
  for (size_t i = begin; i < end; ++i) list += (i == begin ? "" : "\n") + std::to_string(rows[i]);
  size_ = 0;
  events_.clear();
  ids_.clear();
  articles_.clear();
  return database_.scan(
      "SELECT " + event_columns("e") + " FROM event e JOIN " + numbered("BIGINT", end - begin) + " w ON w.item = e.rowid ORDER BY w.number",
      std::string(kEventColumns, 't'),
      [this](const Chunk& chunk) {
        for (size_t row = 0; row < chunk.size(); ++row) {
          events_.add(size_, chunk, row, 0, kEventColumns);
          ids_.append(size_ == 0 ? "" : "\n").append(chunk.text(0, row));
          const std::string_view article = chunk.text(kEventColumns - 1, row);
          if (articles_.empty() || articles_.back() != article) articles_.emplace_back(article);
          ++size_;
        }
      },
      {list});
}

Status BatchReader::load_details() {
  for (size_t i = 0; i < details_.size(); ++i) {
    const Detail& detail = details()[i];
    PackedRows& into = details_[i];
    into.clear();
    Status status = database_.scan("SELECT w.number, " + detail.columns + " FROM " + detail.table + " p JOIN " + numbered("VARCHAR", size_) +
                                       " w ON w.item = p.event_id ORDER BY w.number, " + detail.order + ", p.rowid",
                                   "n" + std::string(detail.count, 't'),
                                   [&into, &detail](const Chunk& chunk) {
                                     for (size_t row = 0; row < chunk.size(); ++row)
                                       into.add(static_cast<size_t>(chunk.integer(0, row)), chunk, row, 1, detail.count);
                                   },
                                   {ids_});
    if (!status) return status;
  }
  return {};
}

Status BatchReader::begin_article(size_t at) {
  finish();
  if (texts_.count(articles_[at]) == 0) {
    texts_.clear();
    const auto first = articles_.begin() + static_cast<std::ptrdiff_t>(at);
    const size_t count = std::min(articles_.size() - at, has_index_ ? kArticlesAtOnce : kArticlesByScan);
    Status status = database_.select("SELECT " + article_columns("a") + " FROM article a WHERE " +
                                         article_condition("a", {first, first + static_cast<std::ptrdiff_t>(count)}, has_index_),
                                     {}, [this](const Row& row) { texts_[cell_text(row[0])] = read_article(row, 0); });
    if (!status) return status;
  }
  current_.article = std::move(texts_[articles_[at]]);
  texts_.erase(articles_[at]);
  return {};
}

void BatchReader::finish() {
  if (!current_.events.empty()) {
    // In the order of the text; those of one act in that of their events.
    std::stable_sort(current_.pledges.begin(), current_.pledges.end(),
                     [](const Pledge& a, const Pledge& b) { return a.act_span.begin < b.act_span.begin; });
    visit_(current_);
  }
  current_ = {};
}

Status BatchReader::read(const std::vector<int64_t>& rows, size_t begin, size_t end) {
  Status status = load(rows, begin, end);
  if (status) status = load_details();
  texts_.clear();
  Row row;
  for (size_t number = 0, article = 0; status && number < size_; ++number) {
    (void)events_.next(number, row);
    const std::string_view id = *row[kEventColumns - 1];
    if (number > 0 && articles_[article] != id) ++article;
    if (current_.events.empty() || current_.article.id != id) status = begin_article(article);
    if (!status) break;
    current_.events.push_back(read_event(row, 0));
    for (size_t i = 0; i < details_.size(); ++i) {
      while (details_[i].next(number, row)) details()[i].read(row, current_);
    }
  }
  return status;
}

}  // namespace

Status visit_events(const Database& database, const std::vector<int64_t>& rows, bool has_index,
                    const std::function<void(const CodedArticle&)>& visit) {
  size_t all = 0;
  Status status = database.scan("SELECT count(*) FROM event", "n", [&all](const Chunk& chunk) { all = static_cast<size_t>(chunk.integer(0, 0)); });
  const size_t batch = std::max(kLeastBatch, all / kBatches);
  BatchReader reader(database, has_index, visit);
  for (size_t begin = 0; status && begin < rows.size(); begin += batch) status = reader.read(rows, begin, std::min(rows.size(), begin + batch));
  if (status) reader.finish();
  return status;
}

}  // namespace waqai::store
