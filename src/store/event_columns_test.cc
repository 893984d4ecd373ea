// SPDX-License-Identifier: Apache-2.0
//
// The columns against plain SQL: drawn filters at all levels over an archive with lists, nulls, days and what was not joined.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <sstream>

#include "base/hash.h"
#include "store/archive_store.h"
#include "store/event_counts.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"

namespace waqai::store {
namespace {

constexpr int kArticles = 260;

class Draw {
 public:
  explicit Draw(uint32_t seed) : engine_(seed) {}
  int below(int end) { return static_cast<int>(engine_() % static_cast<uint32_t>(end)); }
  bool once_in(int times) { return below(times) == 0; }
  template <typename Value>
  Value of(const std::vector<Value>& values) {
    return values[static_cast<size_t>(below(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937 engine_;
};

Participant drawn_participant(Draw& draw) {
  static const std::vector<Participant> kWho = {{"he", {}, "", "", "", {}, "", {}, {}},
                                                {"Putin", {}, "Vladimir Putin", "\u0628\u0648\u062a\u064a\u0646", "RUS", {"GOV", "ELI"}, "", {}, {}},
                                                {"the army", {}, "", "\u0627\u0644\u062c\u064a\u0634", "SYR", {"MIL"}, "", {}, {}},
                                                {"UN", {}, "UN", "", "UNO", {}, "", {}, {}},
                                                {"was killed", {}, "", "", "", {"UNK"}, "", {}, {}},
                                                {"the shots", {}, "", "", "", {"UAF"}, "", {}, {}},
                                                {"a man", {}, "", "", "SYR", {"UNK"}, "", {}, {}},
                                                {"Rebels", {}, "Rebels", "\u0645\u062a\u0645\u0631\u062f\u0648\u0646", "", {"REB"}, "", {}, {}},
                                                {"Kerry", {}, "John Kerry", "\u0643\u064a\u0631\u064a", "USA", {"GOV"}, "", {}, {}}};
  return draw.of(kWho);
}

std::vector<Participant> drawn_side(Draw& draw) {
  std::vector<Participant> side;
  for (int i = draw.below(4); i > 0; --i) side.push_back(drawn_participant(draw));
  return side;
}

Event drawn_event(Draw& draw, int article, uint32_t n) {
  Event event;
  event.id = base::digest128("event" + std::to_string(article) + "/" + std::to_string(n));
  event.n = n;
  event.happening = 1 + static_cast<uint32_t>(draw.below(2));
  event.sentence.begin = static_cast<uint32_t>(draw.below(2));
  event.sentence.end = 4;
  event.trigger.begin = event.sentence.begin + static_cast<uint32_t>(draw.below(2));
  event.trigger.end = event.sentence.end - static_cast<uint32_t>(draw.below(2));
  event.type = draw.of<std::string>({"CONSULT", "ASSAULT", "AID", "SANCTION"});
  event.mode = draw.of<std::vector<std::string>>({{}, {"phone"}, {"visit", "third-party"}});
  event.context = draw.of<std::vector<std::string>>({{}, {"military"}, {"economic", "diplomatic"}});
  event.status = draw.of<std::string>({"actual", "future", "negated"});
  event.cameo = draw.of<std::string>({"", "041", "190"});
  event.quad = 1 + draw.below(4);
  if (!draw.once_in(5)) event.score = draw.of<double>({-9, -2.5, 0.1, 6});
  event.actor = drawn_side(draw);
  event.recipient = drawn_side(draw);
  if (draw.once_in(3)) {
    event.source.emplace();
    event.source->stance = draw.of<std::string>({"asserted", "denied"});
    event.source->medium = draw.of<std::string>({"", "statement"});
    event.source->speaker = drawn_participant(draw);
    if (draw.once_in(2)) event.source->via = {drawn_participant(draw)};
  }
  event.date = draw.of<std::string>({"", "", "2018-03-05", "2018-03", "2017-12-31", "2018-03-01/2018-03-09"});
  static const std::vector<Place> kPlaces = {{"Damascus", "\u062f\u0645\u0634\u0642", "SYR", "capital", 33.5, 36.3, {}, {}},
                                             {"Syria", "\u0633\u0648\u0631\u064a\u0627", "SYR", "country", {}, {}, {}, {}},
                                             {"Tripoli", "\u0637\u0631\u0627\u0628\u0644\u0633", "LBY", "city", 32.9, 13.2, {}, {}},
                                             {"Tripoli", "\u0637\u0631\u0627\u0628\u0644\u0633", "LBN", "city", 34.4, 35.8, {}, {}}};
  if (!draw.once_in(3)) event.place = draw.of(kPlaces);
  event.confidence = draw.of<double>({0.25, 0.5, 0.7, 0.93});
  event.frame = {"events/consult.frames", 10 + static_cast<uint32_t>(draw.below(3)), ""};
  return event;
}

// Stories of five articles and incidents of one type in them; the last articles are in none.  Incidents of one type have the id of an event, as all
// in an archive of the program.
const char* const kJoin[] = {
    "INSERT INTO story_article SELECT article_id, 's' || (CAST(substr(article_id, 2) AS INTEGER) // 5), article_id FROM article WHERE "
    "CAST(substr(article_id, 2) AS INTEGER) < 200",
    "INSERT INTO story SELECT story_id, 't', min(published), max(published), count(*), count(*), count(DISTINCT source) FROM story_article JOIN "
    "article USING (article_id) GROUP BY story_id",
    "INSERT INTO incident_event SELECT event_id, 'i' || CASE type WHEN 'AID' THEN min(event_id) OVER (PARTITION BY story_id, type) ELSE story_id || "
    "type "
    "END, article_id FROM event JOIN story_article USING (article_id)",
    "INSERT INTO incident (incident_id, story_id, type) SELECT incident_id, any_value(story_id), any_value(type) FROM incident_event JOIN event "
    "USING "
    "(event_id) JOIN story_article s ON s.article_id = event.article_id GROUP BY incident_id"};

// The events as one table of SQL, lists as lists.
std::string oracle_table() {
  const auto side = [](const std::string& role) {
    const std::string own = " FILTER (role = '" + role + "'";
    return "coalesce(list(label ORDER BY ordinal)" + own + " AND label IS NOT NULL), []) AS " + role + ", coalesce(list(label_ar ORDER BY ordinal)" +
           own + " AND label IS NOT NULL), []) AS " + role + "_ar, list_sort(list_distinct(coalesce(list(country)" + own +
           " AND country IS NOT NULL), []))) AS " + role + "_code, ";
  };
  const auto parted = [](const std::string& column) {
    return "CASE WHEN coalesce(" + column + ", '') = '' THEN [] ELSE string_split(" + column + ", ';') END";
  };
  return "CREATE TABLE memory.main.o AS WITH who AS (SELECT *, " + label_sql("participant") + " AS label, " + arabic_label_sql("participant") +
         " AS label_ar, "
         "coalesce(name, '') || ' ' || coalesce(name_ar, '') AS own FROM participant), p AS (SELECT event_id, " +
         side("actor") + side("recipient") + side("source") +
         "list_sort(list_distinct(coalesce(list(string_split(sector, ';')[1]) FILTER (role IN ('actor', 'recipient') AND sector IS NOT NULL), []))) "
         "AS sector, string_agg(own, ' ' ORDER BY role, ordinal) AS names FROM who GROUP BY event_id), c AS (SELECT article_id, happening, "
         "min(rowid) AS unit, min(CASE WHEN length(date) = 10 THEN TRY_CAST(date AS DATE) END) AS day FROM event GROUP BY ALL) "
         "SELECT e.event_id AS event, e.article_id AS article, e.n, c.unit, e.type, e.status, e.quad, e.score, e.cameo, e.medium, e.stance AS told, "
         "coalesce(e.stance, 'article') AS stance, e.place, e.place_ar, e.place_country, e.place_kind, e.latitude, e.longitude, e.confidence, "
         "e.frame_file || ':' || e.frame_line AS frame, a.text, e.sentence_start, e.sentence_end, e.trigger_start, e.trigger_end, coalesce(a.source, "
         "'') AS outlet, a.published, coalesce(CASE WHEN length(e.date) = 10 THEN TRY_CAST(e.date AS DATE) END, c.day, "
         "a.published) AS day, CASE WHEN length(e.date) = 10 AND TRY_CAST(e.date AS DATE) IS NOT NULL THEN 'stated' WHEN c.day IS NOT NULL THEN "
         "'carried' WHEN a.published "
         "IS NOT NULL THEN 'published' END AS day_basis, " +
         parted("e.mode") + " AS mode, " + parted("e.context") +
         " AS context, coalesce(p.actor, []) AS actor_name, coalesce(p.recipient, []) AS recipient_name, coalesce(p.source, []) AS speaker, "
         "coalesce(p.actor_ar, []) AS actor_ar, coalesce(p.actor_code, []) AS actor, coalesce(p.recipient_code, []) AS recipient, "
         "coalesce(p.sector, []) AS sector, list_distinct(list_concat(coalesce(p.actor_code, []), coalesce(p.recipient_code, []))) AS country, "
         "list_distinct(list_concat(coalesce(p.actor, []), coalesce(p.recipient, []))) AS party, " +
         fold_sql("coalesce(p.names, '')") +
         " AS names, CASE WHEN e.event_id IN (SELECT event_id FROM pledge) THEN 'yes' ELSE 'no' END AS pledge, sa.story_id AS story, ie.incident_id "
         "AS incident, coalesce(sa.story_id, 'a' || e.article_id) AS story_unit, coalesce(ie.incident_id, 'u' || c.unit) AS incident_unit "
         "FROM event e JOIN article a USING (article_id) LEFT JOIN p USING (event_id) JOIN c ON c.article_id = e.article_id AND c.happening = "
         "e.happening LEFT JOIN story_article sa ON sa.article_id = e.article_id LEFT JOIN incident_event ie USING (event_id)";
}

const std::vector<std::string> kListFields = {"mode",       "context",        "country", "actor",   "recipient",
                                              "actor_name", "recipient_name", "party",   "speaker", "sector"};
bool is_list(const std::string& field) { return std::find(kListFields.begin(), kListFields.end(), field) != kListFields.end(); }

std::string quoted(const std::string& value) { return "'" + value + "'"; }  // no value of the test has a quote

std::string oracle_day(const ExploreFilter& filter) { return filter.day == DayOf::kPublished ? "published" : "day"; }

std::string oracle_condition(const ExploreFilter& filter, const std::string& except = {}) {
  std::string sql = "true";
  for (const ExploreFilter::Choice& choice : filter.choices) {
    if (choice.field == except) continue;
    for (const bool any : {true, false}) {
      std::string has;
      for (const std::string& value : any ? choice.any : choice.none) {
        has += has.empty() ? "" : " OR ";
        has += is_list(choice.field) ? "list_contains(" + choice.field + ", " + quoted(value) + ")"
                                     : "CAST(" + choice.field + " AS VARCHAR) = " + quoted(value);
      }
      if (!has.empty()) sql += any ? " AND (" + has + ")" : " AND NOT coalesce(" + has + ", false)";
    }
  }
  if (!filter.since.empty()) sql += " AND " + oracle_day(filter) + " >= DATE " + quoted(filter.since);
  if (!filter.until.empty()) sql += " AND " + oracle_day(filter) + " <= DATE " + quoted(filter.until);
  if (!filter.name.empty()) sql += " AND contains(names, " + fold_sql(quoted(filter.name)) + ")";
  if (!filter.words.empty())
    sql += " AND contains((SELECT any_value(text) FROM article t WHERE t.article_id = o.article), " + quoted(filter.words) + ")";
  if (filter.score_from) sql += " AND score >= " + std::to_string(*filter.score_from);
  if (filter.score_to) sql += " AND score <= " + std::to_string(*filter.score_to);
  if (filter.confidence > 0) sql += " AND confidence >= " + std::to_string(filter.confidence);
  return sql;
}

std::string oracle_count(CountBy by) {
  if (by == CountBy::kReports) return "count(*)";
  return by == CountBy::kHappenings ? "count(DISTINCT unit)"
         : by == CountBy::kStories  ? "count(DISTINCT story_unit)"
                                    : "count(DISTINCT incident_unit)";
}

std::string oracle_value(const std::string& field) {
  return is_list(field) ? "unnest(list_distinct(" + field + "))" : "CAST(" + field + " AS VARCHAR)";
}

class EventColumnsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = ::testing::TempDir() + "waqai_event_columns";
    std::filesystem::remove_all(folder_);
    Draw draw(7);
    {
      Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
      ASSERT_TRUE(store) << store.status().to_string();
      RunInfo run;
      run.run_id = "r";
      std::vector<CodedArticle> batch;
      for (int i = 0; i < kArticles; ++i) {
        CodedArticle& coded = batch.emplace_back();
        coded.article.id = "a" + std::to_string(i);
        coded.article.source = draw.of<std::string>({"", "north", "south"});
        coded.article.published = draw.of<std::string>({"", "2018-03-04", "2018-03-05", "2017-01-01", "2016-02-29"});
        coded.article.text = (i % 3 == 0 ? "word " : "body ") + std::to_string(i);
        for (int n = draw.below(5); n > 0; --n) coded.events.push_back(drawn_event(draw, i, static_cast<uint32_t>(coded.events.size() + 1)));
        if (!coded.events.empty() && draw.once_in(4)) coded.pledges = {{1, "Russia", "", "body", {0, 4}, {"economic"}, "", "", "firm", {}}};
      }
      ASSERT_TRUE(store.value().add(batch, run));
      ASSERT_TRUE(store.value().finish_run(run));
    }
    {
      Result<Database> database = Database::open(ArchiveStore::database_path(folder_), {});
      ASSERT_TRUE(database);
      for (const char* sql : kJoin) {
        const Status joined = database.value().run(sql);
        ASSERT_TRUE(joined) << joined.to_string();
      }
    }
    Result<Database> beside = Database::open_beside(ArchiveStore::database_path(folder_), 1, uint64_t{256} << 20, folder_);
    ASSERT_TRUE(beside);
    oracle_ = std::make_unique<Database>(std::move(beside).value());
    const Status made = oracle_->run(oracle_table());
    ASSERT_TRUE(made) << made.to_string();
    Result<ExploreStore> store = ExploreStore::open(folder_, 1);
    ASSERT_TRUE(store);
    store_ = std::make_unique<ExploreStore>(std::move(store).value());
    const Status prepared = store_->prepare();
    ASSERT_TRUE(prepared) << prepared.to_string();
  }
  static void TearDownTestSuite() {
    store_.reset();
    oracle_.reset();
    std::filesystem::remove_all(folder_);
  }

  // All columns as text, cells parted by |, a row a line.
  static std::string oracle(const std::string& sql) {
    std::ostringstream told;
    const Status status = oracle_->select("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ")", {}, [&told](const Row& row) {
      for (const Cell& cell : row) told << cell.value_or("-") << '|';
      told << '\n';
    });
    EXPECT_TRUE(status) << status.to_string() << sql;
    return told.str();
  }
  // The same of the first `cells` cells of each row.
  static std::string told(const Result<ExploreTable>& table, size_t cells = 99) {
    EXPECT_TRUE(table) << table.status().to_string();
    std::ostringstream text;
    for (const auto& row : table.value().rows) {
      for (size_t i = 0; i < std::min(cells, row.size()); ++i) text << row[i].value_or("-") << '|';
      text << '\n';
    }
    return text.str();
  }

  static ExploreFilter drawn_filter(Draw& draw) {
    ExploreFilter filter;
    for (int i = draw.below(3); i > 0; --i) {
      const std::string field = draw.of(explore_fields());
      std::vector<std::string> values;
      const Status status = oracle_->select(
          "SELECT DISTINCT value FROM (SELECT " + oracle_value(field) + " AS value FROM memory.main.o o) WHERE value <> '' ORDER BY value", {},
          [&values](const Row& row) { values.emplace_back(*row[0]); });
      EXPECT_TRUE(status) << status.to_string();
      values.push_back("unknown");
      ExploreFilter::Choice choice{field, {}, {}};
      for (int k = 1 + draw.below(2); k > 0; --k) (draw.once_in(3) ? choice.none : choice.any).push_back(draw.of(values));
      filter.choices.push_back(choice);
    }
    if (draw.once_in(5)) filter.since = draw.of<std::string>({"2017-12-31", "2018-03-05"});
    if (draw.once_in(5)) filter.until = draw.of<std::string>({"2017-12-31", "2018-03-05"});
    if (draw.once_in(5))
      filter.name = draw.of<std::string>({"PUTIN", "n \u0628\u0648\u062a", "un  ", "\u0623\u0644\u062c\u064a\u0634", " john", "nobody"});
    if (draw.once_in(9)) filter.words = "ord";
    if (draw.once_in(3)) filter.day = DayOf::kPublished;
    if (draw.once_in(6)) filter.confidence = draw.of<double>({0.5, 0.7, 0.93});
    if (draw.once_in(6)) filter.score_from = draw.of<double>({-9, -2.5, 0.1});
    if (draw.once_in(6)) filter.score_to = draw.of<double>({-2.5, 0.1, 6});
    return filter;
  }

  static std::string folder_;
  static std::unique_ptr<Database> oracle_;
  static std::unique_ptr<ExploreStore> store_;
};
std::string EventColumnsTest::folder_;
std::unique_ptr<Database> EventColumnsTest::oracle_;
std::unique_ptr<ExploreStore> EventColumnsTest::store_;

const std::vector<CountBy> kLevels = {CountBy::kReports, CountBy::kHappenings, CountBy::kStories, CountBy::kIncidents};

TEST_F(EventColumnsTest, CountsAreThoseOfSql) {
  Draw draw(1);
  for (int i = 0; i < 50; ++i) {
    const ExploreFilter filter = drawn_filter(draw);
    const std::string where = " FROM memory.main.o o WHERE " + oracle_condition(filter);
    SCOPED_TRACE(where);
    EXPECT_EQ(told(store_->counts(filter)),
              oracle("SELECT count(*), count(DISTINCT unit), count(DISTINCT story_unit), count(DISTINCT incident_unit), "
                     "count(DISTINCT article), count(DISTINCT outlet), min(day), max(day), min(published), max(published)" +
                     where));
    for (const CountBy by : kLevels) {
      const std::string field = draw.of(explore_fields());
      const std::string value = oracle_value(field);
      const Result<std::vector<ExploreTable>> facets = store_->facets(filter, {"type", field}, by, 7);
      ASSERT_TRUE(facets) << facets.status().to_string();
      EXPECT_EQ(told(facets.value().at(1), 2),
                oracle("SELECT value, " + oracle_count(by) + " AS count FROM (SELECT *, " + value + " AS value FROM memory.main.o o WHERE " +
                       oracle_condition(filter, field) + ") WHERE value <> '' GROUP BY value ORDER BY count DESC, value LIMIT 7"))
          << field;
      const std::string step = draw.of<std::string>({"day", "week", "month", "year"});
      EXPECT_EQ(told(store_->series(filter, step, field, by)),
                oracle("SELECT CAST(date_trunc('" + step + "', " + oracle_day(filter) + ") AS DATE) AS period, value, " + oracle_count(by) +
                       " AS count FROM (SELECT *, " + value + " AS value" + where + ") WHERE " + oracle_day(filter) +
                       " IS NOT NULL GROUP BY ALL ORDER BY period, count DESC, value"))
          << field;
      EXPECT_EQ(told(store_->places(filter, by)),
                oracle("SELECT place, any_value(place_ar), place_country, place_kind, any_value(latitude), any_value(longitude), " +
                       oracle_count(by) + " AS count, count(*) FILTER (quad >= 3) / count(*)" + where +
                       " AND place IS NOT NULL GROUP BY place, place_country, place_kind ORDER BY count DESC, place, place_country, place_kind"));
    }
  }
}

TEST_F(EventColumnsTest, TheWordsOfADeedAreNoName) {
  const Result<std::vector<ExploreTable>> facets = store_->facets({}, {"actor_name"}, CountBy::kReports, 20);
  ASSERT_TRUE(facets);
  std::map<std::string, std::string> arabic;
  for (const auto& row : facets.value()[0].rows) arabic[*row[0]] = row[2].value_or("");
  for (const Unidentified& one : kUnidentified) EXPECT_EQ(arabic[std::string(one.label)], one.arabic);
  EXPECT_EQ(arabic.count("was killed") + arabic.count("the shots"), 0u);
  EXPECT_EQ(arabic.count("a man"), 1u);  // somebody of a state
}

TEST_F(EventColumnsTest, PagesAreThoseOfSql) {
  const std::vector<std::pair<std::string, std::string>> sorts = {{"", "day"},
                                                                  {"day", "day"},
                                                                  {"published", "published"},
                                                                  {"outlet", "outlet"},
                                                                  {"type", "type"},
                                                                  {"status", "status"},
                                                                  {"quad", "quad"},
                                                                  {"score", "score"},
                                                                  {"actor", "actor_name[1]"},
                                                                  {"recipient", "recipient_name[1]"},
                                                                  {"actor_code", "actor[1]"},
                                                                  {"place", "place"},
                                                                  {"confidence", "confidence"},
                                                                  {"cameo", "cameo"},
                                                                  {"mode", "mode[1]"}};
  const auto joined = [](const std::string& list) { return "nullif(array_to_string(" + list + ", '; '), '')"; };
  Draw draw(2);
  for (int i = 0; i < 70; ++i) {
    const ExploreFilter filter = drawn_filter(draw);
    const CountBy by = draw.of(kLevels);
    const auto& [sort, key] = draw.of(sorts);
    ExplorePage page{sort, draw.once_in(2), draw.below(3) * 10, 25};
    const std::string unit = by == CountBy::kReports      ? "event"
                             : by == CountBy::kHappenings ? "unit"
                             : by == CountBy::kStories    ? "story_unit"
                                                          : "incident_unit";
    const std::string rows = "SELECT *, count(*) OVER (PARTITION BY " + unit + ") AS stands, row_number() OVER (PARTITION BY " + unit +
                             " ORDER BY published NULLS LAST, article, n) AS age FROM memory.main.o o WHERE " + oracle_condition(filter);
    const std::string sql = "SELECT event, article, n, day, day_basis, published, outlet, NULL, type, " + joined("mode") + ", " + joined("context") +
                            ", status, cameo, quad, score, " + joined("actor_name") + ", " + joined("actor") + ", " + joined("recipient_name") +
                            ", " + joined("recipient") + ", " + joined("sector") + ", " + joined("speaker") +
                            ", told, medium, place, place_ar, place_country, place_kind, latitude, longitude, confidence, frame, "
                            "nullif(text[trigger_start + 1:trigger_end], ''), " +
                            "text[sentence_start + 1:sentence_end], sentence_start, trigger_start, trigger_end, " + joined("actor_ar") + " FROM (" +
                            rows + ") o WHERE age = 1 ORDER BY " + key + (page.descending ? " DESC" : " ASC") +
                            " NULLS LAST, article, n LIMIT 25 OFFSET " + std::to_string(page.offset);
    EXPECT_EQ(told(store_->events(filter, page, by), 37), oracle(sql)) << sql;
    const Result<ExploreTable> found = store_->events(filter, page, by);
    std::string ends;
    for (const auto& row : found.value().rows) ends += row[39].value() + "|" + row[40].value_or("-") + "|" + row[41].value_or("-") + "|\n";
    EXPECT_EQ(ends, oracle("SELECT stands, story, incident FROM (" + rows + ") o WHERE age = 1 ORDER BY " + key +
                           (page.descending ? " DESC" : " ASC") + " NULLS LAST, article, n LIMIT 25 OFFSET " + std::to_string(page.offset)));
  }
}

TEST_F(EventColumnsTest, StoriesAndArticlesAreThoseOfSql) {
  Draw draw(3);
  for (int i = 0; i < 30; ++i) {
    const ExploreFilter filter = drawn_filter(draw);
    const std::string where = " FROM memory.main.o o WHERE " + oracle_condition(filter);
    Result<std::vector<std::string>> ids = store_->articles_with(filter);
    ASSERT_TRUE(ids);
    std::sort(ids.value().begin(), ids.value().end());
    std::string listed;
    for (const std::string& id : ids.value()) listed += id + "|\n";
    EXPECT_EQ(listed, oracle("SELECT DISTINCT article" + where + " ORDER BY article"));
    const std::string sort = draw.of<std::string>({"events", "first_day", "reports"});
    EXPECT_EQ(told(store_->stories(filter, {sort, true, 2, 9}), 1),
              oracle("SELECT story FROM (SELECT story, count(*) AS events" + where +
                     " AND story IS NOT NULL GROUP BY story) h JOIN story s ON s.story_id = h.story ORDER BY " + sort +
                     " DESC NULLS LAST, events DESC, story LIMIT 9 OFFSET 2"));
  }
}

TEST_F(EventColumnsTest, PeopleAreCounted) {
  EXPECT_EQ(
      told(store_->actors("", 9, CountBy::kReports), 1),
      oracle("SELECT coalesce(name, name_ar) AS name FROM participant WHERE role IN ('actor', 'recipient', 'source') AND coalesce(name, name_ar) IS "
             "NOT NULL GROUP BY 1 ORDER BY count(DISTINCT event_id) FILTER (role <> 'source') DESC, name"));
}

TEST(DecimalText, IsThatOfTheArchive) {
  Result<Database> database = Database::open(":memory:", {false, false, false});
  ASSERT_TRUE(database) << database.status().to_string();
  for (const double number : {0.0, 1.0, 0.5, 1.0 / 3, 2.0 / 3, 0.0001, 0.00001, 1.0 / 3255650, 123456789.25, 1e15, 1e16, 1e300, -2.5}) {
    std::ostringstream exact;
    exact.precision(17);
    exact << std::scientific << number;
    std::string text;
    ASSERT_TRUE(database.value().select("SELECT CAST(CAST(? AS DOUBLE) AS VARCHAR)", {exact.str()}, [&text](const Row& row) { text = *row[0]; }));
    EXPECT_EQ(decimal_text(number), text);
  }
}

}  // namespace
}  // namespace waqai::store
