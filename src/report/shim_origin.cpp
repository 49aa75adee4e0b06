#include "report/shim_origin.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace wasmpair {
namespace {

/// The minor versions of a shim follow one another.
std::string range(const std::vector<std::string>& releases) {
  if (releases.size() == 1) return releases.front();
  return fmt::format("{} to {}", releases.front(), releases.back());
}

std::string_view difference(Resemblance resemblance) {
  switch (resemblance) {
    case Resemblance::LineEnds:
      return "with other line ends, byte order mark or final newline; pack publishes the release's bytes";
    case Resemblance::Layout:
      return "with other white space or comments, but the same code";
    case Resemblance::Same:
    case Resemblance::None:
      break;
  }
  return "unchanged";
}

}  // namespace

std::string shim_origin(const Shim& shim, const std::optional<GoVersion>& toolchain) {
  if (shim.is_known()) return fmt::format("of {}, {}", range(shim.known_for), difference(shim.resemblance));
  if (toolchain) return fmt::format("of no release that wasmpair knows, but of a toolchain {}", toolchain->text);
  return "of no release that wasmpair knows; accepted by --allow-unknown-shim";
}

}  // namespace wasmpair
