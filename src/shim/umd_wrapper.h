// Wrappers of bundlers that hand an object to the code of a bundle (UMD: universal module definition).
#pragma once

#include <cstddef>

#include "shim/tokens.h"

namespace wasmpair {

/// True if the name at index is a parameter of a function that such a wrapper calls with other objects than the global
/// one, as e in the second function of `(function (g, f) { f(g.Shim = {}) })(this, function (e) { e.Go = Go })`. False
/// if that cannot be told: the wrapper must be a function expression that is called where it stands, and must call its
/// parameter by name.
bool is_bundle_object(const Tokens& tokens, std::size_t index);

}  // namespace wasmpair
