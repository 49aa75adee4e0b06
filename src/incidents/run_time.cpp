#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view found = "loader";

constexpr Incident rows[] = {
    {"out-of-memory", "Not enough memory for the program",
     "RangeError: WebAssembly.Memory(): could not allocate memory.",
     "The device has too little memory, or too many modules run in one page.",
     "Load fewer programs at once; check what the program holds on to.", found, ""},
    {"program-exited", "A program that has ended", "Calls throw \"Go program has already exited\".",
     "main returned, called os.Exit, or panicked; go.run() resolves in each case.",
     "Check the exit code and the console; a program that serves calls must end its main with select {}.", found, ""},
    {"not-ready", "A program that does not define what the page waits for",
     "program.ready() rejects, or a function that the program should have defined is undefined.",
     "The program defines it later than the page waits, under another name, or not at all.",
     "Compare the names with those in the message; define them before the program first waits.", found, ""},
    {"integrity-mismatch", "A file that fails the page's integrity check", "The browser blocks the file.",
     "An optimizer or a later build step changed the file after it was hashed.",
     "Make wasmpair the last step that touches the files.", found, "pack hashes the published bytes"},
    {"not-a-shim", "A script that is not wasm_exec.js", "Go is not defined.",
     "Another script has the shim's name, or the shim did not run.", "Publish the release again.", found,
     "pack publishes the toolchain's own shim"},
    {"new-release", "A page of the previous release", "A 404 for files that existed when the page was opened.",
     "A new release was deployed, which removed the files of the previous one.",
     "Reload the page; retain the files of the last releases.", found, "the loader reads the manifest again"},
    {"program-crashed", "A program stopped by a trap",
     "RuntimeError: unreachable, or Maximum call stack size exceeded.",
     "A stack overflow, or a fault in the runtime itself; Go panics end with an exit code instead.",
     "Look for the stack trace in the console; restructure deep recursion.", found, ""},
    {"no-webassembly", "A browser without WebAssembly", "WebAssembly is not defined.",
     "The browser is old, or WebAssembly is turned off, as in some lockdown modes.",
     "Offer visitors an alternative; no server setting helps.", found, ""},
    {"csp-blocks-file", "A policy that blocks a file", "The browser refuses to load the script, or to connect.",
     "script-src, connect-src or worker-src of the page's Content-Security-Policy does not allow a file of the "
     "release.",
     "Allow the files there; {{text policy}} in a template inserts a complete value.", "verify, loader", ""},
    {"unknown-bundle", "A name that is not in the release", "The page asks for a program that was renamed.",
     "The page belongs to another release, or the name is misspelled.", "Use a name that the manifest lists.", found,
     "pages that pack renders take the names from the manifest"},
    {"page-state", "Invalid page markup or an invalid call of load()", "Nothing happens on the click.",
     "Markup that the loader needs was removed, or load() got something other than a bundle.",
     "Compare the page with wasmpair's own index.html.", found, ""},
    {"worker-failed", "A worker that does not start", "Nothing happens, and the console names the worker.",
     "The policy's worker-src does not allow the loader; or the page has a Cross-Origin-Embedder-Policy, and the "
     "loader's response has none.",
     "Allow the loader in worker-src, and send it with the page's Cross-Origin-Embedder-Policy.", found, ""},
};

}  // namespace

std::span<const Incident> run_time_incidents() { return rows; }

}  // namespace wasmpair
