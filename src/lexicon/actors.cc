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
  view.titles_ = reader.array<TitleRecord>();
  view.states_by_code_ = reader.array<uint32_t>();
  const auto any_person = reader.array<uint32_t>();
  view.any_person_ = any_person.empty() ? static_cast<uint32_t>(view.sectors_.size()) : any_person.front();
  view.strings_ = reader.strings();
  if (!reader.failed()) return view;
  return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section 'actors' is cut short")
      .at(bundle.path())
      .hint("build the bundle again: waqai dict build");
}

const PhraseRecord* ActorsView::find(uint64_t phrase) const {
  const auto less = [](const PhraseRecord& p, uint64_t hash) { return p.hash < hash; };
  // Hashes are spread evenly: the search starts about where this one should stand, in a window that grows until it holds the place.
  const size_t size = phrases_.size();
  size_t begin = static_cast<size_t>((phrase >> 32) * size >> 32), end = begin;
  for (size_t step = 64; begin > 0 && !less(phrases_[begin], phrase); step *= 2) begin -= std::min(begin, step);
  for (size_t step = 64; end < size && less(phrases_[end], phrase); step *= 2) end += std::min(size - end, step);
  const auto found = std::lower_bound(phrases_.begin() + static_cast<ptrdiff_t>(begin), phrases_.begin() + static_cast<ptrdiff_t>(end), phrase, less);
  return found == phrases_.end() || found->hash != phrase ? nullptr : &*found;
}

const StateRecord* ActorsView::state(std::string_view code) const {
  const auto found = std::lower_bound(states_by_code_.begin(), states_by_code_.end(), code,
                                      [this](uint32_t i, std::string_view c) { return text(states_[i].code) < c; });
  return found == states_by_code_.end() || text(states_[*found].code) != code ? nullptr : &states_[*found];
}

namespace {

// Takes rows of one office one by one: who of them holds it on the day.
class HolderSearch {
 public:
  explicit HolderSearch(base::Day day) : day_(day) {}
  void see(const OfficeRecord& row) {
    if (day_ == base::kNoDay || (row.from != base::kNoDay && day_ < row.from) || (row.to != base::kNoDay && day_ > row.to)) return;
    if (found_ != nullptr && found_->person != row.person) {
      // On the day of a change the new holder counts; two who took it on one day mean that the table does not know.
      unsure_ = found_->from == row.from || (unsure_ && found_->from > row.from);
      if (found_->from > row.from) return;
    }
    found_ = &row;
  }
  const OfficeRecord* result() const { return unsure_ ? nullptr : found_; }

 private:
  base::Day day_;
  const OfficeRecord* found_ = nullptr;
  bool unsure_ = false;
};

}  // namespace

const OfficeRecord* ActorsView::holder(std::string_view office, std::string_view country, base::Day day) const {
  const auto key = [this](uint32_t i) { return std::pair(text(offices_[i].office), text(offices_[i].country)); };
  const std::pair wanted(office, country);
  auto row = std::lower_bound(offices_by_name_.begin(), offices_by_name_.end(), wanted, [&](uint32_t i, const auto& w) { return key(i) < w; });
  HolderSearch search(day);
  for (; row != offices_by_name_.end() && key(*row) == wanted; ++row) search.see(offices_[*row]);
  return search.result();
}

const OfficeRecord* ActorsView::titled(uint64_t phrase, std::string_view country, base::Day day) const {
  const auto key = [this](const TitleRecord& t) { return std::pair(t.phrase, text(offices_[t.office].country)); };
  auto row =
      std::lower_bound(titles_.begin(), titles_.end(), std::pair(phrase, country), [&](const TitleRecord& t, const auto& w) { return key(t) < w; });
  HolderSearch search(day);
  for (; row != titles_.end() && row->phrase == phrase && (country.empty() || text(offices_[row->office].country) == country); ++row)
    search.see(offices_[row->office]);
  return search.result();
}

std::span<const OrganisationRecord> ActorsView::periods(uint32_t organisation) const {
  const uint32_t id = organisations_[organisation].id;
  size_t begin = organisation, end = organisation + 1;
  while (begin > 0 && organisations_[begin - 1].id == id) --begin;
  while (end < organisations_.size() && organisations_[end].id == id) ++end;
  return organisations_.subspan(begin, end - begin);
}

std::string_view without_article(std::string_view key) {
  static constexpr char kArticle[] = {text::key_byte(text::kAlef), text::key_byte(text::kLam)};
  const bool has = key.size() >= 4 && key[0] == kArticle[0] && key[1] == kArticle[1];
  return has ? key.substr(2) : key;
}

}  // namespace waqai::lexicon
