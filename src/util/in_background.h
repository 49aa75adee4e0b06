// Work beside the thread that needs its result.
#pragma once

#include <future>
#include <utility>

namespace wasmpair {

/// Does the work in another thread; or in the thread that gets the result, if the system has no thread left.
template <typename Work>
auto in_background(Work work) {
  return std::async(std::launch::async | std::launch::deferred, std::move(work));
}

}  // namespace wasmpair
