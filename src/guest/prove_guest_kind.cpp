// Recognizes modules that were built for another host, or by a Go release that cannot build guests.
#include <fmt/format.h>

#include "guest/guest_checks.h"

namespace wasmpair {
namespace {

constexpr std::string_view build_a_guest =
    "Export functions with //go:wasmexport, and build with Go 1.24 or later: GOOS=wasip1 GOARCH=wasm go build "
    "-buildmode=c-shared";

constexpr int first_with_wasip1 = 21;    // Go 1.21 release notes
constexpr int first_with_reactors = 24;  // Go 1.24 release notes

bool is_go(ModuleKind kind) {
  return kind == ModuleKind::GoJs || kind == ModuleKind::GoWasip1Command || kind == ModuleKind::GoWasip1Reactor;
}

std::string advise_newer_go(const GoVersion& version) {
  return version.at_least(first_with_wasip1)
             ? "Raise the `go` line or the `toolchain` line of go.mod to 1.24 or later. Earlier releases ignore "
               "//go:wasmexport without a message."
             : "Build with Go 1.24 or later: GOOS=wasip1 exists since 1.21, and reactors since 1.24.";
}

}  // namespace

void prove_guest_kind(const Module& module, Findings& findings) {
  if (module.kind == ModuleKind::NotWasm) {
    add_finding(findings, GuestCheck::NotAModule,
                {.subject = name(module.kind),
                 .message = "not a WebAssembly module",
                 .host = "invalid magic number",
                 .advice = "Name the output file of GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared."});
    return;
  }
  if (is_go(module.kind) && module.go_version && !module.go_version->at_least(first_with_reactors))
    add_finding(findings, GuestCheck::OldGuest,
                {.subject = module.go_version->text,
                 .message = fmt::format("the module was built by {}, which cannot build a module whose exports a host "
                                        "may call more than once",
                                        module.go_version->text),
                 .host = "",
                 .advice = advise_newer_go(*module.go_version)});
  if (module.kind == ModuleKind::GoJs)
    add_finding(findings, GuestCheck::JsGuest,
                {.subject = name(module.kind),
                 .message = "the module was built for the browser (GOOS=js): it imports JavaScript functions, which a "
                            "WASI host does not have",
                 .host = "module[gojs] not instantiated",
                 .advice = std::string(build_a_guest)});
  if (module.kind == ModuleKind::GoWasip1Command)
    add_finding(findings, GuestCheck::CommandGuest,
                {.subject = "_start",
                 .message = "the module is a command: it runs main once and ends, and its other exports must not be "
                            "called, since nothing initializes Go's runtime for them",
                 .host = "wasm error: unreachable, in runtime.notInitialized",
                 .advice = std::string(build_a_guest)});
}

}  // namespace wasmpair
