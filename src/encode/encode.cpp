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

#include "encode/cache_key.h"
#include "encode/chunk.h"
#include "encode/codings.h"
#include "encode/encoders.h"
#include "encode/recipes.h"
#include "encode/run_jobs.h"
#include "encode/verify.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// One encoding of one content, from a cache or from the encoders of its chunks.
struct Task {
  Task(const Content& to_encode, std::size_t its_index, const Recipe& with)
      : content(to_encode),
        content_index(its_index),
        recipe(with),
        key(cache_key(content.digest, recipe, encoder_version(recipe.coding))),
        chunks(divide(content.bytes, recipe.chunks)),
        parts(chunks.size()),
        missing_parts(chunks.size()) {}

  const Content& content;
  std::size_t content_index;
  const Recipe& recipe;
  Sha256 key;
  std::vector<Chunk> chunks;
  std::vector<Bytes> parts;                // Encoded, in the order of chunks.
  std::atomic<std::size_t> missing_parts;  // The job that adds the last part completes the task.
  std::optional<CacheEntry> result;        // Empty content: the encoding is not smaller.
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

using Tasks = std::deque<Task>;  // Tasks do not move.

/// For each content, the index of the first equal one: many modules share one shim.
std::vector<std::size_t> find_first_equals(std::span<const Content> contents) {
  std::map<decltype(Sha256::bytes), std::size_t> known;
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < contents.size(); ++i)
    firsts.push_back(known.try_emplace(contents[i].digest.bytes, i).first->second);
  return firsts;
}

/// A task for every coding of every distinct content, in the order of the codings table.
Tasks plan(std::span<const Content> contents, std::span<const std::size_t> firsts, const EncodeOptions& options) {
  Tasks tasks;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    if (firsts[i] != i) continue;
    for (const CodingInfo& row : codings())
      if (std::ranges::count(options.codings, row.coding) > 0)
        tasks.emplace_back(contents[i], i, recipe(options.level, row.coding));
  }
  return tasks;
}

/// True if the entry decodes to the content.
bool is_correct(const CacheEntry& entry, const Task& task) {
  try {
    verify(task.recipe.coding, entry.content, task.content.bytes, task.content.name);
    return true;
  } catch (const Error&) {  // what others may have written is judged, not trusted
    return false;
  }
}

/// Accepts only an encoding that decodes to the content, now or when this user's run sealed it. That no encoding is
/// smaller, an entry without content, cannot be decoded: it must be sealed.
void look_up(Task& task, const Cache& cache) {
  std::optional<CacheEntry> entry = cache.load(task.key, max_encoded_bytes(task.content.bytes));
  if (!entry) return;
  if (entry->trust == Trust::Unsealed) {
    if (!is_correct(*entry, task)) return;
    if (cache.seals()) cache.store(task.key, entry->content, entry->digest);
  }
  task.result = std::move(entry);
  task.origin = EncodingOrigin::Cache;
}

/// Accepts only an encoding that decodes to the content.
void look_up(Task& task, SharedCache& shared, const Cache* cache) {
  const std::uint64_t max_bytes = max_encoded_bytes(task.content.bytes);
  if (max_bytes == 0) return;  // no encoding is smaller
  std::optional<CacheEntry> entry = shared.load(task.key, max_bytes);
  if (!entry) return;
  if (!is_correct(*entry, task)) {
    shared.report_damage();
    return;
  }
  if (cache != nullptr) cache->store(task.key, entry->content, entry->digest);
  task.result = std::move(entry);
  task.origin = EncodingOrigin::SharedCache;
}

void look_up_all(Tasks& tasks, const EncodeOptions& options) {
  if (options.cache == nullptr && options.shared_cache == nullptr) return;
  std::vector<Job> jobs;
  for (Task& task : tasks) {
    const auto run = [&task, cache = options.cache, shared = options.shared_cache](const std::stop_token&) {
      if (cache != nullptr) look_up(task, *cache);
      if (!task.result && shared != nullptr) look_up(task, *shared, cache);
    };
    jobs.push_back({task.content.bytes.size(), 0, run});
  }
  const auto report_progress = [&] {  // only the shared cache takes long enough to report
    if (options.progress != nullptr && options.shared_cache != nullptr)
      options.progress->update("querying the shared cache", 0, 0);
  };
  run_jobs(std::move(jobs), {options.jobs, options.memory, report_progress});
}

void complete(Task& task, const EncodeOptions& options) {
  const Content& content = task.content;
  Bytes encoded = join_and_verify(task.recipe.coding, std::move(task.parts), content.bytes, content.name);
  const Sha256 digest = sha256(encoded);
  // Caches may only receive verified encodings.
  if (options.cache != nullptr) options.cache->store(task.key, encoded, digest);
  if (options.shared_cache != nullptr && !encoded.empty()) options.shared_cache->store(task.key, encoded, digest);
  task.result = CacheEntry{std::move(encoded), digest, Trust::Sealed};
}

Job encoding_job(Task& task, std::size_t index, std::atomic<std::uint64_t>& fed, const EncodeOptions& options) {
  const Chunk& chunk = task.chunks[index];
  const auto run = [&task, index, &fed, &options](const std::stop_token& stop) {
    std::optional<Bytes> part = encode_chunk(task.chunks[index], task.recipe.parameters, Work{stop, fed});
    if (!part) return;
    task.parts[index] = std::move(*part);
    if (task.missing_parts.fetch_sub(1) == 1) complete(task, options);
  };
  return {chunk.bytes * task.recipe.nanoseconds_per_byte, encoder_memory(chunk.bytes, task.recipe.parameters), run};
}

/// Encodes everything that was not in a cache.
void encode_missing(Tasks& tasks, const EncodeOptions& options) {
  std::atomic<std::uint64_t> fed{0};
  std::uint64_t total = 0;
  std::vector<Job> jobs;
  for (Task& task : tasks) {
    if (task.result) continue;
    total += task.content.bytes.size();
    for (std::size_t i = 0; i < task.chunks.size(); ++i) jobs.push_back(encoding_job(task, i, fed, options));
  }
  if (jobs.empty()) return;
  const auto report_progress = [&] {
    if (options.progress != nullptr) options.progress->update("encoding", fed, total);
  };
  report_progress();
  run_jobs(std::move(jobs), {options.jobs, options.memory, report_progress});
  report_progress();
}

std::vector<std::vector<Encoding>> collect(Tasks& tasks, std::span<const std::size_t> firsts) {
  std::vector<std::vector<Encoding>> encodings(firsts.size());
  for (Task& task : tasks)
    if (!task.result->content.empty())
      encodings[task.content_index].push_back(
          {task.recipe.coding, std::move(task.result->content), task.result->digest, task.origin});
  for (std::size_t i = 0; i < firsts.size(); ++i)
    if (firsts[i] != i) encodings[i] = encodings[firsts[i]];
  return encodings;
}

/// The sum of the count largest numbers.
std::uint64_t sum_of_largest(std::vector<std::uint64_t> numbers, std::size_t count) {
  std::ranges::sort(numbers, std::greater());
  numbers.resize(std::min(numbers.size(), count));
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

}  // namespace

std::uint64_t encoding_memory(std::span<const std::size_t> sizes, const EncodeOptions& options) {
  std::vector<std::uint64_t> jobs;
  for (const std::size_t size : sizes) {
    for (const Coding coding : options.codings) {
      const Recipe& with = recipe(options.level, coding);
      for (const std::size_t bytes : chunk_sizes(size, with.chunks))
        jobs.push_back(encoder_memory(bytes, with.parameters));
    }
  }
  // run_jobs does not exceed options.memory unless a single job needs more.
  return std::min(sum_of_largest(jobs, options.jobs), std::max(sum_of_largest(jobs, 1), options.memory));
}

std::vector<std::vector<Encoding>> encode(std::span<const Content> contents, const EncodeOptions& options) {
  const std::vector<std::size_t> firsts = find_first_equals(contents);
  Tasks tasks = plan(contents, firsts, options);
  look_up_all(tasks, options);
  const bool is_complete = std::ranges::all_of(tasks, [](const Task& task) { return task.result.has_value(); });
  if (!is_complete && options.before_encoding) options.before_encoding();
  encode_missing(tasks, options);
  const auto is_stored = [](const Task& task) { return task.origin != EncodingOrigin::Cache; };
  if (options.cache != nullptr && std::ranges::any_of(tasks, is_stored)) options.cache->trim();
  return collect(tasks, firsts);
}

}  // namespace wasmpair
