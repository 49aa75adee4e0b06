// What our own host has besides the functions of WASI (tools/npm/wasmpair-wasm/host/extensions.js). Texts have a size
// instead of a NUL. Errors are values of errno, as WASI numbers them; 0 is success.
#pragma once

#include <cstddef>
#include <cstdint>

#define WASMPAIR_HOST(name) __attribute__((import_module("wasmpair"), import_name(name)))

namespace wasmpair::platform::host {

/// What access_of says about an open file or directory.
inline constexpr std::uint32_t owned_by_user = 1;
inline constexpr std::uint32_t writable_by_others = 2;
inline constexpr std::uint32_t accessible_by_others = 4;

/// How a command ended, and how many bytes it wrote.
struct CommandEnd {
  std::uint32_t status;  ///< The exit status, or the number of the signal.
  std::uint32_t output;
  std::uint32_t errors;
};

extern "C" {

/// Copies the path into a buffer if it is large enough. Returns its size; 0 if it cannot be read.
WASMPAIR_HOST("current_directory") std::size_t wasmpair_current_directory(char* into, std::size_t size);

/// Bytes that the machine has.
WASMPAIR_HOST("machine_memory") double wasmpair_machine_memory();

/// The bits above; those of others, and not owned, if it cannot say.
WASMPAIR_HOST("access_of") std::uint32_t wasmpair_access_of(int descriptor);

/// Until it is called with 0, what is created is for this user alone.
WASMPAIR_HOST("create_privately") void wasmpair_create_privately(std::uint32_t privately);

/// Runs a command to its end. words, environment: texts, each with a NUL after it. directory: "" is the current one.
WASMPAIR_HOST("run_command")
std::uint32_t wasmpair_run_command(const char* words, std::size_t words_size, const char* directory,
                                   std::size_t directory_size, const char* environment, std::size_t environment_size,
                                   CommandEnd* end);

/// Copies what that command wrote.
WASMPAIR_HOST("read_command") void wasmpair_read_command(char* output, char* errors);

}  // extern "C"

}  // namespace wasmpair::platform::host

#undef WASMPAIR_HOST
