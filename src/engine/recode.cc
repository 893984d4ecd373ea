// SPDX-License-Identifier: Apache-2.0
//
// Archive: coding again after a change of the dictionary, and the feed of changes.
#include "archive/recode.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <map>
#include <numeric>
#include <set>
#include <thread>

#include "base/error_codes.h"
#include "base/file.h"
#include "engine/archive_impl.h"
#include "engine/engine_impl.h"
#include "lexicon/changed_words.h"
#include "lexicon/phrases.h"
#include "lexicon/touched.h"
#include "pipeline/frame_check.h"
#include "pipeline/ordered.h"
#include "pipeline/word_weights.h"
#include "store/rows.h"
#include "waqai/archive.h"

namespace waqai {
namespace {

namespace fs = std::filesystem;

std::string digest_of(const std::string& in_force) { return in_force.substr(in_force.find_last_of(' ') + 1); }

Status for_states(const store::Database& database, const std::function<void(const std::string& in_force)>& visit) {
  return database.select(
      "SELECT in_force FROM (SELECT DISTINCT run_id, in_force FROM run) JOIN (SELECT run_id, count(*) AS n FROM article GROUP BY run_id) USING "
      "(run_id) WHERE in_force IS NOT "
      "NULL GROUP BY in_force ORDER BY sum(n) DESC, in_force",
      {}, [&visit](const store::Row& row) { visit(store::cell_text(row[0])); });
}

// The dictionary of one earlier state beside the one in force.
struct Comparison {
  std::optional<lexicon::Bundle> copy;
  lexicon::DictionaryChanges changes;
  std::vector<lexicon::Touched> touched;     // one a worker
  std::vector<pipeline::FrameCheck> frames;  // one a worker
  std::vector<text::Segmentation> segmentations;
  std::optional<lexicon::ChangedWords> words;
};

// The dictionary to code with.
struct InForce {
  const lexicon::Bundle& bundle;
  const pipeline::Pipeline& pipeline;
  const text::Segmenter& segmenter;
};

// What to ask of the words that articles hold; nothing where reading all of them is no worse.
Result<std::optional<archive::SurfaceQuestion>> ask(Comparison& comparison, unsigned workers, const archive::Surfaces& surfaces) {
  std::optional<archive::SurfaceQuestion> question;
  Result<std::optional<lexicon::ChangedWords>> words = lexicon::ChangedWords::make(comparison.changes, comparison.touched[0], workers,
                                                                                   [&surfaces](const auto& visit) { return surfaces.each(visit); });
  if (!words) return words.status();
  if (!words.value()) return question;
  comparison.words = std::move(words).value();
  question.emplace();
  question->labels = [&known = *comparison.words](std::string_view surface, std::vector<uint32_t>& labels) { known.labels(surface, labels); };
  question->label_count = comparison.words->label_count();
  for (const lexicon::WordClause& clause : comparison.words->clauses()) {
    archive::SurfaceQuestion::Clause& asked = question->clauses.emplace_back();
    asked.all = clause.all;
    for (const lexicon::DaySpan& span : clause.days) asked.days.emplace_back(span.from, span.to);
  }
  return question;
}

// Fills `state`; what it needs lives in `comparison`.
void compare(const std::string& copy_path, const InForce& in_force, unsigned workers, archive::EarlierState& state, Comparison& comparison) {
  const auto all = [&](std::string why) {  // by value: it may be of what is cleared
    state.everything = true;
    comparison.changes = {};
    comparison.changes.everything = std::move(why);
  };
  Result<lexicon::Bundle> copy = lexicon::Bundle::open(copy_path);
  if (!copy || !copy.value().verify()) return all("no copy of the dictionary they were coded with is there");
  comparison.copy.emplace(std::move(copy).value());
  const Result<lexicon::DictionaryRows> before = lexicon::DictionaryRows::open(*comparison.copy),
                                        after = lexicon::DictionaryRows::open(in_force.bundle);
  if (!before || !after) return all("the dictionaries are laid out otherwise");
  comparison.changes = lexicon::DictionaryChanges::between(before.value(), after.value());
  if (!comparison.changes.everything.empty()) return all(comparison.changes.everything);
  for (const lexicon::MovedRow& row : comparison.changes.moved) state.moved.push_back({row.file, row.line, row.to_file, row.to_line});
  if (comparison.changes.none()) {
    state.look = [](unsigned, const archive::StoredText&) { return archive::Looked(); };
    return;
  }
  comparison.segmentations.resize(workers);
  for (unsigned i = 0; i < workers; ++i) {
    comparison.touched.emplace_back(comparison.changes, in_force.segmenter);
    if (!comparison.changes.patterns.empty()) comparison.frames.emplace_back(in_force.pipeline, before.value(), after.value(), comparison.changes);
  }
  state.names_stand = comparison.changes.same_names();
  state.ask = [&comparison, workers](const archive::Surfaces& surfaces) { return ask(comparison, workers, surfaces); };
  state.look = [&comparison](unsigned worker, const archive::StoredText& stored) -> archive::Looked {
    lexicon::Touched& look = comparison.touched[worker];
    const lexicon::Touch touch = look.text(stored.text, stored.title_end, stored.published);
    if (touch == lexicon::Touch::kNo) return {};
    if (touch == lexicon::Touch::kYes) return {archive::Looked::kYes, look.reads_alike(), {}};
    return {archive::Looked::kIfMatches, look.reads_alike(), look.sentences()};
  };
  state.matches = [&comparison, &segmenter = in_force.segmenter](unsigned worker, const archive::StoredText& stored,
                                                                 const std::vector<uint32_t>& sentences, std::string_view analysis) {
    text::Segmentation& segmentation = comparison.segmentations[worker];
    segmenter.segment(stored.text, stored.title_end, segmentation);
    return comparison.frames[worker].matches(stored.text, segmentation, sentences, analysis);
  };
}

ArchiveRows with_sentences(const archive::RecodeTotals& totals, const std::map<std::string, std::string>& texts) {
  std::map<std::string, const archive::EventSide::Told*> told;
  for (const archive::EventSide* side : {&totals.before, &totals.after}) {
    for (const auto& [key, event] : side->events) told[key.second] = &event;
  }
  ArchiveRows rows{totals.changes.columns, totals.changes.rows};
  rows.columns.emplace_back("sentence");
  for (std::vector<std::string>& row : rows.rows) {
    const auto event = told.find(row[1]);
    const auto text = texts.find(row[0]);
    const bool known = event != told.end() && text != texts.end() && event->second->sentence_end <= text->second.size() &&
                       event->second->sentence_begin <= event->second->sentence_end;
    row.push_back(known ? text->second.substr(event->second->sentence_begin, event->second->sentence_end - event->second->sentence_begin) : "");
  }
  return rows;
}

}  // namespace

Status Archive::Impl::keep_dictionary(const lexicon::Bundle& bundle) {
  std::set<std::string> named;
  Status status = for_states(store.database(), [&named](const std::string& in_force) { named.insert(digest_of(in_force)); });
  if (!status) return status;
  std::error_code failure;
  const std::string digest(bundle.digest());
  const std::string path = dictionary_path(digest);
  if (named.count(digest) > 0 && !fs::exists(path, failure)) {
    fs::create_directories(folder + "/dictionaries", failure);
    if (failure) return Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot create the folder: " + failure.message()).at(folder);
    status = base::replace_file(path, lexicon::dictionary_copy(bundle));
    if (!status) return status;
  }
  for (const auto& entry : fs::directory_iterator(folder + "/dictionaries", failure)) {
    if (entry.path().extension() == ".rows" && named.count(entry.path().stem().string()) == 0) fs::remove(entry.path(), failure);
  }
  return {};
}

Result<RecodeReport> Archive::recode(const Engine& engine, const RecodeOptions& options) {
  const lexicon::Bundle& bundle = engine.impl_->bundle;
  Result<text::PhraseBook> book = lexicon::read_phrases(bundle);
  if (!book) return book.status();
  const text::Segmenter segmenter(std::move(book).value());
  const std::string in_force = options.run.program + " " + std::string(bundle.digest());
  const Result<std::vector<std::string>> states = archive::earlier_states(impl_->store.database(), options.all ? "" : in_force);
  if (!states) return states.status();
  RecodeReport report;
  Result<story::WordWeights> weights = pipeline::word_weights(bundle);
  if (!weights) return weights.status();
  archive::RecodeJob job;
  job.weights = std::move(weights).value();
  job.folder = impl_->folder;
  job.workers = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::list<Comparison> comparisons;
  for (const std::string& known : states.value()) {
    archive::EarlierState& state = job.states.emplace_back();
    Comparison& comparison = comparisons.emplace_back();
    state.in_force = known;
    if (options.all || known.empty() || known.substr(0, known.find_last_of(' ')) != options.run.program) {
      state.everything = true;
      comparison.changes.everything = options.all     ? "asked for"
                                      : known.empty() ? "it is not known what they were coded with"
                                                      : "they were coded by another version of the program";
    } else {
      compare(impl_->dictionary_path(digest_of(known)), {bundle, *engine.impl_->pipeline, segmenter}, job.workers, state, comparison);
    }
    if (report.everything.empty()) report.everything = comparison.changes.everything;
    report.rows += comparison.changes.rows;
  }
  job.run = {options.run.run_id, options.run.started, options.run.program, std::string(bundle.digest()), options.run.options, 0, 0, 0};
  job.dry_run = options.dry_run;
  const auto links_change = [](const Comparison& one) { return !one.changes.everything.empty() || one.changes.stories; };
  job.forget_stories = std::any_of(comparisons.begin(), comparisons.end(), links_change);
  std::map<std::string, std::string> texts;  // of articles with events: what sentences are cut from
  job.code = [&](const std::function<std::optional<archive::ArticleAgain>()>& next, const std::function<Status(Result<CodedArticle>)>& sink) {
    const pipeline::Pipeline& pipeline = *engine.impl_->pipeline;
    std::vector<pipeline::Pipeline::Scratch> scratch;
    for (unsigned i = 0; i < job.workers; ++i) scratch.push_back(pipeline.new_scratch());
    std::vector<int64_t> analysed(job.workers);
    Status status = pipeline::run_in_order<archive::ArticleAgain, Result<CodedArticle>>(
        job.workers, next,
        [&](unsigned worker, archive::ArticleAgain again) {
          Result<CodedArticle> coded = pipeline.code(std::move(again.article), scratch[worker], again.analysis);
          analysed[worker] += scratch[worker].restored ? 0 : 1;
          return coded;
        },
        [&](Result<CodedArticle> coded) -> Status {
          if (coded && report.everything.empty()) texts[coded.value().article.id] = coded.value().article.text;
          return sink(std::move(coded));
        });
    report.analysed = std::accumulate(analysed.begin(), analysed.end(), int64_t{0});
    return status;
  };
  const Result<archive::RecodeTotals> done = archive::recode(impl_->store, job);
  if (!done) return done.status();
  const archive::RecodeTotals& totals = done.value();
  report.articles = totals.articles;
  report.read = totals.read;
  report.recoded = totals.recoded;
  report.redacted = totals.redacted;
  report.moved = totals.moved;
  report.stories = totals.stories;
  report.events_before = static_cast<int64_t>(totals.before.events.size());
  report.events_after = static_cast<int64_t>(totals.after.events.size());
  std::map<std::string, std::set<std::string>> events;  // by what became of them
  for (const std::vector<std::string>& row : totals.changes.rows) events[row[2]].insert(row[1]);
  report.gained = static_cast<int64_t>(events["gained"].size());
  report.lost = static_cast<int64_t>(events["lost"].size());
  report.changed = static_cast<int64_t>(events["changed"].size());
  report.changes = with_sentences(totals, texts);
  if (options.dry_run) return report;
  const Result<StoryUpdate> stories = update_stories(engine);  // also where an earlier call was interrupted before this
  if (!stories) return stories.status();
  report.stories += stories.value().stories;
  return report;
}

Result<bool> Archive::earlier_dictionary(const Engine& engine, const std::string& path) const {
  std::string in_force;
  Status status = for_states(impl_->store.database(), [&in_force](const std::string& one) {
    if (in_force.empty()) in_force = one;
  });
  if (!status) return status;
  const std::string digest = digest_of(in_force);
  if (digest.empty() || digest == engine.dictionary_digest()) return false;
  const Result<lexicon::Bundle> copy = lexicon::Bundle::open(impl_->dictionary_path(digest));
  if (!copy) return false;
  const Result<std::string> whole = lexicon::complete_copy(copy.value(), engine.impl_->bundle);
  if (!whole) return false;
  status = base::replace_file(path, whole.value());
  if (!status) return status;
  return true;
}

Result<ArchiveRows> Archive::changes(int64_t since) const {
  ArchiveRows rows{{"version", "event_id", "article_id", "kind", "why"}, {}};
  Status status = impl_->store.changes(since, [&rows](const store::Row& row) {
    std::vector<std::string>& cells = rows.rows.emplace_back();
    for (const store::Cell& cell : row) cells.push_back(store::cell_text(cell));
  });
  if (!status) return status;
  return rows;
}

}  // namespace waqai
