// Features of a shim's source besides its importObject: the exports it uses and what it polyfills.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shim/tokens.h"

namespace wasmpair {

/// The names X of `_inst.exports.X` and `_inst.exports["X"]`, sorted. Excludes testExport*, which only Go's own tests
/// have, and every X whose presence is tested anywhere, as in `if (this._inst.exports.X)`.
std::vector<std::string> used_exports(const Tokens& tokens);

/// True if O_DIRECTORY is a key of an object literal or is assigned to a member of `constants`. Also true if the source
/// has no object literal of fs constants: it then uses its host's fs, as a shim for Node does.
bool has_directory_flag(const Tokens& tokens);

/// True if the source gives the global object a `path` by assignment, Object.defineProperty or Object.defineProperties,
/// and its value is an object literal with a `resolve` or no literal at all, such as require("path").
bool has_path_resolve(const Tokens& tokens);

/// The value of wasmMinDataAddr. In a minified source, which loses the name, it is the number with which the offset is
/// compared before the message that the limit is exceeded. Nothing if there is no such limit (Go < 1.17.2).
std::optional<std::uint64_t> min_data_address(const Tokens& tokens);

}  // namespace wasmpair
