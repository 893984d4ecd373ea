// SPDX-License-Identifier: Apache-2.0
//
// `waqai export conllu`: the words and trees of an archive's articles.
#include <future>
#include <thread>
#include <vector>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"

namespace waqai::cli {
namespace {

constexpr size_t kArticlesAtOnce = 256;

const char* const kCodebook =
    "# Codebook: conllu\n\nCoNLL-U: ten columns with tabs between, a word a line, a blank line behind each sentence.\n\n"
    "| | |\n| --- | --- |\n| `# newdoc id` | article_id; `# published`, `# source` and `# url` where they are known |\n"
    "| `# newpar` | a paragraph starts |\n| `# sent_id`, `# text` | of the sentence |\n| `# kind` | title or teaser: no body text |\n"
    "| ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC | Universal Dependencies; XPOS and DEPS are `_` |\n"
    "| MISC | `Gloss=` English, `SpaceAfter=No` |\n\nTrees are made by the dictionaries of this program, whatever made the events: ";

std::string comment(const char* key, const std::string& value) {
  std::string line = value;
  for (char& c : line) c = c == '\n' || c == '\r' ? ' ' : c;
  return line.empty() ? "" : std::string("# ") + key + " = " + line + "\n";
}

Result<std::string> trees_of(const Engine& engine, Article article) {
  const std::string head =
      comment("newdoc id", article.id) + comment("published", article.published) + comment("source", article.source) + comment("url", article.url);
  article.id += "-s";
  const Result<std::string> parsed = engine.parse(article);
  if (!parsed || parsed.value().empty()) return parsed;
  return head + parsed.value();
}

// Writes articles in the order in which they come, read by all cores.
class TreeWriter {
 public:
  TreeWriter(const Engine& engine, Output& out) : engine_(engine), out_(out), threads_(std::max(1u, std::thread::hardware_concurrency())) {}

  void add(const Article& article) {
    if (!status_ || closed_) return;
    waiting_.push_back(article);
    if (waiting_.size() == kArticlesAtOnce) flush();
  }
  Status finish() {
    if (status_ && !closed_) flush();
    return status_;
  }

 private:
  void flush() {
    std::vector<std::future<std::vector<Result<std::string>>>> parts;
    for (size_t part = 0; part < threads_; ++part) {
      const size_t begin = waiting_.size() * part / threads_, end = waiting_.size() * (part + 1) / threads_;
      parts.push_back(std::async(std::launch::async, [this, begin, end] {
        std::vector<Result<std::string>> trees;
        for (size_t i = begin; i < end; ++i) trees.push_back(trees_of(engine_, waiting_[i]));
        return trees;
      }));
    }
    for (auto& part : parts) {
      for (const Result<std::string>& trees : part.get()) {
        if (!trees) status_ = trees.status();
        if (status_ && !closed_) closed_ = !out_.write(trees.value());
      }
    }
    waiting_.clear();
  }

  const Engine& engine_;
  Output& out_;
  size_t threads_;
  std::vector<Article> waiting_;
  Status status_;
  bool closed_ = false;
};

bool takes_all(const EventQuery& q) {
  return q.event_id.empty() && q.type.empty() && q.status.empty() && q.country.empty() && q.actor.empty() && q.recipient.empty() &&
         q.article.empty() && q.source.empty() && q.name.empty() && q.since.empty() && q.until.empty() && q.limit == 0 && q.confidence == 0 &&
         !q.score_from && !q.score_to;
}

}  // namespace

int export_conllu(const Arguments& arguments, const Archive& archive, const EventQuery& query) {
  const std::string form = arguments.get("--to", "conllu");
  if (form != "conllu") return fail(Status::error(143, ErrorKind::kUsage, "trees come as conllu, not as '" + form + "'").hint("leave out --to"));
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  const std::string path = arguments.get("--output");
  Result<Output> out = Output::open(path);
  if (!out) return fail(out.status());
  TreeWriter writer(engine.value(), out.value());
  Status status = takes_all(query) ? archive.articles([&](const Article& article) { writer.add(article); })
                                   : archive.events(query, [&](const CodedArticle& coded) { writer.add(coded.article); });
  const Status written = writer.finish();
  if (status) status = written;
  if (!status) return fail(status);
  const Status closed = out.value().close();
  if (!closed) return fail(closed);
  if (path.empty() || path == "-") return kDone;
  Result<Output> page = Output::open(path + ".codebook.md");
  if (!page) return fail(page.status());
  (void)page.value().write(kCodebook + engine.value().dictionary_digest() + ".\n");
  const Status told = page.value().close();
  return told ? kDone : fail(told);
}

}  // namespace waqai::cli
