// SPDX-License-Identifier: Apache-2.0
//
// From what an input holds to a stored article (types/record.h): the text put together, the date checked, the id made.  No linguistics.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

constexpr size_t kIdDigits = 16;  // hexadecimal, of an article without an id of its own

// Names of the fields of a JSON record; where a field has an alternative name, the first that is there counts.
struct FieldNames {
  std::string id = "id";
  std::string title = "title";
  std::string source = "source";
  std::string published = "published";
  std::string url = "url";
  std::string text = "text";
  std::string section = "section";
  std::string section_alternative = "category";
  std::string author = "author";
  std::string published_alternative = "date";  // what `waqai extract` writes
  std::string published_time = "published_time";
};

// Completes an article whose fields are as the input gives them: double encoding undone, broken UTF-8 repaired, control characters made spaces,
// text = title, newline, lines without the blank ones; a text that opens with the title does not get it again.  A date that is not understood is left
// empty. A missing id is made from text, source, url and date.  `warnings` gets what was repaired or left out. kNoText where the text is missing or
// blank (a title alone is no article), kNotArabic where no Arabic letter is.  Linear. With `any_language` text of other scripts is taken, too.
Status complete_article(Article& article, std::vector<std::string>& warnings, bool any_language = false);

// Why an article or an input is not taken.
inline Status rejected(int code, std::string message) { return Status::error(code, ErrorKind::kRejected, std::move(message)); }

// Title and text of a plain text file into `article`: the first line is the title where a blank line follows it, or where it is short, ends with no
// full stop and a longer line follows.
void split_plain_text(std::string_view file, Article& article);

// Reads JSON records; keeps its buffers.  Not for concurrent use.
class RecordParser {
 public:
  explicit RecordParser(FieldNames names = FieldNames());
  RecordParser(RecordParser&&) noexcept;
  RecordParser& operator=(RecordParser&&) noexcept;
  ~RecordParser();

  // One JSON object into the fields of `article`, not completed.  kBadJson, also for a field of another kind than a string (ids and dates may be
  // numbers); null is as good as missing.  `json` may be repaired in place.
  Status parse(std::string& json, Article& article, std::vector<std::string>& warnings);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace waqai::ingest
