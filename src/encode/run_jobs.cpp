#include "encode/run_jobs.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "util/platform/threads.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::chrono::milliseconds waiting_interval{100};

class Run {
 public:
  Run(std::vector<Job> jobs, std::uint64_t memory)
      : queue_(std::make_move_iterator(jobs.begin()), std::make_move_iterator(jobs.end())), free_memory_(memory) {
    queue_.sort([](const Job& a, const Job& b) { return a.cost > b.cost; });  // stable
    unfinished_ = queue_.size();
  }

  /// The body of a worker thread.
  void work() {
    while (std::optional<Job> job = take()) {
      try {
        job->run(stop_.get_token());
      } catch (...) {  // rethrown in the thread of the caller
        fail(std::current_exception());
      }
      finish(*job);
    }
  }

  /// Waits for all jobs, or after a failure for the running ones.
  void wait(const std::function<void()>& while_waiting) {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, waiting_interval, [this] { return is_over(); })) {
      if (!while_waiting) continue;
      lock.unlock();
      while_waiting();
      lock.lock();
    }
  }

  /// Records the first failure and prevents further jobs from starting.
  void fail(std::exception_ptr failure) {
    const std::scoped_lock lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    stop_.request_stop();
    changed_.notify_all();
  }

  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  /// Waits for memory and returns the next job; nothing if no job is left to start.
  std::optional<Job> take() {
    std::unique_lock lock(mutex_);
    while (!queue_.empty() && !stop_.stop_requested()) {
      const auto next = std::ranges::find_if(queue_, [this](const Job& job) { return fits(job); });
      if (next != queue_.end()) {
        Job job = std::move(*next);
        queue_.erase(next);
        ++running_;
        used_memory_ += job.memory;
        return job;
      }
      changed_.wait(lock);
    }
    return std::nullopt;
  }

  void finish(const Job& job) {
    const std::scoped_lock lock(mutex_);
    --running_;
    --unfinished_;
    used_memory_ -= job.memory;
    changed_.notify_all();
  }

  bool fits(const Job& job) const { return running_ == 0 || used_memory_ + job.memory <= free_memory_; }

  bool is_over() const { return unfinished_ == 0 || (stop_.stop_requested() && running_ == 0); }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::stop_source stop_;
  std::list<Job> queue_;
  std::size_t unfinished_ = 0;  // queued or running
  std::size_t running_ = 0;
  std::uint64_t free_memory_;
  std::uint64_t used_memory_ = 0;
  std::exception_ptr failure_;
};

/// Starts up to count threads. Throws Error if it cannot start any.
std::vector<std::jthread> start_threads(Run& run, std::size_t count) {
  std::vector<std::jthread> threads;
  while (threads.size() < count) {
    try {
      threads.emplace_back([&run] { run.work(); });
    } catch (const std::system_error& error) {
      if (!threads.empty()) break;
      throw Error("", "cannot start a thread: " + error.code().message(),
                  "Raise the limit on memory (ulimit -v) or on processes (ulimit -u), or try a lower --jobs.");
    } catch (const std::bad_alloc&) {  // rethrown once the threads have ended
      run.fail(std::current_exception());
      break;
    }
  }
  return threads;
}

}  // namespace

void run_jobs(std::vector<Job> jobs, const RunOptions& options) {
  const std::size_t count = std::min<std::size_t>(options.threads, jobs.size());
  Run run(std::move(jobs), options.memory);
  if (!platform::has_threads()) {
    run.work();
  } else {
    const std::vector<std::jthread> threads = start_threads(run, count);
    try {
      run.wait(options.while_waiting);
    } catch (...) {  // rethrown below, once the threads have ended
      run.fail(std::current_exception());
    }
  }
  run.rethrow_failure();
}

}  // namespace wasmpair
