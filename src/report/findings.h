// Findings, for people and for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/console.h"
#include "wasmpair/finding.h"

namespace wasmpair {

/// The files that findings are about.
struct FindingsSubject {
  std::string module_file;
  std::string shim_file;  ///< "" if no shim was looked for.
};

/// A heading, then a paragraph per finding, wrapped at 80 columns.
ReportText findings_text(const FindingsSubject& subject, const Findings& findings, const Console& console);

/// An array of {"id", "consequence", "subject", "message", "browser", "advice"}, with "host" if a finding has it.
nlohmann::ordered_json findings_json(const Findings& findings);

/// text broken at spaces into lines of at most 80 columns, each indented; line breaks in text are preserved.
ReportText wrap(const ReportText& report, std::size_t indent);

}  // namespace wasmpair
