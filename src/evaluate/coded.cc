// SPDX-License-Identifier: Apache-2.0
#include "evaluate/coded.h"

#include <simdjson.h>

#include <algorithm>

#include "base/error_codes.h"

namespace waqai::evaluate {
namespace {

namespace dom = simdjson::dom;

// Missing and null give nothing, as in every field of the format.
std::string text_at(const dom::object& object, std::string_view key) {
  std::string_view value;
  return object.at_key(key).get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

int64_t number_at(const dom::object& object, std::string_view key) {
  int64_t value = 0;
  return object.at_key(key).get(value) == simdjson::SUCCESS ? value : 0;
}

std::vector<std::string> texts_at(const dom::object& object, std::string_view key) {
  std::vector<std::string> texts;
  dom::array values;
  if (object.at_key(key).get(values) != simdjson::SUCCESS) return texts;
  for (const dom::element value : values) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

Party party_of(const dom::object& object) {
  const std::vector<std::string> sectors = texts_at(object, "sector");
  return {text_at(object, "country"), sectors.empty() ? std::string() : sectors.front()};
}

std::vector<Party> parties_at(const dom::object& object, std::string_view key) {
  std::vector<Party> parties;
  dom::array values;
  if (object.at_key(key).get(values) != simdjson::SUCCESS) return parties;
  for (const dom::element value : values) {
    dom::object one;
    if (value.get(one) == simdjson::SUCCESS) parties.push_back(party_of(one));
  }
  return parties;
}

std::optional<Stretch> stretch_of(const dom::element& value) {
  dom::array pair;
  if (value.get(pair) != simdjson::SUCCESS || pair.size() != 2) return std::nullopt;
  Stretch stretch;
  if (pair.at(0).get(stretch.begin) != simdjson::SUCCESS || pair.at(1).get(stretch.end) != simdjson::SUCCESS) return std::nullopt;
  return stretch;
}

// Nothing where the event has no type or no place of its trigger.
std::optional<ScoredEvent> event_of(const dom::object& object) {
  ScoredEvent event;
  dom::object trigger, inner;
  event.type = text_at(object, "type");
  if (event.type.empty() || object.at_key("trigger").get(trigger) != simdjson::SUCCESS) return std::nullopt;
  if (trigger.at_key("start").get(event.trigger.begin) != simdjson::SUCCESS || trigger.at_key("end").get(event.trigger.end) != simdjson::SUCCESS)
    return std::nullopt;
  event.n = number_at(object, "n");
  event.home = event.trigger;
  dom::element sentence;
  if (object.at_key("sentence").get(sentence) == simdjson::SUCCESS) event.home = stretch_of(sentence).value_or(event.trigger);
  event.status = text_at(object, "status");
  event.date = text_at(object, "date");
  event.mode = texts_at(object, "mode");
  std::sort(event.mode.begin(), event.mode.end());
  event.mode.erase(std::unique(event.mode.begin(), event.mode.end()), event.mode.end());
  event.actor = parties_at(object, "actor");
  event.recipient = parties_at(object, "recipient");
  if (object.at_key("source").get(inner) == simdjson::SUCCESS && inner.size() > 0) event.source = party_of(inner);
  if (object.at_key("place").get(inner) == simdjson::SUCCESS && inner.size() > 0)
    event.place = NamedPlace{text_at(inner, "name"), text_at(inner, "country")};
  return event;
}

Status bad(const std::string& why) { return Status::error(base::kBadJson, ErrorKind::kRejected, "no coded article: " + why); }

}  // namespace

Result<ScoredArticle> read_coded(std::string_view line) {
  dom::parser parser;
  dom::element root;
  const auto failure = parser.parse(line.data(), line.size()).get(root);
  dom::object object;
  if (failure != simdjson::SUCCESS) return bad(simdjson::error_message(failure));
  if (root.get(object) != simdjson::SUCCESS) return bad("the JSON is no object");
  ScoredArticle article;
  article.id = text_at(object, "id");
  if (article.id.empty()) return bad("it has no id");
  dom::array values;
  if (object.at_key("events").get(values) == simdjson::SUCCESS) {
    for (const dom::element value : values) {
      dom::object one;
      const std::optional<ScoredEvent> event = value.get(one) == simdjson::SUCCESS ? event_of(one) : std::nullopt;
      if (!event) return bad("an event needs a type and the start and end of its trigger");
      article.events.push_back(*event);
    }
  }
  if (object.at_key("pledges").get(values) == simdjson::SUCCESS) {
    for (const dom::element value : values) {
      dom::object one;
      if (value.get(one) != simdjson::SUCCESS) continue;
      const int64_t n = number_at(one, "event");
      std::erase_if(article.pledges, [n](const auto& pledge) { return pledge.first == n; });
      article.pledges.emplace_back(n, text_at(one, "strength"));
    }
  }
  if (object.at_key("skip").get(values) == simdjson::SUCCESS) {
    for (const dom::element value : values) {
      if (const std::optional<Stretch> stretch = stretch_of(value)) article.skip.push_back(*stretch);
    }
  }
  return article;
}

}  // namespace waqai::evaluate
