// Findings about a deployment: the incidents that verify observed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace wasmpair {

/// An observed incident.
struct DeliveryFinding {
  std::string id;                     ///< Id of the incident (incident.h).
  std::string message;                ///< What is wrong with the first subject. One sentence, no full stop.
  std::vector<std::string> subjects;  ///< Where it was observed: "app.….wasm with Accept-Encoding: br".
  std::size_t unlisted = 0;           ///< How many more there are; a thousand are listed.
  std::string request;                ///< The first subject's request line and fields.
  std::string response;               ///< Its response's status line and fields.
  std::string cause;
  std::string fix;  ///< For the server that responded, if it is known.
};

}  // namespace wasmpair
