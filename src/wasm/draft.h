// A module while it is being read: what has been found out, and what is only needed until the end.
#pragma once

#include <cstdint>
#include <optional>

#include "wasm/value_types.h"
#include "wasmpair/module.h"

namespace wasmpair {

struct ModuleDraft {
  Module module;
  Known types = Known::Yes;  ///< No: see Module::types.
  std::uint32_t imported_functions = 0;
  std::optional<std::uint32_t> data_count;  ///< What the data count section says.

  /// Imported and defined.
  std::size_t functions() const { return imported_functions + module.function_types.size(); }
};

}  // namespace wasmpair
