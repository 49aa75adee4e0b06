#include "http/content_coding.h"

#include <algorithm>
#include <iterator>

#include "util/ascii.h"

namespace wasmpair {
namespace {

struct Alias {
  std::string_view alias;
  std::string_view name;
};

constexpr Alias aliases[] = {{"x-gzip", "gzip"}, {"x-compress", "compress"}};

}  // namespace

std::string content_coding_name(std::string_view written) {
  std::string name = lower_case(trim(written));
  const auto* const alias = std::ranges::find(aliases, name, &Alias::alias);
  return alias == std::end(aliases) ? name : std::string(alias->name);
}

}  // namespace wasmpair
