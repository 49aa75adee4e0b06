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
    {"worker-failed", "A worker that does not start", "Nothing happens, and the console names the worker.",
     "A policy without worker-src, or a loader on another origin.",
     "Allow worker-src 'self', and serve the loader from the page's origin.", found, ""},
};

}  // namespace

std::span<const Incident> run_time_incidents() { return rows; }

}  // namespace wasmpair
