#include "wasm/validate_bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "util/counts.h"
#include "util/in_background.h"
#include "wasm/body_validator.h"
#include "wasm/limits.h"

namespace wasmpair {
namespace {

/// Consecutive bodies, which one thread validates.
struct Chunk {
  ByteReader bodies;
  std::uint32_t first_function;
};

constexpr std::size_t chunk_bytes = 65'536;
constexpr std::size_t most_threads = 4;  // One validates 200 MB/s or more: further ones would wait for memory.

/// Reads the sizes of all bodies.
std::vector<Chunk> divide(ByteReader& reader, const ModuleDraft& draft) {
  std::vector<Chunk> chunks;
  const auto imported = static_cast<std::uint32_t>(draft.spaces.imported_functions.size());
  const auto count = static_cast<std::uint32_t>(draft.module.function_types.size());
  ByteReader chunk_start = reader;
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t start = reader.offset();
    const std::uint32_t size = reader.unsigned32("size of function body");
    if (size > limits::body_bytes)
      reader.fail(start, "size of function body",
                  fmt::format("it is {}, but {} at most {}", with_thousands(size), limits::browsers,
                              with_thousands(limits::body_bytes)));
    reader.bytes(size, "function body");
    const std::size_t bytes = reader.offset() - chunk_start.offset();
    if (bytes < chunk_bytes && i + 1 < count) continue;
    chunks.push_back({chunk_start.region(bytes, "function bodies", "the code section"), imported + first});
    first = i + 1;
  }
  reader.expect_end("the last function body");
  return chunks;
}

/// What one thread found.
struct Outcome {
  ProposalUses proposals;
  std::size_t failed_chunk = 0;  ///< Meaningful with an error.
  std::exception_ptr error;
};

/// Validates chunks until none is left. Chunks are taken in order, so the first failure of all threads together is
/// found whatever their number.
Outcome validate_chunks(const std::vector<Chunk>& chunks, std::atomic<std::size_t>& next, const ModuleDraft& draft) {
  Outcome outcome;
  BodyValidator validator(draft);
  for (std::size_t i = next++; i < chunks.size(); i = next++) {
    try {
      ByteReader bodies = chunks[i].bodies;
      for (std::uint32_t function = chunks[i].first_function; !bodies.at_end(); ++function) {
        const std::uint32_t size = bodies.unsigned32("size of function body");
        validator.validate(bodies.region(size, "function body", "the function body"), function);
      }
    } catch (...) {
      outcome.failed_chunk = i;
      outcome.error = std::current_exception();
      next = chunks.size();
    }
  }
  outcome.proposals = validator.proposals();
  return outcome;
}

}  // namespace

void validate_bodies(ByteReader reader, ModuleDraft& draft) {
  const std::vector<Chunk> chunks = divide(reader, draft);
  if (draft.proposals.any_unvalidated() || chunks.empty()) return;
  std::atomic<std::size_t> next{0};
  const std::size_t threads =
      std::min({chunks.size(), most_threads, std::size_t{std::max(1U, std::thread::hardware_concurrency())}});
  std::vector<std::future<Outcome>> others;
  for (std::size_t i = 1; i < threads; ++i)
    others.push_back(in_background([&] { return validate_chunks(chunks, next, draft); }));
  std::vector<Outcome> outcomes{validate_chunks(chunks, next, draft)};
  for (std::future<Outcome>& other : others) outcomes.push_back(other.get());
  const Outcome* first = nullptr;
  for (const Outcome& outcome : outcomes) {
    draft.proposals.add(outcome.proposals);
    if (outcome.error && (first == nullptr || outcome.failed_chunk < first->failed_chunk)) first = &outcome;
  }
  if (first != nullptr) std::rethrow_exception(first->error);
}

}  // namespace wasmpair
