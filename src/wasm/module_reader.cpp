#include "wasm/module_reader.h"

namespace wasmpair {

ByteReader module_reader(ByteView bytes, std::string_view file) {
  return {bytes, {file, "The file is truncated or corrupt. Rebuild it, or compare its size with the original."}};
}

ByteReader section_reader(const Module& module, const Section& section) {
  ByteReader reader = module_reader(module.bytes, module.file);
  reader.bytes(section.payload_offset, "section offset");
  return reader.region(section.payload_bytes, "section content", "the section");
}

}  // namespace wasmpair
