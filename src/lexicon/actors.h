// SPDX-License-Identifier: Apache-2.0
//
// Actors: the actor base and the gazetteer as the resolver reads them (section "actors", written by actors_compile.h from data/actors and
// data/places).  Names and phrases are found by the keys of their words: PhraseTable.
// Thread rule: immutable; views live as long as the bundle.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/calendar.h"
#include "base/hash.h"
#include "lexicon/bundle.h"

namespace waqai::lexicon {

// Codes that stand where a country does and are none (codebook, participants).
inline constexpr std::array<std::string_view, 7> kGroupCodes = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"};

inline constexpr std::string_view kActorsSection = "actors";
inline constexpr uint32_t kActorsVersion = 6;

// What a phrase names.  kCapital: capital or palace that may stand for its government.  kShortName: the last word of a person's name.
// kMember: an adjective that stands for an organisation as a nationality stands for its state.
enum class TargetKind : uint8_t {
  kState,
  kCapital,
  kNationality,
  kMember,
  kOrganisation,
  kPerson,
  kShortName,
  kPlace,
  kSector,
  kReference,
  kPlaceWord,
  kModifier
};

// A target of kind kPlaceWord has the kind of place as its index (string), one of kind kModifier its ModifierKind.
enum class ModifierKind : uint8_t { kFormer, kQuantity, kPlace, kBelonging };
enum class SectorKind : uint8_t { kPerson, kGroup, kBody, kOffice };
enum class ReferenceKind : uint8_t { kTwo, kCounterpart, kHomeland, kOrganisation, kPerson, kState, kFirst, kSecond, kLatter };
enum class ReferenceNeeds : uint8_t { kNothing, kArticle, kOwner };
// What "the two" are.
enum class ReferenceOf : uint8_t { kAny, kState, kPerson };
// When the word of an agent is an agent at all: kNationality only where a nationality follows, kName only before a name.  kMember: it takes
// the codes of the body that follows ("members of").
enum class SectorNeeds : uint8_t { kNothing, kNationality, kName, kMember };

// Where an agent without a name gets its country from: bits, tried in this order.
inline constexpr uint8_t kFromAdjective = 1, kFromGenitive = 2, kFromContext = 4;

// An office left so lately still makes a short name known.
inline constexpr base::Day kLatelyDays = 3 * 365;

struct StateRecord {
  uint32_t code = 0, name = 0, name_ar = 0, cow = 0, gw = 0, line = 0, file = 0;
  uint32_t without_army = 0;  // 1: forces that nobody tells of are another state's
};
// Rows with one id stand together: the code of an organisation may change in time.
struct OrganisationRecord {
  uint32_t id = 0, name = 0, name_ar = 0, country = 0, sectors = 0, members = 0;
  base::Day from = base::kNoDay, to = base::kNoDay;  // kNoDay: open
  uint32_t line = 0, file = 0;
};
struct PersonRecord {
  uint32_t id = 0, name = 0, name_ar = 0, country = 0;
  uint32_t office_begin = 0, office_end = 0;  // range in offices()
  uint32_t line = 0, file = 0;
};
struct OfficeRecord {
  uint32_t person = 0;  // index
  uint32_t office = 0, country = 0, sectors = 0, title = 0;
  base::Day from = base::kNoDay, to = base::kNoDay;  // last day, inclusive; kNoDay: open
  uint32_t line = 0, file = 0;
};
struct SectorRecord {
  uint32_t sectors = 0, country = 0, gloss = 0;  // country: fixed code, else empty
  uint32_t gloss_ar = 0;                         // of agents.tsv; empty where it has none
  uint32_t offices = 0;                          // names of offices joined by ",", of titles.tsv
  uint8_t country_from = 0;
  SectorKind kind = SectorKind::kPerson;
  SectorNeeds needs = SectorNeeds::kNothing;
  uint8_t unused = 0;
  uint32_t line = 0, file = 0;
};
struct PlaceRecord {
  uint32_t name = 0, name_ar = 0, country = 0, kind = 0;
  float latitude = 0, longitude = 0;
  uint16_t has_point = 0;
  uint16_t minor = 0;  // known only where the text tells its country elsewhere
  uint32_t population = 0, line = 0, file = 0;
};
struct ReferenceRecord {
  ReferenceKind kind = ReferenceKind::kTwo;
  ReferenceNeeds needs = ReferenceNeeds::kNothing;
  ReferenceOf of = ReferenceOf::kAny;
  uint8_t unused = 0;
  uint32_t sectors = 0;  // organisations: first codes that fit, joined by ","; states, two: countries that fit; empty: any
  uint32_t line = 0, file = 0;
};

struct Target {
  TargetKind kind = TargetKind::kState;
  uint8_t common = 0;  // the name is also an ordinary word; alone it is weak evidence (places), or none (organisations, nationalities)
  uint16_t unused = 0;
  uint32_t index = 0;
};

// Start of every phrase hash, and one word more.  Words are folded keys; in sector phrases and references without the article.
inline constexpr uint64_t kNamePhrase = 0x6e616d65, kSectorPhrase = 0x73656374;
inline uint64_t extend_phrase(uint64_t phrase, std::string_view word_key) { return base::mix(phrase, base::hash64(word_key)); }

struct PhraseRecord {
  uint64_t hash = 0;
  uint32_t begin = 0, end = 0;  // range in targets(); empty where the phrase is only the beginning of longer ones
};

// An office by the words of its title (offices.tsv, title_ar).
struct TitleRecord {
  uint64_t phrase = 0;  // as extend_phrase gives it from kSectorPhrase
  uint32_t office = 0;  // index in offices()
  uint32_t unused = 0;
};

class ActorsView {
 public:
  // kBundleSection, kBundleDamaged.
  static Result<ActorsView> open(const Bundle& bundle);

  // The row of a phrase or beginning of a phrase; nothing where no phrase starts so.  O(log phrases).
  const PhraseRecord* find(uint64_t phrase) const;
  std::span<const Target> targets(const PhraseRecord& phrase) const { return targets_.subspan(phrase.begin, phrase.end - phrase.begin); }

  std::span<const StateRecord> states() const { return states_; }
  std::span<const OrganisationRecord> organisations() const { return organisations_; }
  std::span<const PersonRecord> persons() const { return persons_; }
  std::span<const OfficeRecord> offices() const { return offices_; }
  std::span<const SectorRecord> sectors() const { return sectors_; }
  std::span<const PlaceRecord> places() const { return places_; }
  std::span<const ReferenceRecord> references() const { return references_; }
  std::string_view text(uint32_t string) const { return strings_.get(string); }
  std::span<const PhraseRecord> phrases() const { return phrases_; }              // by hash
  std::span<const uint32_t> offices_by_name() const { return offices_by_name_; }  // indexes of offices by office name, country, from
  std::span<const TitleRecord> titles() const { return titles_; }                 // by phrase, country of the office, from

  // The state with this code; nothing for an unknown code.  O(log states).
  const StateRecord* state(std::string_view code) const;
  // Who held `office` in `country` on `day`; nothing where nobody or more than one did, and with kNoDay.  O(log offices).
  const OfficeRecord* holder(std::string_view office, std::string_view country, base::Day day) const;
  // The same by the title; an empty country means any.
  const OfficeRecord* titled(uint64_t phrase, std::string_view country, base::Day day) const;
  // The row at which rows of one organisation begin and end.
  std::span<const OrganisationRecord> periods(uint32_t organisation) const;
  // The row for a person or persons that no other row names: "*person".  Nothing where the table has none.
  const SectorRecord* any_person() const { return any_person_ < sectors_.size() ? &sectors_[any_person_] : nullptr; }

 private:
  std::span<const StateRecord> states_;
  std::span<const OrganisationRecord> organisations_;
  std::span<const PersonRecord> persons_;
  std::span<const OfficeRecord> offices_;
  std::span<const SectorRecord> sectors_;
  std::span<const PlaceRecord> places_;
  std::span<const ReferenceRecord> references_;
  std::span<const Target> targets_;
  std::span<const PhraseRecord> phrases_;      // by hash
  std::span<const uint32_t> offices_by_name_;  // offices by office name, country, from
  std::span<const TitleRecord> titles_;        // by phrase, country of the office, from
  std::span<const uint32_t> states_by_code_;
  uint32_t any_person_ = 0;  // index in sectors_; beyond it: none
  StringPoolView strings_;
};

// `key` without the article in front (alef, lam), where at least two letters remain.
std::string_view without_article(std::string_view key);

}  // namespace waqai::lexicon
