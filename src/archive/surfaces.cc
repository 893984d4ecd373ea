// SPDX-License-Identifier: Apache-2.0
#include "archive/surfaces.h"

#include <algorithm>

#include "archive/search_update.h"
#include "base/error_codes.h"
#include "pipeline/ordered.h"
#include "search/article_words.h"
#include "text/fold.h"
#include "text/segment.h"

namespace waqai::archive {
namespace {

constexpr uint32_t kTermsAtOnce = 1 << 14;  // by one thread
constexpr size_t kLongestKey = 80;          // longer tokens are no words (src/lexicon/touched.cc)

// The distinct tokens of an article, packed for the index, all at one place.  Where sentences end is another matter: no phrases are needed for
// tokens.
std::string surfaces_of(const Article& article, text::Segmentation& scratch) {
  static const text::Segmenter kSegmenter;
  const std::string_view all = article.text;
  const bool titled = !article.title.empty() && all.starts_with(article.title);
  kSegmenter.segment(all, titled ? static_cast<uint32_t>(article.title.size()) : 0, scratch);
  std::unordered_set<std::string_view> known;
  search::ArticleWordsWriter writer(1, 0);
  for (const text::RawToken& token : scratch.tokens) {
    const std::string_view surface = token.span.of(all);
    if (token.kind == text::TokenKind::kPunctuation || !known.insert(surface).second) continue;
    if (surface.size() > search::kMostFormBytes && text::fold_key(surface).size() > kLongestKey) continue;
    writer.add(0, surface, "");
  }
  return writer.take();
}

// Some terms of a segment.
struct Range {
  uint32_t begin = 0, end = 0;
};

// Goes over all terms, ranges by several threads: work(worker, range) -> Out, sink(Out) in order.
template <typename Out, typename Work, typename Sink>
Status over_terms(const search::Segment& segment, unsigned threads, Work work, Sink sink) {
  uint32_t next = 0;
  const auto give = [&]() -> std::optional<Range> {
    if (next >= segment.terms()) return std::nullopt;
    const uint32_t begin = next;
    next = std::min(segment.terms(), begin + kTermsAtOnce);
    return Range{begin, next};
  };
  return pipeline::run_in_order<Range, Out>(threads, give, work, sink);
}

template <typename Visit>
Status visit_terms(const search::Segment& segment, Range range, Visit visit) {
  search::TermCursor cursor(segment);
  Status status = cursor.seek(range.begin);
  while (status) {
    status = visit(cursor.term());
    if (!status || cursor.index() + 1 >= range.end) return status;
    const Result<bool> more = cursor.next();
    status = more.status();
  }
  return status;
}

class Bits {
 public:
  explicit Bits(size_t count = 0, bool value = false) : words_((count + 63) / 64, value ? ~uint64_t{0} : 0) {}
  void set(uint32_t at) { words_[at / 64] |= uint64_t{1} << at % 64; }
  bool has(uint32_t at) const { return (words_[at / 64] >> at % 64 & 1) != 0; }
  void add(const Bits& other) {
    for (size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void keep(const Bits& other) {
    for (size_t i = 0; i < other.words_.size(); ++i) words_[i] &= other.words_[i];
  }

 private:
  std::vector<uint64_t> words_;
};

bool in_days(const std::vector<std::pair<base::Day, base::Day>>& days, base::Day day) {
  const auto has = [day](const std::pair<base::Day, base::Day>& span) {
    const bool from = span.first == base::kNoDay, to = span.second == base::kNoDay;
    if (from && to) return true;
    return day != base::kNoDay && (from || span.first <= day) && (to || day <= span.second);
  };
  return days.empty() || std::any_of(days.begin(), days.end(), has);
}

// The articles of a term that has labels.
struct Labelled {
  std::vector<uint32_t> labels, articles;
};
using LabelledTerms = Result<std::vector<Labelled>>;

}  // namespace

std::string surfaces_folder(const std::string& archive) { return archive + "/surfaces"; }

Status update_surfaces(const std::string& archive, const store::Database& database, unsigned threads, bool verify) {
  std::vector<text::Segmentation> scratch(threads);
  const auto reader = [&](const std::vector<Article>& articles) -> Result<std::vector<std::string>> {
    std::vector<std::string> all;
    size_t next = 0;
    Status status = pipeline::run_in_order<const Article*, std::string>(
        threads, [&]() { return next < articles.size() ? std::optional<const Article*>(&articles[next++]) : std::nullopt; },
        [&](unsigned worker, const Article* article) { return surfaces_of(*article, scratch[worker]); },
        [&all](std::string words) {
          all.push_back(std::move(words));
          return Status();
        });
    if (!status) return status;
    return all;
  };
  return SearchWriter(surfaces_folder(archive)).finish(database, reader, verify).status();
}

Result<Surfaces> Surfaces::open(const std::string& archive, const store::Database& database, unsigned threads) {
  Result<SearchFiles> files = SearchFiles::open(surfaces_folder(archive));
  if (!files) return files.status();
  const Result<std::string> stamp = search_stamp(database);
  if (!stamp) return stamp.status();
  if (files.value().stamp() == stamp.value()) return Surfaces(std::move(files).value(), threads);
  return Status::error(base::kIndexDamaged, ErrorKind::kResource, "the surfaces belong to another state of the archive").at(surfaces_folder(archive));
}

Status Surfaces::each(const std::function<void(unsigned worker, std::string_view surface)>& visit) const {
  for (const SearchFiles::Part& part : files_.parts()) {
    const search::Segment& segment = *part.segment;
    const auto work = [&](unsigned worker, Range range) {
      return visit_terms(segment, range, [&](const search::Term& term) {
        visit(worker, term.form);
        return Status();
      });
    };
    Status status = over_terms<Status>(segment, threads_, work, [](Status done) { return done; });
    if (!status) return status;
  }
  return {};
}

Result<std::unordered_set<uint64_t>> Surfaces::choose(const SurfaceQuestion& question) const {
  std::unordered_set<uint64_t> keys;
  for (const SearchFiles::Part& part : files_.parts()) {
    Status status = choose_in(*part.segment, question, keys);
    if (!status) return status;
  }
  return keys;
}

Status Surfaces::choose_in(const search::Segment& segment, const SurfaceQuestion& question, std::unordered_set<uint64_t>& keys) const {
  const size_t count = segment.articles().size();
  std::vector<Bits> by_label(question.label_count, Bits());
  std::vector<bool> any(question.label_count);
  const auto work = [&](unsigned, Range range) -> LabelledTerms {
    std::vector<Labelled> found;
    std::vector<uint32_t> labels;
    search::Postings postings;
    Status status = visit_terms(segment, range, [&](const search::Term& term) -> Status {
      labels.clear();
      if (term.form.size() >= search::kMostFormBytes) labels.push_back(0);
      question.labels(term.form, labels);
      if (labels.empty()) return {};
      Status read = segment.read(term, false, postings);
      if (read) found.push_back({labels, postings.articles});
      return read;
    });
    if (!status) return status;
    return found;
  };
  const auto take = [&](LabelledTerms found) {
    if (!found) return found.status();
    for (const Labelled& one : found.value()) {
      for (const uint32_t label : one.labels) {
        if (!any[label]) by_label[label] = Bits(count);
        any[label] = true;
        for (const uint32_t article : one.articles) by_label[label].set(article);
      }
    }
    return Status();
  };
  Status status = over_terms<LabelledTerms>(segment, threads_, work, take);
  if (!status) return status;
  for (const SurfaceQuestion::Clause& clause : question.clauses) {
    Bits fits(count, true);
    const bool possible = std::all_of(clause.all.begin(), clause.all.end(), [&](const std::vector<uint32_t>& labels) {
      Bits one(count);
      bool some = false;
      for (const uint32_t label : labels) {
        if (!any[label]) continue;
        one.add(by_label[label]);
        some = true;
      }
      fits.keep(one);
      return some;
    });
    if (!possible) continue;
    for (uint32_t i = 0; i < count; ++i) {
      if (fits.has(i) && in_days(clause.days, segment.articles()[i].day)) keys.insert(segment.articles()[i].key);
    }
  }
  return {};
}

}  // namespace waqai::archive
