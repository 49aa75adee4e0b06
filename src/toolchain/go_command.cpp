#include "toolchain/go_command.h"

#include <system_error>
#include <vector>

#include "util/platform/programs.h"

namespace wasmpair {
namespace {

/// The last line that is not empty: the go command writes progress before its error.
std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  const std::size_t newline = text.rfind('\n');
  return newline == std::string::npos ? text : text.substr(newline + 1);
}

GorootQuery could_not_start(const std::string& reason) { return {"", "it could not be started: " + reason}; }

}  // namespace

GorootQuery goroot_in(const CommandResult& result) {
  const std::string goroot = last_line(result.output);
  if (result.status == 0 && !goroot.empty()) return {goroot, ""};
  const std::string reason = last_line(result.errors);
  return {"", reason.empty() ? "it exited with status " + std::to_string(result.status) : reason};
}

std::string find_go(const std::string& go) { return platform::find_program(go); }

GorootQuery query_goroot(const std::string& program, const std::string& directory, const std::string& exact_version) {
  std::vector<std::string> environment;
  if (!exact_version.empty()) environment.push_back("GOTOOLCHAIN=" + exact_version);
  try {
    return goroot_in(platform::run_command({program, "env", "GOROOT"}, directory, environment));
  } catch (const std::system_error& error) {
    return could_not_start(error.code().message());
  }
}

}  // namespace wasmpair
