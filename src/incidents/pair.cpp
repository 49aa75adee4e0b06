#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view by_pack = "pack refuses to publish it";
constexpr std::string_view found = "check, pack";

constexpr Incident rows[] = {
    {"not-go-js", "A module that is not Go for the browser",
     "The page fails with a LinkError, or another tool's loader is missing.",
     "The module was built by TinyGo, for wasip1, or by another language's compiler; each has a host of its own.",
     "Build with GOOS=js GOARCH=wasm, or use the loader of the tool that built it.", found, by_pack},
    {"missing-import-module", "An import module that the shim does not provide",
     "LinkError: Import #0 \"go\": module is not an object or function.",
     "The shim is of another generation: Go renamed the import module from go to gojs in 1.21.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"undeclared-import-module", "An import module that nobody provides",
     "LinkError: Import: module is not an object or function.",
     "The program has a //go:wasmimport of a module that the page must add to the import object.",
     "Add it in the page and tell the tool with --allow-import MODULE.", found, by_pack},
    {"missing-import", "A function that the shim does not provide",
     "LinkError: Import: function import requires a callable.",
     "The shim is older or newer than the module, or was edited.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"unreadable-import", "An import that cannot be read out of the shim", "It may work, or fail as a missing import.",
     "The shim builds its functions in a way that cannot be read without running it.",
     "Publish the shim of the toolchain as it is; minify nothing but white space and names.", found, by_pack},
    {"import-signature", "An import of another type",
     "The program calls it with arguments that it does not understand.",
     "The shim's function has another signature than the module's import.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"missing-export", "An export that the shim calls is missing",
     "TypeError: this._inst.exports.run is not a function.", "The module was built for another host or was stripped.",
     "Build with GOOS=js GOARCH=wasm, and leave the exports alone.", found, by_pack},
    {"export-signature", "An export of another type", "The program does not start.",
     "The shim calls the export with other arguments than the module takes.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"directory-flag", "A shim without O_DIRECTORY",
     "panic: syscall/js: call of Value.Int on undefined, while go.run() resolves as if all were well.",
     "Go 1.24 reads fs.constants.O_DIRECTORY, which the shims of 1.23 and before do not have.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"path-resolve", "A shim without path.resolve", "panic: syscall/js: call of Value.Call on undefined.",
     "Go 1.24 calls path.resolve for the files that it opens; the shims of 1.23 and before do not have it.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"data-below-arguments", "Arguments written over the program's data",
     "Constants change at random, long after the start.",
     "The shim writes arguments and environment to addresses at which the module has data.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"version-mismatch", "A stale wasm_exec.js", "Nothing, until a function of the newer release is called.",
     "The shim was copied once and stayed when Go was updated.",
     "Let wasmpair find the shim of the toolchain: wasmpair pack without --shim.", found, by_pack},
    {"unknown-shim", "A shim that no Go release has", "It may work; nothing proves it.", "The shim was edited.",
     "Publish the toolchain's own shim, or accept this one with --allow-unknown-shim.", found, by_pack},
    {"unknown-module-version", "A module that does not say which Go built it", "It may work; nothing proves it.",
     "The build information was stripped, or the Go release is a development version.",
     "Build with a released Go, and strip nothing before packing.", found, by_pack},
    {"over-budget", "A module above its budget", "A slow first visit.",
     "A dependency grew the module, or its level or encodings changed.",
     "Look at what was added (wasmpair inspect), or raise --budget on purpose.", "pack", by_pack},
    {"mixed-pair", "Module and shim of two releases", "LinkError, or a program that dies at a random moment.",
     "Files of two releases were mixed: a stable name was overwritten, or half of a deployment arrived.",
     "Upload the output directory of one run as it is; the manifest last.", "verify, loader",
     "pack puts one pair digest into both names, which the content decides"},
};

}  // namespace

std::span<const Incident> pair_incidents() { return rows; }

}  // namespace wasmpair
