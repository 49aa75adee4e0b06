// The Go files that are the same for every guest: those of templates/guest, and the authors' package of
// templates/guest-sdk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A file of a Go package.
struct GoFile {
  std::string name;  ///< "host.go"
  std::string text;
};

/// The name of the generated file of a package, which is not one of host_files.
inline constexpr std::string_view release_file_name = "release.go";

/// The host's files, sorted by name. Nothing in them differs from templates/guest but the package clause, which is
/// sealed (publish/source_seal.h).
std::vector<GoFile> host_files(std::string_view package);

/// The name of the authors' package.
inline constexpr std::string_view sdk_package = "guest";

/// The files of the authors' package, sealed.
std::vector<GoFile> sdk_files();

}  // namespace wasmpair
