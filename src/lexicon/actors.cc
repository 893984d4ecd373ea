// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors.h"

#include <algorithm>

#include "base/error_codes.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {

Result<ActorsView> ActorsView::open(const Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kActorsSection, kActorsVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  ActorsView view;
  view.states_ = reader.array<StateRecord>();
  view.organisations_ = reader.array<OrganisationRecord>();
  view.persons_ = reader.array<PersonRecord>();
  view.offices_ = reader.array<OfficeRecord>();
  view.sectors_ = reader.array<SectorRecord>();
  view.places_ = reader.array<PlaceRecord>();
  view.references_ = reader.array<ReferenceRecord>();
  view.targets_ = reader.array<Target>();
  view.phrases_ = reader.array<PhraseRecord>();
  view.offices_by_name_ = reader.array<uint32_t>();
  view.strings_ = reader.strings();
  if (!reader.failed()) return view;
  return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section 'actors' is cut short").at(bundle.path()).hint("build the bundle again: waqai dict build");
}

const PhraseRecord* ActorsView::find(uint64_t phrase) const {
  const auto found = std::lower_bound(phrases_.begin(), phrases_.end(), phrase, [](const PhraseRecord& p, uint64_t hash) { return p.hash < hash; });
  return found == phrases_.end() || found->hash != phrase ? nullptr : &*found;
}

const StateRecord* ActorsView::state(std::string_view code) const {
  for (const StateRecord& state : states_) {
    if (text(state.code) == code) return &state;
  }
  return nullptr;
}

const OfficeRecord* ActorsView::holder(std::string_view office, std::string_view country, base::Day day) const {
  const OfficeRecord* found = nullptr;
  for (const uint32_t index : offices_by_name_) {
    const OfficeRecord& row = offices_[index];
    if (text(row.office) != office || text(row.country) != country) continue;
    if (day == base::kNoDay) {
      if (found == nullptr || row.from >= found->from) found = &row;
      continue;
    }
    if ((row.from != base::kNoDay && day < row.from) || (row.to != base::kNoDay && day > row.to)) continue;
    if (found != nullptr && found->person != row.person) {
      // On the day of a change the new holder counts; two open rows at once mean that the table does not know.
      if (found->from == row.from) return nullptr;
      if (found->from > row.from) continue;
    }
    found = &row;
  }
  return found;
}

std::string_view without_article(std::string_view key) {
  static constexpr char kArticle[] = {text::key_byte(text::kAlef), text::key_byte(text::kLam)};
  const bool has = key.size() >= 4 && key[0] == kArticle[0] && key[1] == kArticle[1];
  return has ? key.substr(2) : key;
}

}  // namespace waqai::lexicon
