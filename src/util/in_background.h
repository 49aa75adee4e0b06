// Work beside the thread that needs its result.
#pragma once

#include <future>
#include <memory>
#include <utility>

namespace wasmpair {

/// Does the work in another thread; or in the thread that gets the result, if the system has no thread left.
template <typename Work>
auto in_background(Work work) {
  // std::async takes its argument a second time if it could not start a thread: what it takes must survive the first.
  const auto run = [shared = std::make_shared<Work>(std::move(work))] { return (*shared)(); };
  return std::async(std::launch::async | std::launch::deferred, run);
}

}  // namespace wasmpair
