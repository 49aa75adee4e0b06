#include "dev/go_tool.h"

#include <boost/asio/io_context.hpp>

#include "util/platform/child.h"

namespace wasmpair {
namespace {

/// What a killed linker, or a killed `go run`, leaves behind is removed with this run's directory.
std::vector<std::string> with_temporary_directory(std::vector<std::string> environment, const std::string& directory) {
  if (!directory.empty()) environment.push_back("GOTMPDIR=" + directory);
  return environment;
}

ChildCommand go_command(const GoTool& go, std::vector<std::string> words) {
  words.insert(words.begin(), go.program);
  // After SIGINT, the go command removes its files itself.
  return {std::move(words), "", with_temporary_directory(go.target, go.temporary_directory), StopRequest::Interrupt,
          ""};
}

}  // namespace

ChildCommand list_command(const GoTool& go) {
  std::vector<std::string> words{"list", "-deps", "-e", "-json"};
  words.insert(words.end(), go.flags.begin(), go.flags.end());
  words.insert(words.end(), {"--", go.package});
  return go_command(go, std::move(words));
}

ChildCommand build_command(const GoTool& go, const std::string& module_file) {
  // A flag that lacks its value takes the next word as one.
  std::vector<std::string> words{"build", "-o", module_file};
  words.insert(words.end(), go.flags.begin(), go.flags.end());
  words.insert(words.end(), {"--", go.package});
  return go_command(go, std::move(words));
}

ChildCommand environment_command(const GoTool& go) { return go_command(go, {"env", "GOVERSION", "GOWORK"}); }

ChildCommand shell_command(const std::string& line, const std::string& temporary_directory) {
  return {{}, "", with_temporary_directory({}, temporary_directory), StopRequest::Terminate, line};
}

CommandOutput run(const ChildCommand& command) {
  boost::asio::io_context context(1);
  CommandOutput result;
  const Child child(
      context, command,
      [&](Stream stream, std::string_view text) {
        (stream == Stream::Output ? result.output : result.errors).append(text);
      },
      [&](Ended ended) { result.succeeded = ended.succeeded(); });
  context.run();
  return result;
}

}  // namespace wasmpair
