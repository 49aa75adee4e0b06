#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view found = "check --for wasi, inspect";
constexpr std::string_view by_nothing = "";

constexpr Incident rows[] = {
    {"not-a-module", "A file that is not a WebAssembly module", "invalid magic number.",
     "It is another file, or it was compressed.", "Name the .wasm file that the compiler wrote.", found, by_nothing},
    {"js-guest", "A browser module in a WASI host", "module[gojs] not instantiated.",
     "It was built with GOOS=js: it imports JavaScript functions.",
     "Build it with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared.", found, by_nothing},
    {"command-guest", "A command where a reactor is needed",
     "wasm error: unreachable in runtime.notInitialized; or the second call fails with exit_code(0).",
     "It has _start: it runs main once and ends. Calling _start again runs Go's initialization again.",
     "Export functions with //go:wasmexport, and build with -buildmode=c-shared (Go 1.24 or later).", found,
     by_nothing},
    {"old-guest", "A Go release that cannot build guests", "The host finds no exported function.",
     "GOOS=wasip1 exists since Go 1.21, and -buildmode=c-shared and //go:wasmexport for it since Go 1.24. Earlier "
     "releases ignore the comment.",
     "Raise the go line of go.mod to 1.24 or later.", found, by_nothing},
    {"no-entry", "A guest without the function that the host calls",
     "runtime error: invalid memory address or nil pointer dereference, in the host.",
     "The function is not exported, or has another name: ExportedFunction gives nil.",
     "Export it with //go:wasmexport NAME.", found, by_nothing},
    {"entry-type", "An exported function of another type", "expected 2 params, but passed 1.",
     "The guest and the host follow different conventions.",
     "Give it the type of a convention: (i32) -> (i32), or (i32, i32) -> (i64).", found, by_nothing},
    {"no-allocator", "A guest without an allocator for its input",
     "The host writes the input where other data is, or finds no function.",
     "A host of the convention pointer calls alloc for each input, and the module does not export it.",
     "Export alloc, or use the convention handle.", found, by_nothing},
    {"no-memory", "A guest whose memory the host cannot reach", "Memory() is nil, in the host.",
     "The module does not export its memory as \"memory\".", "Export it: compilers for WASI do so by default.", found,
     by_nothing},
    {"imported-memory", "A guest with an imported memory", "module[env] not instantiated.",
     "It was linked with --import-memory: two guests could share the memory of one.",
     "Link it with a memory of its own.", found, by_nothing},
    {"second-memory", "A guest with more than one memory", "section memory: at most one memory allowed in module.",
     "It uses the proposal multiple memories.", "Link it with one memory.", found, by_nothing},
    {"shared-memory", "A guest with a shared memory",
     "section memory: shared memory requested but threads feature not enabled.", "It was linked for threads.",
     "Link it without threads.", found, by_nothing},
    {"wide-addresses", "A guest with addresses of 64 bits", "section memory: invalid byte for limits.",
     "It was built for wasm64.", "Build it for wasm32.", found, by_nothing},
    {"memory-over-cap", "A guest that starts with more memory than it may have",
     "section memory: min 265 pages (16 Mi) over limit of 256 pages (16 Mi).",
     "Up to Go 1.23, every guest starts with 265 pages or more; or its data is large.",
     "Build with Go 1.24 or later, or raise the cap.", found, by_nothing},
    {"table-size", "A guest with a huge table", "The host runs out of memory, whatever its limit on linear memory.",
     "A host allocates the elements of a table beside the linear memory.", "Link the module with a smaller table.",
     found, by_nothing},
    {"unknown-import", "An import that no host of guests provides",
     "module[env] not instantiated; or \"NAME\" is not exported in module \"wasi_snapshot_preview1\".",
     "The guest was written for another host, or for another version of WASI.",
     "Remove the import, or pass its data as input.", found, by_nothing},
    {"import-type", "An import with another type than the host's function", "import func[…]: signature mismatch.",
     "A //go:wasmimport declares other parameters or results.", "Correct the declaration.", found, by_nothing},
    {"reserved-export", "An export with a name of the host's own", "The guest could change the host's own counters.",
     "Its name starts with \"wasmpair.\".", "Rename the export.", found, by_nothing},
    {"file-access", "A guest that could use files", "Nothing, until a host grants a directory: then all of it.",
     "It imports path_open or the like: os.Open is reachable in the program.",
     "Mount no directory. Pass what the guest needs as input.", found, by_nothing},
    {"socket-access", "A guest that could use sockets", "Nothing, until a host passes a socket.",
     "It imports sock_accept or the like.", "Pass no socket.", found, by_nothing},
    {"unbounded-memory", "A guest whose memory has no maximum", "One guest takes up to 4 GiB of the host's memory.",
     "Compilers write no maximum, and wazero's default limit is that of the format.",
     "Set a limit in the host: wazero.NewRuntimeConfig().WithMemoryLimitPages(1024).", found, by_nothing},
    {"start-function", "A guest that runs code while it is instantiated", "InstantiateModule does not return.",
     "Its start function runs before any call, and before the deadline of one.", "Instantiate it under a deadline.",
     found, by_nothing},
    {"module-name", "Two instances of one name", "module[NAME] has already been instantiated.",
     "The name section of the module names it, and a runtime has each name once.",
     "Instantiate it with ModuleConfig.WithName(\"\").", found, by_nothing},
};

}  // namespace

std::span<const Incident> guest_incidents() { return rows; }

}  // namespace wasmpair
