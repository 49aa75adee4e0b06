// A reader over the bytes of a module, and the errors about what it reads, each with its advice.
#pragma once

#include "util/byte_reader.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// A reader over the entire file. file: its name, which must outlive the reader.
ByteReader module_reader(ByteView bytes, std::string_view file);

/// Throws the error that the field at offset `at` has a value that only a later version of the format may have.
[[noreturn]] void fail_unknown(const ByteReader& reader, std::size_t at, std::string_view field,
                               std::string_view reason);

/// Throws the error that what stands at offset `at` can be read, but no engine accepts it: "WHAT is invalid: REASON".
[[noreturn]] void reject(const ByteReader& reader, std::size_t at, std::string_view what, std::string_view reason);

}  // namespace wasmpair
