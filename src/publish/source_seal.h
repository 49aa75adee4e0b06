// The seal on a Go file: a comment behind its package clause, with the digest of the file without that comment. A file
// whose seal is intact was written by wasmpair, and the next release may replace it; one that somebody edited or wrote
// is theirs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

struct SourceSeal {
  std::string package;  ///< The name in the package clause.
  std::string version;  ///< Of the wasmpair that wrote the file.
};

/// The Go source with its package clause replaced by one of this package, sealed. source must have a package clause in
/// a line of its own.
std::string seal_source(std::string_view source, std::string_view package);

/// The seal, if it is intact: "\r\n" counts as "\n".
std::optional<SourceSeal> read_source_seal(std::string_view source);

}  // namespace wasmpair
