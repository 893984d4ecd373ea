// SPDX-License-Identifier: Apache-2.0
//
// Opening, the flat table, and whole articles; the questions are in explore_queries.cc.
#include "store/explore_store.h"

#include <algorithm>
#include <optional>

#include "base/error_codes.h"
#include "store/archive_store.h"
#include "store/article_index.h"
#include "store/explore_filter.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

constexpr uint64_t kMemoryBytes = uint64_t{1536} << 20;
constexpr int64_t kSliceEvents = 200000;

// Those in a role in the order told, with both names, and their countries.
std::string role_parts(const std::string& role) {
  const std::string own = " FILTER (role = '" + role + "'";
  return "list({'en': label, 'ar': label_ar} ORDER BY ordinal)" + own + " AND label IS NOT NULL) AS " + role + ", list_distinct(list(country)" + own +
         " AND country IS NOT NULL)) AS " + role + "_code, ";
}

// One kind of name of a role; of a role without anybody an empty list.
std::string names_in(const std::string& role, const std::string& kind) { return "coalesce([one." + kind + " FOR one IN p." + role + "], [])"; }

// A cell of `shown`: never null, and without the character that parts them.
std::string cell(const std::string& value) { return "replace(coalesce(CAST(" + value + " AS VARCHAR), ''), chr(31), ' ')"; }

// A role as a page shows it: names, Arabic names, codes, as three strings.
std::string shown(const std::string& role) {
  const auto joined = [](const std::string& list) { return cell("array_to_string(" + list + ", '; ')"); };
  return joined(names_in(role, "en")) + ", " + joined(names_in(role, "ar")) + ", " + joined("list_sort(coalesce(p." + role + "_code, []))");
}

std::string shown_of_event() {
  std::string cells;
  for (const char* column :
       {"replace(e.mode, ';', '; ')", "replace(e.context, ';', '; ')", "e.place_ar", "e.place_kind", "e.latitude", "e.longitude", "e.trigger_text",
        "e.trigger_start", "e.trigger_end", "e.sentence_start", "e.sentence_end", "sa.story_id", "ie.incident_id"})
    cells += ", " + cell(column);
  return cells;
}

// The rows of the flat table: one an event, participants as lists, so that a filter is one scan.  `unit` is the number of the happening over all
// articles; `story` and `incident` are those of the archive, or what is known inside the article where nothing was joined yet.  They are small
// numbers, so that distinct ones are counted as bits (see counts() in explore_queries.cc).  Made slice by slice: lists of a million events at once
// would take gigabytes.  `event_row` and `article_row` are row numbers in the tables of the archive, so that the sentences of a page are read by row
// and not joined over all; `shown` holds all else that a page shows as one string (its parts: cells_of_page() in explore_queries.cc): lists are slow
// to read by row, and so are rows that stand scattered in three more tables of the archive.
std::string flat_rows(int64_t slice, int64_t slices) {
  const std::string own = "hash(event_id) % " + std::to_string(slices) + " = " + std::to_string(slice);
  return "WITH who AS (SELECT event_id, role, ordinal, coalesce(name, name_ar, text) AS label, coalesce(name_ar, text, name) AS label_ar, country, "
         "sector, "
         "coalesce(name, '') || ' ' || coalesce(name_ar, '') AS names FROM participant WHERE " +
         own +
         "), "
         "parts AS (SELECT event_id, " +
         role_parts("actor") + role_parts("recipient") + role_parts("source") +
         "list_distinct(list(string_split(sector, ';')[1]) FILTER (role IN ('actor', 'recipient') AND sector IS NOT NULL)) AS sector, "
         "string_agg(names, ' ' ORDER BY role, ordinal) AS names FROM who GROUP BY event_id) "
         "SELECT e.event_id, e.article_id, e.n, coalesce(c.unit, e.row) AS unit, e.type, "
         "CASE WHEN e.mode IS NULL OR e.mode = '' THEN [] ELSE list_distinct(string_split(e.mode, ';')) END AS mode, "
         "CASE WHEN e.context IS NULL OR e.context = '' THEN [] ELSE list_distinct(string_split(e.context, ';')) END AS context, "
         "e.status, e.cameo, e.quad, e.score, e.stance, e.medium, e.place, e.place_country, e.confidence, "
         "e.frame_file || ':' || e.frame_line AS frame, coalesce(a.source, '') AS outlet, a.published, "
         "COALESCE(TRY_CAST(e.date AS DATE), c.day, a.published) AS day, "
         "CASE WHEN TRY_CAST(e.date AS DATE) IS NOT NULL THEN 'stated' WHEN c.day IS NOT NULL THEN 'carried' "
         "WHEN a.published IS NOT NULL THEN 'published' END AS day_basis, " +
         names_in("actor", "en") + " AS actor, coalesce(p.actor_code, []) AS actor_code, " + names_in("recipient", "en") +
         " AS recipient, coalesce(p.recipient_code, []) AS recipient_code, " + names_in("source", "en") +
         " AS speaker, coalesce(p.sector, []) AS sector, "
         "e.event_id IN (SELECT event_id FROM pledge WHERE " +
         own +
         ") AS pledged, "
         "coalesce(s.row, (SELECT coalesce(max(rowid), -1) + 1 FROM story) + a.row) AS story, "
         "coalesce(i.row, (SELECT coalesce(max(rowid), -1) + 1 FROM incident) + coalesce(c.unit, e.row)) AS incident, "
         "list_distinct(list_concat(coalesce(p.actor_code, []), coalesce(p.recipient_code, []))) AS country, "
         "list_distinct(list_concat(" +
         names_in("actor", "en") + ", " + names_in("recipient", "en") + ")) AS party, " + fold_sql("coalesce(p.names, '')") +
         " AS names, e.row AS event_row, a.row AS article_row, concat_ws(chr(31), " + shown("actor") + ", " + shown("recipient") + ", " +
         shown("source") + ", " + cell("array_to_string(list_sort(p.sector), '; ')") + shown_of_event() +
         ") AS shown "
         "FROM (SELECT rowid AS row, * FROM event WHERE " +
         own +
         ") e JOIN (SELECT rowid AS row, article_id, source, published FROM article) a USING (article_id) LEFT JOIN parts p USING (event_id) "
         "LEFT JOIN memory.main.carried c ON c.article_id = e.article_id AND c.happening = e.happening "
         "LEFT JOIN (SELECT rowid AS row, * FROM story_article) sa ON sa.article_id = e.article_id "
         "LEFT JOIN (SELECT rowid AS row, story_id FROM story) s ON s.story_id = sa.story_id "
         "LEFT JOIN (SELECT rowid AS row, * FROM incident_event WHERE " +
         own + ") ie ON ie.event_id = e.event_id LEFT JOIN (SELECT rowid AS row, incident_id FROM incident) i ON i.incident_id = ie.incident_id";
}

// Everybody with a name, with all their spellings: what the box for names looks through.  Counted are the events that they are a party to, as the
// filter by party counts them; who only speaks is found, too.
std::string people_table() {
  return "CREATE TABLE memory.main.people AS SELECT coalesce(p.name, p.name_ar) AS name, mode(p.name_ar) AS name_ar, mode(p.country) AS country, "
         "mode(p.sector) AS sector, "
         "count(DISTINCT p.event_id) FILTER (p.role <> 'source') AS count, min(x.day) AS first, max(x.day) AS last, " +
         fold_sql("coalesce(any_value(p.name), '') || ' ' || coalesce(any_value(p.name_ar), '') || ' ' || string_agg(DISTINCT p.text, ' ')") +
         " AS spellings, " + fold_sql("coalesce(any_value(p.name), '') || ' ' || coalesce(mode(p.name_ar), '')") +
         " AS names FROM participant p JOIN memory.main.x x USING (event_id) WHERE p.role IN ('actor', 'recipient', 'source') AND "
         "coalesce(p.name, p.name_ar) IS NOT NULL "
         "GROUP BY coalesce(p.name, p.name_ar)";
}

}  // namespace

Result<ExploreStore> ExploreStore::open(const std::string& folder, unsigned threads) {
  // The usual way in checks that the folder is an archive of this version, and closes it again.
  const Result<ArchiveStore> checked = ArchiveStore::open(folder);
  if (!checked) return checked.status();
  Result<Database> database = Database::open_beside(ArchiveStore::database_path(folder), threads, kMemoryBytes, kept_folder(folder));
  if (!database) return database.status();
  ExploreStore store(std::move(database).value());
  store.folder_ = folder;
  const Status status = store.database_.select(
      "SELECT CAST((SELECT count(*) FROM story_article) AS VARCHAR), CAST((SELECT count(*) FROM incident_event) AS VARCHAR), "
      "CAST((SELECT coalesce(max(rowid), 0) FROM article) AS VARCHAR), CAST((SELECT coalesce(max(rowid), 0) FROM event) AS VARCHAR), "
      "CAST((SELECT coalesce(max(rowid), 0) FROM story) AS VARCHAR), CAST((SELECT coalesce(max(rowid), 0) FROM incident) AS VARCHAR)",
      {}, [&store](const Row& row) {
        store.levels_ = {cell_number(row[0]) > 0, cell_number(row[1]) > 0};
        const auto number = [&row](size_t i) { return static_cast<int64_t>(cell_number(row[i])); };
        store.most_ = {number(2), number(3), number(4) + 1 + number(2), number(5) + 1 + number(3)};
      });
  if (!status) return status;
  const Result<IndexState> state = index_state(store.database_);
  if (!state) return state.status();
  if (state.value() == IndexState::kLacking) return lacking_index(folder);
  store.has_index_ = state.value() == IndexState::kWhole;
  return store;
}

Result<ExploreStore> ExploreStore::connect() const {
  Result<Database> database = database_.connect();
  if (!database) return database.status();
  ExploreStore other(std::move(database).value());
  other.folder_ = folder_;
  other.levels_ = levels_;
  other.most_ = most_;
  other.has_index_ = has_index_;
  return other;
}

Status ExploreStore::prepare() {
  if (read_kept()) {
    from_kept_ = true;
    return {};
  }
  Status status = database_.select("SELECT CAST(count(*) AS VARCHAR) FROM event", {},
                                   [this](const Row& row) { events_ = static_cast<int64_t>(cell_number(row[0])); });
  if (status) status = database_.run("SET preserve_insertion_order = false");
  // Happenings by the row of their first mention, with the day that any mention tells.
  if (status)
    status = database_.run(
        "CREATE TABLE memory.main.carried AS SELECT article_id, happening, min(rowid) AS unit, min(TRY_CAST(date AS DATE)) AS day "
        "FROM event GROUP BY article_id, happening");
  const int64_t slices = 1 + events_ / kSliceEvents;
  for (int64_t slice = 0; status && slice < slices; ++slice) {
    status = database_.run((slice == 0 ? "CREATE TABLE memory.main.x AS " : "INSERT INTO memory.main.x ") + flat_rows(slice, slices));
  }
  if (status) status = database_.run("DROP TABLE memory.main.carried");
  if (status) status = database_.run(people_table());
  if (status) status = database_.run("SET preserve_insertion_order = true");
  // In the order in which a page is first asked for: its rows stand together, and a range of days is a range of rows.
  if (status) status = database_.run("CREATE TABLE memory.main.ordered AS SELECT * FROM memory.main.x ORDER BY day DESC NULLS LAST, article_id, n");
  if (status) status = database_.run("DROP TABLE memory.main.x");
  if (status) status = database_.run("ALTER TABLE memory.main.ordered RENAME TO x");
  return status;
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
  return found;
}

}  // namespace waqai::store
