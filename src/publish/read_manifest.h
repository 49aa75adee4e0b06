// Reads a manifest that somebody else may have written: a file, or the body of a response.
#pragma once

#include <string>
#include <string_view>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The maximum size of a manifest in bytes. A release of a thousand modules needs less than a tenth of it.
inline constexpr std::size_t manifest_limit = 16U << 20U;

/// The manifest in json; name is for messages. Unknown keys are ignored. Throws Error that names the place in it, as a
/// JSON Pointer (RFC 6901) or as line and column, if it is not a version 1 manifest or if a path is not a plain file
/// name: the files that it lists may be opened, written and requested.
Manifest read_manifest(std::string_view json, std::string_view name);

/// The manifest in a file. Throws Error as above, and if the file cannot be read.
Manifest read_manifest_file(const std::string& file);

}  // namespace wasmpair
