#include "cli/command.h"
#include "cli/shell/manual.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

ExitStatus run(const OptionValues& values, const Streams& streams) {
  if (!operands(values).empty()) fail_usage("manual takes no operand", "wasmpair manual | man -l - shows the page.");
  streams.out.write(manual_page());
  return ExitStatus::Done;
}

}  // namespace

Command manual_command() { return {"manual", "[--help]", "Print the manual page, in roff", no_options, run}; }

}  // namespace wasmpair
