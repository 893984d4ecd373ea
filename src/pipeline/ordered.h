// SPDX-License-Identifier: Apache-2.0
//
// run_in_order: a bounded parallel map that keeps the order of its input.  The calling thread reads and writes; workers do the work.  At most
// kSlotsPerWorker items a worker are in flight, so memory does not grow with the input.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::pipeline {

inline constexpr size_t kSlotsPerWorker = 8;

// next() -> optional<In> and sink(Out) -> Status run in the calling thread, in order; work(worker, In) -> Out runs in worker 0..threads-1.
// With one thread everything runs in the calling thread.  Returns the first failure of sink; then no further input is read.  What next, work or sink
// throws (memory ran out) leaves here, after all workers have ended.
template <typename In, typename Out, typename Next, typename Work, typename Sink>
Status run_in_order(unsigned threads, Next next, Work work, Sink sink) {
  if (threads <= 1) {
    while (std::optional<In> item = next()) {
      Status status = sink(work(0u, std::move(*item)));
      if (!status) return status;
    }
    return {};
  }
  struct Slot {
    std::optional<In> in;
    std::optional<Out> out;
    std::exception_ptr thrown;
  };
  std::mutex mutex;
  std::condition_variable work_ready;
  std::condition_variable result_ready;
  std::deque<Slot> slots;  // in order of input; the front is the oldest not yet written
  size_t first = 0;        // number of the front slot
  size_t claimed = 0;      // number of the next slot that no worker has taken
  size_t read = 0;         // number of items read
  bool closed = false;
  const auto run_worker = [&](unsigned worker) {
    std::unique_lock lock(mutex);
    while (true) {
      work_ready.wait(lock, [&] { return closed || claimed < read; });
      if (claimed >= read) return;
      const size_t number = claimed++;
      In item = std::move(*slots[number - first].in);
      lock.unlock();
      std::optional<Out> out;
      std::exception_ptr thrown;
      try {
        out.emplace(work(worker, std::move(item)));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      slots[number - first].out = std::move(out);
      slots[number - first].thrown = thrown;
      if (number == first) result_ready.notify_one();
      if (thrown) return;  // the run ends; what the worker holds may be half done
    }
  };
  std::vector<std::jthread> workers;
  // Lets the workers end, however this function is left: what they have not begun is not worked on.
  struct Closing {
    std::function<void()> close;
    ~Closing() { close(); }
  } const closing{[&] {
    {
      const std::lock_guard lock(mutex);
      closed = true;
      claimed = read;
    }
    work_ready.notify_all();
  }};
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(run_worker, i);
  Status status;
  bool more = true;
  while (status) {
    while (more) {
      {
        const std::lock_guard lock(mutex);
        if (slots.size() >= threads * kSlotsPerWorker) break;
      }
      std::optional<In> item = next();
      if (!item) {
        more = false;
        break;
      }
      const std::lock_guard lock(mutex);
      slots.push_back({std::move(item), std::nullopt, nullptr});
      ++read;
      work_ready.notify_one();
    }
    std::unique_lock lock(mutex);
    if (slots.empty()) break;
    result_ready.wait(lock, [&] { return slots.front().out.has_value() || slots.front().thrown; });
    if (slots.front().thrown) std::rethrow_exception(slots.front().thrown);
    Out out = std::move(*slots.front().out);
    slots.pop_front();
    ++first;
    lock.unlock();
    status = sink(std::move(out));
  }
  return status;
}

}  // namespace waqai::pipeline
