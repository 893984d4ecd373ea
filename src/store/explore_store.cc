// SPDX-License-Identifier: Apache-2.0
//
// Opening, the columns and what stands beside them, and whole articles; the questions are in explore_*.cc.
#include "store/explore_store.h"

#include <algorithm>
#include <optional>

#include "base/error_codes.h"
#include "store/archive_store.h"
#include "store/explore_filter.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

// Of the database: while it answers, while columns are made beside its blocks, and for grouping everybody's spellings.
constexpr uint64_t kMemoryBytes = uint64_t{768} << 20;
constexpr const char* kMemoryReading = "512MiB";
constexpr const char* kMemoryGrouping = "1GiB";
constexpr const char* kMemoryAnswering = "768MiB";
constexpr int kMostSoughtRows = 1000;

// Everybody with a name, with all their spellings: what the box for names looks through.  Counted are the events that they are a party to, as the
// filter by party counts them; who only speaks is found, too.
std::string people_table() {
  return "CREATE TABLE memory.main.people AS SELECT coalesce(p.name, p.name_ar) AS name, mode(p.name_ar) AS name_ar, mode(p.country) AS country, "
         "mode(p.sector) AS sector, "
         "count(DISTINCT x.event) FILTER (p.role <> 'source') AS count, min(x.published) AS first, max(x.published) AS last, " +
         fold_sql("coalesce(any_value(p.name), '') || ' ' || coalesce(any_value(p.name_ar), '') || ' ' || string_agg(DISTINCT p.text, ' ')") +
         " AS spellings, " + fold_sql("coalesce(any_value(p.name), '') || ' ' || coalesce(mode(p.name_ar), '')") +
         " AS names FROM participant p JOIN event e USING (event_id) JOIN memory.main.x x ON x.event = e.rowid WHERE p.role IN ('actor', "
         "'recipient', 'source') AND "
         "coalesce(p.name, p.name_ar) IS NOT NULL "
         "GROUP BY coalesce(p.name, p.name_ar)";
}

}  // namespace

Result<ExploreStore> ExploreStore::open(const std::string& folder, unsigned threads) {
  // The usual way in checks that the folder is an archive of this version and its index, and keeps writers out until it is open here.
  const Result<ArchiveStore> checked = ArchiveStore::open(folder);
  if (!checked) return checked.status();
  Result<Database> database = Database::open_beside(ArchiveStore::database_path(folder), threads, kMemoryBytes, kept_folder(folder));
  if (!database) return database.status();
  ExploreStore store(std::move(database).value());
  store.folder_ = folder;
  Status status =
      store.database_.select("SELECT CAST((SELECT count(*) FROM story_article) AS VARCHAR), CAST((SELECT count(*) FROM incident_event) AS VARCHAR)",
                             {}, [&store](const Row& row) {
                               store.levels_ = {cell_number(row[0]) > 0, cell_number(row[1]) > 0};
                             });
  if (!status) return status;
  // The rows that a page wants are found by their blocks where there are no more of them than this; the database's own 50 are half a page.
  status = store.database_.run("SET dynamic_or_filter_threshold = " + std::to_string(kMostSoughtRows));
  if (!status) return status;
  store.has_index_ = checked.value().has_index();
  return store;
}

Result<ExploreStore> ExploreStore::connect() const {
  Result<Database> database = database_.connect();
  if (!database) return database.status();
  ExploreStore other(std::move(database).value());
  other.folder_ = folder_;
  other.levels_ = levels_;
  other.columns_ = columns_;
  other.has_index_ = has_index_;
  other.namer_ = namer_;
  return other;
}

Status ExploreStore::prepare() {
  if (read_kept()) {
    from_kept_ = true;
    return {};
  }
  const auto limit = [this](const char* memory) { return database_.run(std::string("SET memory_limit = '") + memory + "'"); };
  Status status = database_.run("SET preserve_insertion_order = false");
  if (status) status = limit(kMemoryReading);
  if (!status) return status;
  Result<EventColumns> columns = EventColumns::load(database_, *namer_);
  if (!columns) return columns.status();
  *columns_ = std::move(columns).value();
  status = make_numbers();
  if (status) status = limit(kMemoryGrouping);
  if (status) status = make_people();
  if (status) status = limit(kMemoryAnswering);
  if (status) status = database_.run("SET preserve_insertion_order = true");
  return status;
}

// People, and agents that the archive knows in English alone under their Arabic name, too.
Status ExploreStore::make_people() {
  std::vector<std::pair<std::string, std::string>> named;
  Status status = database_.run(people_table());
  if (!status) return status;
  status = database_.select("SELECT name FROM memory.main.people WHERE name_ar IS NULL", {}, [&](const Row& row) {
    if (std::string arabic = namer_->arabic(*row[0]); !arabic.empty()) named.emplace_back(*row[0], std::move(arabic));
  });
  if (!status || named.empty()) return status;
  status = database_.run("CREATE TABLE memory.main.agents (name VARCHAR, arabic VARCHAR)");
  if (!status) return status;
  Appender rows(database_, "agents", "memory");
  for (const auto& [name, arabic] : named) rows.text(name).text(arabic).end_row();
  status = rows.close();
  const std::string more = " || ' ' || " + fold_sql("a.arabic");
  if (status) {
    status = database_.run("UPDATE memory.main.people SET name_ar = a.arabic, names = names" + more + ", spellings = spellings" + more +
                           " FROM memory.main.agents a WHERE a.name = people.name");
  }
  if (status) status = database_.run("DROP TABLE memory.main.agents");
  return status;
}

// What questions by SQL join to events: numbers alone, by event row.
Status ExploreStore::make_numbers() {
  Status status = database_.run(
      "CREATE TABLE memory.main.x (event UINTEGER, article UINTEGER, day DATE, published DATE, quad UTINYINT, unit UINTEGER, story UINTEGER, "
      "incident UINTEGER)");
  if (!status) return status;
  const EventColumns& c = *columns_;
  Appender x(database_, "x", "memory");
  for (size_t row = 0; row < c.rows; ++row) {
    x.integer(c.event[row]).integer(c.article[row]);
    const uint32_t quad = c.quad.codes[row];
    for (const uint32_t day : {c.day[row], c.published[row]}) {
      if (day < c.days.size()) x.day(c.days[day]);
      else x.null();
    }
    if (quad < c.quad.words.size()) x.text(c.quad.words[quad]);
    else x.null();
    x.integer(c.unit[row]).integer(c.story[row]).integer(c.incident[row]);
    x.end_row();
  }
  return x.close();
}

Result<ExploreStore::RowCells> ExploreStore::cells_at(const std::string& table, const std::string& columns, const std::vector<uint32_t>& rows) const {
  if (rows.empty()) return RowCells();
  std::string list;
  for (const uint32_t row : rows) list += (list.empty() ? "" : ", ") + std::to_string(row);
  // A join finds the blocks of the rows in half the time of rowid IN (...).
  return cells_from(table + " t JOIN (SELECT DISTINCT unnest([" + list + "]) AS wanted) w ON w.wanted = t.rowid", columns);
}

Result<ExploreStore::RowCells> ExploreStore::cells_of_articles(const std::string& columns, const std::vector<std::string>& ids) const {
  if (ids.empty()) return RowCells();
  return cells_from("article t WHERE " + article_condition("t", ids, has_index_), columns);
}

Result<ExploreStore::RowCells> ExploreStore::cells_of_articles(const std::string& columns, std::vector<uint32_t> rows) const {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (const uint32_t row : rows) ids.emplace_back(columns_->article_ids[row]);
  return cells_of_articles(columns, ids);
}

Result<ExploreStore::RowCells> ExploreStore::cells_from(const std::string& from, const std::string& columns) const {
  RowCells cells;
  const Status status = database_.select("SELECT CAST(t.rowid AS VARCHAR), " + columns + " FROM " + from, {}, [&cells](const Row& row) {
    auto& own = cells[static_cast<uint32_t>(cell_number(row[0]))];
    for (size_t i = 1; i < row.size(); ++i) own.push_back(row[i] ? std::optional(cell_text(row[i])) : std::nullopt);
  });
  if (!status) return status;
  return cells;
}

void ExploreStore::count_reports(ExploreTable& table, size_t column) const {
  std::vector<uint32_t> reports(columns_->articles_end, 0);
  columns_->article.visit([&](const auto* articles) {
    for (size_t row = 0; row < columns_->rows; ++row) ++reports[articles[row]];
  });
  for (auto& row : table.rows) {
    const size_t article = std::stoul(row[column].value());
    row[column] = std::to_string(article < reports.size() ? reports[article] : 0);
  }
}

Result<Article> ExploreStore::text(const std::string& id) const {
  std::optional<Article> found;
  const Status status = database_.select("SELECT " + article_columns("a") + " FROM article a WHERE " + article_condition("a", {id}, has_index_), {},
                                         [&found](const Row& row) { found = read_article(row, 0); });
  if (!status) return status;
  if (!found) return Status::error(base::kNoSuchEvent, ErrorKind::kUsage, "the archive has no article '" + id + "'");
  return std::move(*found);
}

Result<CodedArticle> ExploreStore::article(const std::string& id) const {
  Result<Article> bare = text(id);
  if (!bare) return bare.status();
  CodedArticle found;
  found.article = std::move(bare).value();
  // Events and what hangs on them, over a connection of its own: the store of archives owns its connection.
  Result<Database> own = database_.connect();
  if (!own) return own.status();
  EventFilter filter;
  filter.article = {id};
  Status status = ArchiveStore::over(std::move(own).value()).select(filter, [&found](const CodedArticle& coded) {
    found.events = coded.events;
    found.pledges = coded.pledges;
  });
  const auto number = [](const Cell& cell) { return static_cast<uint32_t>(cell_number(cell)); };
  if (status) {
    status = database_.select(
        "SELECT CAST(text_start AS VARCHAR), CAST(text_end AS VARCHAR), CAST(direct AS VARCHAR), speaker_text, speaker_name, speaker_country, "
        "speaker_sector FROM quotation "
        "WHERE article_id = ? ORDER BY ordinal",
        {id}, [&](const Row& row) {
          Quotation quotation;
          quotation.span = {number(row[0]), number(row[1])};
          quotation.direct = number(row[2]) == 1;
          quotation.speaker.text = cell_text(row[3]);
          quotation.speaker.name = cell_text(row[4]);
          quotation.speaker.country = cell_text(row[5]);
          quotation.speaker.sector = split(cell_text(row[6]), ';');
          found.quotations.push_back(std::move(quotation));
        });
  }
  if (status) {
    status = database_.select(
        "SELECT CAST(text_start AS VARCHAR), CAST(text_end AS VARCHAR), reason, row_file, CAST(row_line AS VARCHAR) FROM rejection WHERE article_id "
        "= ? ORDER BY text_start",
        {id}, [&](const Row& row) {
          found.rejections.push_back({{number(row[0]), number(row[1])}, cell_text(row[2]), {cell_text(row[3]), number(row[4]), ""}});
        });
  }
  if (!status) return status;
  const auto name = [this](Participant& who) {
    if (who.name_ar.empty() && !who.name.empty()) who.name_ar = namer_->arabic(who.name);
  };
  for (Event& event : found.events) {
    for (std::vector<Participant>* role : {&event.actor, &event.recipient}) std::for_each(role->begin(), role->end(), name);
    if (!event.source) continue;
    name(event.source->speaker);
    std::for_each(event.source->via.begin(), event.source->via.end(), name);
  }
  for (Quotation& quotation : found.quotations) name(quotation.speaker);
  return found;
}

}  // namespace waqai::store
