// Whether a source is a classic script that gives its class Go to the page.
#pragma once

#include <cstddef>
#include <optional>

#include "shim/tokens.h"

namespace wasmpair {

/// The token of the first import or export statement, or import.meta: only a module may have them. An import() is not
/// one. Nothing in a classic script.
std::optional<std::size_t> module_syntax(const Tokens& tokens);

/// True if the source may give Go to the global object: `globalThis.Go = …`, under any name that the object may have
/// (window, self, global, this, a parameter), Object.assign, Object.defineProperty, Object.defineProperties,
/// Reflect.set, a top-level `var Go` or `function Go`, or an assignment to a Go that is not declared. A top-level
/// `class Go`, `let Go` or `const Go` is no property of the global object, and `exports.Go` is one of a CommonJS
/// module; the parameter of a bundle to which its wrapper hands another object (umd_wrapper.h) is not the global
/// object.
bool sets_global_go(const Tokens& tokens);

}  // namespace wasmpair
