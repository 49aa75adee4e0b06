// Runs jobs on several threads within a memory limit.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace wasmpair {

struct Job {
  std::uint64_t cost = 0;    ///< Expected time, in any unit; the costliest job starts first.
  std::uint64_t memory = 0;  ///< Expected peak memory in bytes.
  /// Does the work. Should return soon after a stop is requested, even if unfinished.
  std::function<void(const std::stop_token&)> run;
};

struct RunOptions {
  unsigned threads = 1;                 ///< At least 1.
  std::uint64_t memory = 0;             ///< Bytes that the running jobs may use together.
  std::function<void()> while_waiting;  ///< Called in the caller's thread ten times per second; may be empty.
};

/// Runs all jobs and returns when the last one is done.
///
/// A job waits while the running jobs leave too little memory for it, and a smaller one may overtake it; a job that
/// needs more than the limit runs alone. If a job or while_waiting throws, no more jobs start, the running ones are
/// asked to stop, and the first exception is rethrown after they have returned.
void run_jobs(std::vector<Job> jobs, const RunOptions& options);

}  // namespace wasmpair
