#include "wasm/module_reader.h"

#include <fmt/format.h>

namespace wasmpair {

ByteReader module_reader(ByteView bytes, std::string_view file) {
  return {bytes, {file, "The file is truncated or corrupt. Rebuild it, or compare its size with the original."}};
}

void fail_unknown(const ByteReader& reader, std::size_t at, std::string_view field, std::string_view reason) {
  reader.fail_at(at, fmt::format("cannot read {}: {}", field, reason),
                 "The file is corrupt, or uses a proposal that this wasmpair does not know.\n"
                 "Rebuild it without proposals that browsers do not implement yet.");
}

void reject(const ByteReader& reader, std::size_t at, std::string_view what, std::string_view reason) {
  reader.fail_at(at, fmt::format("{} is invalid: {}", what, reason),
                 "No browser compiles this module. Rebuild it; if a tool has rewritten it since, update that tool.");
}

}  // namespace wasmpair
