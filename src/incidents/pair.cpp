#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view by_pack = "pack refuses to publish it";
constexpr std::string_view found = "check, pack";

constexpr Incident rows[] = {
    {"not-go-js", "A module that is not Go for the browser",
     "The page fails with a LinkError, or another tool's loader is missing.",
     "TinyGo or a compiler for another language built it, or Go built it for wasip1; each needs a different host.",
     "Build with GOOS=js GOARCH=wasm, or use the loader of the tool that built it.", found, by_pack},
    {"module-script", "A shim that is an ECMAScript module",
     "SyntaxError: Unexpected token 'export', and the loader reports not-a-shim or blocked.",
     "The shim was edited or bundled to export Go; pages run a shim as a classic script.",
     "Publish the toolchain's own shim, or remove import and export and set globalThis.Go.", found, by_pack},
    {"no-global-go", "A shim that does not set globalThis.Go", "The loader reports not-a-shim.",
     "The shim was wrapped for CommonJS, or its class stays inside a bundle.",
     "Publish the toolchain's own shim, or set globalThis.Go.", found, by_pack},
    {"missing-import-module", "An import module that the shim does not provide",
     "LinkError: Import #0 \"go\": module is not an object or function.",
     "The shim is of another generation: Go 1.21 renamed the import module from go to gojs.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"undeclared-import-module", "An import module that nothing provides",
     "LinkError: Import: module is not an object or function.",
     "A //go:wasmimport in the program names a module that the page must add to the import object.",
     "Give it to load() as imports, or by data-wasmpair-imports, and declare it with --allow-import MODULE.",
     "check, pack, loader", "pack refuses to publish it unless it is declared"},
    {"missing-import", "A function that the shim does not provide",
     "LinkError: Import: function import requires a callable.",
     "The shim is older or newer than the module, or was edited.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"unreadable-import", "An import that cannot be found in the shim", "It may work, or fail as a missing import.",
     "The shim builds its functions in a way that cannot be read without running it.",
     "Publish the toolchain's shim unchanged; minify nothing but white space and names.", found, by_pack},
    {"import-signature", "An import of another type", "The program passes arguments that the shim misreads.",
     "The shim's function has a different signature from the module's import.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"missing-export", "An export that the shim calls is missing",
     "TypeError: this._inst.exports.run is not a function.", "The module was built for another host, or was stripped.",
     "Build with GOOS=js GOARCH=wasm, and do not remove exports.", found, by_pack},
    {"export-signature", "An export of another type", "The program does not start.",
     "The shim calls the export with different arguments than the module takes.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"directory-flag", "A shim without O_DIRECTORY",
     "panic: syscall/js: call of Value.Int on undefined, although go.run() resolves normally.",
     "Go 1.24 reads fs.constants.O_DIRECTORY, which shims up to Go 1.23 lack.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"path-resolve", "A shim without path.resolve", "panic: syscall/js: call of Value.Call on undefined.",
     "Go 1.24 calls path.resolve for every file that it opens; shims up to Go 1.23 lack it.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"missing-property", "A shim whose properties were renamed",
     "panic: syscall/js: Value.Call: property _makeFuncWrapper is not a function, got undefined.",
     "A minifier renamed properties (--mangle-props) that the program looks up by name.",
     "Publish the toolchain's own shim, or minify it without renaming properties.", found, by_pack},
    {"data-below-arguments", "Arguments that overwrite the program's data",
     "Constants change at random, long after the start.",
     "The shim writes arguments and environment to addresses where the module has data.",
     "Publish the wasm_exec.js of the Go release that built the module.", found, by_pack},
    {"version-mismatch", "A stale wasm_exec.js", "Nothing, until the program calls a function of the newer release.",
     "The shim was copied once, and not updated with Go.",
     "Run wasmpair pack without --shim: it finds the shim of the toolchain.", found, by_pack},
    {"unknown-shim", "A shim that no Go release has", "It may work; nothing proves it.",
     "The shim's code was edited or minified; line ends, white space and comments alone may differ.",
     "Publish the toolchain's own shim, or accept this one with --allow-unknown-shim.", found, by_pack},
    {"unknown-module-version", "A module of an unknown Go release", "It may work; nothing proves it.",
     "Its section producers was stripped, and its data names no version or several, or the Go is a development "
     "version.",
     "Build with a released Go, and strip nothing before packing.", found, by_pack},
    {"unvalidated-module", "A module with features that are not validated", "It may work; nothing proves it.",
     "A tool that rewrote the module added a proposal, such as exception handling, that Go does not use.",
     "Pack the module that Go's linker wrote, or switch the proposal off in that tool.", found, by_pack},
    {"over-budget", "A module over its budget", "A slow first visit.",
     "A dependency made the module larger, or the level or the encodings changed.",
     "Find what was added (wasmpair inspect), or raise --budget on purpose.", "pack", by_pack},
    {"mixed-pair", "Module and shim of different releases", "LinkError, or a program that dies at a random moment.",
     "Files of two releases were mixed: a stable name was overwritten, or a deployment is incomplete.",
     "Upload the output directory of one run unchanged, the manifest last.", "verify, loader",
     "pack puts the digest of the pair into both names"},
};

}  // namespace

std::span<const Incident> pair_incidents() { return rows; }

}  // namespace wasmpair
