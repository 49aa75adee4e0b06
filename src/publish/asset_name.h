// The names of further files of a release: as people gave them, and as they are published.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

/// True for a name that a template can refer to and a message can show: "img/logo.png", plain names of files with "/"
/// between them, at most 500 bytes. None is "." or "..", and none is hidden.
bool is_asset_name(std::string_view text);

/// Why a name cannot be published.
struct NameProblem {
  std::string_view problem;  ///< After "its name": "needs escaping in URLs".
  std::string_view advice;
};

/// Nothing if the file can be published under its own name: a plain name that no server's configuration takes for a
/// hashed one or for a page.
std::optional<NameProblem> stable_name_problem(std::string_view name);

/// Nothing if the file can have a hashed name.
std::optional<NameProblem> hashed_name_problem(std::string_view name);

/// True for "name.0123456789abcdef.js", which configurations take for a hashed name.
bool looks_hashed(std::string_view name);

/// "img/My logo.PNG" -> "My_logo.0123456789abcdef.png": of the last part of the name, with the hash that was given.
std::string hashed_name(std::string_view name, std::string_view hash);

}  // namespace wasmpair
