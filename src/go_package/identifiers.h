// Names in the Go package of a guest (The Go Programming Language Specification, "Identifiers" and "Keywords").
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// True for a name that a package may have here: lower-case ASCII letters, digits and "_", starting with a letter, and
/// neither a keyword nor "main".
bool is_package_name(std::string_view text);

/// The name of a directory as the name of its package: "text-guest" -> "textguest". Perhaps not a package name.
std::string package_name_from(std::string_view directory);

/// True for an exported identifier of ASCII letters and digits that the host has not as a method itself.
bool is_method_name(std::string_view text);

/// The name of an export as that of a method: "render_page" -> "RenderPage". Perhaps not a method name.
std::string method_name_from(std::string_view exported);

/// A string literal with this value, of printable ASCII characters only.
std::string go_string(std::string_view value);

}  // namespace wasmpair
