// release.go: what the Go host of a guest knows about it.
#pragma once

#include <string>
#include <string_view>

#include "go_package/package_files.h"
#include "wasmpair/embedding.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// The file, formatted as gofmt does, and sealed. package: a package name.
GoFile release_file(const ManifestGuest& guest, std::string_view package, Embedding embedding);

}  // namespace wasmpair
