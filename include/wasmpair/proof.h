// What a caller may accept beyond what is proven.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// What to make of a shim whose content no Go release has.
enum class UnknownShim { Refuse, Accept };

struct ProofOptions {
  std::vector<std::string> allowed_imports;  ///< Import modules that the page provides itself (//go:wasmimport).
  UnknownShim unknown_shim = UnknownShim::Refuse;
};

}  // namespace wasmpair
