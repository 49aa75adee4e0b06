// A module during reading: the result so far, and state that is needed only until the end.
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
  std::optional<std::uint32_t> data_count;  ///< From the data count section.

  /// Imported and defined functions together.
  std::size_t functions() const { return imported_functions + module.function_types.size(); }
};

}  // namespace wasmpair
