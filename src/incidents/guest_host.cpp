#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view by_review = "reading the host";
constexpr std::string_view by_check = "guest --check";
constexpr std::string_view by_host = "guest";

constexpr Incident rows[] = {
    {"compile-per-request", "A module that is compiled for each request",
     "Each request takes about a second of all cores, and a few at a time exhaust the server.",
     "The host calls Runtime.Instantiate, which compiles, or makes a new runtime for each request.",
     "Compile once with CompileModule and a compilation cache; instantiate for each request.", by_review, by_host},
    {"endless-call", "A deadline that interrupts nothing",
     "The context has expired, but the call does not return, and its core stays busy.",
     "wazero looks at the context only with WithCloseOnContextDone, at loop headers, and with it a call of a Go guest "
     "takes 4 to 8 times as long.",
     "Set WithCloseOnContextDone, or meter the module as `wasmpair guest` does.", by_review, by_host},
    {"guest-trap", "A trap that ends the host",
     "panic: wasm error: unreachable; or the next call of the same instance gives nonsense.",
     "The host does not expect an error of Call, or goes on with an instance whose call has failed.",
     "Treat the error as a value, and close the instance.", by_review, by_host},
    {"deep-recursion", "Recursion that takes the memory of the host",
     "The process grows by 140 MiB and more while one guest recurses.",
     "The stack of compiled code grows beside the linear memory, up to 50 MiB and three times that while it is copied.",
     "Count the depth of calls in the module, as `wasmpair guest` does.", by_review, by_host},
    {"believed-pointer", "A pointer from the guest that the host believes",
     "The host panics with an index out of range, or passes on bytes of another call.",
     "Address and length come from the guest: they may lie, overflow, or be reused by it.",
     "Use the checked functions of api.Memory, and copy the bytes before the next call.", by_review, by_host},
    {"stale-view", "A view of guest memory that went stale",
     "The host reads old bytes, or writes into memory that nobody reads.",
     "Memory.Read gives a view of the linear memory, which moves when the memory grows.",
     "Copy what Read returns at once, and read again after each call.", by_review, by_host},
    {"shared-instance", "One instance for several tenants",
     "A tenant sees data of another; concurrent calls corrupt the guest.",
     "The state of an instance stays between calls, and an instance is not safe for concurrent use.",
     "Use an instance for each call, or put its state back in between.", by_review, by_host},
    {"noisy-neighbour", "A tenant that starves all others",
     "One tenant sends many long calls, and the calls of others wait for seconds.",
     "Calls wait in one queue, or each tenant has a semaphore, which does not interrupt what is running.",
     "Let tenants take turns, interrupt long calls, and refuse what exceeds a tenant's queue.", by_review, by_host},
    {"stale-guest-package", "A host package that is older than wasmpair",
     "A correction of wasmpair's is missing in the program that runs guests.",
     "The Go files were written by an earlier release.", "Run wasmpair guest again, and commit its files.", by_check,
     by_host},
    {"edited-guest-package", "A host package whose files do not belong together",
     "The package does not compile, or the guest that runs is not the one that was checked in.",
     "A file was edited, is missing, or was written for another guest.",
     "Move edited files away, and run wasmpair guest again.", by_check, by_host},
};

}  // namespace

std::span<const Incident> guest_host_incidents() { return rows; }

}  // namespace wasmpair
