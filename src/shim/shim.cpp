#include "wasmpair/shim.h"

#include <algorithm>
#include <tuple>

namespace wasmpair {

const char* name(Resemblance resemblance) {
  switch (resemblance) {
    case Resemblance::Same:
      return "same";
    case Resemblance::LineEnds:
      return "line-ends";
    case Resemblance::Layout:
      return "layout";
    case Resemblance::None:
      break;
  }
  return "none";
}

bool Shim::is_known_for(std::string_view minor_version) const {
  return std::ranges::find(known_for, minor_version) != known_for.end();
}

bool Shim::provides_module(std::string_view module) const { return std::ranges::binary_search(modules, module); }

bool Shim::provides_import(std::string_view module, std::string_view name) const {
  const auto key = [](const ProvidedImport& provided) {
    return std::tuple<std::string_view, std::string_view>(provided.module, provided.name);
  };
  return std::ranges::binary_search(provides, std::tuple(module, name), {}, key);
}

const UnreadableImports* Shim::unreadable_part(std::string_view module) const {
  const auto found =
      std::ranges::find_if(unreadable, [&](const auto& part) { return part.module.empty() || part.module == module; });
  return found == unreadable.end() ? nullptr : &*found;
}

}  // namespace wasmpair
