// Reports a run to a step of GitHub Actions (option --github).
#pragma once

#include <optional>

#include "report/console.h"
#include "report/github_report.h"
#include "util/append_file.h"

namespace wasmpair {

/// The consoles for output that does not go to a file.
struct GithubConsoles {
  const Console& annotations;  ///< That of the report for people, or standard error next to machine output.
  const Console& notes;
};

/// The files that the runner gives a step. Both are opened before the work, so that an unwritable one is reported
/// before minutes have passed.
class GithubStep {
 public:
  /// Opens the files that GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name, which are not set outside of GitHub Actions.
  /// Throws Error.
  GithubStep();

  /// Prints an annotation for each class of findings, and appends summary and outputs to their files, or prints a note
  /// where there is none. Throws Error if a file cannot be written.
  void report(const GithubReport& report, const GithubConsoles& consoles) const;

 private:
  std::optional<AppendFile> summary_;
  std::optional<AppendFile> outputs_;
};

/// A report for people; with --github, made safe for the runner, which shows it without acting on it.
ReportText shown_by(const std::optional<GithubStep>& github, const ReportText& text);

}  // namespace wasmpair
