// SPDX-License-Identifier: Apache-2.0
#include "search/index.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "search/article_words.h"
#include "search/names.h"

namespace waqai::search {

std::string_view to_string(How how) {
  static constexpr std::string_view kNames[] = {"spelling", "lemma", "name", "prefix"};
  return kNames[static_cast<int>(how)];
}

Index::Index(std::vector<Part> parts) : parts_(std::move(parts)) {
  for (const Part& part : parts_) {
    const std::vector<SegmentArticle>& articles = part.segment->articles();
    std::vector<uint8_t>& alive = alive_.emplace_back(articles.size(), uint8_t{1});
    for (const uint32_t article : part.gone) {
      if (article < alive.size()) alive[article] = 0;
    }
    for (size_t i = 0; i < articles.size(); ++i) {
      articles_ += alive[i];
      positions_ += alive[i] * articles[i].positions;
    }
  }
}

Result<bool> Index::holds(std::string_view form) const {
  for (size_t p = 0; p < parts_.size(); ++p) {
    const Segment& segment = *parts_[p].segment;
    const Result<uint32_t> first = segment.first_term(form);
    if (!first) return first.status();
    TermCursor cursor(segment);
    Status status = first.value() < segment.terms() ? cursor.seek(first.value()) : Status();
    if (!status) return status;
    bool more = first.value() < segment.terms();
    Postings postings;
    while (more && cursor.term().form == form) {
      status = segment.read(cursor.term(), false, postings);
      if (!status) return status;
      if (std::any_of(postings.articles.begin(), postings.articles.end(), [&](uint32_t a) { return alive_[p][a] != 0; })) return true;
      const Result<bool> next = cursor.next();
      if (!next) return next.status();
      more = next.value();
    }
  }
  return false;
}

// REQUIRES: mutex_ is held
Status Index::read_names() const {
  std::map<std::string, uint32_t, std::less<>> forms;  // articles by form, as they were written: those gone count, too, for the order of a list only
  for (const Part& part : parts_) {
    const Segment& segment = *part.segment;
    std::vector<uint8_t> is_name(segment.lemmas(), 0);
    Status status = segment.each_lemma(
        [&is_name](uint32_t index, std::string_view lemma) { is_name[index] = lemma.ends_with(kNameMark) || lemma.ends_with(kGuessMark); });
    if (!status) return status;
    TermCursor cursor(segment);
    bool more = segment.terms() > 0;
    if (more) status = cursor.seek(0);
    while (status && more) {
      if (is_name[cursor.term().lemma] != 0) forms[cursor.term().form] += cursor.term().articles;
      const Result<bool> next = cursor.next();
      if (!next) return next.status();
      more = next.value();
    }
    if (!status) return status;
  }
  for (const auto& [form, articles] : forms) {
    const std::string skeleton = arabic_skeleton(form);
    if (skeleton.size() < 2) continue;
    names_.push_back({base::hash64(skeleton), static_cast<uint32_t>(name_forms_.size()), static_cast<uint32_t>(form.size()), articles});
    name_forms_ += form;
  }
  std::stable_sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return a.skeleton < b.skeleton; });
  has_names_ = true;
  return {};
}

Result<std::vector<std::string>> Index::names_like(const std::vector<std::string>& skeletons, size_t most) const {
  const std::lock_guard lock(mutex_);
  if (!has_names_) {
    Status status = read_names();
    if (!status) return status;
  }
  std::vector<std::pair<uint32_t, std::string>> found;
  for (const std::string& skeleton : skeletons) {
    if (skeleton.size() < 2) continue;
    const uint64_t hash = base::hash64(skeleton);
    auto name = std::lower_bound(names_.begin(), names_.end(), hash, [](const Name& n, uint64_t h) { return n.skeleton < h; });
    for (; name != names_.end() && name->skeleton == hash; ++name) found.emplace_back(name->articles, name_forms_.substr(name->begin, name->size));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> forms;
  for (auto& [articles, form] : found) {
    if (forms.size() < most) forms.push_back(std::move(form));
  }
  return forms;
}

}  // namespace waqai::search
