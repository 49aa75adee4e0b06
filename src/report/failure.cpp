#include "report/failure.h"

#include <algorithm>

#include "report/github_commands.h"
#include "util/hide_credentials.h"

namespace wasmpair {

void report_failure(const std::vector<std::string>& arguments, const std::exception& failure, const Console& console) {
  const std::string what = hide_credentials(failure.what());  // a URL may be where a file should be
  const ReportText message = report_text("wasmpair: {}\n", report_lines(what));
  if (std::ranges::find(arguments, "--github") == arguments.end()) {
    console.print(message);
    return;
  }
  console.print(without_commands(message));
  console.print(annotation_command({AnnotationLevel::Error, "could-not", "", report_lines(what)}));
}

}  // namespace wasmpair
