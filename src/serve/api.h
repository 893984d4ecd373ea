// SPDX-License-Identifier: Apache-2.0
//
// Api: the JSON answers under /api/v1 (web/public/openapi.json describes them).  Each function of api_*.cc answers one address.
// Thread rule: handle() from any number of threads; a question waits while the archive is changed.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "serve/http.h"
#include "serve/verdicts.h"
#include "waqai/engine.h"
#include "waqai/explore.h"

namespace waqai::serve {

constexpr unsigned kConnections = 4;  // of the database; as many requests are answered at once

class Intake;

struct ApiContext {
  ApiContext(Explorer opened, Engine coder, const std::string& folder);
  ~ApiContext();

  // Runs `change` while nobody reads the archive and it is closed here, and opens it again.  Waits for the questions at hand.
  Status change_archive(const std::function<Status()>& change);
  // Codes with `next` from now on.  Waits for the questions at hand.
  void change_engine(Engine next);
  // Computes `edition` anew.
  void update_edition();

  Explorer explorer;
  Engine engine;
  Verdicts verdicts;  // about events
  Verdicts ratings;   // about pledges
  std::unique_ptr<Intake> intake;
  std::shared_timed_mutex gate;       // held shared by every question, alone by a change
  std::atomic<bool> changing{false};  // somebody changes archive or dictionary, or is about to
  std::string base_bundle;            // the program's own dictionary, without the rows of the workshop
  std::string base_digest;
  unsigned threads = 0;     // of the database
  std::string archive;      // folder, as the user named it
  std::string data_folder;  // sources of the dictionaries; empty where they are not there
  std::string edition;      // changes with the archive, the dictionary and the program: the ETag of every answer that depends on nothing else
  bool read_only = false;
  Status broken;                     // why the archive could not be opened again after a change
  std::function<std::string()> now;  // ISO 8601, UTC
};

// Answers that were given since the archive changed last, the oldest thrown out first: the first look at a large archive is everybody's.
// Thread-safe.
class Answers {
 public:
  // `question` names the edition, too.
  std::optional<Response> find(const std::string& question) const;
  void keep(const std::string& question, const Response& answer);

 private:
  static constexpr size_t kMostBytes = size_t{16} << 20;
  mutable std::mutex mutex_;
  std::map<std::string, Response> held_;
  std::deque<std::string> order_;
  size_t bytes_ = 0;
};

class Api {
 public:
  explicit Api(ApiContext& context);  // outlives this
  // `request.path` starts with /api/v1/.
  Response handle(const Request& request);

 private:
  using Answer = Response (*)(ApiContext&, const Request&);
  struct Route {
    Answer answer = nullptr;
    bool writes = false;   // POST only, not in read-only mode
    bool depends = false;  // on more than the archive: no ETag
    bool apart = false;    // does not touch archive or dictionary: answers while they change
  };
  ApiContext& context_;
  std::map<std::string, Route> routes_;
  Answers answers_;
};

// The filter, page and count level that the query of `request` asks for (api_query.cc).
ExploreFilter filter_of(const Request& request);
ExplorePage page_of(const Request& request, const std::string& sort, bool descending);
CountBy count_by(const Request& request);
int64_t whole_number(const std::string& text, int64_t otherwise);

// What `work` says; E005 where memory or threads run out.
Status or_failure(const std::function<Status()>& work);

// A table, or the failure, as a response; `context`: with the names in it that have no English told in Latin letters (name_labels.h).
Response answer_table(const Result<ExploreTable>& table, const ApiContext* context = nullptr);
Response answer_json(std::string body);
Response answer_failure(const Status& status);

// The answers.
Response answer_status(ApiContext& context, const Request& request);
Response answer_events(ApiContext& context, const Request& request);
Response answer_counts(ApiContext& context, const Request& request);
Response answer_facets(ApiContext& context, const Request& request);
Response answer_series(ApiContext& context, const Request& request);
Response answer_coverage(ApiContext& context, const Request& request);
Response answer_places(ApiContext& context, const Request& request);
Response answer_actors(ApiContext& context, const Request& request);
Response answer_actor(ApiContext& context, const Request& request);
Response answer_pledges(ApiContext& context, const Request& request);
Response answer_evidence(ApiContext& context, const Request& request);
Response answer_stories(ApiContext& context, const Request& request);
Response answer_story(ApiContext& context, const Request& request);
Response answer_articles(ApiContext& context, const Request& request);
Response answer_text(ApiContext& context, const Request& request);
Response answer_article(ApiContext& context, const Request& request);
Response answer_reading(ApiContext& context, const Request& request);
Response answer_search(ApiContext& context, const Request& request);
Response answer_row(ApiContext& context, const Request& request);
Response answer_verdicts(ApiContext& context, const Request& request);
Response answer_judge(ApiContext& context, const Request& request);
Response answer_rate(ApiContext& context, const Request& request);
Response answer_export(ApiContext& context, const Request& request);

}  // namespace waqai::serve
