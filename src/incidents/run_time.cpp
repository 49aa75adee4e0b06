#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view found = "loader";

constexpr Incident rows[] = {
    {"out-of-memory", "No memory for the program", "RangeError: WebAssembly.Memory(): could not allocate memory.",
     "The device has too little memory, or too many modules run in one page.",
     "Load fewer programs at once; look for what the program keeps.", found, ""},
    {"program-exited", "A program that has ended", "Calls throw \"Go program has already exited\".",
     "main returned, called os.Exit, or panicked; go.run() resolves in each case.",
     "Look at the exit code and the console; a program that serves calls ends in select {}.", found, ""},
    {"integrity-mismatch", "A file that is not what the page expects", "The browser blocks the file.",
     "The file was changed after it was hashed, by an optimizer or a later build step.",
     "Let wasmpair be the last step that touches the files.", found, "pack hashes what is published"},
    {"not-a-shim", "A script that is no wasm_exec.js", "Go is not defined.",
     "Another script has the shim's name, or it did not run.", "Publish the release again.", found,
     "pack publishes the toolchain's own shim"},
    {"new-release", "A page of the last release", "404 for files that were there when the page was opened.",
     "A new release went out, and the deployment removed the last one's files.",
     "Reload the page; keep the files of the last releases.", found, "the loader reads the manifest again"},
    {"program-crashed", "A program that was stopped by a trap",
     "RuntimeError: unreachable, or Maximum call stack size exceeded.",
     "A stack overflow, or a fault of the runtime itself; Go's panics end with an exit code instead.",
     "Look at the console for the stack; deep recursion needs another shape.", found, ""},
    {"no-webassembly", "A browser without WebAssembly", "WebAssembly is not defined.",
     "The browser is old, or WebAssembly is switched off, as in some lockdown modes.",
     "Offer the visitor another way; nothing on the server helps.", found, ""},
    {"csp-blocks-file", "A policy that blocks a file", "Refused to load the script, or to connect.",
     "script-src or connect-src of the page's Content-Security-Policy lacks the origin of the files.",
     "Add the origin; {{text policy}} in a template gives a whole value.", found, ""},
    {"unknown-bundle", "A name that the release does not have", "The page asks for a program that was renamed.",
     "The page is of another release, or the name is misspelt.", "Use one of the manifest's names.", found,
     "pages that pack renders take the names from the manifest"},
    {"page-state", "A page, or a call, that is not as it must be", "Nothing happens on the click.",
     "Markup that the loader needs was removed, or load() got something else than a bundle.",
     "Compare the page with wasmpair's own index.html.", found, ""},
    {"worker-failed", "A worker that does not start", "Nothing happens, and the console names the worker.",
     "A policy without worker-src, or a loader on another origin.",
     "Allow worker-src 'self', and serve the loader from the page's origin.", found, ""},
};

}  // namespace

std::span<const Incident> run_time_incidents() { return rows; }

}  // namespace wasmpair
