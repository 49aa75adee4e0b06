#include "util/platform/browser_posix.h"

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/group.hpp>
#include <boost/process/io.hpp>
#include <string>
#include <system_error>

#include "util/platform/browser.h"
#include "util/platform/programs.h"

namespace wasmpair::platform {

namespace process = boost::process;

bool open_in_browser(const std::string& url) {
  const std::string program = find_program(url_opener());
  if (program.empty()) return false;
  std::error_code error;
  process::group own_group;  // so that Ctrl-C does not reach a browser that it starts
  process::child opener(program, process::args(url), process::std_in<process::null, process::std_out> process::null,
                        process::std_err > process::null, own_group, error);
  opener.detach();
  own_group.detach();
  return !error;
}

}  // namespace wasmpair::platform
