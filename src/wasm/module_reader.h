// Readers over the bytes of a module, with the advice that every message about one carries.
#pragma once

#include "util/byte_reader.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// A reader over the whole file. file: its name, which must outlive the reader.
ByteReader module_reader(ByteView bytes, std::string_view file);

/// A reader over the payload of a section of a module that was parsed.
ByteReader section_reader(const Module& module, const Section& section);

}  // namespace wasmpair
