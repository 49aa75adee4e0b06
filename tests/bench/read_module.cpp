// read_module FILE TIMES: prints the median of the microseconds that it takes to read and validate the module.
// Used by tests/bench/run.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "util/files.h"
#include "wasmpair/module.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const wasmpair::Bytes bytes = wasmpair::read_file(arguments[1]);
  std::vector<std::int64_t> times;
  for (int left = std::stoi(arguments[2]); left > 0; --left) {
    const auto start = std::chrono::steady_clock::now();
    wasmpair::read_module(bytes, arguments[1]);
    const auto time = std::chrono::steady_clock::now() - start;
    times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
  }
  std::ranges::sort(times);
  std::cout << times[times.size() / 2] << '\n';
}
