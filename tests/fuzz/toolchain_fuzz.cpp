// Fuzzes what a toolchain says of itself: its VERSION, and the output of `go env GOROOT`.
#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/require.h"
#include "publish/manifest_text.h"
#include "toolchain/go_command.h"
#include "toolchain/goroot.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

void check_version(std::string_view text) {
  const std::optional<GoVersion> version = version_in(text);
  if (!version) return;
  require(is_version_word(version->text), "a manifest can hold a version");
  require(version->major >= 0 && version->minor >= 0, "numbers of a version");
  require(text.find(version->text) != text.npos, "a version is in the file");
  require(parse_go_version(version->text) == *version, "a version is read again");
}

void check_goroot(std::string_view text, int status) {
  const std::size_t half = text.size() / 2;
  const CommandResult result{std::string(text.substr(0, half)), std::string(text.substr(half)), status};
  const GorootQuery query = goroot_in(result);
  require(query.goroot.empty() != query.problem.empty(), "a directory or a problem");
  require(query.goroot.empty() || status == 0, "a command that failed names no directory");
  for (const std::string& line : {query.goroot, query.problem}) require(line.find('\n') == line.npos, "one line");
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = wasmpair::text_of({data, size});
  wasmpair::check_version(text);
  for (const int status : {0, 1}) wasmpair::check_goroot(text, status);
  return 0;
}
