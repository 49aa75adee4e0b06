#include "toolchain/locate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "toolchain/go_command.h"
#include "toolchain/goroot.h"
#include "toolchain/known_shims.h"
#include "util/files.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The places that were looked at, and why each did not serve.
class Search {
 public:
  explicit Search(const ModuleOrigin& module) : module_(module) {}

  void missed(const std::string& place, const std::string& why) { places_.push_back("  " + place + ": " + why); }

  [[noreturn]] void fail() const {
    const std::string built_by = module_.go_version ? module_.go_version->text : "an unknown Go";
    throw Error(module_.file, fmt::format("built by {}, and no wasm_exec.js for it was found", built_by),
                fmt::format("Looked at:\n{}\n{}", fmt::join(places_, "\n"), help()));
  }

 private:
  std::string help() const {
    if (!module_.go_version) return "Give the toolchain that built it: --goroot DIR, or its shim: --shim FILE.";
    const GoVersion& version = *module_.go_version;
    const char* place = version.at_least(24) ? "lib/wasm" : "misc/wasm";
    return fmt::format(
        "Install {0} from its official archive and pass --goroot DIR, or pass --shim FILE with the {1}/wasm_exec.js of "
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
                  ".\nGive the toolchain that built the module: --goroot \"$(go env GOROOT)\", or its shim: " +
                  "--shim FILE.\nDebian and Ubuntu keep the shim in golang-X.Y-src, Fedora in golang-misc.");
}

/// True if the GOROOT is the one that built the module, as far as both tell.
bool same_version(const Goroot& goroot, const ModuleOrigin& module) {
  return !module.go_version || goroot.version == module.go_version;
}

/// What to do if the environment variable GOROOT is behind an answer or an error of the go command, else "".
std::string stale_goroot_hint(const std::string& answer) {
  const char* variable = std::getenv("GOROOT");
  const bool named = variable != nullptr && *variable != '\0' && answer.find(variable) != std::string::npos;
  return named ? " (the environment variable GOROOT names it: unset GOROOT)" : "";
}

/// Whom to ask, and where.
struct GoCommand {
  std::string program;
  std::string directory;
};

/// The shim that the build's own go command points to, or nothing with the reason noted.
std::optional<Goroot> ask_default(const GoCommand& go, const ModuleOrigin& module, Search& search) {
  const GoAnswer answer = ask_go_for_goroot(go.program, go.directory, "");
  if (answer.goroot.empty()) {
    search.missed(fmt::format("`{} env GOROOT` in {}", go.program, go.directory),
                  answer.problem + stale_goroot_hint(answer.problem));
    return std::nullopt;
  }
  Goroot goroot = read_goroot(answer.goroot);
  const std::string hint = stale_goroot_hint(goroot.directory);
  if (goroot.shim_file.empty()) {
    search.missed(goroot.directory, why_no_shim(goroot) + hint);
    return std::nullopt;
  }
  if (!same_version(goroot, module))
    search.missed(goroot.directory, "is " + (goroot.version ? goroot.version->text : "of an unknown version") + hint);
  return goroot;
}

/// The shim of exactly the toolchain that built the module, or nothing with the reason noted.
std::optional<Goroot> ask_exact(const GoCommand& go, const ModuleOrigin& module, Search& search, Progress* progress) {
  const std::string& version = module.go_version->text;
  if (progress != nullptr) progress->update("asking for " + version, 0, 0);
  const std::string asked = fmt::format("`GOTOOLCHAIN={} {} env GOROOT`", version, go.program);
  const GoAnswer answer = ask_go_for_goroot(go.program, go.directory, version);
  if (answer.goroot.empty()) {
    search.missed(asked, answer.problem + stale_goroot_hint(answer.problem));
    return std::nullopt;
  }
  const Goroot goroot = read_goroot(answer.goroot);
  if (!same_version(goroot, module)) {
    // A go command before 1.21 ignores GOTOOLCHAIN, and a stale GOROOT variable wins over it.
    search.missed(asked, fmt::format("answered {}, which is {}{}", goroot.directory,
                                     goroot.version ? goroot.version->text : "of an unknown version",
                                     stale_goroot_hint(goroot.directory)));
    return std::nullopt;
  }
  if (goroot.shim_file.empty()) {
    search.missed(goroot.directory, why_no_shim(goroot));
    return std::nullopt;
  }
  return goroot;
}

bool known_for_module(const Goroot& goroot, const ModuleOrigin& module) {
  const std::vector<std::string> known = releases_with_shim(sha256(read_file(goroot.shim_file)));
  return std::ranges::find(known, module.go_version->minor_text()) != known.end();
}

Toolchain ask_go(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress) {
  Search search(module);
  const GoCommand go{find_go(request.go), request.module_dir};
  if (go.program.empty()) {
    search.missed(request.go, "there is no such command; put it in PATH, or name it by --go PROGRAM");
    search.fail();
  }
  const std::optional<Goroot> usual = ask_default(go, module, search);
  if (usual && same_version(*usual, module)) return take(*usual);
  if (!module.go_version) search.fail();
  const std::optional<Goroot> exact = ask_exact(go, module, search, progress);
  if (exact) return take(*exact);
  if (usual && known_for_module(*usual, module)) return take(*usual);
  search.fail();
}

}  // namespace

Toolchain locate(const ToolchainRequest& request, const ModuleOrigin& module, Progress* progress) {
  if (!request.shim_file.empty()) return take_named_shim(request.shim_file);
  if (!request.goroot.empty()) return take_named_goroot(request.goroot);
  return ask_go(request, module, progress);
}

}  // namespace wasmpair
