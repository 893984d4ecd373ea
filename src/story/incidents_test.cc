// SPDX-License-Identifier: Apache-2.0
#include "story/incidents.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "story/versions.h"
#include "support/case_file.h"

namespace waqai::story {
namespace {

using testing::parts_of;

std::vector<Participant> parties(const std::string& text) {
  std::vector<Participant> all;
  if (text == "-") return all;
  for (const std::string& one : parts_of(text, ", ")) {
    const std::vector<std::string> fields = parts_of(one, ":");
    Participant& who = all.emplace_back();
    who.name = fields.at(0);
    if (fields.at(0) != "?") who.actor_id = fields[0];
    if (fields.size() > 1) who.country = fields[1];
    if (fields.size() > 2) who.sector = {fields[2]};
  }
  return all;
}

// A line an event: "ARTICLE DAY TYPE[/MODE] STATUS | trigger | actors | recipients | date | place | sentence"; articles are letters in order of day,
// a party is NAME:COUNTRY:SECTOR, "-" stands for nothing.  Gives the incidents, each as the numbers of its lines.
std::string incidents_of(const std::string& input) {
  const WordWeights weights;
  const std::vector<std::string> lines = parts_of(input.substr(0, input.find_last_not_of('\n') + 1), "\n");
  std::vector<Event> events(lines.size());
  std::vector<ToldEvent> told;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::vector<std::string> fields = parts_of(lines[i], " | "), head = parts_of(fields.at(0), " ");
    Event& event = events[i];
    event.happening = static_cast<uint32_t>(i + 1);
    event.type = head.at(2).substr(0, head[2].find('/'));
    if (event.type != head[2]) event.mode = {head[2].substr(event.type.size() + 1)};
    event.status = head.at(3);
    event.trigger_text = fields.at(1);
    event.actor = parties(fields.at(2));
    event.recipient = parties(fields.at(3));
    if (fields.at(4) != "-") event.date = fields[4];
    if (fields.at(5) != "-") event.place = Place{fields[5], "", "", "city", {}, {}, {}, {}};
    const auto article = static_cast<uint32_t>(head.at(0)[0] - 'a');
    told.push_back({&event, article, article, base::parse_iso_day(head.at(1)).value_or(base::kNoDay), base::kNoDay, head[0], head[0],
                    words_of_sentence(fields.at(6), weights)});
  }
  std::string groups;
  for (const Incident& incident : find_incidents(told)) {
    for (const uint32_t e : incident.events) groups += (e == incident.events.front() ? "" : " ") + std::to_string(e + 1);
    groups += '\n';
  }
  return groups;
}

TEST(Incidents, Cases) { testing::run_cases("incidents", incidents_of); }

Participant who(const char* id, const char* country, const char* sector) {
  Participant p;
  p.actor_id = id;
  p.name = id;
  p.country = country;
  p.sector = {sector};
  return p;
}

Event attack(const char* actor, const char* place, const char* date, double killed) {
  Event event;
  event.type = "ASSAULT";
  event.status = "actual";
  event.actor = {who(actor, "SYR", "REB")};
  if (*place != 0) event.place = Place{place, "", "SYR", "city", {}, {}, {}, {}};
  event.date = date;
  event.magnitude = {{"killed", killed, killed, "persons", "", {}}};
  return event;
}

TEST(Incidents, VersionsAndReprints) {
  const std::vector<Event> told = {
      attack("group-a", "Douma", "2018-03-01", 5), attack("group-a", "Douma", "2018-03-01", 5), attack("group-a", "", "", 7),
      attack("group-b", "Douma", "2018-03-01", 5), attack("group-a", "Homs", "2018-03-01", 5),  attack("group-a", "Douma", "2018-03-09", 5)};
  std::vector<ToldEvent> events;
  for (uint32_t n = 0; n < told.size(); ++n) {
    events.push_back({&told[n], n, n == 1 ? 0 : n, base::day_of(2018, 3, 2), base::kNoDay, "outlet" + std::to_string(n),
                      n == 1 ? "outlet0" : "outlet" + std::to_string(n)});
  }
  events.pop_back();
  events.push_back({&told[5], 5, 5, base::day_of(2018, 3, 10), base::kNoDay, "outlet5", "outlet5"});
  const std::vector<Incident> incidents = find_incidents(events);
  // Another group, another place and another day are other incidents; where place and day are not told they do not contradict, but chain nothing.
  ASSERT_EQ(incidents.size(), 4u);
  const Incident& first = incidents[0];
  EXPECT_EQ(first.events, (std::vector<uint32_t>{0, 1, 2}));
  EXPECT_EQ(first.reports, 2u);
  EXPECT_EQ(first.articles, 3u);
  EXPECT_EQ(first.outlets, (std::vector<std::string>{"outlet0", "outlet2"}));  // the reprint is no source
  EXPECT_EQ(first.place, "Douma");
  EXPECT_EQ(first.day, "2018-03-01");
  std::string versions;
  for (const Version& v : first.versions) versions += v.field + "=" + v.value + "*" + std::to_string(v.reports) + " ";
  EXPECT_EQ(versions, "killed=5*1 killed=7*1 ");
}

// "Killed" stood as the actor of an attack whose doer nobody names, and as another version of him.
TEST(Incidents, WordsOfADeedAreNoName) {
  std::vector<Event> told = {attack("group-a", "Douma", "2018-03-01", 5), attack("group-a", "Douma", "2018-03-01", 5)};
  for (Event& event : told) {
    event.actor = {Participant()};
    event.actor[0].text = "killed";
    event.actor[0].sector = {"UNK"};
  }
  std::vector<ToldEvent> events;
  for (uint32_t n = 0; n < told.size(); ++n) events.push_back({&told[n], n, n, base::day_of(2018, 3, 2), base::kNoDay, "", ""});
  Incident incident;
  incident.events = {0, 1};
  sum_up(events, incident);
  EXPECT_EQ(incident.actor, "");
  told[1].actor = {who("group-a", "SYR", "REB")};
  sum_up(events, incident);
  EXPECT_EQ(incident.actor, "group-a");
  EXPECT_TRUE(incident.versions.empty());
}

TEST(Incidents, DaysAsTheyAreTold) {
  Event event = attack("group-a", "", "2018-02", 1);
  ToldEvent told = {&event, 0, 0, base::day_of(2018, 3, 2), base::kNoDay, "", ""};
  EXPECT_EQ(base::iso_day(days_of(told).last), "2018-02-28");
  event.date = "2018-02-27/2018-03-01";
  EXPECT_EQ(base::iso_day(days_of(told).first), "2018-02-27");
  event.date = "";
  EXPECT_EQ(base::iso_day(days_of(told).first), "2018-02-28");
  event.status = "historical";
  EXPECT_EQ(days_of(told).first, base::kNoDay);
}

}  // namespace
}  // namespace waqai::story
