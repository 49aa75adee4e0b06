#include "dev/problem_event.h"

#include <nlohmann/json.hpp>

namespace wasmpair {

std::string problem_event(const DevFailure& failure) {
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const DevProblem& problem : failure.problems)
    problems.push_back({{"place", problem.place}, {"text", problem.text}});
  const nlohmann::ordered_json event{
      {"title", failure.title},
      {"problems", std::move(problems)},
      {"advice", "The last good program keeps running. This goes when the mistake is fixed."}};
  // Without indentation there is no line feed, which would end the event's field.
  return event.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace wasmpair
