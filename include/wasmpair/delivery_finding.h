// A finding about a deployment: an incident that verify observed.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// An incident that was found.
struct DeliveryFinding {
  std::string id;                     ///< Of the incident (incident.h).
  std::string message;                ///< What is wrong with the first subject. One sentence, no full stop.
  std::vector<std::string> subjects;  ///< What it was found at: "app.….wasm with Accept-Encoding: br".
  std::string request;                ///< The first subject's request line and fields.
  std::string response;               ///< Its response's status line and fields.
  std::string cause;
  std::string fix;  ///< For the server that answered, where it is known.
};

}  // namespace wasmpair
