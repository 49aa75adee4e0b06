// The one error type. Thrown wherever something could not be done, caught once, in main.
// A check that did not hold is not an error but a Finding (finding.h).
#pragma once

#include <stdexcept>
#include <string>

namespace wasmpair {

/// Something could not be done. what() reads "PLACE: PROBLEM\n  ADVICE"; place and advice may be empty.
class Error : public std::runtime_error {
 public:
  /// place: the file and the place in it, e.g. "app.wasm:0x1f". problem: what is wrong, one clause, lower case, no full
  /// stop. advice: what the reader should do, one or more lines.
  Error(std::string place, std::string problem, std::string advice);

  const std::string& place() const noexcept { return place_; }
  const std::string& problem() const noexcept { return problem_; }
  const std::string& advice() const noexcept { return advice_; }

 private:
  std::string place_;
  std::string problem_;
  std::string advice_;
};

}  // namespace wasmpair
