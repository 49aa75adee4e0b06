// Waits for what must happen, without an opinion on how fast.
#pragma once

#include <chrono>
#include <thread>

namespace wasmpair {

/// True as soon as condition holds; false if it still does not after a minute, which no machine needs for what tests
/// wait for. A test says what was missing: ASSERT_TRUE(eventually(…)) << "…".
template <typename Condition>
bool eventually(const Condition& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace wasmpair
