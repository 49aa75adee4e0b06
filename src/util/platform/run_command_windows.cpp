#include "util/platform/run_command.h"

#include <boost/asio/io_context.hpp>
#include <boost/process.hpp>
#include <future>

namespace wasmpair::platform {

namespace process = boost::process;

CommandResult run_command(const std::vector<std::string>& words, const std::string& directory,
                          const std::vector<std::string>& environment) {
  process::environment variables = boost::this_process::environment();
  for (const std::string& variable : environment) {
    const std::size_t equals = variable.find('=');
    variables[variable.substr(0, equals)] = variable.substr(equals + 1);
  }
  boost::asio::io_context context;
  std::future<std::string> output;
  std::future<std::string> errors;
  process::child child(words.front(), process::args(std::vector<std::string>(words.begin() + 1, words.end())),
                       process::start_dir(directory.empty() ? "." : directory), variables,
                       process::std_in<process::null, process::std_out> output, process::std_err > errors, context);
  context.run();
  child.wait();
  return {output.get(), errors.get(), child.exit_code()};
}

}  // namespace wasmpair::platform
