// The known incidents: the ways in which a Go program that works on a developer's machine fails, or is slow, for
// visitors of the page. Each has one stable id, which findings, the loader's errors and `wasmpair explain` share.
#pragma once

#include <span>
#include <string_view>

namespace wasmpair {

/// Whether an incident harms visitors.
enum class Severity {
  Error,    ///< Something does not work, or will not for some.
  Warning,  ///< Everything works; something is slower or untidier than it should be.
};

/// One row of the table. Texts are complete sentences, except for title, found_by and prevented_by.
struct Incident {
  std::string_view id;            ///< Kebab-case: "missing-vary".
  std::string_view title;         ///< One line.
  std::string_view symptom;       ///< What visitors or developers see.
  std::string_view cause;         ///< Why it happens.
  std::string_view fix;           ///< What to do, whatever the server.
  std::string_view found_by;      ///< The commands, and the loader, that find it: "verify", "check, pack", "loader".
  std::string_view prevented_by;  ///< What prevents it if wasmpair writes the files; "" if nothing does.
  Severity severity = Severity::Error;
};

/// Every incident, sorted by id.
std::span<const Incident> incidents();

/// The incident with that id, or null.
const Incident* find_incident(std::string_view id);

}  // namespace wasmpair
