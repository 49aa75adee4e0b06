// Reads a manifest that somebody else may have written: a file, or what a server sent.
#pragma once

#include <string>
#include <string_view>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The most bytes that a manifest may have: a release of a thousand modules has less than a tenth of it.
inline constexpr std::size_t manifest_limit = 16U << 20U;

/// The manifest that json holds; name is for messages. Keys that are not known are ignored. Throws Error that names the
/// place in it, as a JSON Pointer (RFC 6901) or as line and column, for what is no manifest of version 1, and for paths
/// that are not plain file names: what it lists may be opened, written and asked for.
Manifest read_manifest(std::string_view json, std::string_view name);

/// The manifest in a file. Throws Error as above, and if the file cannot be read.
Manifest read_manifest_file(const std::string& file);

}  // namespace wasmpair
