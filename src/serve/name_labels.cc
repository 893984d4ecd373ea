// SPDX-License-Identifier: Apache-2.0
#include "serve/name_labels.h"

#include <algorithm>

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

}  // namespace

std::string NameLabels::label(std::string_view name) const {
  if (has_latin(name) || !has_arabic(name)) return std::string(name);
  const LatinWords latin = engine_.latin(name);
  if (latin.text.empty()) return std::string(name);
  return latin.text + (latin.sound ? " (translit.)" : "") + " \u00ab" + std::string(name) + "\u00bb";
}

void NameLabels::add(std::string_view names) {
  if (!has_arabic(names)) return;
  std::string key(names);
  std::replace(key.begin(), key.end(), '_', ' ');
  const auto [held, fresh] = labels_.try_emplace(key);
  if (!fresh) return;
  std::string& told = held->second;
  for (std::string_view rest = key; !rest.empty();) {
    const size_t end = std::min(rest.find(kBetween), rest.size());
    told += (told.empty() ? "" : std::string(kBetween)) + label(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + kBetween.size()));
  }
  if (told == key) labels_.erase(held);
}

void NameLabels::add(const ExploreTable& table, bool values) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& column = table.columns[i].name;
    const bool names = std::find(std::begin(kColumns), std::end(kColumns), column) != std::end(kColumns) || (values && column == "value");
    // The Arabic of a place is its name where it has no English one.
    const bool place = column == "place_ar" && i > 0 && table.columns[i - 1].name == "place";
    for (const auto& row : table.rows) {
      if (row[i] && (names || (place && !row[i - 1]))) add(*row[i]);
    }
  }
}

void NameLabels::add(const Participant& who) {
  // Whom nobody names: its words are those of the deed.
  const bool unknown = who.name_ar.empty() && who.country.empty() && who.sector.size() == 1 && (who.sector[0] == "UNK" || who.sector[0] == "UAF");
  if (who.name.empty() && !unknown) add(who.name_ar.empty() ? who.text : who.name_ar);
  for (const std::string& other : who.alternatives) {
    std::string arabic = engine_.arabic(other);
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
    if (event.place && event.place->name.empty()) add(event.place->name_ar);
  }
  for (const Pledge& pledge : article.pledges) {
    add(pledge.by);
    add(pledge.to);
  }
  for (const Quotation& quotation : article.quotations) add(quotation.speaker);
}

void NameLabels::append(Json& json) const {
  for (const auto& [key, labels] : {std::pair{"latin", &labels_}, {"arabic", &readings_}}) {
    if (labels->empty()) continue;
    json.key(key).open('{');
    for (const auto& [name, told] : *labels) json.key(name).text(told);
    json.close('}');
  }
}

}  // namespace waqai::serve
