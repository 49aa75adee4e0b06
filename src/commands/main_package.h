// Which package of a directory tree is the program.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The name in the package clause of a Go file; "" if it has none, or says with //go:build ignore that it belongs to no
/// package. Only the start of the file is read: comments and the clause.
std::string package_in_source(std::string_view source);

/// True for the path of a package in a module: "." or "./cmd/app". Each part is of ASCII letters, digits and "-._~+",
/// as the go command demands of import paths, and neither begins with "." or "-" nor ends with ".".
bool is_package_path(std::string_view path);

/// The package of a module's root directory that is a program, "." or "./cmd/app", or "" if there is none and the
/// directory has no Go files. given: the package to take, relative to the directory; "": the directory itself, or
/// the one in cmd. Throws Error if the given package is no program, if there are several, or if the directory has the
/// Go files of another package.
std::string find_main_package(const std::string& directory, const std::string& given);

}  // namespace wasmpair
