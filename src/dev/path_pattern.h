// Patterns for names of files, as Go's path.Match has them: https://pkg.go.dev/path#Match
#pragma once

#include <string_view>

namespace wasmpair {

/// True if the pattern matches the whole path; "*" and "?" do not match a "/". A malformed pattern matches nothing.
bool matches_path_pattern(std::string_view pattern, std::string_view path);

}  // namespace wasmpair
