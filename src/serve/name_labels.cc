// SPDX-License-Identifier: Apache-2.0
#include "serve/name_labels.h"

#include <algorithm>
#include <vector>

namespace waqai::serve {
namespace {

constexpr std::string_view kBetween = "; ";
constexpr std::string_view kColumns[] = {"actor", "recipient", "speaker", "name", "other", "by", "to"};

bool has_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}
// Whether letters of the Arabic block stand in it: lead bytes 0xD8 to 0xDB of UTF-8.
bool has_arabic(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB; });
}

// What stands between "; ".
std::vector<std::string_view> split_names(std::string_view names) {
  std::vector<std::string_view> all;
  for (size_t end = 0; !names.empty(); names.remove_prefix(std::min(names.size(), end + kBetween.size()))) {
    end = std::min(names.find(kBetween), names.size());
    all.push_back(names.substr(0, end));
  }
  return all;
}

}  // namespace

std::string NameLabels::label(std::string_view words) const {
  if (has_latin(words) || !has_arabic(words)) return std::string(words);
  const LatinWords latin = context_.engine.latin(words, names_.count(words) > 0);
  if (latin.text.empty()) return std::string(words);
  return latin.text + (latin.sound ? " (translit.)" : "") + " \u00ab" + std::string(words) + "\u00bb";
}

void NameLabels::add(std::string_view names) {
  if (!has_arabic(names)) return;
  std::string key(names);
  std::replace(key.begin(), key.end(), '_', ' ');
  told_.emplace(std::move(key), names);
}

void NameLabels::add_name(const std::string& name) {
  add(name);
  names_.insert(name);
}

void NameLabels::find_names() {
  std::vector<std::string> asked;
  for (const auto& [key, cell] : told_) {
    for (const std::string_view one : split_names(cell)) asked.emplace_back(one);
  }
  // Without an answer they are told as words.
  const Result<std::vector<std::string>> found = context_.explorer.names_among(asked);
  if (found) names_.insert(found.value().begin(), found.value().end());
}

void NameLabels::add(const ExploreTable& table, bool values) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& column = table.columns[i].name;
    const bool names = std::find(std::begin(kColumns), std::end(kColumns), column) != std::end(kColumns) || (values && column == "value");
    // The Arabic of a place is its name where it has no English one.
    const bool place = column == "place_ar" && i > 0 && table.columns[i - 1].name == "place";
    for (const auto& row : table.rows) {
      if (row[i] && names) add(*row[i]);
      if (row[i] && place && !row[i - 1]) add_name(*row[i]);
    }
  }
}

void NameLabels::add(const Participant& who) {
  // Whom nobody names: its words are those of the deed.
  const bool unknown = who.name_ar.empty() && who.country.empty() && who.sector.size() == 1 && (who.sector[0] == "UNK" || who.sector[0] == "UAF");
  if (who.name.empty() && !who.name_ar.empty()) add_name(who.name_ar);
  else if (who.name.empty() && !unknown) add(who.text);
  for (const std::string& other : who.alternatives) {
    std::string arabic = context_.engine.arabic(other);
    if (!arabic.empty()) readings_.emplace(other, std::move(arabic));
  }
}
void NameLabels::add(std::span<const Participant> parties) {
  for (const Participant& who : parties) add(who);
}

void NameLabels::add(const CodedArticle& article) {
  for (const Event& event : article.events) {
    add(event.actor);
    add(event.recipient);
    if (event.source) {
      add(event.source->speaker);
      add(event.source->via);
    }
    if (event.place && event.place->name.empty()) add_name(event.place->name_ar);
  }
  for (const Pledge& pledge : article.pledges) {
    add(pledge.by);
    add(pledge.to);
  }
  for (const Quotation& quotation : article.quotations) add(quotation.speaker);
}

void NameLabels::append(Json& json) {
  find_names();
  std::map<std::string, std::string> labels;
  for (const auto& [key, cell] : told_) {
    std::string told;
    for (const std::string_view one : split_names(cell)) told += (told.empty() ? "" : std::string(kBetween)) + label(one);
    if (told != cell) labels.emplace(key, std::move(told));
  }
  for (const auto& [key, all] : {std::pair{"latin", &labels}, {"arabic", &readings_}}) {
    if (all->empty()) continue;
    json.key(key).open('{');
    for (const auto& [name, told] : *all) json.key(name).text(told);
    json.close('}');
  }
}

}  // namespace waqai::serve
