// SPDX-License-Identifier: Apache-2.0
#include "evaluate/measure.h"

#include <algorithm>
#include <limits>
#include <set>

#include "text/utf8.h"

namespace waqai::evaluate {
namespace {

constexpr std::array<std::string_view, kFields> kNames = {"event", "dyad",   "actor",  "recipient", "date",
                                                          "place", "source", "unreal", "pledge",    "mode"};

bool overlap(const Stretch& a, const Stretch& b) { return std::max(a.begin, b.begin) < std::min(a.end, b.end); }

// Whether the middle of `trigger` is in `stretch`.
bool middle_in(const Stretch& trigger, const Stretch& stretch) {
  const int64_t twice = trigger.begin + trigger.end;
  return 2 * stretch.begin <= twice && twice < 2 * stretch.end;
}

bool allowed(const ScoredEvent& gold, const ScoredEvent& found) { return gold.type == found.type && middle_in(found.trigger, gold.home); }

std::set<std::string> countries(const std::vector<Party>& parties) {
  std::set<std::string> out;
  for (const Party& party : parties) out.insert(party.country);
  return out;
}

bool same_dyad(const ScoredEvent& a, const ScoredEvent& b) {
  return countries(a.actor) == countries(b.actor) && countries(a.recipient) == countries(b.recipient);
}

// How good a pair is; 100 for being one, so that the number of pairs counts first.
double closeness(const ScoredEvent& gold, const ScoredEvent& found) {
  double points = 100.0;
  points += 4 * overlap(gold.trigger, found.trigger);
  points += 2 * same_dyad(gold, found);
  const std::set<Party> a(gold.actor.begin(), gold.actor.end()), b(found.actor.begin(), found.actor.end());
  points += static_cast<double>(std::count_if(a.begin(), a.end(), [&](const Party& party) { return b.count(party) > 0; }));
  points += (gold.mode == found.mode) + (gold.status == found.status);
  return points;
}

// Least-cost assignment of rows to columns (rows <= columns), by shortest augmenting paths.
std::vector<Pair> assign(const std::vector<std::vector<double>>& cost) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const size_t n = cost.size(), m = cost.front().size();
  std::vector<double> u(n + 1), v(m + 1);
  std::vector<size_t> owner(m + 1), way(m + 1);
  for (size_t i = 1; i <= n; ++i) {
    owner[0] = i;
    size_t column = 0;
    std::vector<double> least(m + 1, kInfinite);
    std::vector<bool> used(m + 1);
    do {
      used[column] = true;
      const size_t row = owner[column];
      double delta = kInfinite;
      size_t next = 0;
      for (size_t j = 1; j <= m; ++j) {
        if (used[j]) continue;
        const double reduced = cost[row - 1][j - 1] - u[row] - v[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (size_t j = 0; j <= m; ++j) {
        if (used[j]) {
          u[owner[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (owner[column] != 0);
    while (column != 0) {
      owner[column] = owner[way[column]];
      column = way[column];
    }
  }
  std::vector<Pair> pairs;
  for (size_t j = 1; j <= m; ++j) {
    if (owner[j] != 0) pairs.emplace_back(static_cast<uint32_t>(owner[j] - 1), static_cast<uint32_t>(j - 1));
  }
  return pairs;
}

// The members both lists have, each as often as in both.
int64_t common(std::vector<Party> a, std::vector<Party> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::vector<Party> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return static_cast<int64_t>(both.size());
}

bool has_modes(std::string_view type) { return type != "AGREE" && type != "SUPPORT" && type != "CONCEDE" && type != "COOPERATE" && type != "AID"; }

const std::string* strength(const ScoredArticle& article, int64_t event) {
  const auto found = std::find_if(article.pledges.begin(), article.pledges.end(), [event](const auto& pledge) { return pledge.first == event; });
  return found == article.pledges.end() ? nullptr : &found->second;
}

// The base letters of U+00C0 to U+017F; a space where the character is no letter, ? where the letter has no other base.
constexpr std::string_view kBase =
    "aaaaaa?ceeeeiiii?nooooo ?uuuuy??aaaaaa?ceeeeiiii?nooooo ?uuuuy?y"
    "aaaaaaccccccccdd??eeeeeeeeeegggggggghh??iiiiiiiii???jjkk?llllll?"
    "???nnnnnn???oooooo??rrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzzs";

// The small letter of one of U+00C0 to U+017F that has no other base.
char32_t small(char32_t c) {
  if (c <= 0xDE) return c + 0x20;
  if (c == 0x13F || c == 0x141) return c + 1;
  const bool is_small = c < 0x100 || c == 0x138 || c == 0x140 || c == 0x142 || c == 0x149;
  return is_small ? c : c | 1;
}

std::set<std::string> words_of(std::string_view name) {
  std::set<std::string> words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.insert(word);
    word.clear();
  };
  for (size_t at = 0; at < name.size();) {
    const text::Decoded next = text::decode(name, at);
    at += next.size;
    const char32_t c = next.code;
    if (c >= 0x300 && c < 0x370) continue;  // combining marks
    if (c >= 0xC0 && c < 0xC0 + kBase.size()) {
      const char base = kBase[c - 0xC0];
      if (base == ' ') close();
      else if (base != '?') word += base;
      else if (c == 0xDF) word += "ss";
      else text::append_utf8(word, small(c));
    } else if (c < 0x80) {
      const char ascii = static_cast<char>(c);
      if (ascii >= 'A' && ascii <= 'Z') word += static_cast<char>(ascii - 'A' + 'a');
      else if ((ascii >= 'a' && ascii <= 'z') || (ascii >= '0' && ascii <= '9')) word += ascii;
      else close();
    } else if (c < 0xC0 || (c >= 0x2000 && c < 0x2070)) {
      close();
    } else {
      text::append_utf8(word, c);
    }
  }
  close();
  return words;
}

void add_fields(const ScoredArticle& gold, const ScoredArticle& found, const ScoredEvent& g, const ScoredEvent& f, Counts& counts) {
  const auto add = [&counts](Field field, bool right, bool has_found, bool has_gold) {
    counts.fields[field] += {right && has_found && has_gold, has_found, has_gold};
  };
  add(kDate, g.date == f.date, !f.date.empty(), !g.date.empty());
  add(kPlace, g.place && f.place && same_place(*g.place, *f.place), f.place.has_value(), g.place.has_value());
  add(kSource, g.source == f.source, f.source.has_value(), g.source.has_value());
  const auto unreal = [](const ScoredEvent& e) { return !e.status.empty() && e.status != "actual"; };
  add(kUnreal, g.status == f.status, unreal(f), unreal(g));
  if (has_modes(g.type)) counts.fields[kMode] += {g.mode == f.mode, 1, 1};
  const std::string *a = strength(gold, g.n), *b = strength(found, f.n);
  counts.fields[kPledge].right += a != nullptr && b != nullptr && *a == *b;
}

}  // namespace

std::string_view field_name(Field field) { return kNames[field]; }

Count& Count::operator+=(const Count& other) {
  right += other.right;
  found += other.found;
  gold += other.gold;
  return *this;
}

Counts& Counts::operator+=(const Counts& other) {
  for (size_t i = 0; i < fields.size(); ++i) fields[i] += other.fields[i];
  for (const auto& [type, count] : other.types) types[type] += count;
  return *this;
}

bool same_place(const NamedPlace& a, const NamedPlace& b) {
  if (a.country != b.country) return false;
  const std::set<std::string> x = words_of(a.name), y = words_of(b.name);
  return std::includes(y.begin(), y.end(), x.begin(), x.end()) || std::includes(x.begin(), x.end(), y.begin(), y.end());
}

std::vector<Pair> pair_events(const std::vector<ScoredEvent>& gold, const std::vector<ScoredEvent>& found) {
  if (gold.empty() || found.empty()) return {};
  const bool flip = gold.size() > found.size();
  const size_t rows = std::min(gold.size(), found.size()), columns = std::max(gold.size(), found.size());
  const auto pair_at = [&](size_t row, size_t column) {
    return flip ? Pair(static_cast<uint32_t>(column), static_cast<uint32_t>(row)) : Pair(static_cast<uint32_t>(row), static_cast<uint32_t>(column));
  };
  std::vector<std::vector<double>> cost(rows, std::vector<double>(columns, 0));
  for (size_t r = 0; r < rows; ++r) {
    for (size_t c = 0; c < columns; ++c) {
      const auto [g, f] = pair_at(r, c);
      if (allowed(gold[g], found[f])) cost[r][c] = -closeness(gold[g], found[f]);
    }
  }
  std::vector<Pair> pairs;
  for (const auto& [row, column] : assign(cost)) {
    const Pair one = pair_at(row, column);
    if (allowed(gold[one.first], found[one.second])) pairs.push_back(one);
  }
  return pairs;
}

Counts measure(const ScoredArticle& gold, const ScoredArticle& coded) {
  ScoredArticle found = coded;
  std::erase_if(found.events, [&](const ScoredEvent& event) {
    return std::any_of(gold.skip.begin(), gold.skip.end(), [&](const Stretch& stretch) { return middle_in(event.trigger, stretch); });
  });
  const std::vector<Pair> pairs = pair_events(gold.events, found.events);
  Counts counts;
  auto& fields = counts.fields;
  const auto have = static_cast<int64_t>(found.events.size()), want = static_cast<int64_t>(gold.events.size());
  fields[kEvent] = {static_cast<int64_t>(pairs.size()), have, want};
  fields[kDyad] = {0, have, want};
  fields[kPledge] = {0, static_cast<int64_t>(found.pledges.size()), static_cast<int64_t>(gold.pledges.size())};
  for (const ScoredEvent& event : gold.events) {
    fields[kActor].gold += static_cast<int64_t>(event.actor.size());
    fields[kRecipient].gold += static_cast<int64_t>(event.recipient.size());
    ++counts.types[event.type].gold;
  }
  for (const ScoredEvent& event : found.events) {
    fields[kActor].found += static_cast<int64_t>(event.actor.size());
    fields[kRecipient].found += static_cast<int64_t>(event.recipient.size());
    ++counts.types[event.type].found;
  }
  for (const auto& [i, k] : pairs) {
    const ScoredEvent &g = gold.events[i], &f = found.events[k];
    fields[kDyad].right += same_dyad(g, f);
    fields[kActor].right += common(g.actor, f.actor);
    fields[kRecipient].right += common(g.recipient, f.recipient);
    ++counts.types[g.type].right;
    add_fields(gold, found, g, f, counts);
  }
  return counts;
}

}  // namespace waqai::evaluate
