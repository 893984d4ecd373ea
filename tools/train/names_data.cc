// SPDX-License-Identifier: Apache-2.0
#include "names_data.h"

#include <functional>
#include <map>
#include <set>

#include "base/file.h"
#include "entities/name_model.h"
#include "text/fold.h"

namespace waqai::train {
namespace {

using annot::NameKind;
using entities::first_tag;
using entities::further_tag;
using Row = std::vector<std::string>;

std::vector<std::string> fields(std::string_view line) {
  std::vector<std::string> out;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = std::min(line.find_first_not_of(" \t\r", at), line.size());
    const size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    if (end > begin) out.emplace_back(line.substr(begin, end - begin));
    at = end;
  }
  return out;
}

// Calls `take` with the rows of each sentence.
Status read_rows(const std::string& path, const std::function<void(std::vector<Row>&)>& take) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  const std::string& text = bytes.value();
  std::vector<Row> rows;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    Row row = fields(std::string_view(text).substr(at, end - at));
    if (row.size() >= 2) {
      rows.push_back(std::move(row));
    } else {
      if (!rows.empty()) take(rows);
      rows.clear();
    }
    at = end + 1;
  }
  if (!rows.empty()) take(rows);
  return {};
}

// Kind of a class name of either corpus; nothing where it is no name here.
const NameKind* kind_of(const std::string& label) {
  static const std::map<std::string, NameKind> kKinds = [] {
    std::map<std::string, NameKind> kinds;
    for (const char* c :
         {"Politician", "Athlete", "Artist", "Other_PER", "Religious_PER", "Scientist", "Businessperson", "Lawyer", "Engineer", "Police", "PERS"})
      kinds[c] = NameKind::kPerson;
    for (const char* c : {"Nation", "Population-Center", "GPE-Cluster", "State-or-Province", "County-or-District", "Continent", "Water-Body",
                          "Land-Region-Natural", "Building-Grounds", "Airport", "Path", "LOC", "GPE", "FAC"})
      kinds[c] = NameKind::kPlace;
    for (const char* c : {"Non-Governmental", "Sports", "Government", "Media", "Commercial", "Educational", "Medical-Science", "Religious_ORG",
                          "Entertainment", "ORG"})
      kinds[c] = NameKind::kOrganisation;
    for (const char* c : {"Book", "Movie", "Software", "Hardware", "Land", "Air", "Drug", "Food", "Projectile", "Water", "MISC"})
      kinds[c] = NameKind::kOther;
    return kinds;
  }();
  const auto found = kKinds.find(label);
  return found == kKinds.end() ? nullptr : &found->second;
}

// "B-Class" or "I-Class" to a tag; a further token after something else starts a name.
uint8_t tag_of(const std::string& label, uint8_t before) {
  if (label.size() < 3) return 0;
  const NameKind* kind = kind_of(label.substr(2));
  if (kind == nullptr) return 0;
  const uint8_t further = further_tag(*kind);
  return label[0] == 'I' && entities::may_follow(before, further) ? further : first_tag(*kind);
}

std::string folded(const std::string& token) { return text::key_to_utf8(text::fold_key(token)); }

// Newsfane prints these apart from the word that follows, and these apart from the word before.
bool is_proclitic(const std::string& token) {
  static const std::set<std::string> kAll = {"\xd9\x88", "\xd9\x81", "\xd9\x83", "\xd8\xa8", "\xd9\x84", "\xd8\xb3"};
  return kAll.count(token) > 0;
}
bool is_enclitic(const std::string& token) {
  static const std::set<std::string> kAll = {"\xd9\x87",         "\xd9\x87\xd8\xa7", "\xd9\x87\xd9\x85", "\xd9\x87\xd9\x85\xd8\xa7",
                                             "\xd9\x87\xd9\x86", "\xd9\x86\xd8\xa7", "\xd9\x83\xd9\x85", "\xd9\x86\xd9\x8a"};
  return kAll.count(token) > 0;
}

bool is_arabic_word(const std::string& token) {
  const std::string key = text::fold_key(token);
  return key.size() > 1 && text::key_letter(key[0]) != 0;
}

// Puts clitics back: a proclitic joins the next word, and takes its tag; an enclitic joins the word before.
void join_clitics(NamedSentence& sentence) {
  NamedSentence joined;
  std::string prefix;
  for (size_t t = 0; t < sentence.tokens.size(); ++t) {
    const std::string& token = sentence.tokens[t];
    const uint8_t tag = sentence.tags[t];
    const bool next_word = t + 1 < sentence.tokens.size() && is_arabic_word(sentence.tokens[t + 1]);
    if (next_word && is_proclitic(token) && (tag == 0 || tag == sentence.tags[t + 1])) {
      prefix += token;
    } else if (prefix.empty() && tag == 0 && !joined.tokens.empty() && is_enclitic(token) && is_arabic_word(joined.tokens.back())) {
      joined.tokens.back() += token;
    } else {
      joined.tokens.push_back(prefix + token);
      joined.tags.push_back(tag);
      prefix.clear();
    }
  }
  sentence = std::move(joined);
}

// Folded.  Organs of a state that have no name of their own: government, army, police, ministry, forces, parliament, national team.
const std::set<std::string> kOrgans = {"\xd8\xad\xd9\x83\xd9\x88\xd9\x85\xd9\x87", "\xd8\xac\xd9\x8a\xd8\xb4",
                                       "\xd8\xb4\xd8\xb1\xd8\xb7\xd9\x87",         "\xd9\x88\xd8\xb2\xd8\xa7\xd8\xb1\xd9\x87",
                                       "\xd9\x82\xd9\x88\xd8\xa7\xd8\xaa",         "\xd8\xa8\xd8\xb1\xd9\x84\xd9\x85\xd8\xa7\xd9\x86",
                                       "\xd9\x85\xd9\x86\xd8\xaa\xd8\xae\xd8\xa8"};
// Words of place that stand before a name and are no part of it: city, village, camp, town, province, region, river, port, ...
const std::set<std::string> kPlaceWords = {"\xd9\x85\xd8\xaf\xd9\x8a\xd9\x86\xd9\x87",
                                           "\xd9\x82\xd8\xb1\xd9\x8a\xd9\x87",
                                           "\xd9\x85\xd8\xae\xd9\x8a\xd9\x85",
                                           "\xd8\xa8\xd9\x84\xd8\xaf\xd9\x87",
                                           "\xd9\x85\xd8\xad\xd8\xa7\xd9\x81\xd8\xb8\xd9\x87",
                                           "\xd9\x85\xd9\x86\xd8\xb7\xd9\x82\xd9\x87",
                                           "\xd8\xa7\xd9\x82\xd9\x84\xd9\x8a\xd9\x85",
                                           "\xd9\x85\xd9\x82\xd8\xa7\xd8\xb7\xd8\xb9\xd9\x87",
                                           "\xd9\x86\xd9\x87\xd8\xb1",
                                           "\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1",
                                           "\xd8\xa8\xd8\xad\xd9\x8a\xd8\xb1\xd9\x87",
                                           "\xd8\xad\xd9\x8a",
                                           "\xd8\xaf\xd9\x88\xd9\x84\xd9\x87",
                                           "\xd9\x88\xd9\x84\xd8\xa7\xd9\x8a\xd9\x87",
                                           "\xd8\xac\xd8\xb2\xd9\x8a\xd8\xb1\xd9\x87",
                                           "\xd9\x88\xd8\xa7\xd8\xaf\xd9\x8a",
                                           "\xd9\x85\xd8\xb3\xd8\xac\xd8\xaf",
                                           "\xd9\x85\xd8\xaf\xd9\x86"};
// Words for bodies that belong to the name that follows: club, organisation, party, university, agency, bank.
const std::set<std::string> kBodyWords = {
    "\xd9\x86\xd8\xa7\xd8\xaf\xd9\x8a",         "\xd9\x85\xd9\x86\xd8\xb8\xd9\x85\xd9\x87", "\xd8\xad\xd8\xb2\xd8\xa8",
    "\xd8\xac\xd8\xa7\xd9\x85\xd8\xb9\xd9\x87", "\xd9\x88\xd9\x83\xd8\xa7\xd9\x84\xd9\x87", "\xd8\xa8\xd9\x86\xd9\x83"};

std::string without_conjunction(const std::string& word) { return word.rfind("\xd9\x88", 0) == 0 && word.size() > 8 ? word.substr(2) : word; }

// What counts as a name, and where it begins, differs from corpus to corpus.  This makes one convention of them: common words for organs of
// a state are no names, words of place stay outside, words for bodies inside, and a state is a place also where it acts or plays.
class Convention {
 public:
  explicit Convention(std::vector<NamedSentence>& data) : data_(data) {
    for (const NamedSentence& sentence : data) {
      for (size_t t = 0; t < sentence.tokens.size(); ++t) {
        if (sentence.tags[t] == kPlaceTag) places_.insert(span(sentence, t, end_of(sentence, t)));
      }
    }
  }

  void apply() const {
    for (NamedSentence& sentence : data_) {
      for (size_t t = 0; t < sentence.tokens.size(); ++t) {
        const std::string word = without_conjunction(folded(sentence.tokens[t]));
        const size_t end = end_of(sentence, t);
        if (sentence.tags[t] == kBodyTag) read_body(sentence, t, end, word);
        else if (sentence.tags[t] == kPlaceTag && end > t + 1 && kPlaceWords.count(word) > 0) move_start(sentence, t, kPlaceTag);
        else if (sentence.tags[t] == 0 && end < sentence.tokens.size() && sentence.tags[end] == kBodyTag && kBodyWords.count(word) > 0)
          extend(sentence, t);
      }
    }
  }

 private:
  static constexpr uint8_t kPlaceTag = first_tag(NameKind::kPlace), kBodyTag = first_tag(NameKind::kOrganisation);

  // Behind the last token of what starts at `t`.
  static size_t end_of(const NamedSentence& sentence, size_t t) {
    size_t end = t + 1;
    while (sentence.tags[t] != 0 && end < sentence.tags.size() && sentence.tags[end] == sentence.tags[t] + 1) ++end;
    return end;
  }
  static std::string span(const NamedSentence& sentence, size_t begin, size_t end) {
    std::string words;
    for (size_t t = begin; t < end; ++t) words += folded(sentence.tokens[t]) + ' ';
    return words;
  }
  static void move_start(NamedSentence& sentence, size_t t, uint8_t tag) {
    sentence.tags[t] = 0;
    sentence.tags[t + 1] = tag;
  }
  static void extend(NamedSentence& sentence, size_t t) {
    sentence.tags[t] = kBodyTag;
    sentence.tags[t + 1] = kBodyTag + 1;
  }
  void read_body(NamedSentence& sentence, size_t t, size_t end, const std::string& word) const {
    const bool article = word.rfind("\xd8\xa7\xd9\x84", 0) == 0;
    const bool organ = kOrgans.count(article ? word.substr(4) : word) > 0;
    const bool place = places_.count(span(sentence, t, end)) > 0 && end < t + 3;
    for (size_t u = t; (organ || place) && u < end; ++u) sentence.tags[u] = organ ? 0 : static_cast<uint8_t>(sentence.tags[u] - kBodyTag + kPlaceTag);
  }

  std::vector<NamedSentence>& data_;
  std::set<std::string> places_;  // names that are places somewhere in the corpus
};

}  // namespace

Result<std::vector<NamedSentence>> read_newsfane(const std::string& path) {
  std::vector<NamedSentence> out;
  Status status = read_rows(path, [&](std::vector<Row>& rows) {
    NamedSentence sentence;
    for (const Row& row : rows) {
      sentence.tokens.push_back(row[0]);
      sentence.tags.push_back(tag_of(row[1], sentence.tags.empty() ? 0 : sentence.tags.back()));
    }
    join_clitics(sentence);
    out.push_back(std::move(sentence));
  });
  if (!status) return status;
  Convention(out).apply();
  return out;
}

Result<std::vector<NamedSentence>> read_wojood(const std::string& path) {
  std::vector<NamedSentence> out;
  Status status = read_rows(path, [&](std::vector<Row>& rows) {
    NamedSentence sentence;
    for (const Row& row : rows) {
      if (row[0] == "$#$") continue;
      const uint8_t before = sentence.tags.empty() ? 0 : sentence.tags.back();
      uint8_t tag = 0;
      for (size_t c = 1; c < row.size() && tag == 0; ++c) tag = tag_of(row[c], before);
      sentence.tokens.push_back(row[0]);
      sentence.tags.push_back(tag);
    }
    if (!sentence.tokens.empty()) out.push_back(std::move(sentence));
  });
  if (!status) return status;
  Convention(out).apply();
  return out;
}

Result<std::vector<NamedSentence>> read_plain(const std::string& path) {
  std::vector<NamedSentence> out;
  Status status = read_rows(path, [&](std::vector<Row>& rows) {
    NamedSentence sentence;
    for (const Row& row : rows) {
      sentence.tokens.push_back(row[0]);
      sentence.tags.push_back(tag_of(row[1], sentence.tags.empty() ? 0 : sentence.tags.back()));
    }
    out.push_back(std::move(sentence));
  });
  if (!status) return status;
  return out;
}

void add_score(const std::vector<uint8_t>& gold, const std::vector<uint8_t>& found, NameScore& score) {
  const uint8_t other = first_tag(NameKind::kOther);
  const auto ends_at = [](const std::vector<uint8_t>& tags, size_t t) {
    size_t end = t + 1;
    while (end < tags.size() && tags[end] == tags[t] + 1) ++end;
    return end;
  };
  const auto starts = [&](const std::vector<uint8_t>& tags, size_t t) { return tags[t] % 2 == 1 && tags[t] != other; };
  for (size_t t = 0; t < gold.size(); ++t) {
    const bool in_gold = starts(gold, t), in_found = starts(found, t);
    score.gold += in_gold;
    score.found += in_found;
    score.right += in_gold && in_found && gold[t] == found[t] && ends_at(gold, t) == ends_at(found, t);
  }
}

}  // namespace waqai::train
