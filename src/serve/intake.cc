// SPDX-License-Identifier: Apache-2.0
#include "serve/intake.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>

#include "serve/guard.h"
#include "serve/json.h"
#include "waqai/archive.h"
#include "waqai/input.h"

namespace waqai::serve {
namespace {

constexpr size_t kMostFiles = 500;
constexpr uint64_t kMostWaitingBytes = uint64_t{512} << 20;
constexpr size_t kMostReasons = 200;
constexpr size_t kMostArticles = 50000;  // in memory at once; more is a matter for the command line
constexpr size_t kBatchArticles = 500;
constexpr size_t kNameBytes = 120;
constexpr size_t kPrefix = 5;  // "0001-"

Status bad(const std::string& what) { return Status::error(143, ErrorKind::kUsage, what); }

// A name that is safe as a file of our own folder; letters of any script stay.
std::string safe_name(const std::string& given) {
  std::string name = given.substr(given.find_last_of("/\\") == std::string::npos ? 0 : given.find_last_of("/\\") + 1);
  for (char& c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '/' || c == '\\' || c == ':' || byte == 0x7F) c = '_';
  }
  // The end says what kind of file it is, so the beginning goes where it is too long.
  if (name.size() > kNameBytes) {
    size_t from = name.size() - kNameBytes;
    while (from < name.size() && (static_cast<unsigned char>(name[from]) & 0xC0) == 0x80) ++from;
    name.erase(0, from);
  }
  return name.empty() ? "text.txt" : name;
}

}  // namespace

struct Intake::Coded {
  std::vector<CodedArticle> articles;
  ArchiveRun run;
};

Intake::~Intake() {
  stop_ = true;
  if (job_.joinable()) job_.join();
}

Status Intake::keep(const std::string& name, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  if (progress_.state == "coding" || progress_.state == "storing") return bad("a job is running; add files when it is done");
  if (folder_.path().empty()) return Status::error(3, ErrorKind::kResource, "cannot make a temporary folder");
  uint64_t held = bytes.size();
  for (const auto& file : progress_.files) held += file.second;
  if (progress_.files.size() >= kMostFiles || held > kMostWaitingBytes) {
    return bad("too much at once: at most 500 files and 512 MB").hint("the command line has no limit: waqai ingest -a DIR PATH...");
  }
  char number[16];
  std::snprintf(number, sizeof number, "%04zu-", progress_.files.size() + 1);
  const std::string path = folder_.path() + "/" + number + safe_name(name);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) return Status::error(3, ErrorKind::kResource, "cannot write the file").at(path);
  if (progress_.files.empty()) progress_ = Progress();
  progress_.files.emplace_back(safe_name(name), bytes.size());
  return {};
}

Status Intake::start(ApiContext& context) {
  const std::lock_guard lock(mutex_);
  if (progress_.state == "coding" || progress_.state == "storing") return bad("a job is running already");
  if (progress_.files.empty()) return bad("no file waits").hint("add files first");
  // Whoever changes archive or dictionary does it alone.
  if (context.changing.exchange(true)) return bad("the dictionary is being changed; try again in a moment");
  if (job_.joinable()) job_.join();
  stop_ = false;
  progress_.state = "coding";
  Status started = or_failure([&] {
    job_ = std::thread([this, &context] { run(context); });
    return Status();
  });
  if (started) return started;
  progress_.state = "idle";
  context.changing = false;
  return started;
}

void Intake::clear() {
  const std::lock_guard lock(mutex_);
  if (progress_.state == "coding" || progress_.state == "storing") {
    stop_ = true;
    return;
  }
  folder_.clear();
  progress_ = Progress();
}

Intake::Progress Intake::progress() const {
  const std::lock_guard lock(mutex_);
  return progress_;
}

// The place of a rejection without our folder and number.
std::string Intake::known_place(const std::string& place) const {
  const std::string own = folder_.path() + "/";
  return place.rfind(own, 0) == 0 && place.size() > own.size() + kPrefix ? place.substr(own.size() + kPrefix) : place;
}

void Intake::run(ApiContext& context) {
  const Status status = or_failure([&]() -> Status {
    Coded coded;
    if (Status coding = code(context, coded); !coding || stop_) return coding;
    {
      const std::lock_guard lock(mutex_);
      progress_.state = "storing";
    }
    return store(context, coded);
  });
  const std::lock_guard lock(mutex_);
  folder_.clear();
  progress_.files.clear();
  context.changing = false;  // before anybody can see that the job has ended, and begin the next one
  progress_.state = !status ? "failed" : stop_ ? "stopped" : "done";
  if (!status) {
    progress_.failure = status.message() + (status.hint().empty() ? "" : " (" + status.hint() + ")");
    progress_.failure_id = status.id();
  }
}

Status Intake::code(ApiContext& context, Coded& coded) {
  InputReader reader = InputReader::open({folder_.path()}, InputOptions()).value();  // only options can be refused
  const auto next = [&]() -> std::optional<Article> {
    while (!stop_ && coded.articles.size() < kMostArticles) {
      std::optional<Result<Article>> item = reader.next();
      if (!item) return std::nullopt;
      const std::lock_guard lock(mutex_);
      progress_.bytes_read = reader.bytes_read();
      progress_.bytes_total = reader.bytes_total();
      if (*item) return std::move(*item).value();
      const Status why = item->status();
      ++progress_.rejected;
      if (progress_.reasons.size() < kMostReasons) progress_.reasons.push_back({why.id(), known_place(why.place()), why.message(), why.hint()});
    }
    return std::nullopt;
  };
  const auto take = [&](Result<CodedArticle> one) -> Status {
    const std::lock_guard lock(mutex_);
    if (!one) {
      ++progress_.rejected;
      if (progress_.reasons.size() < kMostReasons)
        progress_.reasons.push_back({one.status().id(), known_place(one.status().place()), one.status().message(), one.status().hint()});
      return {};
    }
    ++progress_.articles;
    progress_.events += static_cast<int64_t>(one.value().events.size());
    coded.articles.push_back(std::move(one).value());
    return {};
  };
  Status status = context.engine.code_all(next, take, 0);
  if (status && coded.articles.size() >= kMostArticles) {
    return bad("more than 50,000 articles at once").hint("the command line has no limit: waqai ingest -a DIR PATH...");
  }
  return status;
}

Status Intake::store(ApiContext& context, Coded& coded) {
  coded.run.started = context.now();
  coded.run.run_id = coded.run.started + "-web-" + std::to_string(++stores_);  // several can end in one second
  coded.run.program = "waqai " + version();
  coded.run.dictionary_digest = context.engine.dictionary_digest();
  coded.run.options = "web app";
  coded.run.rejected = progress().rejected;
  return context.change_archive([&]() -> Status {
    Result<Archive> opened = Archive::open_for_writing(context.archive);
    if (!opened) return opened.status();
    Archive& archive = opened.value();
    std::vector<CodedArticle> batch;
    for (size_t i = 0; i < coded.articles.size(); ++i) {
      batch.push_back(std::move(coded.articles[i]));
      if (batch.size() < kBatchArticles && i + 1 < coded.articles.size()) continue;
      const Result<int64_t> added = archive.add(batch, coded.run);
      if (!added) return added.status();
      batch.clear();
      const std::lock_guard lock(mutex_);
      progress_.added += added.value();
    }
    if (coded.run.articles > 0 || coded.run.rejected > 0) {
      Status finished = archive.finish(coded.run);
      if (!finished) return finished;
    }
    const Status search = archive.update_search(context.engine).status();
    return search ? archive.update_stories(context.engine).status() : search;
  });
}

namespace {

std::string progress_json(const Intake::Progress& p) {
  Json json;
  json.open('{').key("state").text(p.state).key("files").open('[');
  for (const auto& [name, bytes] : p.files) json.open('{').key("name").text(name).key("bytes").number(static_cast<int64_t>(bytes)).close('}');
  json.close(']').key("articles").number(p.articles).key("events").number(p.events).key("added").number(p.added).key("rejected").number(p.rejected);
  json.key("bytes_read").number(static_cast<int64_t>(p.bytes_read)).key("bytes_total").number(static_cast<int64_t>(p.bytes_total));
  json.key("failure").text_or_null(p.failure).key("failure_id").text_or_null(p.failure_id).key("reasons").open('[');
  for (const Intake::Rejected& r : p.reasons)
    json.open('{').key("id").text_or_null(r.id).key("place").text(r.place).key("reason").text(r.reason).key("hint").text_or_null(r.hint).close('}');
  return json.close(']').close('}').take();
}

Response answer_state(ApiContext& context) { return answer_json(progress_json(context.intake->progress())); }

}  // namespace

Response answer_intake(ApiContext& context, const Request&) { return answer_state(context); }

Response answer_intake_stream(ApiContext& context, const Request&) {
  Response response;
  response.content_type = "text/event-stream";
  response.body = "retry: 400\ndata: " + progress_json(context.intake->progress()) + "\n\n";
  return response;
}

Response answer_intake_file(ApiContext& context, const Request& request) {
  // A type that no form of another site can send.
  if (request.content_type.rfind("application/octet-stream", 0) != 0) return failure(415, "", "send application/octet-stream");
  if (request.get("name").empty()) return failure(400, "", "name the file: ?name=");
  Status status = context.intake->keep(request.get("name"), request.body);
  return status ? answer_state(context) : answer_failure(status);
}

Response answer_intake_start(ApiContext& context, const Request&) {
  Status status = context.intake->start(context);
  return status ? answer_state(context) : answer_failure(status);
}

Response answer_intake_clear(ApiContext& context, const Request&) {
  context.intake->clear();
  return answer_state(context);
}

}  // namespace waqai::serve
