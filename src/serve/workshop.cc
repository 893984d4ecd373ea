// SPDX-License-Identifier: Apache-2.0
#include "serve/workshop.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "serve/guard.h"
#include "serve/json.h"
#include "serve/kept_rows.h"
#include "serve/temporary_folder.h"
#include "waqai/archive.h"
#include "waqai/dictionary.h"
#include "waqai/output.h"

namespace waqai::serve {
namespace {

constexpr int64_t kMostSample = 2000;
constexpr size_t kMostShown = 200;
constexpr size_t kMostRows = 200000;  // bytes of a user's rows

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

// As an Arabic reader is told of them.
std::string arabic_names(const std::vector<Participant>& all) {
  std::string text;
  for (const Participant& who : all) {
    const std::string& name = who.name_ar.empty() ? who.text : who.name_ar;
    if (!name.empty()) text += (text.empty() ? "" : "\u060C ") + name;
  }
  return text;
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
      .key("by")
      .text(arabic_names(e.actor))
      .key("to")
      .text(arabic_names(e.recipient))
      .key("trigger")
      .text(e.trigger_text);
  // A row of the user: named as it would be kept, not by our temporary folder.
  const size_t rows = e.frame.file.rfind("/rows/");
  const std::string file = rows == std::string::npos ? e.frame.file : e.frame.file.substr(rows + 6);
  json.key("frame").text(file + ":" + std::to_string(e.frame.line)).close('}');
}

void append_change(Json& json, const Change& change) {
  const Event& any = change.after.type.empty() ? change.before : change.after;
  json.open('{').key("kind").text(change.kind).key("article_id").text(change.article.id).key("outlet").text(change.article.source);
  json.key("sentence").text(any.sentence.of(change.article.text));
  append_event(json, "before", change.before);
  append_event(json, "after", change.after);
  json.close('}');
}

Result<std::vector<CodedArticle>> code_sample(const Engine& engine, const std::vector<Article>& articles) {
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
  page.limit = std::clamp<int64_t>(whole_number(form.get("sample"), 300), 0, kMostSample);
  const Result<ExploreTable> list = context.explorer.articles("", page);
  if (!list) return list.status();
  for (const auto& row : list.value().rows) {
    Result<CodedArticle> article = context.explorer.article(*row[0]);
    if (!article) return article.status();
    articles.push_back(std::move(article).value().article);
  }
  return articles;
}

// Findings about the user's rows, and all errors.
void append_findings(Json& json, const DictionaryBuild& build, const std::string& folder) {
  json.key("errors").number(static_cast<int64_t>(build.errors)).key("findings").open('[');
  for (const DictionaryFinding& finding : build.findings) {
    std::string text = finding.text;
    for (size_t at = text.find(folder + "/"); at != std::string::npos; at = text.find(folder + "/")) text.erase(at, folder.size() + 1);
    if (finding.is_error || text.find("workshop.") != std::string::npos) json.text(text);
  }
  json.close(']');
}

// What the examples of all frames, the gold that travels with the dictionary, say before and after.
void append_examples(Json& json, const ApiContext& context, const Engine& after, const std::string& overlay) {
  static std::mutex one_at_a_time;
  static std::map<std::string, std::set<std::string>> failed_before;  // by digest
  const auto failing = [](const Result<ExampleReport>& report) {
    std::set<std::string> texts;
    for (const DictionaryFinding& finding : report.value().findings) {
      if (finding.is_error) texts.insert(finding.text);
    }
    return texts;
  };
  const std::lock_guard lock(one_at_a_time);
  auto before = failed_before.find(context.engine.dictionary_digest());
  if (before == failed_before.end()) {
    const Result<ExampleReport> report = check_examples({context.data_folder}, context.engine);
    if (!report) return;
    before = failed_before.emplace(context.engine.dictionary_digest(), failing(report)).first;
  }
  const Result<ExampleReport> report = check_examples({context.data_folder, overlay}, after);
  if (!report) return;
  const std::set<std::string> now = failing(report);
  json.key("examples").open('{').key("total").number(static_cast<int64_t>(report.value().examples));
  json.key("before").number(static_cast<int64_t>(before->second.size())).key("after").number(static_cast<int64_t>(now.size()));
  for (const auto& [key, from, to] :
       {std::tuple<const char*, const std::set<std::string>*, const std::set<std::string>*>{"broken", &now, &before->second},
        {"mended", &before->second, &now}}) {
    json.key(key).open('[');
    size_t shown = 0;
    for (const std::string& text : *from) {
      if (to->count(text) == 0 && ++shown <= kMostShown) json.text(text);
    }
    json.close(']');
  }
  json.close('}');
}

Response trial(ApiContext& context, const Request& form) {
  const TemporaryFolder folder;
  if (folder.path().empty()) return failure(500, "E003", "cannot make a temporary folder");
  const std::string overlay = folder.path() + "/rows";
  const Status written = write_overlay({form.get("rows"), form.get("actors")}, "", overlay);
  if (!written) return answer_failure(written);
  const std::string bundle = folder.path() + "/trial.bundle";
  const Result<DictionaryBuild> build = build_dictionary({context.data_folder, overlay}, bundle);
  if (!build) return answer_failure(build.status());
  Json json;
  json.open('{');
  append_findings(json, build.value(), overlay);
  if (build.value().errors > 0) return answer_json(json.close('}').take());
  const Result<Engine> engine = Engine::open({bundle});
  if (!engine) return answer_failure(engine.status());
  const Result<std::vector<Article>> articles = sample_of(context, form);
  if (!articles) return answer_failure(articles.status());
  const Result<std::vector<CodedArticle>> before = code_sample(context.engine, articles.value());
  const Result<std::vector<CodedArticle>> after = before ? code_sample(engine.value(), articles.value()) : before;
  if (!after) return answer_failure(after.status());
  std::vector<Change> changes;
  for (size_t i = 0; i < before.value().size(); ++i) compare(before.value()[i], after.value()[i], changes);
  json.key("articles").number(static_cast<int64_t>(articles.value().size()));
  for (const char* kind : {"gained", "lost", "changed"}) {
    json.key(kind).number(std::count_if(changes.begin(), changes.end(), [kind](const Change& c) { return std::string(c.kind) == kind; }));
  }
  append_examples(json, context, engine.value(), overlay);
  json.key("changes").open('[');
  for (size_t i = 0; i < std::min(changes.size(), kMostShown); ++i) append_change(json, changes[i]);
  return answer_json(json.close(']').close('}').take());
}

// The form of a POST, or why it cannot be taken.
std::optional<Response> form_of(const ApiContext& context, const Request& request, Request& form) {
  if (request.content_type.rfind("application/x-www-form-urlencoded", 0) != 0) return failure(415, "", "send application/x-www-form-urlencoded");
  if (!parse_query(request.body, form.query)) return failure(400, "", "the body is broken");
  if (form.get("rows").size() + form.get("actors").size() > kMostRows) return failure(413, "", "the rows are too long");
  if (context.data_folder.empty()) return failure(409, "", "the sources of the dictionaries are not beside this program", "start it with --data DIR");
  return std::nullopt;
}

// What the archive's dictionary becomes over what is stored: articles that it can touch are coded again.
Status recode_archive(ApiContext& context, RecodeReport& report) {
  return context.change_archive([&]() -> Status {
    Result<Archive> archive = Archive::open_for_writing(context.archive);
    if (!archive) return archive.status();
    RecodeOptions options;
    options.run.started = context.now();
    options.run.run_id = options.run.started + "-workshop";
    options.run.program = "waqai " + version();
    options.run.options = "recode, web app";
    Result<RecodeReport> done = archive.value().recode(context.engine, options);
    if (!done) return done.status();
    report = std::move(done).value();
    return {};
  });
}

// The rows as the kept overlay, compiled into `bundle`.  The overlay stays as it was where they have errors or the bundle is of no use.  It is
// compiled from where it stays, since records name the file of a row.
Result<DictionaryBuild> compile_kept(const ApiContext& context, const Rows& rows, const std::string& author, const std::string& bundle) {
  const std::string overlay = kept_overlay(context.archive);
  const std::vector<Version> versions = read_versions(context.archive);
  const Status written = write_overlay(rows, author, overlay);
  Result<DictionaryBuild> build = written ? build_dictionary({context.data_folder, overlay}, bundle) : Result<DictionaryBuild>(written);
  if (build && build.value().errors == 0) {
    const Status usable = Engine::open({bundle}).status();
    if (usable) return build;
    build = usable;
  }
  std::error_code ignored;
  if (versions.empty()) std::filesystem::remove_all(overlay, ignored);
  else (void)write_overlay(versions.back().rows, versions.back().author, overlay);
  return build;
}

// Compiles and keeps, and codes again what that touches; the caller is the only one who changes anything.
Response keep_rows(ApiContext& context, const Request& form) {
  const Rows rows{form.get("rows"), form.get("actors")};
  const TemporaryFolder folder;
  if (folder.path().empty()) return failure(500, "E003", "cannot make a temporary folder");
  std::string bundle = context.base_bundle;
  Json json;
  json.open('{');
  if (!rows.empty()) {
    bundle = folder.path() + "/workshop.bundle";
    const Result<DictionaryBuild> build = compile_kept(context, rows, form.get("author"), bundle);
    if (!build) return answer_failure(build.status());
    append_findings(json, build.value(), kept_overlay(context.archive));
    if (build.value().errors > 0) return answer_json(json.key("saved").boolean(false).close('}').take());
  }
  const std::string kept = kept_bundle(context.archive);
  Status status = add_version(context.archive, {context.now(), form.get("author"), form.get("message"), context.base_digest, rows});
  if (status && rows.empty()) status = write_overlay(rows, form.get("author"), kept_overlay(context.archive));
  if (!status) return answer_failure(status);
  std::error_code failed;
  // A new file under the old name: the engine at hand still has the old one mapped.
  std::filesystem::remove(kept, failed);
  if (!rows.empty()) {
    std::filesystem::copy_file(bundle, kept, failed);
    if (failed) return failure(500, "E003", "cannot write " + kept);
    bundle = kept;
  }
  Result<Engine> engine = Engine::open({bundle});
  if (!engine) return answer_failure(engine.status());
  context.change_engine(std::move(engine).value());
  RecodeReport report;
  status = recode_archive(context, report);
  if (!status) return answer_failure(status);
  json.key("saved").boolean(true).key("recoded").open('{').key("articles").number(report.recoded);
  json.key("gained").number(report.gained).key("lost").number(report.lost).key("changed").number(report.changed).close('}');
  return answer_json(json.close('}').take());
}

}  // namespace

Response answer_workshop(ApiContext& context, const Request& request) {
  static std::mutex one_at_a_time;
  Request form;
  if (std::optional<Response> refused = form_of(context, request, form)) return *refused;
  const std::unique_lock lock(one_at_a_time, std::try_to_lock);
  if (!lock.owns_lock()) return failure(429, "", "another trial is running; try again in a moment");
  return trial(context, form);
}

Response answer_workshop_history(ApiContext& context, const Request&) {
  const std::vector<Version> versions = read_versions(context.archive);
  Json json;
  json.open('{').key("in_force").boolean(context.engine.dictionary_digest() != context.base_digest);
  json.key("overlay").text(kept_overlay(context.archive)).key("versions").open('[');
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    json.open('{').key("at").text(version->at).key("author").text(version->author).key("message").text(version->message);
    json.key("stale").boolean(version->base != context.base_digest);
    json.key("rows").text(version->rows.frames).key("actors").text(version->rows.actors).close('}');
  }
  return answer_json(json.close(']').close('}').take());
}

Response answer_workshop_save(ApiContext& context, const Request& request) {
  Request form;
  if (std::optional<Response> refused = form_of(context, request, form)) return *refused;
  if (form.get("author").empty() || form.get("author").size() > 200 || form.get("message").size() > 2000) {
    return failure(400, "", "a version has an author (at most 200 bytes) and a message (at most 2,000)");
  }
  if (context.changing.exchange(true)) return failure(409, "", "articles are being added; try again when that is done");
  Response response;
  const Status kept = or_failure([&] {
    response = keep_rows(context, form);
    return Status();
  });
  context.changing = false;
  return kept ? response : answer_failure(kept);
}

void open_kept_rows(ApiContext& context) {
  const std::vector<Version> versions = read_versions(context.archive);
  if (versions.empty() || versions.back().rows.empty() || versions.back().base != context.base_digest) return;
  Result<Engine> engine = Engine::open({kept_bundle(context.archive)});
  if (engine) context.engine = std::move(engine).value();
}

}  // namespace waqai::serve
