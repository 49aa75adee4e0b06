// Versions of Go as toolchains and modules write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

/// A Go version such as "go1.24.4", "go1.21" or "go1.27rc1 X:nodwarf5".
struct GoVersion {
  /// As written, first word only: "go1.24.4". For an unreleased Go, the word that names it: "go1.27-0123abcd".
  std::string text;
  int major = 0;  ///< 1
  int minor = 0;  ///< 24

  /// "go1.24". Shims change with minor versions only.
  std::string minor_text() const;

  /// True if this is go1.MINOR or later.
  bool at_least(int minor_release) const;

  friend bool operator==(const GoVersion& a, const GoVersion& b) { return a.text == b.text; }
};

/// Reads "go1.24.4", "go1.24", "go1.24rc1", "go1.24.4 X:experiment" and "devel go1.27-0123abcd …".
/// Empty if the text does not name a Go release; "devel +0123abcd …", which Go wrote up to 1.16, does not.
/// Source: the versions that Go's package go/version accepts, and `go version` of toolchains built from a checkout.
std::optional<GoVersion> parse_go_version(std::string_view text);

}  // namespace wasmpair
