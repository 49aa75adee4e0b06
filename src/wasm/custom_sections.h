// The custom sections that say who built a module, and with what.
#pragma once

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// Reads the payload (behind the name) of a custom section of that name into the draft, if it is one that wasmpair
/// knows; of several sections of one name the first counts. Hosts ignore what custom sections hold; wasmpair does not,
/// because the proof rests on it: malformed bytes throw Error.
void read_custom_section(std::string_view name, ByteReader reader, ModuleDraft& draft);

}  // namespace wasmpair
