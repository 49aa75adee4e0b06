// The workflow commands of GitHub Actions: lines of a step's output that the runner acts on, and the lines of its file
// of outputs. Escapes and syntax are those of the runner itself (actions/runner: ActionCommand.cs,
// FileCommandManager.cs).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

enum class AnnotationLevel { Warning, Error };

/// What the summary page of a run, and a pull request's changes, show of a class of findings.
struct Annotation {
  AnnotationLevel level = AnnotationLevel::Error;
  std::string id;        ///< Of the class.
  std::string file;      ///< What it is about, as the command line names it; "" if that is no file.
  std::string message;   ///< Lines.
  std::size_t more = 0;  ///< Further findings of the class.
};

/// The first annotation of each class, in their order, with the others counted: GitHub shows ten of a level, and drops
/// the rest.
std::vector<Annotation> one_of_each(const std::vector<Annotation>& annotations);

/// Its message, with a line about the others of its class.
std::string whole_message(const Annotation& annotation);

/// "::error file=…,title=…::…\n"
std::string annotation_command(const Annotation& annotation);

/// text as the runner shows it, and does not act on: what a file's name or a server says must not be a command.
/// Unchanged if nothing in it could be one.
std::string without_commands(const std::string& text);

/// A value of a step's outputs, as the file of GITHUB_OUTPUT has it.
std::string output_lines(std::string_view name, const std::string& value);

}  // namespace wasmpair
