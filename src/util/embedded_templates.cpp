#include "util/embedded_templates.h"

#include <algorithm>
#include <stdexcept>

namespace wasmpair {

std::string_view embedded_template(std::string_view name) {
  const auto table = embedded_templates();
  const auto found = std::ranges::find(table, name, &EmbeddedTemplate::name);
  if (found == table.end()) throw std::logic_error("no embedded template has that name");
  return found->text;
}

}  // namespace wasmpair
