#include "util/platform/browser_posix.h"

#include <fcntl.h>

#include <system_error>

#include "util/platform/browser.h"
#include "util/platform/environment.h"
#include "util/platform/programs.h"
#include "util/platform/spawn_posix.h"

namespace wasmpair::platform {

bool open_in_browser(const std::string& url) {
  const std::string program = find_program(url_opener());
  if (program.empty()) return false;
  try {
    Spawn spawn;
    spawn.open(0, "/dev/null", O_RDONLY);
    for (const int descriptor : {1, 2}) spawn.open(descriptor, "/dev/null", O_WRONLY);
    spawn.lead_group();  // so that Ctrl-C does not reach a browser that it starts
    spawn.start({program, url}, environment_with({}));
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace wasmpair::platform
