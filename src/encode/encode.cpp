#include "encode/encode.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "encode/chunk.h"
#include "encode/codings.h"
#include "encode/encoders.h"
#include "encode/recipes.h"
#include "encode/run_jobs.h"
#include "encode/task.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// A task in the course of a run.
struct RunningTask {
  RunningTask(std::unique_ptr<Task> of, std::size_t index)
      : task(std::move(of)),
        content_index(index),
        parts(task->parts()),
        encoded(parts.size()),
        missing_parts(parts.size()) {}

  std::unique_ptr<Task> task;
  std::size_t content_index;
  std::vector<TaskPart> parts;
  std::vector<Bytes> encoded;              // In the order of parts.
  std::atomic<std::size_t> missing_parts;  // The job that adds the last part completes the task.
  std::optional<CacheEntry> result;        // Empty content: the encoding is not smaller.
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

using Tasks = std::deque<RunningTask>;  // Tasks do not move.

/// For each content, the index of the first equal one: many modules share one shim.
std::vector<std::size_t> find_first_equals(std::span<const Content> contents) {
  std::map<decltype(Sha256::bytes), std::size_t> known;
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    // The dictionaries of equal modules may differ.
    const std::size_t first =
        contents[i].dictionaries.empty() ? known.try_emplace(contents[i].digest.bytes, i).first->second : i;
    firsts.push_back(first);
  }
  return firsts;
}

/// A task for every coding of every distinct content, in the order of the codings table, and for each of its deltas.
Tasks plan(std::span<const Content> contents, std::span<const std::size_t> firsts, const EncodeOptions& options) {
  Tasks tasks;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (firsts[i] != i) continue;
    const Content& content = contents[i];
    for (const CodingInfo& row : codings())
      if (std::ranges::count(options.codings, row.coding) > 0)
        tasks.emplace_back(make_encoding_task(content, recipe(options.level, row.coding)), i);
    for (std::size_t dictionary = 0; dictionary < content.dictionaries.size(); ++dictionary)
      for (const Coding coding : options.delta_codings)
        tasks.emplace_back(make_delta_task(content, dictionary, delta_recipe(options.level, coding, dictionary)), i);
  }
  return tasks;
}

/// True if the entry decodes to the content.
bool is_correct(const CacheEntry& entry, const Task& task) {
  try {
    task.verify_result(entry.content);
    return true;
  } catch (const Error&) {  // what others may have written is judged, not trusted
    return false;
  }
}

/// Accepts only an encoding that decodes to the content, now or when this user's run sealed it. That no encoding is
/// smaller, an entry without content, cannot be decoded: it must be sealed.
void look_up(RunningTask& running, const Cache& cache) {
  const Task& task = *running.task;
  std::optional<CacheEntry> entry = cache.load(task.key(), task.max_bytes());
  if (!entry) return;
  if (entry->trust == Trust::Unsealed) {
    if (!is_correct(*entry, task)) return;
    if (cache.seals()) cache.store(task.key(), entry->content, entry->digest);
  }
  running.result = std::move(entry);
  running.origin = EncodingOrigin::Cache;
}

/// Accepts only an encoding that decodes to the content.
void look_up(RunningTask& running, SharedCache& shared, const Cache* cache) {
  const Task& task = *running.task;
  if (task.max_bytes() == 0) return;  // no encoding is smaller
  std::optional<CacheEntry> entry = shared.load(task.key(), task.max_bytes());
  if (!entry) return;
  if (!is_correct(*entry, task)) {
    shared.report_damage();
    return;
  }
  if (cache != nullptr) cache->store(task.key(), entry->content, entry->digest);
  running.result = std::move(entry);
  running.origin = EncodingOrigin::SharedCache;
}

void look_up_all(Tasks& tasks, const EncodeOptions& options) {
  if (options.cache == nullptr && options.shared_cache == nullptr) return;
  std::vector<Job> jobs;
  for (RunningTask& running : tasks) {
    const auto run = [&running, cache = options.cache, shared = options.shared_cache](const std::stop_token&) {
      if (cache != nullptr) look_up(running, *cache);
      if (!running.result && shared != nullptr) look_up(running, *shared, cache);
    };
    jobs.push_back({running.task->content().bytes.size(), 0, run});
  }
  const auto report_progress = [&] {  // only the shared cache takes long enough to report
    if (options.progress != nullptr && options.shared_cache != nullptr)
      options.progress->update("querying the shared cache", 0, 0);
  };
  run_jobs(std::move(jobs), {options.jobs, options.memory, report_progress});
}

void complete(RunningTask& running, const EncodeOptions& options) {
  const Task& task = *running.task;
  Bytes encoded = task.assemble(std::move(running.encoded));
  const Sha256 digest = sha256(encoded);
  // Caches may only receive verified encodings.
  if (options.cache != nullptr) options.cache->store(task.key(), encoded, digest);
  if (options.shared_cache != nullptr && !encoded.empty()) options.shared_cache->store(task.key(), encoded, digest);
  running.result = CacheEntry{std::move(encoded), digest, Trust::Sealed};
}

Job encoding_job(RunningTask& running, std::size_t index, std::atomic<std::uint64_t>& fed,
                 const EncodeOptions& options) {
  const auto run = [&running, index, &fed, &options](const std::stop_token& stop) {
    std::optional<Bytes> part = running.task->encode_part(index, Work{stop, fed});
    if (!part) return;
    running.encoded[index] = std::move(*part);
    if (running.missing_parts.fetch_sub(1) == 1) complete(running, options);
  };
  return {running.parts[index].nanoseconds, running.parts[index].memory, run};
}

/// Encodes everything that was not in a cache.
void encode_missing(Tasks& tasks, const EncodeOptions& options) {
  std::atomic<std::uint64_t> fed{0};
  std::uint64_t total = 0;
  std::vector<Job> jobs;
  for (RunningTask& running : tasks) {
    if (running.result) continue;
    total += running.task->content().bytes.size();
    for (std::size_t i = 0; i < running.parts.size(); ++i) jobs.push_back(encoding_job(running, i, fed, options));
  }
  if (jobs.empty()) return;
  const auto report_progress = [&] {
    if (options.progress != nullptr) options.progress->update("encoding", fed, total);
  };
  report_progress();
  run_jobs(std::move(jobs), {options.jobs, options.memory, report_progress});
  report_progress();
}

std::vector<EncodedFile> collect(Tasks& tasks, std::span<const std::size_t> firsts) {
  std::vector<EncodedFile> files(firsts.size());
  for (RunningTask& running : tasks)
    running.task->deliver(std::move(*running.result), running.origin, files[running.content_index]);
  for (std::size_t i = 0; i < firsts.size(); ++i)
    if (firsts[i] != i) files[i] = files[firsts[i]];
  return files;
}

/// The sum of the count largest numbers.
std::uint64_t sum_of_largest(std::vector<std::uint64_t> numbers, std::size_t count) {
  std::ranges::sort(numbers, std::greater());
  numbers.resize(std::min(numbers.size(), count));
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

}  // namespace

std::uint64_t encoding_memory(std::span<const ContentSize> sizes, const EncodeOptions& options) {
  std::vector<std::uint64_t> jobs;
  for (const ContentSize& size : sizes) {
    for (const Coding coding : options.codings) {
      const Recipe& with = recipe(options.level, coding);
      for (const std::size_t bytes : chunk_sizes(size.bytes, with.chunks))
        jobs.push_back(encoder_memory(bytes, with.parameters));
    }
    for (const Coding coding : options.delta_codings)
      jobs.insert(jobs.end(), size.dictionaries,
                  delta_memory(size.bytes, size.bytes, delta_recipe(options.level, coding)));
  }
  // run_jobs does not exceed options.memory unless a single job needs more.
  return std::min(sum_of_largest(jobs, options.jobs), std::max(sum_of_largest(jobs, 1), options.memory));
}

std::vector<EncodedFile> encode(std::span<const Content> contents, const EncodeOptions& options) {
  const std::vector<std::size_t> firsts = find_first_equals(contents);
  Tasks tasks = plan(contents, firsts, options);
  look_up_all(tasks, options);
  const bool is_complete = std::ranges::all_of(tasks, [](const RunningTask& task) { return task.result.has_value(); });
  if (!is_complete && options.before_encoding) options.before_encoding();
  encode_missing(tasks, options);
  const auto is_stored = [](const RunningTask& task) { return task.origin != EncodingOrigin::Cache; };
  if (options.cache != nullptr && std::ranges::any_of(tasks, is_stored)) options.cache->trim();
  return collect(tasks, firsts);
}

}  // namespace wasmpair
