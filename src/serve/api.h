// SPDX-License-Identifier: Apache-2.0
//
// Api: the JSON answers under /api/v1 (web/public/openapi.json describes them).  Each function of api_*.cc answers one address.
// Thread rule: handle() from any number of threads.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "serve/http.h"
#include "serve/verdicts.h"
#include "waqai/engine.h"
#include "waqai/explore.h"

namespace waqai::serve {

struct ApiContext {
  Explorer explorer;
  Engine engine;
  Verdicts verdicts;
  std::string archive;      // folder, as the user named it
  std::string data_folder;  // sources of the dictionaries; empty where they are not there
  std::string edition;      // changes with the archive, the dictionary and the program: the ETag of every answer that depends on nothing else
  bool read_only = false;
  std::function<std::string()> now;  // ISO 8601, UTC
};

class Api {
 public:
  explicit Api(ApiContext context);
  // `request.path` starts with /api/v1/.
  Response handle(const Request& request);

 private:
  using Answer = Response (*)(ApiContext&, const Request&);
  struct Route {
    Answer answer = nullptr;
    bool writes = false;   // POST only, not in read-only mode
    bool depends = false;  // on more than the archive: no ETag
  };
  ApiContext context_;
  std::map<std::string, Route> routes_;
};

// The filter, page and count level that the query of `request` asks for (api_query.cc).
ExploreFilter filter_of(const Request& request);
ExplorePage page_of(const Request& request, const std::string& sort, bool descending);
CountBy count_by(const Request& request);
int64_t whole_number(const std::string& text, int64_t otherwise);

// A table, or the failure, as a response.
Response answer_table(const Result<ExploreTable>& table);
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
Response answer_followups(ApiContext& context, const Request& request);
Response answer_stories(ApiContext& context, const Request& request);
Response answer_story(ApiContext& context, const Request& request);
Response answer_articles(ApiContext& context, const Request& request);
Response answer_article(ApiContext& context, const Request& request);
Response answer_reading(ApiContext& context, const Request& request);
Response answer_search(ApiContext& context, const Request& request);
Response answer_row(ApiContext& context, const Request& request);
Response answer_verdicts(ApiContext& context, const Request& request);
Response answer_judge(ApiContext& context, const Request& request);
Response answer_export(ApiContext& context, const Request& request);

}  // namespace waqai::serve
