#include "commands/page_imports.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/counts.h"
#include "util/printable.h"

namespace wasmpair {

std::vector<Warning> page_imports(const Module& module, const std::string& file,
                                  const std::vector<std::string>& allowed) {
  std::vector<Warning> warnings;
  std::vector<std::string_view> seen;
  for (const Import& import : module.imports) {
    const bool is_allowed = std::ranges::find(allowed, import.module) != allowed.end();
    if (!is_allowed || std::ranges::find(seen, import.module) != seen.end()) continue;
    seen.push_back(import.module);
    const auto count = static_cast<std::size_t>(std::ranges::count(module.imports, import.module, &Import::module));
    warnings.push_back(
        {file,
         fmt::format("imports {} from \"{}\", which the page has to bring", count_of(count, "function"),
                     printable(import.module)),
         "Give load() the option imports, or name a JavaScript module in the markup: data-wasmpair-imports."});
  }
  return warnings;
}

}  // namespace wasmpair
