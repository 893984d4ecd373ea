// SPDX-License-Identifier: Apache-2.0
//
// Roles: from the word that fills a slot to the actor or recipient of an event: the mention that covers it, what it refers to, and who is
// coordinated with it.
#pragma once

#include <vector>

#include "events/slots.h"

namespace waqai::events {

class Roles {
 public:
  explicit Roles(const Reading& reading) : reading_(reading) {}

  // Adds the roles of all words of `filler` to `out`, each party once.  `type` decides what a bare place stands for.
  void add(const Filler& filler, std::string_view type, std::vector<annot::Role>& out) const;

  // Adds whom mention `m` stands for, or one party, each once.
  void add_mention(uint32_t m, std::string_view type, std::vector<annot::Role>& out) const;
  void push(annot::Role role, std::vector<annot::Role>& out) const;

  // Adds who acts with the parties of `out` ("Damascus with its ally Moscow struck"), but for those among `others`.
  void add_companions(std::string_view type, const std::vector<annot::Role>& others, std::vector<annot::Role>& out) const;

  // Attackers who are merely somebody ("a man", "two persons") become unidentified; `trigger` stands for them where they have no words.
  void hide_unnamed(std::vector<annot::Role>& actors, Span trigger) const;

  // Nationals as such ("an Iraqi was jailed") are people, not their state.
  void make_people(std::vector<annot::Role>& roles) const;

  // Places do nothing: of an attack they are who suffers it, of other acts nobody.
  void move_places(std::vector<annot::Role>& actors, std::vector<annot::Role>& recipients, bool attack) const;

  // Whether mention `m` names a state or place only to say which border is meant: "on the border between X and Y", "the fence with Y".
  bool on_border(uint32_t m) const;
  // Whoever marches, the state whose people they are does not: a state or its government as protester stands for its people.
  void make_protesters(std::vector<annot::Role>& roles) const;
  // Left edge of "north", "the middle of" before the name of a land; where the mention begins, if it has none.
  uint32_t part_of_land(uint32_t m) const;
  // Takes out where it happens: a place or state behind "in", a place behind "from".  The first place taken out; kNone.
  uint32_t drop_scenes(std::vector<annot::Role>& roles, std::string_view type) const;

  // Whether two lists have a party in common, or one of them is empty or unknown.
  bool compatible(const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) const;
  // Whether every known party of `part` is in `whole`.
  bool within(const std::vector<annot::Role>& part, const std::vector<annot::Role>& whole) const;
  // Whether all are places and no people.
  bool places(const std::vector<annot::Role>& roles) const;
  // Country and sectors of a party: its own, else those of its entity; empty where neither has any.
  static std::string_view country(const annot::Document& document, const annot::Role& role);
  static std::string_view sectors(const annot::Document& document, const annot::Role& role);
  // Who tells of violence that others did, rather than doing it.
  static bool bystander(std::string_view country, std::string_view sectors);
  static bool unknown(const annot::Role& role) { return role.entity == kNone && (role.sectors == "UNK" || role.sectors == "UAF"); }
  bool same(const annot::Role& a, const annot::Role& b) const;

 private:
  void add_word(uint32_t w, std::string_view type, int depth, std::vector<annot::Role>& out) const;
  void add_nationalities(uint32_t m, std::string_view type, std::vector<annot::Role>& out) const;
  void add_coordinated(uint32_t w, uint32_t m, std::string_view type, std::vector<annot::Role>& out) const;
  uint32_t mention_inside(uint32_t w) const;
  Span phrase(uint32_t w) const;

  const Reading& reading_;
};

}  // namespace waqai::events
