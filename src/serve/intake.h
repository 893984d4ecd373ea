// SPDX-License-Identifier: Apache-2.0
//
// Intake: files that the page brings, coded into the archive.  They wait in a temporary folder; a job reads and codes them beside the running app and
// then takes the archive for itself for as long as storing takes.  One job at a time; every record that gives no article is told with its reason.
// Thread rule: safe from any number of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "serve/api.h"
#include "serve/temporary_folder.h"
#include "waqai/types/status.h"

namespace waqai::serve {

class Intake {
 public:
  struct Rejected {
    std::string id;     // of the error
    std::string place;  // file and line as the user knows them
    std::string reason;
    std::string hint;
  };
  struct Progress {
    std::string state = "idle";                           // idle, coding, storing, done, failed, stopped
    std::vector<std::pair<std::string, uint64_t>> files;  // that wait: name, bytes
    int64_t articles = 0;                                 // coded so far
    int64_t events = 0;
    int64_t added = 0;              // new to the archive
    int64_t rejected = 0;           // records
    std::vector<Rejected> reasons;  // of the first of them
    uint64_t bytes_read = 0;
    uint64_t bytes_total = 0;
    std::string failure, failure_id;
  };

  Intake() = default;
  // Stops the job and waits for it.
  ~Intake();

  // Puts one file to those that wait.  kBadValue where it is too much.
  Status keep(const std::string& name, const std::string& bytes);
  // Starts the job.  kBadValue where nothing waits or a job runs.  `context` outlives it.
  Status start(ApiContext& context);
  // Stops the job at hand; without one, forgets the files that wait.
  void clear();
  Progress progress() const;

 private:
  struct Coded;
  void run(ApiContext& context);
  Status code(ApiContext& context, Coded& coded);
  Status store(ApiContext& context, Coded& coded);
  std::string known_place(const std::string& place) const;

  mutable std::mutex mutex_;
  Progress progress_;
  TemporaryFolder folder_;
  std::atomic<bool> stop_{false};
  std::thread job_;
  uint64_t stores_ = 0;  // batches stored so far
};

// GET: what waits, the job, what was rejected; as JSON, or as one server-sent event after which the client asks again.
Response answer_intake(ApiContext& context, const Request& request);
Response answer_intake_stream(ApiContext& context, const Request& request);
// POST: one file (its bytes, ?name=), the start, the end.
Response answer_intake_file(ApiContext& context, const Request& request);
Response answer_intake_start(ApiContext& context, const Request& request);
Response answer_intake_clear(ApiContext& context, const Request& request);

constexpr uint64_t kMostUploadBytes = uint64_t{64} << 20;

}  // namespace waqai::serve
