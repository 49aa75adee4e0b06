// The custom sections that name a module and the tools that built it.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads the payload (after the name) of a custom section into the draft if wasmpair knows sections of that name; if
/// several have the same name, the first counts. Hosts ignore malformed custom sections: one that cannot be read counts
/// as absent.
void read_custom_section(std::string_view name, ByteReader reader, ModuleDraft& draft);

}  // namespace wasmpair
