// SPDX-License-Identifier: Apache-2.0
#include "waqai/capi.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "capi/arrow_stream.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

struct waqai_engine {
  waqai::Engine engine;
};

struct waqai_archive {
  waqai::Archive archive;
};

namespace {

using namespace waqai;

constexpr size_t kBatchRows = 4096;

// Freed by the caller with waqai_free(); NULL where memory ran out.
char* copy(std::string_view text) {
  char* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (out == nullptr) return nullptr;
  std::memcpy(out, text.data(), text.size());
  out[text.size()] = 0;
  return out;
}

std::string text_of(const char* text) { return text == nullptr ? std::string() : std::string(text); }

void fail(const Status& status, char** failure) {
  if (failure != nullptr) *failure = copy(failure_json(status));
}

// Nothing is thrown across the C interface: where memory or threads run out, `call` gives `otherwise` and E005.
template <typename Value, typename Call>
Value guarded(Value otherwise, char** failure, const Call& call) {
  try {
    try {
      return call();
    } catch (const std::bad_alloc&) {
      fail(out_of_memory(), failure);
    } catch (const std::system_error& refused) {
      fail(system_refused(refused.what()), failure);
    }
  } catch (const std::bad_alloc&) {
  }
  return otherwise;
}

std::vector<std::string> list_of(const char* text) {
  std::vector<std::string> values;
  std::string rest = text_of(text);
  for (size_t at = 0; at < rest.size();) {
    const size_t end = std::min(rest.find(',', at), rest.size());
    if (end > at) values.push_back(rest.substr(at, end - at));
    at = end + 1;
  }
  return values;
}

Article article_of(const waqai_article& raw) {
  Article article;
  article.id = text_of(raw.id);
  article.title = text_of(raw.title);
  article.source = text_of(raw.source);
  article.url = text_of(raw.url);
  article.section = text_of(raw.section);
  article.published = text_of(raw.published);
  if (raw.text != nullptr) article.text.assign(raw.text, raw.text_size);
  return article;
}

EventQuery query_of(const waqai_query* raw) {
  EventQuery query;
  if (raw == nullptr) return query;
  query.event_id = text_of(raw->id);
  query.type = list_of(raw->type);
  query.status = list_of(raw->status);
  query.country = list_of(raw->country);
  query.actor = list_of(raw->actor);
  query.recipient = list_of(raw->recipient);
  query.article = list_of(raw->article);
  query.source = list_of(raw->source);
  query.name = text_of(raw->name);
  query.since = text_of(raw->since);
  query.until = text_of(raw->until);
  query.limit = raw->limit;
  return query;
}

// An article completed as one read from a file, or why it cannot be taken.
Result<Article> completed(const waqai_article& raw, std::vector<std::string>& warnings) {
  Article article = article_of(raw);
  if (Status status = complete_article(article, warnings); !status) return status;
  return article;
}

int code_articles(const waqai_engine& engine, const waqai_article* articles, size_t count, unsigned threads, char** out) {
  std::vector<size_t> taken;          // positions of the articles on their way, in order
  std::vector<std::string> warnings;  // what was repaired; the program tells it on standard error and keeps it out of the record
  size_t next = 0, done = 0;
  const auto source = [&]() -> std::optional<Article> {
    for (; next < count; ++next) {
      Result<Article> article = completed(articles[next], warnings);
      if (article) {
        taken.push_back(next++);
        return std::move(article).value();
      }
      out[next] = copy(failure_json(article.status()));
    }
    return std::nullopt;
  };
  const auto sink = [&](Result<CodedArticle> coded) -> Status {
    const size_t at = taken[done++];
    out[at] = copy(coded ? to_jsonl(coded.value()) : failure_json(coded.status()));
    return {};
  };
  (void)engine.engine.code_all(source, sink, threads);  // the sink never fails
  return 0;
}

}  // namespace

extern "C" {

int waqai_abi(void) { return WAQAI_ABI; }

const char* waqai_version(void) {
  static const std::string kVersion = version();
  return kVersion.c_str();
}

void waqai_free(char* text) { std::free(text); }

waqai_engine* waqai_engine_open(const char* bundle, char** failure) {
  return guarded<waqai_engine*>(nullptr, failure, [&]() -> waqai_engine* {
    EngineOptions options;
    options.bundle = text_of(bundle);
    Result<Engine> engine = Engine::open(options);
    if (engine) return new waqai_engine{std::move(engine).value()};
    fail(engine.status(), failure);
    return nullptr;
  });
}

void waqai_engine_close(waqai_engine* engine) { delete engine; }

char* waqai_engine_digest(const waqai_engine* engine) {
  return guarded<char*>(nullptr, nullptr, [&] { return copy(engine->engine.dictionary_digest()); });
}

void waqai_code(const waqai_engine* engine, const waqai_article* articles, size_t count, unsigned threads, char** out) {
  std::fill(out, out + count, nullptr);
  char* broken = nullptr;
  (void)guarded(0, &broken, [&] { return code_articles(*engine, articles, count, threads, out); });
  for (size_t at = 0; broken != nullptr && at < count; ++at) {
    if (out[at] == nullptr) out[at] = copy(broken);
  }
  std::free(broken);
}

char* waqai_explain(const waqai_engine* engine, const waqai_article* article, char** failure) {
  return guarded<char*>(nullptr, failure, [&]() -> char* {
    std::vector<std::string> warnings;
    const Result<Article> whole = completed(*article, warnings);
    const Result<std::string> text = whole ? engine->engine.explain(whole.value()) : Result<std::string>(whole.status());
    if (text) return copy(text.value());
    fail(text.status(), failure);
    return nullptr;
  });
}

char* waqai_parse(const waqai_engine* engine, const waqai_article* article, char** failure) {
  return guarded<char*>(nullptr, failure, [&]() -> char* {
    Result<std::string> text = engine->engine.parse(article_of(*article));
    if (text) return copy(text.value());
    fail(text.status(), failure);
    return nullptr;
  });
}

char* waqai_explain_error(const char* id) {
  return guarded<char*>(nullptr, nullptr, [&]() -> char* {
    const std::optional<std::string> page = explain_error(text_of(id));
    return page ? copy(*page) : nullptr;
  });
}

waqai_archive* waqai_archive_open(const char* folder, char** failure) {
  return guarded<waqai_archive*>(nullptr, failure, [&]() -> waqai_archive* {
    Result<Archive> archive = Archive::open(text_of(folder));
    if (archive) return new waqai_archive{std::move(archive).value()};
    fail(archive.status(), failure);
    return nullptr;
  });
}

void waqai_archive_close(waqai_archive* archive) { delete archive; }

char* waqai_archive_articles(const waqai_archive* archive, const waqai_query* query, char** failure) {
  return guarded<char*>(nullptr, failure, [&]() -> char* {
    std::string lines;
    Status status = archive->archive.events(query_of(query), [&](const CodedArticle& coded) { lines += to_jsonl(coded) + "\n"; });
    if (status) return copy(lines);
    fail(status, failure);
    return nullptr;
  });
}

int waqai_archive_events(const waqai_archive* archive, const waqai_query* query, struct ArrowArrayStream* out, char** failure) {
  return guarded(-1, failure, [&] {
    if (out == nullptr) {
      fail(Status::error(143, ErrorKind::kUsage, "no stream to fill").hint("pass an ArrowArrayStream"), failure);
      return -1;
    }
    capi::make_stream(
        [archive, wanted = query_of(query)](capi::Rows& rows) {
          return archive->archive.events(wanted, [&](const CodedArticle& coded) {
            for (auto& row : table_rows(coded)) rows.push_back(std::move(row));
          });
        },
        kBatchRows, out);
    return 0;
  });
}

char* waqai_columns(void) {
  return guarded<char*>(nullptr, nullptr, [] {
    std::string list;
    for (const std::string& name : table_columns()) {
      list += (list.empty() ? "" : ", ") + std::string("{\"name\": \"") + name + "\", \"type\": \"" + capi::column_format(name) + "\"}";
    }
    return copy("[" + list + "]");
  });
}

}  // extern "C"
