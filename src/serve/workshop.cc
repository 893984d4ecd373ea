// SPDX-License-Identifier: Apache-2.0
#include "serve/workshop.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "serve/guard.h"
#include "serve/json.h"
#include "waqai/dictionary.h"
#include "waqai/output.h"

namespace waqai::serve {
namespace {

constexpr int64_t kMostArticles = 2000;
constexpr size_t kMostShown = 200;
constexpr size_t kMostRows = 200000;  // bytes of a user's rows

// A folder of its own that goes away.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "waqai-workshop-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What makes two events the same record for a reader: same trigger in the same text.
std::string place_of(const Event& e) { return std::to_string(e.trigger.begin) + ":" + std::to_string(e.trigger.end); }

struct Change {
  const char* kind;  // gained, lost, changed
  Article article;
  Event before;
  Event after;
};

void compare(const CodedArticle& before, const CodedArticle& after, std::vector<Change>& changes) {
  std::map<std::string, const Event*> old_events;
  for (const Event& e : before.events) old_events[place_of(e)] = &e;
  for (const Event& e : after.events) {
    const auto found = old_events.find(place_of(e));
    if (found == old_events.end()) {
      changes.push_back({"gained", after.article, {}, e});
      continue;
    }
    const Event& was = *found->second;
    const bool same = was.type == e.type && was.mode == e.mode && was.status == e.status && event_gloss(was) == event_gloss(e);
    if (!same) changes.push_back({"changed", after.article, was, e});
    old_events.erase(found);
  }
  for (const auto& [place, e] : old_events) changes.push_back({"lost", before.article, *e, {}});
}

void append_event(Json& json, const char* key, const Event& e) {
  json.key(key);
  if (e.type.empty()) {
    json.raw("null");
    return;
  }
  json.open('{')
      .key("type")
      .text(e.type)
      .key("status")
      .text(e.status)
      .key("quad")
      .number(e.quad)
      .key("gloss")
      .text(event_gloss(e))
      .key("trigger")
      .text(e.trigger_text);
  json.key("frame").text(e.frame.file + ":" + std::to_string(e.frame.line)).close('}');
}

void append_change(Json& json, const Change& change) {
  const Event& any = change.after.type.empty() ? change.before : change.after;
  json.open('{').key("kind").text(change.kind).key("article_id").text(change.article.id).key("outlet").text(change.article.source);
  json.key("sentence").text(any.sentence.of(change.article.text));
  append_event(json, "before", change.before);
  append_event(json, "after", change.after);
  json.close('}');
}

Result<std::vector<CodedArticle>> code_both(const Engine& engine, const std::vector<Article>& articles) {
  std::vector<CodedArticle> coded;
  size_t next = 0;
  const auto give = [&]() -> std::optional<Article> { return next < articles.size() ? std::optional<Article>(articles[next++]) : std::nullopt; };
  const auto take = [&coded](Result<CodedArticle> one) -> Status {
    if (!one) return one.status();
    coded.push_back(std::move(one).value());
    return {};
  };
  Status status = engine.code_all(give, take, 2);
  if (!status) return status;
  return coded;
}

Result<std::vector<Article>> sample_of(const ApiContext& context, const Request& form) {
  std::vector<Article> articles;
  const std::string sentence = form.get("sentence");
  if (!sentence.empty()) {
    Article& article = articles.emplace_back();
    article.id = "sentence";
    article.text = sentence;
  }
  ExplorePage page;
  page.limit = std::clamp<int64_t>(whole_number(form.get("sample"), 300), 0, kMostArticles);
  const Result<ExploreTable> list = context.explorer.articles("", page);
  if (!list) return list.status();
  for (const auto& row : list.value().rows) {
    Result<CodedArticle> article = context.explorer.article(*row[0]);
    if (!article) return article.status();
    articles.push_back(std::move(article).value().article);
  }
  return articles;
}

Response trial(ApiContext& context, const Request& form) {
  const TemporaryFolder folder;
  if (folder.path().empty()) return failure(500, "E003", "cannot make a temporary folder");
  std::filesystem::create_directories(folder.path() + "/rows/events");
  {
    std::ofstream file(folder.path() + "/rows/events/workshop.frames");
    file << "# provenance: workshop\n# licence: CC BY 4.0\n\n" << form.get("rows") << "\n";
  }
  const std::string bundle = folder.path() + "/trial.bundle";
  const Result<DictionaryBuild> build = build_dictionary({context.data_folder, folder.path() + "/rows"}, bundle);
  if (!build) return answer_failure(build.status());
  Json json;
  json.open('{').key("errors").number(static_cast<int64_t>(build.value().errors)).key("findings").open('[');
  for (const DictionaryFinding& finding : build.value().findings) {
    if (finding.is_error || finding.text.find("workshop.frames") != std::string::npos) json.text(finding.text);
  }
  json.close(']');
  if (build.value().errors > 0) return answer_json(json.close('}').take());
  const Result<Engine> engine = Engine::open({bundle});
  if (!engine) return answer_failure(engine.status());
  const Result<std::vector<Article>> articles = sample_of(context, form);
  if (!articles) return answer_failure(articles.status());
  const Result<std::vector<CodedArticle>> before = code_both(context.engine, articles.value());
  if (!before) return answer_failure(before.status());
  const Result<std::vector<CodedArticle>> after = code_both(engine.value(), articles.value());
  if (!after) return answer_failure(after.status());
  std::vector<Change> changes;
  for (size_t i = 0; i < before.value().size(); ++i) compare(before.value()[i], after.value()[i], changes);
  json.key("articles").number(static_cast<int64_t>(articles.value().size()));
  for (const char* kind : {"gained", "lost", "changed"}) {
    json.key(kind).number(std::count_if(changes.begin(), changes.end(), [kind](const Change& c) { return std::string(c.kind) == kind; }));
  }
  json.key("changes").open('[');
  for (size_t i = 0; i < std::min(changes.size(), kMostShown); ++i) append_change(json, changes[i]);
  return answer_json(json.close(']').close('}').take());
}

}  // namespace

Response answer_workshop(ApiContext& context, const Request& request) {
  static std::mutex one_at_a_time;
  Request form;
  if (request.content_type.rfind("application/x-www-form-urlencoded", 0) != 0) return failure(415, "", "send application/x-www-form-urlencoded");
  if (!parse_query(request.body, form.query)) return failure(400, "", "the body is broken");
  if (form.get("rows").size() > kMostRows) return failure(413, "", "the rows are too long");
  if (context.data_folder.empty()) return failure(409, "", "the sources of the dictionaries are not beside this program", "start it with --data DIR");
  const std::unique_lock lock(one_at_a_time, std::try_to_lock);
  if (!lock.owns_lock()) return failure(429, "", "another trial is running; try again in a moment");
  return trial(context, form);
}

}  // namespace waqai::serve
