#include "cli/browser.h"

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/group.hpp>
#include <boost/process/io.hpp>
#include <boost/process/spawn.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "util/platform/browser.h"
#include "util/platform/programs.h"

namespace wasmpair {

namespace process = boost::process;

bool open_in_browser(const std::string& url) {
  for (std::vector<std::string> words : platform::url_openers()) {
    const std::string program = platform::find_program(words.front());
    if (program.empty()) continue;
    words.erase(words.begin());
    words.push_back(url);
    std::error_code error;
    process::group own_group;  // so that Ctrl-C does not reach a browser that it starts
    process::child opener(program, process::args(words), process::std_in<process::null, process::std_out> process::null,
                          process::std_err > process::null, own_group, error);
    opener.detach();
    own_group.detach();
    if (!error) return true;
  }
  return false;
}

}  // namespace wasmpair
