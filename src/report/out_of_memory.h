// Reports a run that ran out of memory, without allocating any.
#pragma once

#include <span>
#include <string_view>

namespace wasmpair {

/// The lines of report_failure for a lack of memory.
extern const std::string_view out_of_memory_lines;
extern const std::string_view out_of_memory_annotation;

/// Writes the lines to standard error; also the annotation, if the words, which are the program's arguments, have
/// --github.
void report_out_of_memory(std::span<const char* const> words) noexcept;

/// For std::set_terminate: if memory ran out where nothing can be thrown, such as in a destructor, reports that and
/// ends the process with status 2.
[[noreturn]] void terminate_out_of_memory() noexcept;

/// From now on, an allocation of OpenSSL that fails is reported and ends the process with status 2: OpenSSL 3.0 follows
/// the null pointer. To be called before anything uses OpenSSL.
void end_if_openssl_lacks_memory() noexcept;

}  // namespace wasmpair
