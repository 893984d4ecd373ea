// SPDX-License-Identifier: Apache-2.0
#include "store/archive_store.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/error_codes.h"
#include "base/hash.h"
#include "store/article_index.h"
#include "store/event_batches.h"
#include "store/event_conditions.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

constexpr const char* kFileName = "waqai.duckdb";
constexpr uint32_t kMegabytesReading = 1000;  // an export of 150,000 events with their sentences needs some 800
// Membership in a list given as one parameter with a line break between ids: a hash join, where a thousand marks would be planned one by one.
const std::string kInLines = " IN (SELECT unnest(string_split(?, chr(10))))";

}  // namespace

std::string ArchiveStore::content_hash(const Article& article) { return base::digest128(article.text); }

std::string ArchiveStore::database_path(const std::string& folder) { return folder + "/" + kFileName; }

Result<ArchiveStore> ArchiveStore::open(const std::string& folder) { return open_reading(folder, false); }
Result<ArchiveStore> ArchiveStore::open_for_export(const std::string& folder) { return open_reading(folder, true); }

Result<ArchiveStore> ArchiveStore::open_reading(const std::string& folder, bool writes_files) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    {
      Result<Database> database = Database::open(
          database_path(folder), {.read_only = true, .must_exist = true, .writes_files = writes_files, .megabytes = kMegabytesReading});
      if (!database) return database.status();
      ArchiveStore store(std::move(database).value());
      Status status = store.check_version(folder);
      const Result<IndexState> state = status ? index_state(store.database_) : Result<IndexState>(status);
      if (!state) return state.status();
      store.has_index_ = state.value() == IndexState::kWhole;
      if (state.value() != IndexState::kLacking) return store;
    }
    if (attempt == 0 && !open_for_writing(folder)) break;
  }
  return lacking_index(folder);
}

Result<ArchiveStore> ArchiveStore::open_for_writing(const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot create the archive folder: " + failure.message()).at(folder);
  const std::string path = database_path(folder);
  if (!std::filesystem::exists(path)) {
    Status made = create_at(path);
    if (!made) return made;
  }
  Result<Database> database = Database::open(path, {.read_only = false, .must_exist = true});
  if (!database) return database.status();
  ArchiveStore store(std::move(database).value());
  // Programs before create_at() left a database without tables when they were killed before their first commit: that is a fresh one.
  int64_t table_count = 0;
  Status status = store.database_.select("SELECT CAST(count(*) AS VARCHAR) FROM information_schema.tables", {},
                                         [&](const Row& row) { table_count = static_cast<int64_t>(cell_number(row[0])); });
  if (status) status = table_count == 0 ? store.create() : store.migrate();
  if (status) status = store.check_version(folder);
  if (status) status = mend_index(store.database_);
  if (status) status = store.load_known();
  if (!status) return status;
  store.has_index_ = true;
  return store;
}

// A new archive appears whole or not at all: a half-written database of a full disk would be no archive, and in the way of the next run.
Status ArchiveStore::create_at(const std::string& path) {
  const std::string part = path + ".new" + std::to_string(::getpid());
  Status status;
  {
    Result<Database> database = Database::open(part, {.read_only = false, .must_exist = false});
    status = database.status();
    if (status) {
      ArchiveStore store(std::move(database).value());
      status = store.create();
      if (status) status = store.database_.run("CHECKPOINT");  // the file is moved without its log
    }
  }
  std::error_code failure;
  if (status) std::filesystem::create_hard_link(part, path, failure);
  // Another process may have been faster: its archive is used.  File systems without links rename.
  if (failure && !std::filesystem::exists(path)) std::filesystem::rename(part, path, failure);
  else failure.clear();
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  std::filesystem::remove(part + ".wal", ignored);
  if (!failure) return status;
  return Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot create the archive: " + failure.message()).at(path);
}

Status ArchiveStore::create() {
  const WithoutLog direct(database_);
  Status status = database_.run("BEGIN");
  for (const std::string& statement : create_statements()) {
    if (status) status = database_.run(statement);
  }
  if (status) status = database_.run("INSERT INTO meta VALUES ('schema_version', '" + std::to_string(kSchemaVersion) + "')");
  return status ? database_.run("COMMIT") : status;
}

Status ArchiveStore::migrate() {
  int version = 0;
  Status status = database_.select("SELECT value FROM meta WHERE key = 'schema_version'", {},
                                   [&](const Row& row) { version = static_cast<int>(cell_number(row[0])); });
  if (!status) return {};  // no archive: check_version() says so
  const std::vector<std::string> statements = migrate_statements(version);
  if (statements.empty()) return {};
  const WithoutLog direct(database_);
  status = database_.run("BEGIN");
  for (const std::string& statement : statements) {
    if (status) status = database_.run(statement);
  }
  if (status) return database_.run("COMMIT");
  (void)database_.run("ROLLBACK");
  return status;
}

Status ArchiveStore::check_version(const std::string& path) const {
  std::string version;
  Status status = database_.select("SELECT value FROM meta WHERE key = 'schema_version'", {}, [&](const Row& row) { version = cell_text(row[0]); });
  if (!status) return Status::error(base::kArchiveDamaged, ErrorKind::kResource, "this is no archive of Waqai: " + status.message()).at(path);
  if (version == std::to_string(kSchemaVersion)) return {};
  return Status::error(base::kArchiveVersion, ErrorKind::kResource,
                       "the archive has schema version " + version + ", this program writes " + std::to_string(kSchemaVersion))
      .at(path)
      .hint("`waqai ingest` brings an archive of an earlier version up to date; of a later one, use the program that made it");
}

Status ArchiveStore::load_known() {
  // What was removed stays known, or it would come in again with the next crawl.
  return database_.stream("SELECT content_hash, article_id FROM article UNION ALL SELECT content_hash, NULL FROM removal", 2, [this](const Row& row) {
    (void)known_.insert(row[0].value_or(""));
    if (row[1]) (void)ids_.insert(*row[1]);
  });
}

std::string ArchiveStore::stored_id(const Article& article, const std::string& hash) {
  std::string id = article.id.empty() ? hash.substr(0, 16) : article.id;
  if (ids_.has(id)) id += "@" + hash.substr(0, 8);
  return id;
}

Result<std::vector<ArchiveStore::Added>> ArchiveStore::add(const std::vector<CodedArticle>& batch, RunInfo& run) {
  Status status = database_.run("BEGIN");
  if (!status) return status;
  std::vector<Added> added;
  int64_t events = 0;
  const Result<int64_t> number = version();
  if (!number) status = number.status();
  if (status) {
    RecordAppender appender(database_, run.run_id);
    Appender changes(database_, "changes");
    for (size_t i = 0; i < batch.size(); ++i) {
      const CodedArticle& coded = batch[i];
      const std::string hash = content_hash(coded.article);
      if (!known_.insert(hash)) continue;
      const std::string id = stored_id(coded.article, hash);
      (void)ids_.insert(id);
      appender.append(coded, id, hash);
      added.push_back({i, id, hash});
      events += static_cast<int64_t>(coded.events.size());
      for (const Event& event : coded.events) changes.integer(number.value()).text(event.id).text(id).text("added").text("ingested").end_row();
    }
    status = appender.close();
    const Status closed = changes.close();
    if (status) status = closed;
  }
  if (status) status = database_.run("COMMIT");
  if (!status) {
    (void)database_.run("ROLLBACK");
    for (const Added& one : added) {
      known_.erase(one.content_hash);
      ids_.erase(one.id);
    }
    return status;
  }
  run.articles += static_cast<int64_t>(added.size());
  run.events += events;
  return added;
}

Status ArchiveStore::finish_run(const RunInfo& run) {
  Appender appender(database_, "run");
  appender.text(run.run_id).text(run.started).text(run.program).text(run.dictionary_digest).text(run.options);
  appender.integer(run.articles).integer(run.events).integer(run.rejected).text(run.program + " " + run.dictionary_digest).end_row();
  Status status = appender.close();
  return status ? database_.run("CHECKPOINT") : status;
}

Status ArchiveStore::select(const EventFilter& filter, const std::function<void(const CodedArticle&)>& visit) const {
  const Conditions where = conditions_of(filter);
  const std::string from = " FROM " + events_for(filter) + " e" + where.sql;
  const std::string limit = filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : "";
  // First the rows in order, then what they hold batch by batch: memory stays bounded.
  std::vector<int64_t> rows;
  Status status = database_.scan(
      "SELECT e.event_row" + from + " ORDER BY e.published NULLS LAST, e.article_id, e.n" + limit, "n",
      [&rows](const Chunk& chunk) {
        for (size_t row = 0; row < chunk.size(); ++row) rows.push_back(chunk.integer(0, row));
      },
      where.parameters);
  return status ? visit_events(database_, rows, has_index_, visit) : status;
}

Status ArchiveStore::select_articles(const Database& database, const std::vector<std::string>& article_ids,
                                     const std::function<void(Article)>& visit) {
  return database.select("SELECT " + article_columns("a") + " FROM article a WHERE a.article_id" + kInLines + " ORDER BY a.published, a.article_id",
                         {join(article_ids, "\n")}, [&visit](const Row& row) { visit(read_article(row, 0)); });
}

Result<int64_t> ArchiveStore::version() {
  if (version_ > 0) return version_;
  int64_t number = 0;
  Status status = database_.select("SELECT CAST(coalesce(max(version), 0) + 1 AS VARCHAR) FROM changes", {},
                                   [&number](const Row& row) { number = static_cast<int64_t>(cell_number(row[0])); });
  if (!status) return status;
  return version_ = number;
}

Status ArchiveStore::changes(int64_t since, const std::function<void(const Row&)>& visit) const {
  return database_.select(
      "SELECT CAST(version AS VARCHAR), event_id, article_id, kind, why FROM changes WHERE version > CAST(? AS BIGINT) ORDER BY version, article_id, "
      "event_id, kind, why",
      {std::to_string(since)}, visit);
}

Status ArchiveStore::articles_with(const EventFilter& filter, const std::function<void(std::string_view)>& visit) const {
  const Conditions where = conditions_of(filter);
  return database_.select("SELECT DISTINCT e.article_id FROM " + events_for(filter) + " e" + where.sql, where.parameters,
                          [&visit](const Row& row) { visit(*row[0]); });
}

Status ArchiveStore::texts(const std::vector<std::string>& ids, const std::function<void(const Article&)>& visit) const {
  if (ids.empty()) return {};
  return database_.select(
      "SELECT article_id, title, source, CAST(published AS VARCHAR), text FROM article WHERE " + article_condition("article", ids, has_index_), {},
      [&visit](const Row& row) {
        Article article;
        article.id = cell_text(row[0]);
        article.title = cell_text(row[1]);
        article.source = cell_text(row[2]);
        article.published = cell_text(row[3]);
        article.text = cell_text(row[4]);
        visit(article);
      });
}

Result<ArchiveCounts> ArchiveStore::counts() const {
  ArchiveCounts counts;
  for (const auto& [table, value] : {std::pair<const char*, int64_t*>{"article", &counts.articles},
                                     {"event", &counts.events},
                                     {"pledge", &counts.pledges},
                                     {"run", &counts.runs}}) {
    int64_t* into = value;
    Status status = database_.select(std::string("SELECT CAST(count(*) AS VARCHAR) FROM ") + table, {},
                                     [into](const Row& row) { *into = static_cast<int64_t>(cell_number(row[0])); });
    if (!status) return status;
  }
  return counts;
}

Result<std::vector<RunInfo>> ArchiveStore::runs() const {
  std::vector<RunInfo> all;
  Status status = database_.select(
      "SELECT run_id, started, program, dictionary_digest, options, CAST(articles AS VARCHAR), CAST(events AS VARCHAR), CAST(rejected AS VARCHAR) "
      "FROM run ORDER BY started, run_id",
      {}, [&](const Row& row) {
        all.push_back({cell_text(row[0]), cell_text(row[1]), cell_text(row[2]), cell_text(row[3]), cell_text(row[4]),
                       static_cast<int64_t>(cell_number(row[5])), static_cast<int64_t>(cell_number(row[6])),
                       static_cast<int64_t>(cell_number(row[7]))});
      });
  if (!status) return status;
  return all;
}

}  // namespace waqai::store
