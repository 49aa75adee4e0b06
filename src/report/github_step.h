// A step of GitHub Actions, as the option --github reports a run to it.
#pragma once

#include <optional>

#include "report/console.h"
#include "report/github_report.h"
#include "util/append_file.h"

namespace wasmpair {

/// Where a step is told what is not in a file.
struct GithubConsoles {
  const Console& annotations;  ///< That of the report for people, or beside machine output.
  const Console& notes;
};

/// The files that the runner gives a step. Both are opened before the work, so that one that cannot be written to is
/// told before minutes have passed.
class GithubStep {
 public:
  /// Opens what GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name; outside of GitHub Actions there is neither. Throws Error.
  GithubStep();

  /// Prints an annotation for each class of findings, and appends summary and outputs to their files; where there is
  /// none, prints a note. Throws Error if a file cannot be written.
  void report(const GithubReport& report, const GithubConsoles& consoles) const;

 private:
  std::optional<AppendFile> summary_;
  std::optional<AppendFile> outputs_;
};

/// A report for people: with --github, as the runner shows it and does not act on.
std::string shown_by(const std::optional<GithubStep>& github, const std::string& text);

}  // namespace wasmpair
