// The functions that a host of guests provides: those of WASI preview 1, and its own.
#pragma once

#include <span>
#include <string_view>

#include "wasmpair/guest.h"

namespace wasmpair {

inline constexpr std::string_view wasi_module = "wasi_snapshot_preview1";
inline constexpr std::string_view guest_module = "wasmpair";  ///< Of the convention Handle.

/// One function. The signature is "PARAMETERS:RESULTS" with i for i32 and I for i64: "iIi:i" is (i32, i64, i32) -> i32.
struct HostFunction {
  std::string_view module;
  std::string_view name;
  std::string_view signature;
  Capability capability;
};

/// Every function that a host provides.
std::span<const HostFunction> host_functions();

/// The function that an import names, or null.
const HostFunction* find_host_function(const Import& import);

/// True if the module imports the function with the type that the host gives it.
bool has_signature(const Module& module, const Import& import, const HostFunction& function);

/// True if the type is that of the signature.
bool has_signature(const FunctionType& type, std::string_view signature);

/// "(i32, i64) -> (i32)".
std::string describe_signature(std::string_view signature);

}  // namespace wasmpair
