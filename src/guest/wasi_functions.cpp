#include "guest/wasi_functions.h"

#include <algorithm>

namespace wasmpair {
namespace {

using enum Capability;

constexpr HostFunction wasi(std::string_view name, std::string_view signature, Capability capability) {
  return {wasi_module, name, signature, capability};
}

constexpr HostFunction own(std::string_view name, std::string_view signature) {
  return {guest_module, name, signature, HostFunctions};
}

// Source: the definitions in wazero v1.12.0, imports/wasi_snapshot_preview1, with which a test compares them.
constexpr HostFunction functions[] = {
    wasi("args_get", "ii:i", Arguments),
    wasi("args_sizes_get", "ii:i", Arguments),
    wasi("clock_res_get", "ii:i", Clock),
    wasi("clock_time_get", "iIi:i", Clock),
    wasi("environ_get", "ii:i", Environment),
    wasi("environ_sizes_get", "ii:i", Environment),
    wasi("fd_advise", "iIIi:i", Files),
    wasi("fd_allocate", "iII:i", Files),
    wasi("fd_close", "i:i", Descriptors),
    wasi("fd_datasync", "i:i", Files),
    wasi("fd_fdstat_get", "ii:i", Descriptors),
    wasi("fd_fdstat_set_flags", "ii:i", Descriptors),
    wasi("fd_fdstat_set_rights", "iII:i", Descriptors),
    wasi("fd_filestat_get", "ii:i", Descriptors),
    wasi("fd_filestat_set_size", "iI:i", Files),
    wasi("fd_filestat_set_times", "iIIi:i", Files),
    wasi("fd_pread", "iiiIi:i", Files),
    wasi("fd_prestat_dir_name", "iii:i", Descriptors),
    wasi("fd_prestat_get", "ii:i", Descriptors),
    wasi("fd_pwrite", "iiiIi:i", Files),
    wasi("fd_read", "iiii:i", Input),
    wasi("fd_readdir", "iiiIi:i", Files),
    wasi("fd_renumber", "ii:i", Descriptors),
    wasi("fd_seek", "iIii:i", Descriptors),
    wasi("fd_sync", "i:i", Files),
    wasi("fd_tell", "ii:i", Descriptors),
    wasi("fd_write", "iiii:i", Output),
    wasi("path_create_directory", "iii:i", Files),
    wasi("path_filestat_get", "iiiii:i", Files),
    wasi("path_filestat_set_times", "iiiiIIi:i", Files),
    wasi("path_link", "iiiiiii:i", Files),
    wasi("path_open", "iiiiiIIii:i", Files),
    wasi("path_readlink", "iiiiii:i", Files),
    wasi("path_remove_directory", "iii:i", Files),
    wasi("path_rename", "iiiiii:i", Files),
    wasi("path_symlink", "iiiii:i", Files),
    wasi("path_unlink_file", "iii:i", Files),
    wasi("poll_oneoff", "iiii:i", Sleep),
    wasi("proc_exit", "i:", Exit),
    wasi("proc_raise", "i:i", Exit),
    wasi("random_get", "ii:i", Random),
    wasi("sched_yield", ":i", Yield),
    wasi("sock_accept", "iii:i", Sockets),
    wasi("sock_recv", "iiiiii:i", Sockets),
    wasi("sock_send", "iiiii:i", Sockets),
    wasi("sock_shutdown", "ii:i", Sockets),
    own("data", "iiii:i"),  // key, its length, room, its size: the length of the data, or -1
    own("fail", "ii:"),     // text, length
    own("input", "iii:i"),  // to, from, length: the bytes that were copied
    own("output", "ii:"),   // from, length
};

constexpr std::uint8_t code_of(char letter) { return letter == 'I' ? 0x7e : 0x7f; }  // Core Specification 2.0, 5.3.1

bool has_types(ByteView types, std::string_view letters) { return std::ranges::equal(types, letters, {}, {}, code_of); }

struct Signature {
  std::string_view parameters;
  std::string_view results;
};

Signature split(std::string_view signature) {
  const std::size_t colon = signature.find(':');
  return {signature.substr(0, colon), signature.substr(colon + 1)};
}

std::string describe_types(std::string_view letters) {
  std::string text;
  for (const char letter : letters) text += std::string(text.empty() ? "" : ", ") + (letter == 'I' ? "i64" : "i32");
  return "(" + text + ")";
}

}  // namespace

std::span<const HostFunction> host_functions() { return functions; }

const HostFunction* find_host_function(const Import& import) {
  const auto found = std::ranges::find_if(functions, [&](const HostFunction& function) {
    return function.name == import.name && function.module == import.module;
  });
  return found == std::end(functions) ? nullptr : found;
}

bool has_signature(const FunctionType& type, std::string_view signature) {
  const auto [parameters, results] = split(signature);
  return has_types(type.parameters, parameters) && has_types(type.results, results);
}

bool has_signature(const Module& module, const Import& import, const HostFunction& function) {
  return import.kind == ExternalKind::Function && import.type_index < module.types.size() &&
         has_signature(module.types[import.type_index], function.signature);
}

std::string describe_signature(std::string_view signature) {
  const auto [parameters, results] = split(signature);
  return describe_types(parameters) + " -> " + describe_types(results);
}

}  // namespace wasmpair
