// The known incidents: the ways in which a Go program that works on a developer's machine fails, or is slow, for those
// who visit the page. Each has one stable id, which findings, the loader's errors and `wasmpair explain` share.
#pragma once

#include <span>
#include <string_view>

namespace wasmpair {

/// One row of the table. Texts are whole sentences.
struct Incident {
  std::string_view id;            ///< Kebab-case: "missing-vary".
  std::string_view title;         ///< A line: "Answers that differ by encoding without Vary".
  std::string_view symptom;       ///< What visitors or developers see.
  std::string_view cause;         ///< Why it happens.
  std::string_view fix;           ///< What to do, whatever the server.
  std::string_view found_by;      ///< The commands, and the loader, that find it: "verify", "check, pack", "loader".
  std::string_view prevented_by;  ///< What makes it impossible where wasmpair writes the files; "" if nothing can.
};

/// Every incident, sorted by id.
std::span<const Incident> incidents();

/// The incident of that id, or null.
const Incident* find_incident(std::string_view id);

}  // namespace wasmpair
