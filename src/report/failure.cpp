#include "report/failure.h"

#include <algorithm>

#include "report/github_commands.h"

namespace wasmpair {

void report_failure(const std::vector<std::string>& arguments, const std::exception& failure, const Console& console) {
  const ReportText message = report_text("wasmpair: {}\n", report_lines(failure.what()));
  if (std::ranges::find(arguments, "--github") == arguments.end()) {
    console.print(message);
    return;
  }
  console.print(without_commands(message));
  console.print(annotation_command({AnnotationLevel::Error, "could-not", "", report_lines(failure.what())}));
}

}  // namespace wasmpair
