// Runs jobs on several threads, within a limit of memory.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace wasmpair {

struct Job {
  std::uint64_t cost = 0;    ///< Expected time, in any unit: the costliest job starts first.
  std::uint64_t memory = 0;  ///< Expected peak, in bytes.
  /// Does the work. Should return soon, with whatever it has, once a stop is requested.
  std::function<void(const std::stop_token&)> run;
};

struct RunOptions {
  unsigned threads = 1;                 ///< At least 1.
  std::uint64_t memory = 0;             ///< Bytes that the jobs at work may need together.
  std::function<void()> while_waiting;  ///< Called in the caller's thread ten times a second; may be empty.
};

/// Runs every job and returns when the last is done.
///
/// A job waits while the jobs at work leave too little memory for it, and a smaller one may then go first; a job that
/// needs more than there is runs alone. When a job throws, no further one starts, those at work are asked to stop, and
/// the first exception is thrown to the caller once they have; likewise if while_waiting throws.
void run_jobs(std::vector<Job> jobs, const RunOptions& options);

}  // namespace wasmpair
