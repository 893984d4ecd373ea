// SPDX-License-Identifier: Apache-2.0
#include "engine/name_base.h"

#include <algorithm>

#include "lexicon/actors.h"
#include "search/names.h"
#include "search/text_words.h"
#include "text/fold.h"

namespace waqai {
namespace {

// The article as it is written before Latin names.
bool is_article(std::string_view word) {
  static constexpr std::string_view kForms[] = {"al", "el", "the", "ad", "an", "ar", "as", "ash", "at", "az", "ul"};
  return std::find(std::begin(kForms), std::end(kForms), word) != std::end(kForms);
}

bool sound_alike(const std::string& latin, std::string_view arabic) {
  const std::vector<std::string> keys = search::latin_skeletons(latin);
  const std::string key = search::arabic_skeleton(arabic);
  return !key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool alike(std::string_view a, std::string_view b) { return search::arabic_skeleton(a) == search::arabic_skeleton(b); }

void add_once(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

Result<NameBase> NameBase::open(const lexicon::Bundle& bundle) {
  const Result<lexicon::ActorsView> opened = lexicon::ActorsView::open(bundle);
  if (!opened) return opened.status();
  NameBase base;
  base.actors_ = opened.value();
  const lexicon::ActorsView& view = base.actors_;
  for (uint32_t i = 0; i < view.persons().size(); ++i) base.add(view.text(view.persons()[i].name), view.text(view.persons()[i].name_ar), i);
  for (const auto& row : view.states()) base.add(view.text(row.name), view.text(row.name_ar), kNobody);
  for (const auto& row : view.organisations()) base.add(view.text(row.name), view.text(row.name_ar), kNobody);
  for (const auto& row : view.places()) base.add(view.text(row.name), view.text(row.name_ar), kNobody);
  return base;
}

void NameBase::add(std::string_view english, std::string_view arabic, uint32_t person) {
  Entry entry;
  entry.person = person;
  const std::vector<search::TextWord> words = search::words_of(english);
  for (const search::TextWord& word : words) {
    std::string plain = search::plain_latin(word.span.of(english));
    if (!plain.empty() && (words.size() == 1 || !is_article(plain))) entry.latin.push_back(std::move(plain));
  }
  for (const search::TextWord& word : search::words_of(arabic)) entry.arabic.push_back(text::fold_key(word.span.of(arabic)));
  if (!entry.latin.empty() && !entry.arabic.empty()) entries_.push_back(std::move(entry));
}

// Adds what stands in Arabic for the words of `latin`, which the entry has from `at` on.
void NameBase::take(const Entry& entry, size_t at, const std::vector<std::string>& latin, NameForms& forms) {
  const bool whole = latin.size() == entry.latin.size();
  const bool last = at + latin.size() == entry.latin.size();
  if (whole && entry.arabic.size() > 1) {
    if (std::find(forms.phrases.begin(), forms.phrases.end(), entry.arabic) == forms.phrases.end()) forms.phrases.push_back(entry.arabic);
    if (entry.person != kNobody) add_once(forms.words, entry.arabic.back());
    if (entry.person != kNobody) forms.persons.push_back(entry.person);
  } else if (whole || (entry.person != kNobody && last && latin.size() == 1)) {
    add_once(forms.words, entry.arabic.back());
    if (entry.person != kNobody) forms.persons.push_back(entry.person);
  } else if (latin.size() == 1) {
    for (const std::string& word : entry.arabic) {
      if (sound_alike(latin.front(), word)) add_once(forms.words, word);
    }
  }
}

NameForms NameBase::find(const std::vector<std::string>& latin) const {
  NameForms forms;
  std::vector<std::string> sought;
  for (const std::string& word : latin) {
    if (latin.size() == 1 || !is_article(word)) sought.push_back(word);
  }
  if (sought.empty()) return forms;
  for (const Entry& entry : entries_) {
    const auto at = std::search(entry.latin.begin(), entry.latin.end(), sought.begin(), sought.end());
    if (at != entry.latin.end()) take(entry, static_cast<size_t>(at - entry.latin.begin()), sought, forms);
  }
  return forms;
}

NameForms NameBase::others(std::string_view arabic) const {
  using lexicon::TargetKind;
  NameForms forms;
  const lexicon::PhraseRecord* phrase = actors_.find(lexicon::extend_phrase(lexicon::kNamePhrase, arabic));
  if (phrase == nullptr) return forms;
  for (const lexicon::Target& target : actors_.targets(*phrase)) {
    const bool person = target.kind == TargetKind::kShortName || target.kind == TargetKind::kPerson;
    std::string_view name;
    if (person) name = actors_.text(actors_.persons()[target.index].name_ar);
    if (target.kind == TargetKind::kPlace) name = actors_.text(actors_.places()[target.index].name_ar);
    if (target.kind == TargetKind::kState) name = actors_.text(actors_.states()[target.index].name_ar);
    if (person) forms.persons.push_back(target.index);
    const std::vector<search::TextWord> words = search::words_of(name);
    if (words.empty() || (words.size() > 1 && !person) || target.common != 0) continue;
    const std::string form = text::fold_key(words.back().span.of(name));
    // Of a person only another spelling of the same word: who shares a first name is somebody else.
    if (form != arabic && (!person || alike(form, arabic))) add_once(forms.words, form);
  }
  return forms;
}

bool NameBase::names_one_of(std::string_view arabic, const std::vector<uint32_t>& persons) const {
  using lexicon::TargetKind;
  for (const std::string_view form : {arabic, search::without_article(arabic)}) {
    const lexicon::PhraseRecord* phrase = actors_.find(lexicon::extend_phrase(lexicon::kNamePhrase, form));
    if (phrase == nullptr) continue;
    for (const lexicon::Target& target : actors_.targets(*phrase)) {
      const bool person = target.kind == TargetKind::kShortName || target.kind == TargetKind::kPerson;
      if (person && std::find(persons.begin(), persons.end(), target.index) != persons.end()) return true;
    }
  }
  return false;
}

}  // namespace waqai
