// The digest of a shim's code, whatever its white space and comments.
#pragma once

#include "shim/tokens.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// SHA-256 over each token as written, and before it a line feed if a line ends there and that could matter, else a
/// space. Sources with the same digest are the same program, because white space and comments matter nowhere else:
///   - a line end may stand for a semicolon, and does after return, throw, break, continue and yield and before ++
///     and --. Neither is possible after ; , ( [ { and before ; , ) ] } and a member's dot, where it is left out;
///   - `<!--` and a line that starts with `-->` are comments in a classic script, but tokens here, so that a source
///     with such a comment has another digest. No shim of a release has these tokens.
/// Source: ECMAScript 2024, 12.10 (automatic semicolon insertion) and B.1.1 (HTML-like comments).
Sha256 code_digest(const Tokens& tokens);

}  // namespace wasmpair
