// The one error type, and the rule for exceptions.
//
// A function that cannot do its work throws Error, and std::bad_alloc if memory runs out. Nothing else leaves a public
// function, except for what the caller's own Progress or PreviewObserver throws. A function whose comment does not
// mention Error does not throw it. A check that failed is not an error but a Finding (finding.h).
//
// The program catches in one place, main. Within the library an exception is caught only
//   - to translate an exception of another library into Error, where that library is called;
//   - to add the place to an Error;
//   - at the end of a thread or of a callback from C, to throw it again in the thread of the caller;
//   - where a failure is a result: a cache that fails must not fail the run, a response is judged and not trusted, a
//     custom section must not make a module invalid, a file may disappear and a release may change while the preview
//     reads it.
#pragma once

#include <stdexcept>
#include <string>

namespace wasmpair {

/// Something could not be done. what() is "PLACE: PROBLEM\n  ADVICE"; place and advice may be empty.
class Error : public std::runtime_error {
 public:
  /// place: the file and the place in it, e.g. "app.wasm:0x1f". problem: what is wrong, one clause in lower case
  /// without a full stop. advice: what the reader should do, one or more lines.
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
