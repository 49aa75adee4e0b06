// What a shim's source says beyond its importObject: the exports it uses and what it polyfills.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shim/tokens.h"

namespace wasmpair {

/// The names X of `_inst.exports.X` and `_inst.exports["X"]`, sorted. Left out are testExport*, which only Go's own
/// tests have, and every X that is asked for somewhere before it is used, as in `if (this._inst.exports.X)`.
std::vector<std::string> used_exports(const Tokens& tokens);

/// True if O_DIRECTORY is a key of an object literal or is assigned to a member of `constants`, or if the source has no
/// object literal of fs constants at all: it then takes fs from its host, as a shim for Node does.
bool has_directory_flag(const Tokens& tokens);

/// True if the source gives the global object a `path`: by assignment, or by Object.defineProperty or
/// Object.defineProperties; from an object literal with a `resolve`, or from anything that is no literal, such as
/// require("path").
bool has_path_resolve(const Tokens& tokens);

/// The value of wasmMinDataAddr; in a minified source, where the name is gone, the number with which the offset is
/// compared in front of the message that the limit is exceeded. Nothing if there is no such limit (Go < 1.17.2).
std::optional<std::uint64_t> min_data_address(const Tokens& tokens);

}  // namespace wasmpair
