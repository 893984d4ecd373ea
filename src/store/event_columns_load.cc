// SPDX-License-Identifier: Apache-2.0
//
// EventColumns::load: one pass over each table of the archive.  The database joins ids to row numbers and hands rows over in any order; what stands
// here is by event row until the order of rows is known.
#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <tuple>

#include "store/event_columns.h"
#include "store/event_values.h"
#include "store/explore_filter.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

constexpr int32_t kNoDay = INT32_MIN;
constexpr char kBetween = '\x1f';

// Days since 1970 of an SQL date.
std::string days_sql(const std::string& date) { return "(" + date + " - DATE '1970-01-01')"; }

struct Part {
  uint32_t event = 0, label = 0, arabic = 0, person = 0;
  uint16_t country = 0, sector = 0, ordinal = 0;
  uint8_t role = 0;
};
constexpr uint16_t kNone16 = 0xFFFF;
constexpr std::array<std::string_view, 4> kRoles = {"actor", "recipient", "source", "via"};  // ascending, as the names of an event are joined

class Loader {
 public:
  Loader(const Database& database, const AgentNamer& namer) : database_(database), namer_(namer) {}

  Result<EventColumns> load() {
    for (const auto step : {&Loader::sizes, &Loader::participants, &Loader::articles, &Loader::events, &Loader::joined, &Loader::ids}) {
      if (const Status status = (this->*step)(); !status) return status;
    }
    carry();
    sort_rows();
    finish();
    columns_.arrange();
    return std::move(columns_);
  }

 private:
  Status sizes() {
    return database_.scan(
        "SELECT (SELECT coalesce(max(rowid), -1) + 1 FROM event), (SELECT coalesce(max(rowid), -1) + 1 FROM article), "
        "(SELECT coalesce(max(rowid), -1) + 1 FROM story), (SELECT coalesce(max(rowid), -1) + 1 FROM incident), "
        "(SELECT count(*) FROM participant)",
        "nnnnn", [this](const Chunk& chunk) {
          const auto number = [&chunk](size_t column) { return static_cast<uint32_t>(chunk.integer(column, 0)); };
          events_ = number(0);
          articles_ = number(1);
          columns_.bases = {0, number(2), number(3)};
          participants_ = number(4);
        });
  }

  // Everybody with a part in an event, and of them the lists of the events.
  Status participants() {
    std::vector<uint32_t> folded;  // by code of `people`
    Interner people, folds;
    std::string key;
    const auto person = [&people, &key](const Chunk& chunk, size_t column, size_t row) {
      key.assign(chunk.text(column, row));
      key += kBetween;
      key += chunk.text(column + 1, row);
      return people.code_of(key);
    };
    Status status = database_.scan("SELECT name, name_ar, " + fold_sql("name || ' ' || name_ar") +
                                       " FROM (SELECT DISTINCT coalesce(name, '') AS name, coalesce(name_ar, '') AS name_ar FROM participant)",
                                   "ttt", [&](const Chunk& chunk) {
                                     for (size_t row = 0; row < chunk.size(); ++row) {
                                       (void)person(chunk, 0, row);
                                       folded.push_back(folds.code_of(chunk.text(2, row)));
                                     }
                                   });
    if (!status) return status;
    std::vector<Part> parts;
    parts.reserve(participants_);
    status = database_.scan(
        "SELECT e.rowid, p.role, p.ordinal, " + label_sql("p") + ", " + arabic_label_sql("p") +
            ", p.country, "
            "string_split(p.sector, ';')[1], coalesce(p.name, ''), coalesce(p.name_ar, '') FROM participant p JOIN event e USING (event_id)",
        "ntntttttt", [&](const Chunk& chunk) {
          for (size_t row = 0; row < chunk.size(); ++row) {
            const auto role = std::find(kRoles.begin(), kRoles.end(), chunk.text(1, row));
            Part part;
            part.event = static_cast<uint32_t>(chunk.integer(0, row));
            part.role = static_cast<uint8_t>(role - kRoles.begin());
            part.ordinal = static_cast<uint16_t>(chunk.integer(2, row));
            part.label = chunk.has(3, row) ? labels_.code_of(chunk.text(3, row)) : kNoCode;
            part.arabic = chunk.text(8, row).empty() && !chunk.text(7, row).empty() ? named(part.label) : kNoCode;
            if (part.arabic == kNoCode && chunk.has(4, row)) part.arabic = arabic_.code_of(chunk.text(4, row));
            part.country = chunk.has(5, row) ? static_cast<uint16_t>(countries_.code_of(chunk.text(5, row))) : kNone16;
            part.sector = chunk.has(6, row) ? static_cast<uint16_t>(sectors_.code_of(chunk.text(6, row))) : kNone16;
            part.person = folded[person(chunk, 7, row)];
            parts.push_back(part);
          }
        });
    if (!status) return status;
    columns_.people = folds.words();
    columns_.labels = labels_.sorted(label_places_);
    columns_.arabic = arabic_.words();
    columns_.countries = countries_.sorted(country_places_);
    columns_.sectors = sectors_.sorted(sector_places_);
    list(parts);
    return {};
  }

  // The Arabic of an agent that the archive knows by this English label; kNoCode where nobody knows one.
  uint32_t named(uint32_t label) {
    if (label >= named_.size()) named_.resize(label + 1);
    if (!named_[label]) {
      const std::string arabic = namer_.arabic(labels_.words()[label]);
      named_[label] = arabic.empty() ? kNoCode : arabic_.code_of(arabic);
    }
    return *named_[label];
  }

  void list(std::vector<Part>& parts) {
    for (ValueLists* all : {&actor_, &recipient_, &speaker_, &actor_code_, &recipient_code_, &sector_, &names_})
      all->codes.assign(events_, all->interner.code_of({}));
    std::vector<uint32_t> order(parts.size());
    std::iota(order.begin(), order.end(), 0u);
    order = ordered_by(
        order, [&parts](uint32_t i) { return parts[i].event; }, events_);
    for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      while (end < order.size() && parts[order[end]].event == parts[order[begin]].event) ++end;
      std::sort(
          order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end),
          [&parts](uint32_t a, uint32_t b) { return std::tie(parts[a].role, parts[a].ordinal, a) < std::tie(parts[b].role, parts[b].ordinal, b); });
      list_event(parts, {order.data() + begin, end - begin});
    }
  }

  // REQUIRES: all of one event, in the order of roles.
  void list_event(const std::vector<Part>& parts, std::span<const uint32_t> own) {
    std::array<std::vector<uint32_t>, kRoles.size() + 1> names, codes;
    std::vector<uint32_t> everybody, sectors;
    for (const uint32_t i : own) {
      const Part& part = parts[i];
      everybody.push_back(part.person);
      if (part.label != kNoCode) names[part.role].insert(names[part.role].end(), {label_places_[part.label], part.arabic});
      if (part.country != kNone16) codes[part.role].push_back(country_places_[part.country]);
      if (part.sector != kNone16 && part.role < 2) sectors.push_back(sector_places_[part.sector]);
    }
    for (std::vector<uint32_t>* each : {&codes[0], &codes[1], &sectors}) {
      std::sort(each->begin(), each->end());
      each->erase(std::unique(each->begin(), each->end()), each->end());
    }
    const uint32_t event = parts[own[0]].event;
    actor_.codes[event] = actor_.interner.code_of(names[0]);
    recipient_.codes[event] = recipient_.interner.code_of(names[1]);
    speaker_.codes[event] = speaker_.interner.code_of(names[2]);
    actor_code_.codes[event] = actor_code_.interner.code_of(codes[0]);
    recipient_code_.codes[event] = recipient_code_.interner.code_of(codes[1]);
    sector_.codes[event] = sector_.interner.code_of(sectors);
    names_.codes[event] = names_.interner.code_of(everybody);
  }

  Status articles() {
    columns_.article_place.assign(articles_, 0);
    outlets_.codes.assign(articles_, kNoCode);
    published_.assign(articles_, kNoDay);
    return database_.scan(
        "SELECT rowid, row_number() OVER (ORDER BY article_id) - 1, coalesce(source, ''), " + days_sql("published") + " FROM article", "nntn",
        [this](const Chunk& chunk) {
          for (size_t row = 0; row < chunk.size(); ++row) {
            const auto article = static_cast<size_t>(chunk.integer(0, row));
            columns_.article_place[article] = static_cast<uint32_t>(chunk.integer(1, row));
            outlets_.set(article, chunk, 2, row);
            if (chunk.has(3, row)) published_[article] = static_cast<int32_t>(chunk.integer(3, row));
          }
        });
  }

  Status events() {
    for (Values* field : scalars()) field->codes.assign(events_, kNoCode);
    for (std::vector<uint32_t>* each : {&article_, &number_, &happening_, &spot_, &id_}) each->assign(events_, kNoCode);
    for (std::vector<uint32_t>& each : places_) each.assign(events_, 0);
    stated_.assign(events_, kNoDay);
    ListInterner spots;
    Status status = database_.scan(
        "SELECT e.rowid, a.rowid, e.n, e.happening, " + days_sql(day_sql("e.date")) +
            ", e.type, e.status, CAST(e.quad AS VARCHAR), e.cameo, e.frame_file || ':' || e.frame_line, coalesce(e.stance, 'article'), e.medium, "
            "CAST(e.score AS VARCHAR), CAST(e.confidence AS VARCHAR), e.mode, e.context, e.place, e.place_ar, e.place_country, e.place_kind, "
            "CAST(e.latitude AS VARCHAR), CAST(e.longitude AS VARCHAR), e.event_id, e.sentence_start, e.sentence_end, e.trigger_start, e.trigger_end "
            "FROM event e JOIN article a USING (article_id)",
        "nnnnnttttttttttttttttttnnnn", [&](const Chunk& chunk) {
          for (size_t row = 0; row < chunk.size(); ++row) read_event(chunk, row, spots);
        });
    const Lists all = spots.lists();
    columns_.spots = all.items;
    columns_.spot_words = spot_words_.words();
    return status;
  }

  void read_event(const Chunk& chunk, size_t row, ListInterner& spots) {
    const auto event = static_cast<size_t>(chunk.integer(0, row));
    article_[event] = static_cast<uint32_t>(chunk.integer(1, row));
    number_[event] = static_cast<uint32_t>(chunk.integer(2, row));
    if (chunk.has(3, row)) happening_[event] = static_cast<uint32_t>(chunk.integer(3, row));
    if (chunk.has(4, row)) stated_[event] = static_cast<int32_t>(chunk.integer(4, row));
    size_t column = 5;
    for (Values* field : scalars()) field->set(event, chunk, column++, row);
    std::array<uint32_t, EventColumns::kSpotCells> cells{};
    for (uint32_t& cell : cells) {
      cell = chunk.has(column, row) ? spot_words_.code_of(chunk.text(column, row)) : kNoCode;
      ++column;
    }
    spot_[event] = spots.code_of(cells);
    id_[event] = static_cast<uint32_t>(ids_.size());
    ids_.add(chunk.text(column++, row));
    // Each as its distance from the one before, but for the end of the sentence, which the trigger stands before.
    std::array<uint32_t, 4> told{};
    for (uint32_t& place : told) {
      place = chunk.has(column, row) ? static_cast<uint32_t>(chunk.integer(column, row)) : 0;
      ++column;
    }
    const std::array<uint32_t, 4> kept = {told[0], told[1] - told[0], told[2] - told[0], told[3] - told[2]};
    for (size_t i = 0; i < kept.size(); ++i) places_[i][event] = kept[i];
  }

  // Fields of event(), in the order of their columns there; lists joined by ; as one text.
  std::array<Values*, 11> scalars() {
    return {&type_, &status_, &quad_, &cameo_, &frame_, &stance_, &medium_, &score_, &confidence_, &mode_, &context_};
  }

  // What other tables say of articles and events.
  Status joined() {
    const std::string story =
        "SELECT a.rowid, s.rowid FROM story_article sa JOIN article a USING (article_id) JOIN story s ON s.story_id = sa.story_id";
    const std::string incident =
        "SELECT e.rowid, i.rowid FROM incident_event ie JOIN event e USING (event_id) JOIN incident i ON i.incident_id = ie.incident_id";
    const std::string naming =
        "SELECT e.rowid, CAST(1 AS BIGINT) FROM incident_event ie JOIN event e USING (event_id) WHERE ie.incident_id = 'i' || ie.event_id";
    const std::string pledge = "SELECT e.rowid, CAST(0 AS BIGINT) FROM pledge p JOIN event e USING (event_id)";
    const std::tuple<const std::string*, std::vector<uint32_t>*, uint32_t> kinds[] = {
        {&story, &story_, articles_}, {&incident, &incident_, events_}, {&naming, &naming_, events_}, {&pledge, &pledged_, events_}};
    for (const auto& [sql, numbers, end] : kinds) {
      std::vector<uint32_t>& target = *numbers;
      target.assign(end, kNoCode);
      Status status = database_.scan(*sql, "nn", [&target](const Chunk& chunk) {
        for (size_t row = 0; row < chunk.size(); ++row)
          target[static_cast<size_t>(chunk.integer(0, row))] = static_cast<uint32_t>(chunk.integer(1, row));
      });
      if (!status) return status;
    }
    return {};
  }

  Status ids() {
    Result<Words> articles = ids_by_row(database_, "article", "article_id");
    if (!articles) return articles.status();
    columns_.article_ids = std::move(articles).value();
    const Result<Words> stories = ids_by_row(database_, "story", "story_id");
    if (!stories) return stories.status();
    columns_.story_ids = Ids(stories.value().size(), [&stories](size_t row) { return stories.value()[row]; });
    return {};
  }

  // Happenings by the row of their first mention, with the earliest day that any mention tells.
  void carry() {
    std::vector<uint32_t> present;
    for (uint32_t event = 0; event < events_; ++event) {
      if (article_[event] != kNoCode) present.push_back(event);
    }
    by_article_ = ordered_by(
        present, [this](uint32_t event) { return columns_.article_place[article_[event]]; }, articles_);
    unit_.assign(events_, kNoCode);
    carried_.assign(events_, kNoDay);
    std::vector<uint32_t> same;
    for (size_t begin = 0, end = 0; begin < by_article_.size(); begin = end) {
      while (end < by_article_.size() && article_[by_article_[end]] == article_[by_article_[begin]]) ++end;
      same.assign(by_article_.begin() + static_cast<std::ptrdiff_t>(begin), by_article_.begin() + static_cast<std::ptrdiff_t>(end));
      std::sort(same.begin(), same.end(), [this](uint32_t a, uint32_t b) { return std::tie(happening_[a], a) < std::tie(happening_[b], b); });
      for (size_t i = 0, j = 0; i < same.size(); i = j) {
        int32_t day = kNoDay;
        for (; j < same.size() && happening_[same[j]] == happening_[same[i]]; ++j) {
          unit_[same[j]] = happening_[same[j]] == kNoCode ? same[j] : same[i];
          if (stated_[same[j]] != kNoDay && (day == kNoDay || stated_[same[j]] < day)) day = stated_[same[j]];
        }
        if (happening_[same[i]] == kNoCode) continue;
        for (size_t k = i; k < j; ++k) carried_[same[k]] = day;
      }
      // In the order of their numbers from here on.
      std::sort(by_article_.begin() + static_cast<std::ptrdiff_t>(begin), by_article_.begin() + static_cast<std::ptrdiff_t>(end),
                [this](uint32_t a, uint32_t b) { return std::tie(number_[a], a) < std::tie(number_[b], b); });
    }
  }

  // By day, newest first and none last; those of a day by article and number.
  void sort_rows() {
    basis_.codes.assign(events_, kNoCode);
    const std::array<uint32_t, 3> bases = {basis_.interner.code_of("stated"), basis_.interner.code_of("carried"),
                                           basis_.interner.code_of("published")};
    for (const uint32_t event : by_article_) {
      const std::array<int32_t, 3> told = {stated_[event], carried_[event], published_[article_[event]]};
      const auto first = std::find_if(told.begin(), told.end(), [](int32_t day) { return day != kNoDay; });
      if (first == told.end()) continue;
      basis_.codes[event] = bases[static_cast<size_t>(first - told.begin())];
      stated_[event] = *first;
    }
    std::vector<int32_t>& days = columns_.days;
    days = published_;
    days.insert(days.end(), stated_.begin(), stated_.end());
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::erase(days, kNoDay);
    day_.resize(events_);
    for (size_t event = 0; event < events_; ++event) day_[event] = day_code(stated_[event]);
    const auto none = static_cast<uint32_t>(days.size());
    order_ = ordered_by(
        by_article_, [this, none](uint32_t event) { return day_[event] == none ? none : none - 1 - day_[event]; }, none + 1);
  }

  uint32_t day_code(int32_t day) const {
    const std::vector<int32_t>& days = columns_.days;
    if (day == kNoDay) return static_cast<uint32_t>(days.size());
    return static_cast<uint32_t>(std::lower_bound(days.begin(), days.end(), day) - days.begin());
  }

  void finish() {
    EventColumns& c = columns_;
    c.rows = order_.size();
    c.bases[EventColumns::kRows] = static_cast<uint32_t>(c.rows);
    Values outlet, pledge;
    outlet.interner = outlets_.interner;
    outlet.codes.assign(events_, kNoCode);
    pledge.codes.assign(events_, pledge.interner.code_of("no"));
    std::vector<uint32_t> published(events_), story(events_), incident(events_);
    for (const uint32_t event : order_) {
      const uint32_t article = article_[event];
      outlet.codes[event] = outlets_.codes[article];
      if (pledged_[event] != kNoCode) pledge.codes[event] = pledge.interner.code_of("yes");
      published[event] = day_code(published_[article]);
      story[event] = story_[article] != kNoCode ? story_[article] : c.bases[EventColumns::kStories] + article;
      incident[event] = incident_[event] != kNoCode ? incident_[event] : c.bases[EventColumns::kIncidents] + unit_[event];
    }
    c.outlet = outlet.values(order_);
    c.pledge = pledge.values(order_);
    c.day_basis = basis_.values(order_);
    ValueColumn* const to[] = {&c.type, &c.status, &c.quad, &c.cameo, &c.frame, &c.stance, &c.medium};
    const std::array<Values*, 11> from = scalars();
    for (size_t i = 0; i < std::size(to); ++i) *to[i] = from[i]->values(order_);
    c.score = score_.numbers(order_);
    c.confidence = confidence_.numbers(order_);
    c.mode = split_lists(mode_, c.modes);
    c.context = split_lists(context_, c.contexts);
    c.actor = actor_.roles(order_);
    c.recipient = recipient_.roles(order_);
    c.speaker = speaker_.roles(order_);
    c.actor_code = actor_code_.lists(order_);
    c.recipient_code = recipient_code_.lists(order_);
    c.sector = sector_.lists(order_);
    c.names = names_.lists(order_);
    number_spots();
    c.spot = Codes(of_rows(spot_, order_));
    c.day = Codes(of_rows(day_, order_));
    c.number = Codes(of_rows(number_, order_));
    c.published = Codes(of_rows(published, order_));
    c.story = Codes(of_rows(story, order_));
    c.incident = Codes(of_rows(incident, order_));
    c.unit = Codes(of_rows(unit_, order_));
    c.article = Codes(of_rows(article_, order_));
    c.event = Codes(order_);
    Codes* const places[] = {&c.sentence, &c.sentence_bytes, &c.trigger, &c.trigger_bytes};
    for (size_t i = 0; i < std::size(places); ++i) *places[i] = Codes(of_rows(places_[i], order_));
    for (uint32_t& event : naming_) event = event == kNoCode ? 0 : 1;
    c.naming = Codes(of_rows(naming_, order_));
    c.event_ids = Ids(c.rows, [this](size_t row) { return ids_[id_[order_[row]]]; });
  }

  // Spots in the order in which rows tell them: whoever takes the first of several takes the same one always.
  void number_spots() {
    std::vector<uint32_t> places(columns_.spots.size() / EventColumns::kSpotCells, kNoCode), spots;
    for (const uint32_t event : order_) {
      uint32_t& place = places[spot_[event]];
      if (place == kNoCode) {
        place = static_cast<uint32_t>(spots.size() / EventColumns::kSpotCells);
        const auto cells = columns_.spots.begin() + static_cast<std::ptrdiff_t>(size_t{spot_[event]} * EventColumns::kSpotCells);
        spots.insert(spots.end(), cells, cells + EventColumns::kSpotCells);
      }
      spot_[event] = place;
    }
    columns_.spots = std::move(spots);
  }

  // Texts joined by ; as lists.
  ListColumn split_lists(Values& joined, Words& words) {
    Interner interner;
    std::vector<std::vector<uint32_t>> lists;
    for (size_t code = 0; code < joined.interner.words().size(); ++code) {
      std::vector<uint32_t>& list = lists.emplace_back();
      const std::string_view text = joined.interner.words()[code];
      for (size_t at = 0; !text.empty() && at <= text.size();) {
        const size_t end = std::min(text.find(';', at), text.size());
        list.push_back(interner.code_of(text.substr(at, end - at)));
        at = end + 1;
      }
    }
    std::vector<uint32_t> places;
    words = interner.sorted(places);
    ListColumn made;
    for (std::vector<uint32_t>& list : lists) {
      for (uint32_t& item : list) item = places[item];
      made.lists.items.insert(made.lists.items.end(), list.begin(), list.end());
      made.lists.ends.push_back(static_cast<uint32_t>(made.lists.items.size()));
    }
    made.lists.ends.push_back(static_cast<uint32_t>(made.lists.items.size()));  // nothing, of those without a text
    std::vector<uint32_t> rows = of_rows(joined.codes, order_);
    for (uint32_t& code : rows) code = code == kNoCode ? static_cast<uint32_t>(lists.size()) : code;
    made.codes = Codes(rows);
    return made;
  }

  const Database& database_;
  const AgentNamer& namer_;
  EventColumns columns_;
  uint32_t events_ = 0, articles_ = 0;  // behind the highest rows
  uint32_t participants_ = 0;
  std::vector<std::optional<uint32_t>> named_;  // codes of arabic_, by code of labels_
  Interner labels_, arabic_, countries_, sectors_, spot_words_;
  std::vector<uint32_t> label_places_, country_places_, sector_places_;
  ValueLists actor_, recipient_, speaker_, actor_code_, recipient_code_, sector_, names_;
  Values type_, status_, quad_, cameo_, frame_, stance_, medium_, score_, confidence_, mode_, context_, basis_;
  std::vector<uint32_t> article_, number_, happening_, spot_, id_, incident_, naming_, pledged_, unit_, day_;  // by event row
  std::array<std::vector<uint32_t>, 4> places_;                                                                // in the text, by event row
  std::vector<int32_t> stated_, carried_;                                                                      // by event row
  Values outlets_;                                                                                             // by article row
  std::vector<uint32_t> story_;
  std::vector<int32_t> published_;
  std::vector<uint32_t> by_article_, order_;
  Words ids_;  // of events, as they came
};

}  // namespace

Result<EventColumns> EventColumns::load(const Database& database, const AgentNamer& namer) { return Loader(database, namer).load(); }

}  // namespace waqai::store
