// Readers over the bytes of a module, with the advice that every message about a module carries.
#pragma once

#include "util/byte_reader.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// A reader over the entire file. file: its name, which must outlive the reader.
ByteReader module_reader(ByteView bytes, std::string_view file);

/// A reader over the payload of a section of a parsed module.
ByteReader section_reader(const Module& module, const Section& section);

}  // namespace wasmpair
