#include "wasmpair/error.h"

#include <utility>

#include "util/printable.h"

namespace wasmpair {
namespace {

/// The complete message: advice follows on separate, indented lines. Place and problem stay on one line whatever names
/// they contain, because a CI service may treat a line as a command.
std::string assemble(const std::string& place, const std::string& problem, const std::string& advice) {
  std::string text = printable(place.empty() ? problem : place + ": " + problem);
  if (advice.empty()) return text;
  text += "\n  ";
  for (const char c : printable_lines(advice)) {
    text += c;
    if (c == '\n') text += "  ";
  }
  return text;
}

}  // namespace

Error::Error(std::string place, std::string problem, std::string advice)
    : std::runtime_error(assemble(place, problem, advice)),
      place_(std::move(place)),
      problem_(std::move(problem)),
      advice_(std::move(advice)) {}

}  // namespace wasmpair
