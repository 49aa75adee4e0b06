// The Go file that serves releases: the files of templates/go-server, joined into one.
#pragma once

#include <string_view>

#include "go_package/package_files.h"
#include "wasmpair/embedding.h"

namespace wasmpair {

/// The name of the file.
inline constexpr std::string_view server_file_name = "wasmpair.go";

/// The file, formatted as gofmt does, and sealed. package: a package name. Embed: with the release of its own
/// directory, and functions for it.
GoFile server_file(std::string_view package, Embedding embedding);

}  // namespace wasmpair
