// SPDX-License-Identifier: Apache-2.0
//
// The command unknown: what articles tell and the dictionaries do not know.
#include <algorithm>
#include <map>
#include <vector>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/dictionary.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr size_t kSamples = 2;
constexpr size_t kShownComplements = 4;

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return printable(text);
}

// One predicate over all articles.
struct Tally {
  std::string gloss;
  int64_t count = 0;
  int64_t named = 0;  // with somebody known
  std::map<std::string, int64_t> complements;
  std::vector<std::string> samples;
};

class PredicateCensus {
 public:
  explicit PredicateCensus(const Engine& engine) : engine_(engine) {}

  Status add(const Article& article) {
    const Result<std::vector<UncodedPredicate>> found = uncoded_predicates(engine_, article);
    if (!found) return found.status();
    for (const UncodedPredicate& one : found.value()) {
      Tally& tally = tallies_[one.light ? one.lemma + " " + one.complement : one.lemma];
      tally.gloss = one.gloss;
      ++tally.count;
      tally.named += one.named;
      if (!one.complement.empty()) ++tally.complements[one.complement];
      if (tally.samples.size() < kSamples && one.named) tally.samples.push_back(std::string(one.sentence.of(article.text)));
    }
    return {};
  }

  // Rows: named, all, predicate, gloss, complements with counts, samples; TAB between them, most frequent first.
  std::string rows(int64_t least, int64_t top) const {
    std::vector<std::pair<const std::string*, const Tally*>> order;
    for (const auto& [name, tally] : tallies_) {
      if (tally.named >= least) order.push_back({&name, &tally});
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second->named > b.second->named; });
    if (top > 0 && order.size() > static_cast<size_t>(top)) order.resize(static_cast<size_t>(top));
    std::string text = "named\tall\tpredicate\tgloss\tcomplements\tsample\tsample\n";
    for (const auto& [name, tally] : order) {
      text += std::to_string(tally->named) + "\t" + std::to_string(tally->count) + "\t" + *name + "\t" + tally->gloss + "\t" + complements(*tally);
      for (size_t i = 0; i < kSamples; ++i) text += "\t" + (i < tally->samples.size() ? one_line(tally->samples[i]) : std::string());
      text += "\n";
    }
    return text;
  }

 private:
  static std::string complements(const Tally& tally) {
    std::vector<std::pair<int64_t, std::string>> order;
    for (const auto& [word, count] : tally.complements) order.push_back({-count, word});
    std::sort(order.begin(), order.end());
    std::string text;
    for (size_t i = 0; i < order.size() && i < kShownComplements; ++i)
      text += (i > 0 ? ", " : "") + order[i].second + " " + std::to_string(-order[i].first);
    return text;
  }

  const Engine& engine_;
  std::map<std::string, Tally> tallies_;
};

// Names and titles that the actor base lacks, over all articles.
class NameCensus {
 public:
  explicit NameCensus(const Engine& engine) : engine_(engine) {}

  Status add(const Article& article) {
    const Result<NameSurvey> survey = engine_.survey(article);
    if (!survey) return survey.status();
    heads_ += survey.value().heads;
    resolved_ += survey.value().resolved;
    ++articles_;
    for (const UnknownName& one : survey.value().unknown) {
      Entry& entry = entries_[{one.name, one.text}];
      ++entry.count;
      if (entry.first.empty()) entry.first = article.id;
      entry.articles += entry.articles == 0 || entry.last != article.id;
      entry.last = article.id;
    }
    return {};
  }

  // Rows: count, articles, table of data/actors to add to, text, first article; TAB between them, most frequent first.
  std::string rows(int64_t least, int64_t top) const {
    std::vector<const std::pair<const Key, Entry>*> order;
    for (const auto& row : entries_) {
      if (row.second.count >= least) order.push_back(&row);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->second.count > b->second.count; });
    if (top > 0 && order.size() > static_cast<size_t>(top)) order.resize(static_cast<size_t>(top));
    std::string text = "count\tarticles\ttable\ttext\tfirst\n";
    for (const auto* row : order) {
      text += std::to_string(row->second.count) + "\t" + std::to_string(row->second.articles) + "\t" + (row->first.first ? "persons" : "sectors") +
              "\t" + one_line(row->first.second) + "\t" + one_line(row->second.first) + "\n";
    }
    return text;
  }

  std::string summary() const {
    const int64_t thousandth = heads_ == 0 ? 0 : resolved_ * 1000 / heads_;
    return std::to_string(articles_) + " articles; " + std::to_string(resolved_) + " of " + std::to_string(heads_) +
           " subjects and objects resolve (" + std::to_string(thousandth / 10) + "." + std::to_string(thousandth % 10) + " %)";
  }

 private:
  struct Entry {
    int64_t count = 0;
    int64_t articles = 0;
    std::string first;  // id of the article that has it first
    std::string last;   // and last
  };
  using Key = std::pair<bool, std::string>;  // whether a name; text
  const Engine& engine_;
  std::map<Key, Entry> entries_;
  int64_t heads_ = 0, resolved_ = 0, articles_ = 0;
};

bool is_of(const Article& article, const std::vector<std::string>& sections) {
  return sections.empty() || std::find(sections.begin(), sections.end(), article.section) != sections.end();
}

template <typename Census>
Status read_archive(const Arguments& arguments, Census& census) {
  const Result<Archive> archive = Archive::open(arguments.get("--archive"));
  if (!archive) return archive.status();
  const std::vector<std::string> sections = arguments.list("--section");
  Status failure;
  Status status = archive.value().articles([&](const Article& article) {
    if (failure && is_of(article, sections)) failure = census.add(article);
  });
  return status ? failure : status;
}

template <typename Census>
Status read_files(const Arguments& arguments, Census& census) {
  Result<InputReader> reader =
      InputReader::open(arguments.positional(), {.published = arguments.get("--published"), .encoding = arguments.get("--encoding"), .columns = {}});
  if (!reader) return reader.status();
  const std::vector<std::string> sections = arguments.list("--section");
  int64_t rejected = 0;
  while (!interrupted()) {
    const std::optional<Result<Article>> next = reader.value().next();
    if (!next) break;
    if (!*next) {
      ++rejected;
      continue;
    }
    const Article& article = next->value();
    if (!is_of(article, sections)) continue;
    Status status = census.add(article);
    if (!status) return status;
  }
  if (rejected > 0) message(std::to_string(rejected) + " articles could not be read");
  return {};
}

template <typename Census>
Status take(const Arguments& arguments, Census& census, Output& out) {
  const Result<int64_t> least = arguments.number("--least", 2, 1);
  if (!least) return least.status();
  const Result<int64_t> top = arguments.number("--top", 0, 0);
  if (!top) return top.status();
  Status status = arguments.has("--archive") ? read_archive(arguments, census) : read_files(arguments, census);
  if (!status) return status;
  (void)out.write(census.rows(least.value(), top.value()));
  return out.close();
}

}  // namespace

int run_unknown(const Arguments& arguments) {
  if (!arguments.has("--archive") && arguments.positional().empty()) {
    return fail(Status::error(142, ErrorKind::kUsage, "nothing to read").hint("name files, or an archive with --archive DIR"));
  }
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  Result<Output> out = Output::open(arguments.get("--output"));
  if (!out) return fail(out.status());
  if (arguments.has("--predicates")) {
    PredicateCensus census(engine.value());
    Status status = take(arguments, census, out.value());
    return status ? kDone : fail(status);
  }
  NameCensus census(engine.value());
  Status status = take(arguments, census, out.value());
  if (!status) return fail(status);
  message(census.summary());
  return kDone;
}

}  // namespace waqai::cli
