// The workflow commands of GitHub Actions: lines of a step's output that the runner acts on, and the lines of its file
// of outputs. Escapes and syntax are those of the runner itself (actions/runner: ActionCommand.cs,
// FileCommandManager.cs).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/escaped_text.h"

namespace wasmpair {

enum class AnnotationLevel { Warning, Error };

/// A class of findings, as shown on the summary page of a run and in the changes of a pull request.
struct Annotation {
  AnnotationLevel level = AnnotationLevel::Error;
  std::string id;        ///< Of the class.
  std::string file;      ///< The file that it is about, as on the command line; "" if none.
  ReportText message;    ///< May have several lines.
  std::size_t more = 0;  ///< Further findings of the class.
};

/// The first annotation of each class, in order, with the number of the others: GitHub shows ten per level, and drops
/// the rest.
std::vector<Annotation> one_of_each(const std::vector<Annotation>& annotations);

/// The message, with a line about the others of its class.
ReportText full_message(const Annotation& annotation);

/// "::error file=…,title=…::…\n"
ReportText annotation_command(const Annotation& annotation);

/// text that the runner shows without acting on it: the name of a file, or text from a server, must not be a command.
/// Unchanged if nothing in it could be one.
ReportText without_commands(const ReportText& report);

/// A value of a step's outputs, for the file of GITHUB_OUTPUT.
std::string output_lines(std::string_view name, const std::string& value);

}  // namespace wasmpair
