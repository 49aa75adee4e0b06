#include "toolchain/goroot.h"

#include "util/files.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr const char* shim_places[] = {"/lib/wasm/wasm_exec.js", "/misc/wasm/wasm_exec.js"};

std::optional<GoVersion> read_version(const std::string& version_file) {
  if (!is_file(version_file)) return std::nullopt;
  const Bytes content = read_file(version_file);
  return version_in(text_of(content));
}

/// True if GOTOOLCHAIN downloaded the directory into the module cache.
bool is_downloaded_toolchain(const std::string& directory) {
  return directory.find("/golang.org/toolchain@") != std::string::npos;
}

}  // namespace

Goroot read_goroot(const std::string& directory) {
  Goroot goroot{directory, directory + "/VERSION", std::nullopt, ""};
  goroot.version = read_version(goroot.version_file);
  for (const char* place : shim_places) {
    if (!is_file(directory + place)) continue;
    goroot.shim_file = directory + place;
    break;
  }
  return goroot;
}

std::optional<GoVersion> version_in(std::string_view version_file_text) {
  return parse_go_version(version_file_text.substr(0, version_file_text.find_first_of("\r\n")));
}

std::string why_no_shim(const Goroot& goroot) {
  if (!is_directory(goroot.directory)) return "there is no such directory";
  if (is_downloaded_toolchain(goroot.directory) && goroot.version && !goroot.version->at_least(24))
    return "no lib/wasm or misc/wasm: toolchains downloaded by GOTOOLCHAIN do not include wasm_exec.js before Go 1.24";
  if (!goroot.version) return "no VERSION, lib/wasm/wasm_exec.js or misc/wasm/wasm_exec.js: it is not a GOROOT";
  return "no lib/wasm/wasm_exec.js or misc/wasm/wasm_exec.js: the distribution packages it separately";
}

}  // namespace wasmpair
