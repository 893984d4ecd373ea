// SPDX-License-Identifier: Apache-2.0
#include "store/layouts.h"

#include <algorithm>
#include <set>

#include "store/countries.h"

namespace waqai::store {
namespace {

const std::string kOrganisations = "('UNO','EUR','IGO','NGO','ISM','IMG','MNC')";

LayoutColumn text(const std::string& name, const std::string& sql, const std::string& comment) { return {name, "VARCHAR", sql, comment}; }
LayoutColumn number(const std::string& name, const std::string& sql, const std::string& comment) { return {name, "BIGINT", sql, comment}; }
LayoutColumn decimal(const std::string& name, const std::string& sql, const std::string& comment) { return {name, "DOUBLE", sql, comment}; }

std::vector<LayoutColumn> event_side(const std::string& role) {
  return {text(role + "_name", "s." + role + "_name", "names in English, else the words of the text, joined by ;"),
          text(role + "_name_ar", "s." + role + "_name_ar", "names in Arabic, else the words of the text, joined by ;"),
          text(role + "_country", "s." + role + "_country", "country of each, in step with the names, joined by ;"),
          number(role + "_cow", "c_" + role + ".cow", "Correlates of War number of the first one's state"),
          number(role + "_gw", "c_" + role + ".gw", "Gleditsch-Ward number of the first one's state"),
          text(role + "_sector", "s." + role + "_sector", "primary sector of each, in step with the names, joined by ;")};
}

Layout events() {
  Layout layout{"events",
                "one row an event, all fields",
                "participants beyond names, countries and sectors; evidence; pledges (see the archive itself)",
                true,
                false,
                {}};
  auto& c = layout.columns;
  c = {text("event_id", "e.event_id", "id that survives a change of dictionaries"),
       text("article_id", "e.article_id", "article"),
       {"published", "DATE", "e.published", "day of publication"},
       {"day", "DATE", "e.day", "day to count by: see day_basis"},
       text("day_basis", "e.day_basis",
            "stated: the event's own day; carried: of another mention of the same happening; published: day of publication"),
       text("date", "e.date", "as told: YYYY-MM-DD, YYYY-MM, YYYY or start/end"),
       number("happening", "e.happening", "number within the article shared by mentions of one happening"),
       text("incident_id", "e.incident_id", "what happened once, however many articles tell it"),
       text("story_id", "e.story_id", "articles on one matter"),
       number("outlets", "e.incident_sources", "independent outlets that tell the incident; reprints do not count"),
       text("type", "e.type", "PLOVER type"),
       text("mode", "e.mode", "PLOVER modes, joined by ;"),
       text("context", "e.context", "PLOVER contexts, joined by ;"),
       text("status", "e.status", "actual, future, attempted, hypothetical, negated, historical"),
       text("cameo", "e.cameo", "CAMEO code; leading zeros matter"),
       number("quad", "e.quad", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
       decimal("score", "e.score", "PLOVER conflict-cooperation score, -10 to 10")};
  for (const char* role : {"actor", "recipient"}) {
    for (LayoutColumn& column : event_side(role)) c.push_back(std::move(column));
  }
  for (LayoutColumn& column : std::vector<LayoutColumn>{
           text("source_name", "s.source_name", "who vouches for it"), text("source_country", "s.source_country", "country of that speaker"),
           text("stance", "e.stance", "asserted, denied, doubted; empty where the article tells it in its own voice"),
           text("medium", "e.medium", "statement, interview, ..."), text("place", "e.place", "place, English name"),
           text("place_country", "e.place_country", "country of the place"), text("place_kind", "e.place_kind", "precision of the point"),
           decimal("latitude", "round(e.latitude, 6)", "degrees, WGS 84"), decimal("longitude", "round(e.longitude, 6)", "degrees, WGS 84"),
           decimal("confidence", "round(e.confidence, 4)", "0 to 1"),
           text("frame", "e.frame_file || ':' || e.frame_line", "dictionary row that proposed it"),
           text("trigger", "e.trigger_text", "words that carry the type"),
           text("sentence", "decode(encode(a.text)[e.sentence_start + 1:e.sentence_end])", "home sentence"),
           text("outlet", "e.article_source", "outlet"), text("url", "e.url", "address")}) {
    c.push_back(std::move(column));
  }
  return layout;
}

std::vector<LayoutColumn> gdelt_actor(const std::string& name, const std::string& role) {
  const std::string country = "s." + role + "_country1";
  const std::string sectors = "string_split(s." + role + "_sectors1, ';')";
  return {
      text(name + "Code", "COALESCE(" + country + ", '') || COALESCE(replace(s." + role + "_sectors1, ';', ''), '')",
           "country and sectors of the first " + role),
      text(name + "Name", "upper(s." + role + "_name1)", "its name, capitals"),
      text(name + "CountryCode", "CASE WHEN " + country + " NOT IN " + kOrganisations + " THEN " + country + " END",
           "ISO 3166 alpha-3, which CAMEO's countries mostly are"),
      text(name + "KnownGroupCode", "CASE WHEN " + country + " IN " + kOrganisations + " THEN " + country + " END", "code of an international body"),
      text(name + "EthnicCode", "NULL", "not coded"),
      text(name + "Religion1Code", "NULL", "not coded"),
      text(name + "Religion2Code", "NULL", "not coded"),
      text(name + "Type1Code", sectors + "[1]", "sector"),
      text(name + "Type2Code", sectors + "[2]", "second sector"),
      text(name + "Type3Code", sectors + "[3]", "third sector")};
}

// `known`: SQL conditions of the action's place; actors have none.
std::vector<LayoutColumn> gdelt_place(const std::string& name, bool action) {
  const auto only = [action](const std::string& sql) { return action ? sql : std::string("NULL"); };
  // A state has no kind of place.
  const std::string kind =
      "CASE WHEN e.place IS NULL THEN 0 WHEN e.place_kind IS NULL OR e.place_kind = 'country' THEN 1 WHEN e.place_kind IN ('province', "
      "'governorate', "
      "'region') THEN CASE WHEN e.place_country = 'USA' THEN 2 ELSE 5 END WHEN e.place_country = 'USA' THEN 3 ELSE 4 END";
  return {
      number(name + "Geo_Type", action ? kind : "0",
             action ? "0 none, 1 country, 2 state of the USA, 3 city there, 4 city elsewhere, 5 province" : "0: the place of an actor is not coded"),
      text(name + "Geo_FullName", only("e.place"), "name"),
      text(name + "Geo_CountryCode", only("c_place.fips"), "FIPS 10-4"),
      text(name + "Geo_ADM1Code", "NULL", "not coded"),
      text(name + "Geo_ADM2Code", "NULL", "not coded"),
      decimal(name + "Geo_Lat", only("round(e.latitude, 6)"), "degrees"),
      decimal(name + "Geo_Long", only("round(e.longitude, 6)"), "degrees"),
      text(name + "Geo_FeatureID", "NULL", "not coded")};
}

const std::string kEventNumber = "e.ordinal";
const std::string kAdded = "regexp_replace(substr(e.run_id, 1, 19), '[^0-9]', '', 'g')";
const std::string kLink = "COALESCE(e.url, e.article_id)";

Layout gdelt_events() {
  Layout layout{"gdelt-events",
                "GDELT 2.0 Event: 61 columns, tabs, no header",
                "status, source and stance, modes and contexts, all participants but the first of each side; GoldsteinScale "
                "holds the PLOVER score, AvgTone and the places of actors are not coded",
                false,
                true,
                {}};
  auto& c = layout.columns;
  c = {number("GLOBALEVENTID", kEventNumber, "row number of this export; gdelt-mentions of the same filters has the same"),
       text("SQLDATE", "strftime(e.day, '%Y%m%d')", "day of the event (stated, carried, else published)"),
       text("MonthYear", "strftime(e.day, '%Y%m')", "its month"), text("Year", "strftime(e.day, '%Y')", "its year"),
       text("FractionDate", "printf('%.4f', year(e.day) + (month(e.day) * 30 + day(e.day)) / 365.0)", "year and fraction, as GDELT computes it")};
  for (LayoutColumn& column : gdelt_actor("Actor1", "actor")) c.push_back(std::move(column));
  for (LayoutColumn& column : gdelt_actor("Actor2", "recipient")) c.push_back(std::move(column));
  for (LayoutColumn& column : std::vector<LayoutColumn>{
           number("IsRootEvent", "CASE WHEN len(string_split(decode(encode(a.text)[1:e.sentence_start]), chr(10))) <= 2 THEN 1 ELSE 0 END",
                  "1: told in the headline or the first paragraph"),
           text("EventCode", "e.cameo", "CAMEO code"), text("EventBaseCode", "substr(e.cameo, 1, 3)", "its third level"),
           text("EventRootCode", "substr(e.cameo, 1, 2)", "its root"), number("QuadClass", "e.quad", "quad class"),
           decimal("GoldsteinScale", "e.score", "PLOVER score of type and mode, -10 to 10; not Goldstein's scale"),
           number("NumMentions", "COALESCE(e.incident_events, 1)", "events of its incident"),
           number("NumSources", "greatest(1, COALESCE(e.incident_sources, 1))", "independent outlets of its incident"),
           number("NumArticles", "COALESCE(e.incident_articles, 1)", "articles of its incident"), decimal("AvgTone", "NULL", "not coded")}) {
    c.push_back(std::move(column));
  }
  for (LayoutColumn& column : gdelt_place("Actor1", false)) c.push_back(std::move(column));
  for (LayoutColumn& column : gdelt_place("Actor2", false)) c.push_back(std::move(column));
  for (LayoutColumn& column : gdelt_place("Action", true)) c.push_back(std::move(column));
  c.push_back(text("DATEADDED", kAdded, "when the run started that coded it, UTC, YYYYMMDDHHMMSS"));
  c.push_back(text("SOURCEURL", kLink, "address, else the id of the article"));
  return layout;
}

// Characters before a byte of the text.
std::string chars_before(const std::string& byte) { return "length(decode(encode(a.text)[1:" + byte + "]))"; }

Layout gdelt_mentions() {
  return {
      "gdelt-mentions",
      "GDELT 2.0 Mentions: 16 columns, tabs, no header",
      "tone; a mention is the event's own sentence",
      false,
      true,
      {number("GlobalEventID", kEventNumber, "as in gdelt-events of the same filters"), text("EventTimeDate", kAdded, "when the run started, UTC"),
       text("MentionTimeDate", "COALESCE(strftime(e.published, '%Y%m%d000000'), " + kAdded + ")", "day of publication, else the run"),
       number("MentionType", "1", "1: web"), text("MentionSourceName", "e.article_source", "outlet"),
       text("MentionIdentifier", kLink, "address, else the id of the article"),
       number("SentenceID", "e.n", "number of the event in the article, in order of the text"),
       number("Actor1CharOffset", "CASE WHEN s.actor_start IS NULL THEN -1 ELSE " + chars_before("s.actor_start") + " END",
              "characters before the first actor in the Arabic text; -1 none"),
       number("Actor2CharOffset", "CASE WHEN s.recipient_start IS NULL THEN -1 ELSE " + chars_before("s.recipient_start") + " END",
              "the same for the recipient"),
       number("ActionCharOffset", chars_before("e.trigger_start"), "the same for the trigger"),
       number("InRawText", "1", "1: found without rewriting"),
       number("Confidence", "greatest(10, CAST(round(e.confidence * 10) AS BIGINT) * 10)", "10 to 100"),
       number("MentionDocLen", "length(a.text)", "characters of the article"), decimal("MentionDocTone", "NULL", "not coded"),
       text("MentionDocTranslationInfo", "NULL", "read in Arabic, not translated"), text("Extras", "NULL", "empty")}};
}

std::vector<LayoutColumn> polecat_side(const std::string& name, const std::string& role, const std::string& code) {
  // Lists have an empty item for each one of whom this is not known.
  const auto known = [&role](const char* field) {
    const std::string list = "s." + role + field;
    return "CASE WHEN trim(COALESCE(" + list + ", ''), '; ') = '' THEN 'None' ELSE " + list + " END";
  };
  return {text(name + " Name", known("_name"), "names joined by ;"),
          text(name + " Country", known("_country"), "countries joined by ;"),
          text(code + " COW", "COALESCE(CAST(c_" + role + ".cow AS VARCHAR), 'None')", "Correlates of War number of the first one's state"),
          text("Primary " + name + " Sector", known("_sector"), "primary sectors joined by ;"),
          text(name + " Sectors", known("_sectors"), "all sectors joined by ;"),
          text(name + " Title", "'None'", "not kept apart from the name"),
          text(name + " Name Raw", known("_text"), "words of the text joined by ;"),
          text("Wikipedia " + name + " ID", "'None'", "not coded")};
}

Layout polecat() {
  Layout layout{"polecat",
                "POLECAT: 40 columns, tabs, header",
                "Wikipedia ids, titles, GeoNames ids, people and organisations of the story; sources and stances; empty texts are the word None, as "
                "there, and numbers that are not known are empty",
                true,
                true,
                {}};
  auto& c = layout.columns;
  c = {text("Event ID", "e.event_id", "id"),
       text("Event Date", "COALESCE(strftime(e.day, '%Y-%m-%d'), 'None')", "day (stated, carried, else published)"),
       text("Event Type", "e.type", "PLOVER type"),
       text("Event Mode", "COALESCE(e.mode, 'None')", "modes joined by ;"),
       decimal("Intensity", "e.score", "PLOVER score"),
       text("Quad Code", "['VERBAL COOPERATION', 'MATERIAL COOPERATION', 'VERBAL CONFLICT', 'MATERIAL CONFLICT'][e.quad]", "quad class in words"),
       text("Contexts", "COALESCE(e.context, 'None')", "contexts joined by ;")};
  for (LayoutColumn& column : polecat_side("Actor", "actor", "Actor")) c.push_back(std::move(column));
  for (LayoutColumn& column : polecat_side("Recipient", "recipient", "Recipient")) c.push_back(std::move(column));
  for (LayoutColumn& column : std::vector<LayoutColumn>{
           text("Placename", "COALESCE(e.place, 'None')", "place"),
           text("City", "CASE WHEN e.place_kind IN ('city', 'capital', 'town') THEN e.place ELSE 'None' END", "where the place is a city"),
           text("District", "'None'", "not coded"),
           text("Province", "CASE WHEN e.place_kind IN ('province', 'governorate') THEN e.place ELSE 'None' END", "where the place is a province"),
           text("Country", "COALESCE(e.place_country, 'None')", "country of the place"), decimal("Latitude", "round(e.latitude, 6)", "degrees"),
           decimal("Longitude", "round(e.longitude, 6)", "degrees"), text("GeoNames ID", "'None'", "not coded"),
           text("Raw Placename", "COALESCE(NULLIF(decode(encode(a.text)[e.place_start + 1:e.place_end]), ''), 'None')", "words of the place"),
           text("Feature Type", "COALESCE(e.place_kind, 'None')", "kind of place"), text("Source", "COALESCE(e.article_source, 'None')", "outlet"),
           text("Publication Date", "COALESCE(strftime(e.published, '%Y-%m-%d'), 'None')", "day of publication"),
           text("Story People", "'None'", "not coded"), text("Story Organizations", "'None'", "not coded"),
           text("Story Locations", "'None'", "not coded"), text("Language", "'Arabic'", "of the article"),
           text("Version", "e.run_id", "run that coded it")}) {
    c.push_back(std::move(column));
  }
  return layout;
}

// Aggregates of one side, in step by ordinal.
std::string side_columns(const std::string& role) {
  const auto joined = [&role](const std::string& sql, const std::string& name) {
    return ", string_agg(" + sql + ", '; ' ORDER BY ordinal) FILTER (WHERE role = '" + role + "') AS " + role + "_" + name;
  };
  const auto first = [&role](const std::string& sql, const std::string& name) {
    return ", max(" + sql + ") FILTER (WHERE role = '" + role + "' AND ordinal = 1) AS " + role + "_" + name;
  };
  return joined("COALESCE(name, text, '')", "name") + joined("COALESCE(name_ar, text, '')", "name_ar") + joined("COALESCE(text, '')", "text") +
         joined("COALESCE(country, '')", "country") + joined("COALESCE(string_split(sector, ';')[1], '')", "sector") +
         joined("COALESCE(sector, '')", "sectors") + first("COALESCE(name, text)", "name1") + first("country", "country1") +
         first("sector", "sectors1") + first("CASE WHEN text_end > text_start THEN text_start END", "start");
}

}  // namespace

const std::vector<Layout>& layouts() {
  static const std::vector<Layout> kLayouts = {events(), gdelt_events(), gdelt_mentions(), polecat()};
  return kLayouts;
}

const Layout* find_layout(std::string_view name) {
  const auto& all = layouts();
  const auto found = std::find_if(all.begin(), all.end(), [name](const Layout& layout) { return layout.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> event_columns_of(const Layout& layout) {
  const auto in_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  std::set<std::string> names;
  for (const LayoutColumn& column : layout.columns) {
    const std::string& sql = column.sql;
    for (size_t at = sql.find("e."); at != std::string::npos; at = sql.find("e.", at + 2)) {
      if (at > 0 && (in_name(sql[at - 1]) || sql[at - 1] == '.')) continue;
      size_t end = at + 2;
      while (end < sql.size() && in_name(sql[end])) ++end;
      names.insert(sql.substr(at + 2, end - at - 2));
    }
  }
  return {names.begin(), names.end()};
}

std::string layout_question(const Layout& layout, bool as_text, const std::string& batch) {
  std::string codes;
  for (const CountryCodes& row : kCountryCodes) {
    const auto number_or_null = [](int value) { return value == 0 ? std::string("NULL") : std::to_string(value); };
    codes += std::string(codes.empty() ? "" : ", ") + "('" + row.iso3 + "', '" + row.fips + "', " + number_or_null(row.cow) + ", " +
             number_or_null(row.gw) + ")";
  }
  std::string list;
  for (const LayoutColumn& column : layout.columns)
    list += (list.empty() ? "" : ", ") + ("CAST(" + column.sql) + " AS " + (as_text ? "VARCHAR" : column.type) + ") AS \"" + column.name + "\"";
  const auto part = [&batch](const std::string& table) { return "(SELECT * FROM " + table + " WHERE " + batch + ")"; };
  return "WITH codes(iso3, fips, cow, gw) AS (VALUES " + codes + "), sides AS (SELECT event" + side_columns("actor") + side_columns("recipient") +
         side_columns("source") + " FROM " + part("export_participant") + " GROUP BY event) SELECT " + list + " FROM " + part("export_event") +
         " e JOIN " + part("export_text") +
         " a ON a.first = e.first LEFT JOIN sides s ON s.event = e.ordinal "
         "LEFT JOIN codes c_actor ON c_actor.iso3 = s.actor_country1 LEFT JOIN codes c_recipient ON c_recipient.iso3 = s.recipient_country1 "
         "LEFT JOIN codes c_place ON c_place.iso3 = e.place_country ORDER BY e.ordinal";
}

}  // namespace waqai::store
