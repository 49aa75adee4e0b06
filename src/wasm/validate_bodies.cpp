#include "wasm/validate_bodies.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <thread>
#include <vector>

#include "util/in_background.h"
#include "wasm/body_validator.h"

namespace wasmpair {
namespace {

/// What one thread found.
struct Outcome {
  ProposalUses proposals;
  std::size_t failed_chunk = 0;  ///< Meaningful with an error.
  std::exception_ptr error;
};

/// Validates chunks until none is left. Chunks are taken in order, so the first failure of all threads together is
/// found whatever their number.
Outcome validate_chunks(const UnvalidatedBodies& bodies, std::atomic<std::size_t>& next) {
  Outcome outcome;
  BodyValidator validator(bodies.spaces);
  const std::vector<BodyChunk>& chunks = bodies.chunks;
  for (std::size_t i = next++; i < chunks.size(); i = next++) {
    try {
      ByteReader reader = chunks[i].bodies;
      for (std::uint32_t function = chunks[i].first_function; !reader.at_end(); ++function) {
        const std::uint32_t size = reader.unsigned32("size of function body");
        validator.validate(reader.region(size, "function body", "the function body"), function);
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

unsigned validation_threads() {
  constexpr unsigned most = 4;  // two take 22 ms for 14 MB
  return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

ProposalUses validate_bodies(const UnvalidatedBodies& bodies, unsigned threads) {
  std::atomic<std::size_t> next{0};
  std::vector<std::future<Outcome>> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, bodies.chunks.size()); ++i)
    others.push_back(in_background([&] { return validate_chunks(bodies, next); }));
  std::vector<Outcome> outcomes{validate_chunks(bodies, next)};
  for (std::future<Outcome>& other : others) outcomes.push_back(other.get());
  ProposalUses proposals;
  const Outcome* first = nullptr;
  for (const Outcome& outcome : outcomes) {
    proposals.add(outcome.proposals);
    if (outcome.error && (first == nullptr || outcome.failed_chunk < first->failed_chunk)) first = &outcome;
  }
  if (first != nullptr) std::rethrow_exception(first->error);
  return proposals;
}

}  // namespace wasmpair
