// SPDX-License-Identifier: Apache-2.0
#include "archive/recode.h"

#include <algorithm>
#include <deque>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "archive/incidents_again.h"
#include "pipeline/ordered.h"
#include "store/rows.h"

namespace waqai::archive {
namespace {

using store::Appender;
using store::cell_text;
using store::Database;
using store::Row;

constexpr size_t kCodedAtOnce = 512;  // in memory at once, while they are coded
constexpr size_t kBatchSeen = 2048;   // and while they are looked at
constexpr size_t kSeenAtOnce = 32;    // by one thread

// Tables of a connection: what is coded again, and what of the rest has to follow a moved row.
constexpr const char* kTables[] = {"CREATE OR REPLACE TEMP TABLE recoded (article_id VARCHAR)",
                                   "CREATE OR REPLACE TEMP TABLE kept (article_id VARCHAR, state INTEGER)",
                                   "CREATE OR REPLACE TEMP TABLE moved (state INTEGER, file VARCHAR, line BIGINT, to_file VARCHAR, to_line BIGINT)"};
// What articles agree with.  Programs before 2026-11-26 could give one id to two runs: where these differ, nobody knows.
const std::string kStates =
    "LEFT JOIN (SELECT run_id, CASE WHEN count(DISTINCT coalesce(in_force, '')) = 1 THEN min(in_force) END AS in_force FROM run GROUP BY run_id) r "
    "USING (run_id) ";
const std::string kRedacted = "LEFT JOIN (SELECT DISTINCT article_id FROM removal WHERE kind = 'redacted') x ON x.article_id = a.article_id";
const std::string kRecoded = "article_id IN (SELECT article_id FROM recoded)";

class Recode {
 public:
  Recode(store::ArchiveStore& store, RecodeJob& job) : store_(store), database_(store.database()), job_(job) {}

  Result<RecodeTotals> run() {
    Result<Database> reader = database_.connect();
    if (!reader) return reader.status();
    Status status = find(reader.value());
    if (!status) return status;
    if (totals_.looked_at == 0) return std::move(totals_);
    const Result<int64_t> version = store_.version();
    if (!version) return version.status();
    version_ = version.value();
    status = database_.run("BEGIN");
    if (status) status = write(reader.value());
    if (status && !job_.dry_run) status = commit();
    else (void)database_.run("ROLLBACK");
    if (!status) return status;
    return std::move(totals_);
  }

 private:
  // What changed is packed anew and written, table by table: by all threads, for that is a fifth of a re-coding.
  Status commit() {
    Status status = database_.run("SET threads = " + std::to_string(job_.workers));
    if (status) status = database_.run("COMMIT");
    if (status) status = database_.run("CHECKPOINT");
    const Status back = database_.run("SET threads = 1");
    return status ? back : status;
  }

  // An article of an earlier state, while it is looked at.
  struct Seen {
    std::string id;
    size_t state = 0;
    bool redacted = false;
    std::string text = {};
    uint32_t title_end = 0;
    base::Day day = base::kNoDay;
    Looked looked = {};
    std::string analysis = {};

    StoredText stored() const { return {text, title_end, day}; }
  };
  // One that is coded again.
  struct Again {
    std::string id;
    bool reads_alike = false, names_stand = false;
  };

  Status find(const Database& reader) {
    ask_surfaces();
    std::vector<Seen> batch;
    std::vector<std::string> to_read;
    const auto may = [this](size_t state, const Row& row) {
      const std::optional<std::unordered_set<uint64_t>>& chosen = chosen_[state];
      return !chosen || chosen->count(search_key(*row[0], *row[2], cell_text(row[3]), row[4].has_value())) > 0;
    };
    Status looked;
    Status status = database_.select(
        "SELECT a.article_id, coalesce(r.in_force, ''), a.content_hash, a.run_id, x.article_id FROM article a " + kStates + kRedacted, {},
        [&](const Row& row) {
          ++totals_.articles;
          const size_t state = state_of(*row[1]);
          if (state == job_.states.size()) return;
          ++totals_.looked_at;
          const bool everything = job_.states[state].everything;
          if (!everything && !may(state, row)) {
            kept_.emplace_back(cell_text(row[0]), static_cast<int64_t>(state));
            return;
          }
          if (!everything) to_read.push_back(cell_text(row[0]));
          else batch.push_back({cell_text(row[0]), state, row[4].has_value()});
          if (batch.size() == kBatchSeen) looked = looked ? look_at(reader, batch) : looked;
        });
    if (status) status = looked;
    if (status) status = look_at(reader, batch);
    if (status) status = read_texts(reader, to_read);
    if (!status) return status;
    std::sort(recoded_.begin(), recoded_.end(), [](const Again& a, const Again& b) { return a.id < b.id; });
    return {};
  }

  // Of each state, the articles that can be touched, as far as the surfaces tell.  They are derived: whatever is wrong with them costs time alone.
  void ask_surfaces() {
    chosen_.resize(job_.states.size());
    const bool any = std::any_of(job_.states.begin(), job_.states.end(), [](const EarlierState& s) { return !s.everything && s.ask; });
    if (job_.folder.empty() || !any) return;
    for (const bool verify : {false, true}) {
      if (!update_surfaces(job_.folder, database_, job_.workers, verify)) return;
      const Result<Surfaces> surfaces = Surfaces::open(job_.folder, database_, job_.workers);
      if (!surfaces) return;
      Status status;
      for (size_t i = 0; i < job_.states.size() && status; ++i) status = ask_for(job_.states[i], surfaces.value(), chosen_[i]);
      if (status) return;
      chosen_.assign(job_.states.size(), std::nullopt);  // damage that only shows inside
    }
  }

  static Status ask_for(const EarlierState& state, const Surfaces& surfaces, std::optional<std::unordered_set<uint64_t>>& chosen) {
    if (state.everything || !state.ask) return {};
    const Result<std::optional<SurfaceQuestion>> question = state.ask(surfaces);
    if (!question) return question.status();
    if (!question.value()) return {};
    Result<std::unordered_set<uint64_t>> keys = surfaces.choose(*question.value());
    if (!keys) return keys.status();
    chosen = std::move(keys).value();
    return {};
  }

  // The index of the state; the number of states for one that is none of the job.
  size_t state_of(std::string_view in_force) const {
    const auto found = std::find_if(job_.states.begin(), job_.states.end(), [&](const EarlierState& state) { return state.in_force == in_force; });
    return static_cast<size_t>(found - job_.states.begin());
  }

  // Looks at the texts of these articles.
  Status read_texts(const Database& reader, const std::vector<std::string>& ids) {
    totals_.read = static_cast<int64_t>(ids.size());
    if (ids.empty()) return {};
    std::vector<Seen> batch;
    Status looked;
    const bool all = ids.size() * 2 > static_cast<size_t>(totals_.articles);
    const std::unordered_set<std::string_view> wanted(ids.begin(), all ? ids.end() : ids.begin());
    Status status = database_.select(
        std::string("SELECT a.article_id, coalesce(r.in_force, ''), CAST(a.published AS VARCHAR), a.title, a.text, x.article_id FROM article a ") +
            kStates + kRedacted + (all ? "" : " WHERE a.article_id IN (SELECT unnest(string_split(?, chr(10))))"),
        all ? std::vector<std::string>() : std::vector<std::string>{store::join(ids, "\n")}, [&](const Row& row) {
          if (all && wanted.count(*row[0]) == 0) return;
          const auto title = row[3] && row[4]->starts_with(*row[3]) ? static_cast<uint32_t>(row[3]->size()) : 0;
          batch.push_back({cell_text(row[0]), state_of(*row[1]), row[5].has_value(), cell_text(row[4]), title,
                           (row[2] ? base::parse_iso_day(*row[2]) : std::nullopt).value_or(base::kNoDay)});
          if (batch.size() == kBatchSeen) looked = looked ? look_at(reader, batch) : looked;
        });
    if (status) status = looked;
    return status ? look_at(reader, batch) : status;
  }

  Status look_at(const Database& reader, std::vector<Seen>& batch) {
    for_all(batch, [this](unsigned worker, Seen& one) {
      const EarlierState& state = job_.states[one.state];
      if (state.everything) one.looked.touch = Looked::kYes;
      else one.looked = state.look(worker, one.stored());
    });
    std::map<std::string, Seen*> in_doubt;
    for (Seen& one : batch) {
      if (one.looked.touch == Looked::kIfMatches) in_doubt[one.id] = &one;
    }
    if (!in_doubt.empty()) {
      Status status = read_analyses(reader, in_doubt, [](Seen* one, std::string_view bytes) { one->analysis = bytes; });
      if (!status) return status;
      for_all(batch, [this](unsigned worker, Seen& one) {
        if (one.looked.touch != Looked::kIfMatches) return;
        const bool matches = job_.states[one.state].matches(worker, one.stored(), one.looked.sentences, one.analysis);
        one.looked.touch = matches ? Looked::kYes : Looked::kNo;
      });
    }
    for (Seen& one : batch) {
      const bool touched = one.looked.touch == Looked::kYes;
      totals_.redacted += touched && one.redacted ? 1 : 0;
      if (touched && !one.redacted) recoded_.push_back({std::move(one.id), one.looked.reads_alike, job_.states[one.state].names_stand});
      else kept_.emplace_back(std::move(one.id), static_cast<int64_t>(one.state));
    }
    batch.clear();
    return {};
  }

  // Calls work(worker, one) for each, by several threads.
  template <typename Work>
  void for_all(std::vector<Seen>& batch, Work work) {
    using Some = std::span<Seen>;  // handing over takes longer than looking at an article
    std::span<Seen> left = batch;
    const auto give = [&left]() -> std::optional<Some> {
      if (left.empty()) return std::nullopt;
      const Some some = left.first(std::min(kSeenAtOnce, left.size()));
      left = left.subspan(some.size());
      return some;
    };
    const auto done = [&work](unsigned worker, Some some) {
      for (Seen& one : some) work(worker, one);
      return some;
    };
    (void)pipeline::run_in_order<Some, Some>(job_.workers, give, done, [](Some) { return Status(); });
  }

  // Hands the stored analysis of each article over that has one.
  template <typename Value, typename Visit>
  static Status read_analyses(const Database& reader, const std::map<std::string, Value>& articles, Visit visit) {
    std::vector<std::string> ids;
    ids.reserve(articles.size());
    for (const auto& [id, value] : articles) ids.push_back(id);
    return reader.select("SELECT article_id, bytes FROM analysis WHERE article_id IN (SELECT unnest(string_split(?, chr(10)))) AND bytes IS NOT NULL",
                         {store::join(ids, "\n")}, [&](const Row& row) {
                           const auto found = articles.find(cell_text(row[0]));
                           if (found != articles.end()) visit(found->second, *row[1]);
                         });
  }

  Status write(const Database& reader) {
    Status status = fill_tables();
    if (status) status = read_side(database_, "a." + kRecoded, totals_.before);
    if (status) status = take_out();
    if (status) status = follow_moves();
    if (status) status = code(reader);
    if (status) status = read_side(database_, "a." + kRecoded, totals_.after);
    if (!status) return status;
    totals_.changes = diff_sides(totals_.before, totals_.after);
    status = write_feed();
    if (status) status = write_runs();
    if (!status) return status;
    if (job_.forget_stories) return forget_stories();
    const Result<int64_t> stories = make_incidents_again(database_, "(SELECT story_id FROM story_article WHERE " + kRecoded + ")", job_.weights);
    if (stories) totals_.stories = stories.value();
    return stories.status();
  }

  Status forget_stories() {
    for (const char* table : {"report_link", "story", "story_article", "incident", "incident_event", "incident_version"}) {
      Status status = database_.run(std::string("DELETE FROM ") + table);
      if (!status) return status;
    }
    return {};
  }

  std::string in_force() const { return job_.run.program + " " + job_.run.dictionary_digest; }

  Status fill_tables() {
    for (const char* statement : kTables) {
      Status status = database_.run(statement);
      if (!status) return status;
    }
    Appender recoded(database_, "recoded");
    for (const Again& one : recoded_) recoded.text(one.id).end_row();
    Status status = recoded.close();
    const bool any_moved = std::any_of(job_.states.begin(), job_.states.end(), [](const EarlierState& s) { return !s.moved.empty(); });
    if (!status || !any_moved) return status;
    Appender kept(database_, "kept");
    for (const auto& [id, state] : kept_) kept.text(id).integer(state).end_row();
    status = kept.close();
    Appender moved(database_, "moved");
    for (size_t state = 0; state < job_.states.size(); ++state) {
      for (const RowMove& move : job_.states[state].moved)
        moved.integer(static_cast<int64_t>(state)).text(move.file).integer(move.line).text(move.to_file).integer(move.to_line).end_row();
      totals_.moved += static_cast<int64_t>(job_.states[state].moved.size());
    }
    const Status closed = moved.close();
    return status ? closed : status;
  }

  Status take_out() {
    const std::string events = " WHERE event_id IN (SELECT event_id FROM event WHERE " + kRecoded + ")";
    for (const char* table : {"participant", "magnitude", "evidence"}) {
      Status status = database_.run(std::string("DELETE FROM ") + table + events);
      if (!status) return status;
    }
    for (const char* table : {"pledge", "quotation", "rejection", "event"}) {
      Status status = database_.run(std::string("DELETE FROM ") + table + " WHERE " + kRecoded);
      if (!status) return status;
    }
    return {};
  }

  // What is left of these tables belongs to articles that are kept; those of other states have no moves.
  Status follow_moves() {
    if (totals_.moved == 0) return {};
    struct Column {
      std::string table, prefix;
      bool of_event;  // by event_id, not by article_id
    };
    static const Column kColumns[] = {{"participant", "row", true},  {"evidence", "row", true}, {"event", "frame", false},
                                      {"event", "place_row", false}, {"pledge", "row", false},  {"rejection", "row", false}};
    for (const auto& [table, prefix, of_event] : kColumns) {
      const std::string file = table + "." + prefix + "_file";
      bool any = false;  // most tables name no row of the files in which rows moved, which one column tells
      Status status = database_.select("SELECT '1' FROM " + table + " WHERE " + file + " IN (SELECT file FROM moved) LIMIT 1", {},
                                       [&any](const Row&) { any = true; });
      if (status && any) {
        status = database_.run(
            "UPDATE " + table + " SET " + prefix + "_file = m.to_file, " + prefix + "_line = m.to_line FROM moved m, kept k" +
            (of_event ? ", event e" : "") + " WHERE " +
            (of_event ? "e.event_id = " + table + ".event_id AND k.article_id = e.article_id" : "k.article_id = " + table + ".article_id") +
            " AND m.state = k.state AND m.file = " + file + " AND m.line = " + table + "." + prefix + "_line");
      }
      if (!status) return status;
    }
    return {};
  }

  Status code(const Database& reader) {
    std::vector<ArticleAgain> batch;
    size_t begin = 0, next = 0;
    Status failed;
    store::RecordAppender appender(database_, job_.run.run_id);
    std::deque<std::string> stored;  // analyses of what is being coded, in order
    const auto give = [&]() -> std::optional<ArticleAgain> {
      if (next == batch.size()) {
        if (begin == recoded_.size() || !failed) return std::nullopt;
        const size_t end = std::min(begin + kCodedAtOnce, recoded_.size());
        failed = read_batch(reader, begin, end, batch);
        next = 0;
        begin = end;
        if (!failed || batch.empty()) return std::nullopt;
      }
      stored.push_back(batch[next].analysis.bytes);
      return std::move(batch[next++]);
    };
    const auto take = [&](Result<CodedArticle> coded) -> Status {
      if (!coded) return coded.status();
      ++totals_.recoded;
      appender.append_records(coded.value(), coded.value().article.id);
      if (stored.front().empty() || coded.value().analysis != stored.front())
        analyses_.emplace_back(coded.value().article.id, std::move(coded.value().analysis));
      stored.pop_front();
      return {};
    };
    Status status = job_.code(give, take);
    if (status) status = failed;
    const Status closed = appender.close();
    if (status) status = closed;
    return status ? write_analyses() : status;
  }

  // Articles begin to end of recoded_ with what stands of their stored analyses.
  Status read_batch(const Database& reader, size_t begin, size_t end, std::vector<ArticleAgain>& batch) {
    std::vector<std::string> ids;
    std::map<std::string, const Again*> alike;
    for (size_t i = begin; i < end; ++i) {
      ids.push_back(recoded_[i].id);
      if (recoded_[i].reads_alike) alike.emplace(recoded_[i].id, &recoded_[i]);
    }
    std::unordered_map<std::string, pipeline::StoredAnalysis> analyses;
    Status status;
    if (!alike.empty()) {
      status = read_analyses(reader, alike, [&](const Again* one, std::string_view bytes) {
        analyses[one->id] = {std::string(bytes), one->names_stand};
      });
    }
    if (!status) return status;
    batch.clear();
    return store::ArchiveStore::select_articles(reader, ids, [&](Article article) {
      pipeline::StoredAnalysis analysis = std::move(analyses[article.id]);
      batch.push_back({std::move(article), std::move(analysis)});
    });
  }

  // In place of the earlier ones.
  Status write_analyses() {
    if (analyses_.empty()) return {};
    Status status = database_.run("CREATE OR REPLACE TEMP TABLE analysed (article_id VARCHAR)");
    if (!status) return status;
    Appender analysed(database_, "analysed");
    for (const auto& [id, bytes] : analyses_) analysed.text(id).end_row();
    status = analysed.close();
    if (status) status = database_.run("DELETE FROM analysis WHERE article_id IN (SELECT article_id FROM analysed)");
    if (!status) return status;
    Appender rows(database_, "analysis");
    for (const auto& [id, bytes] : analyses_) {
      if (!bytes.empty()) rows.text(id).bytes(bytes).end_row();
    }
    return rows.close();
  }

  Status write_feed() {
    Appender feed(database_, "changes");
    const std::vector<std::vector<std::string>>& rows = totals_.changes.rows;
    for (size_t i = 0; i < rows.size();) {
      const std::string& event = rows[i][1];
      const std::string kind = rows[i][2] == "gained" ? "added" : rows[i][2] == "lost" ? "withdrawn" : "changed";
      const std::string& article = rows[i][0];
      std::string fields;
      for (; i < rows.size() && rows[i][1] == event; ++i) {
        if (!rows[i][4].empty()) fields += (fields.empty() ? ": " : ", ") + rows[i][4];
      }
      feed.integer(version_).text(event).text(article).text(kind).text("coded again" + fields).end_row();
    }
    return feed.close();
  }

  // Every run agrees with the dictionary now, also those that ended before their row was written.
  Status write_runs() {
    const store::RunInfo& run = job_.run;
    const size_t changes = totals_.changes.rows.size();
    Status status = database_.run(
        "INSERT INTO run SELECT run_id, NULL, NULL, NULL, 'interrupted', count(*), NULL, NULL, NULL FROM article WHERE run_id NOT IN (SELECT run_id "
        "FROM run) GROUP BY run_id");
    if (status) {
      status = database_.run("INSERT INTO run VALUES (?, ?, ?, ?, ?, 0, 0, 0, NULL)",
                             {run.run_id, run.started, run.program, run.dictionary_digest,
                              run.options + " articles=" + std::to_string(totals_.recoded) + " changes=" + std::to_string(changes)});
    }
    return status ? database_.run("UPDATE run SET in_force = ?", {in_force()}) : status;
  }

  store::ArchiveStore& store_;
  Database& database_;
  RecodeJob& job_;
  int64_t version_ = 0;
  std::vector<std::optional<std::unordered_set<uint64_t>>> chosen_;  // of each state, keys of articles to look at; nothing: all
  std::vector<Again> recoded_;                                       // by id
  std::vector<std::pair<std::string, int64_t>> kept_;                // of earlier states: article id, index of the state
  std::vector<std::pair<std::string, std::string>> analyses_;        // to write: article id, bytes
  RecodeTotals totals_;
};

}  // namespace

Result<std::vector<std::string>> earlier_states(const store::Database& database, const std::string& in_force) {
  std::vector<std::string> states;
  Status status =
      database.select("SELECT DISTINCT coalesce(r.in_force, '') AS s FROM article " + kStates + "WHERE coalesce(r.in_force, '') <> ? ORDER BY s",
                      {in_force}, [&states](const Row& row) { states.push_back(cell_text(row[0])); });
  if (!status) return status;
  return states;
}

Result<RecodeTotals> recode(store::ArchiveStore& store, RecodeJob& job) { return Recode(store, job).run(); }

}  // namespace waqai::archive
