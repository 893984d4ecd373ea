// SPDX-License-Identifier: Apache-2.0
//
// EventColumns: the events of an archive in memory, a plain array a field, for filters and counts over millions of them (ExploreStore asks,
// event_selection.h and event_counts.h answer).  Every value is stored once and stands in a row as its code; so does every distinct list of values.
// Rows are in the order in which a page is first asked for: day (newest first, none last), article_id, number in the article.
// Thread rule: immutable once loaded; safe from any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/agent_namer.h"
#include "store/database.h"

namespace waqai::store {

inline constexpr uint32_t kNoCode = 0xFFFFFFFF;

// Distinct texts one after the other; the code of a text is its place.
struct Words {
  std::string letters;
  std::vector<uint32_t> ends;

  size_t size() const { return ends.size(); }
  std::string_view operator[](size_t code) const {
    const size_t begin = code == 0 ? 0 : ends[code - 1];
    return std::string_view(letters).substr(begin, ends[code] - begin);
  }
  void add(std::string_view text) {
    letters += text;
    ends.push_back(static_cast<uint32_t>(letters.size()));
  }
  // REQUIRES: in ascending order.  kNoCode for an unknown text.  O(log n).
  uint32_t find(std::string_view text) const;
};

// Ids by place.  Hexadecimal numbers of one length behind the same letters take a byte for two digits; others stand as they are.
class Ids {
 public:
  Ids() = default;
  // id(0) to id(count - 1), each asked for twice.
  Ids(size_t count, const std::function<std::string_view(size_t)>& id);

  size_t size() const { return digits() == 0 ? words_.size() : bytes_.size() / ((digits() + 1) / 2); }
  // REQUIRES: at < size()
  std::string operator[](size_t at) const;

 private:
  friend class ColumnParts;
  size_t digits() const { return shape_.empty() ? 0 : shape_[0]; }
  std::string letters_;          // before the digits
  std::vector<uint8_t> bytes_;   // the digits
  std::vector<uint32_t> shape_;  // how many digits; nothing where `words_` has the ids
  Words words_;
};

// Lists of codes, each distinct list once.
struct Lists {
  std::vector<uint32_t> items;
  std::vector<uint32_t> ends;

  size_t size() const { return ends.size(); }
  std::span<const uint32_t> operator[](size_t list) const {
    const size_t begin = list == 0 ? 0 : ends[list - 1];
    return {items.data() + begin, ends[list] - begin};
  }
};

// One code a row, in as many bytes as the highest needs.
class Codes {
 public:
  Codes() = default;
  explicit Codes(const std::vector<uint32_t>& codes);

  size_t size() const { return width_ == 0 ? 0 : bytes_.size() / width_; }
  // The result of visit(pointer to the first code), which is of uint8_t, uint16_t or uint32_t.
  template <typename Visit>
  auto visit(Visit visit) const {
    if (width_ == 1) return visit(bytes_.data());
    if (width_ == 2) return visit(reinterpret_cast<const uint16_t*>(bytes_.data()));
    return visit(reinterpret_cast<const uint32_t*>(bytes_.data()));
  }
  uint32_t operator[](size_t row) const {
    return visit([row](const auto* codes) -> uint32_t { return codes[row]; });
  }

 private:
  friend class ColumnParts;
  uint32_t width_ = 0;
  std::vector<uint8_t> bytes_;
};

// A field with one value a row; the code behind the last word means none.  Words are in ascending order.
struct ValueColumn {
  Words words;
  Codes codes;
};
// The same of numbers in ascending order, with the text that the archive gives for each.
struct NumberColumn {
  Words words;
  std::vector<double> numbers;
  Codes codes;
};
// A field with a list a row; what the items mean is told beside it.
struct ListColumn {
  Lists lists;
  Codes codes;
};
// Those in a role: the items are codes of EventColumns::labels, `arabic` has those of EventColumns::arabic in step with them.
struct RoleColumn {
  Lists lists;
  std::vector<uint32_t> arabic;
  Codes codes;
};

struct EventColumns {
  // What is told of a place.
  enum SpotCell { kPlace, kPlaceAr, kPlaceCountry, kPlaceKind, kLatitude, kLongitude, kSpotCells };

  size_t rows = 0;
  ValueColumn type, status, quad, cameo, frame, outlet, stance, medium, day_basis, pledge;
  NumberColumn score, confidence;
  std::vector<int32_t> days;  // of `day` and `published`, ascending, days since 1970
  Codes day, published;       // days.size() means none
  Codes number;               // in its article, from 1

  Words modes, contexts, sectors, countries, labels, arabic, people;
  ListColumn mode, context;                       // as told, in their order
  ListColumn sector, actor_code, recipient_code;  // each once, ascending
  RoleColumn actor, recipient, speaker;           // in their order
  ListColumn names;                               // of everybody with a part, folded: items are codes of `people`

  // Places with all that is told of them, a row of `spot` points at one; cells are codes of `spot_words`, kNoCode for none.
  Words spot_words;
  std::vector<uint32_t> spots;  // kSpotCells a spot
  Codes spot;
  uint32_t spot_cell(size_t spot_code, SpotCell cell) const { return spots[spot_code * kSpotCells + cell]; }

  // Rows in the tables of the archive.  Stories and incidents that are not known are numbered from `bases` on, by article and unit.
  Codes event, article, story, incident;
  Codes unit;  // event row of the first mention of the happening
  enum Base { kRows, kStories, kIncidents, kBases };
  std::vector<uint32_t> bases;          // by Base: the number of rows, and where numbers of unknown stories and incidents begin
  Ids event_ids;                        // by row
  Ids story_ids;                        // by row in their table
  Words article_ids;                    // the same
  Codes naming;                         // 1: the incident has the id of this event behind an i
  std::vector<uint32_t> article_place;  // by article row: place among all by article_id

  // Bytes in the text of the article: where the home sentence begins and how many it has, how far from there the trigger begins and how many that
  // has.
  Codes sentence, sentence_bytes, trigger, trigger_bytes;

  // Made of the above by arrange().
  Words place_words, place_country_words;                                        // values of two cells of the spots, ascending
  Lists spot_place, spot_place_country;                                          // by spot: their codes, or nothing
  std::vector<uint32_t> row_of_event;                                            // kNoCode for none
  std::vector<uint32_t> by_article;                                              // rows by article_id, number
  std::vector<uint32_t> by_unit, by_story, by_incident;                          // rows that count once together
  uint32_t units_end = 0, stories_end = 0, incidents_end = 0, articles_end = 0;  // behind the highest

  // Reads the archive that `database` has open.  kArchiveQuery.  O(events); takes about 100 bytes an event for as long as it runs, besides the
  // columns.
  static Result<EventColumns> load(const Database& database, const AgentNamer& namer = {});
  // The columns as rows of a table (part BIGINT, size BIGINT, bytes BLOB), in order, and back; kArchiveDamaged where rows are missing.
  void write(const std::function<void(int64_t, int64_t, std::string_view)>& block) const;
  static Result<EventColumns> read(const Database& database, const std::string& table);

  void arrange();
  // The id of the incident of `row`; nothing where the archive has none or one of another shape, which stands there alone.  O(events of the
  // incident).
  std::optional<std::string> incident_id(uint32_t row) const;
  std::string words_of(const Words& words, std::span<const uint32_t> codes) const;
};

// Gives texts their codes, in order of arrival.
class Interner {
 public:
  Interner() : slots_(1024, kNoCode) {}
  uint32_t code_of(std::string_view text);
  const Words& words() const { return words_; }
  // The words in ascending order; `places` gets the place of each code.
  Words sorted(std::vector<uint32_t>& places) const;

 private:
  void grow();
  Words words_;
  std::vector<uint32_t> slots_;
};

// The same of lists.
class ListInterner {
 public:
  uint32_t code_of(std::span<const uint32_t> list) {
    return bytes_.code_of({reinterpret_cast<const char*>(list.data()), list.size() * sizeof(uint32_t)});
  }
  Lists lists() const;

 private:
  Interner bytes_;
};

// `column` of `table` by number of its rows, empty where there is no row.  kArchiveQuery.  O(rows).
Result<Words> ids_by_row(const Database& database, const std::string& table, const std::string& column);

// Places of 0 .. keys.size() - 1 in ascending order of their key, equal ones as they stand in `order`.  REQUIRES: keys below `end`.
std::vector<uint32_t> ordered_by(const std::vector<uint32_t>& order, const std::function<uint32_t(uint32_t)>& key, uint32_t end);

}  // namespace waqai::store
