#include "toolchain/locate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "toolchain/go_command.h"
#include "toolchain/goroot.h"
#include "toolchain/known_shims.h"
#include "util/files.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The places searched so far, and why each was rejected.
class Search {
 public:
  explicit Search(const ModuleOrigin& module) : module_(module) {}

  void reject(const std::string& place, const std::string& why) {
    std::string line = "  " + printable(place) + ": " + printable(why);
    if (std::ranges::find(places_, line) == places_.end()) places_.push_back(std::move(line));
  }

  [[noreturn]] void fail() const {
    const std::string built_by = module_.go_version ? module_.go_version->text : "an unknown Go";
    throw Error(module_.file, fmt::format("built by {}, but no matching wasm_exec.js was found", built_by),
                fmt::format("Searched:\n{}\n{}", fmt::join(places_, "\n"), help()));
  }

 private:
  std::string help() const {
    if (!module_.go_version) return "Name the toolchain that built it with --goroot DIR, or its shim with --shim FILE.";
    const GoVersion& version = *module_.go_version;
    const char* place = version.at_least(24) ? "lib/wasm" : "misc/wasm";
    return fmt::format(
        "Install {0} from its official archive and pass --goroot DIR, or pass --shim FILE with {1}/wasm_exec.js of "
        "{2}.\n"
        "Debian and Ubuntu package it as golang-{3}-src, Fedora as golang-misc.",
        version.text, place, version.minor_text(), version.minor_text().substr(2));
  }

  const ModuleOrigin& module_;
  std::vector<std::string> places_;
};

Toolchain take(const Goroot& goroot) {
  return {goroot.directory, goroot.version_file, goroot.version, {goroot.shim_file, read_file(goroot.shim_file)}};
}

Toolchain take_named_shim(const std::string& file) { return {"", "", std::nullopt, {file, read_file(file)}}; }

Toolchain take_named_goroot(const std::string& directory) {
  const Goroot goroot = read_goroot(directory);
  if (!goroot.shim_file.empty()) return take(goroot);
  throw Error(directory, "no wasm_exec.js in this GOROOT",
              why_no_shim(goroot) +
                  ".\nName the toolchain that built the module with --goroot \"$(go env GOROOT)\", or its shim with " +
                  "--shim FILE.\nDebian and Ubuntu package the shim in golang-X.Y-src, Fedora in golang-misc.");
}

/// True if the GOROOT's version built the module, or if the module's version is unknown.
bool same_version(const Goroot& goroot, const ModuleOrigin& module) {
  return !module.go_version || goroot.version == module.go_version;
}

/// Advice if the environment variable GOROOT caused this output of the go command, else "".
std::string stale_goroot_hint(const std::string& output) {
  const char* variable = std::getenv("GOROOT");
  const bool named = variable != nullptr && *variable != '\0' && output.find(variable) != std::string::npos;
  return named ? " (the environment variable GOROOT points there: unset GOROOT)" : "";
}

/// The go command, and the directory to run it in.
struct GoCommand {
  std::string program;
  std::string directory;
};

/// The GOROOT that the go command uses by default; nothing if it has no shim, after recording why.
std::optional<Goroot> find_default(const GoCommand& go, const ModuleOrigin& module, Search& search) {
  const GorootQuery query = query_goroot(go.program, go.directory, "");
  if (query.goroot.empty()) {
    search.reject(fmt::format("`{} env GOROOT` in {}", go.program, go.directory),
                  query.problem + stale_goroot_hint(query.problem));
    return std::nullopt;
  }
  Goroot goroot = read_goroot(query.goroot);
  const std::string hint = stale_goroot_hint(goroot.directory);
  if (goroot.shim_file.empty()) {
    search.reject(goroot.directory, why_no_shim(goroot) + hint);
    return std::nullopt;
  }
  if (!same_version(goroot, module))
    search.reject(goroot.directory,
                  "it is " + (goroot.version ? goroot.version->text : "of an unknown version") + hint);
  return goroot;
}

/// The GOROOT of the exact toolchain that built the module; nothing if it has no shim, after recording why.
std::optional<Goroot> find_exact(const GoCommand& go, const ModuleOrigin& module, Search& search, Progress* progress) {
  const std::string& version = module.go_version->text;
  if (progress != nullptr) progress->update("requesting " + version, 0, 0);
  const std::string command = fmt::format("`GOTOOLCHAIN={} {} env GOROOT`", version, go.program);
  const GorootQuery query = query_goroot(go.program, go.directory, version);
  if (query.goroot.empty()) {
    search.reject(command, query.problem + stale_goroot_hint(query.problem));
    return std::nullopt;
  }
  const Goroot goroot = read_goroot(query.goroot);
  if (!same_version(goroot, module)) {
    // A go command before 1.21 ignores GOTOOLCHAIN, and a stale GOROOT variable wins over it.
    search.reject(command, fmt::format("it printed {}, which is {}{}", goroot.directory,
                                       goroot.version ? goroot.version->text : "of an unknown version",
                                       stale_goroot_hint(goroot.directory)));
    return std::nullopt;
  }
  if (goroot.shim_file.empty()) {
    search.reject(goroot.directory, why_no_shim(goroot));
    return std::nullopt;
  }
  return goroot;
}

bool known_for_module(const Goroot& goroot, const ModuleOrigin& module) {
  const std::vector<std::string> known = releases_with_text(read_file(goroot.shim_file));
  return std::ranges::find(known, module.go_version->minor_text()) != known.end();
}

Toolchain locate_with_go(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress) {
  Search search(module);
  const GoCommand go{find_go(request.go), request.module_dir};
  if (go.program.empty()) {
    search.reject(request.go, "there is no such command; add it to PATH, or name it with --go PROGRAM");
    search.fail();
  }
  const std::optional<Goroot> default_goroot = find_default(go, module, search);
  if (default_goroot && same_version(*default_goroot, module)) return take(*default_goroot);
  if (!module.go_version) search.fail();
  const std::optional<Goroot> exact = find_exact(go, module, search, progress);
  if (exact) return take(*exact);
  if (default_goroot && known_for_module(*default_goroot, module)) return take(*default_goroot);
  search.fail();
}

}  // namespace

Toolchain locate(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress) {
  if (!request.shim_file.empty()) return take_named_shim(request.shim_file);
  if (!request.goroot.empty()) return take_named_goroot(request.goroot);
  return locate_with_go(request, module, progress);
}

}  // namespace wasmpair
