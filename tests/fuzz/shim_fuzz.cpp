// Fuzzes the shim reader: it reads any bytes or throws Error, and its result is consistent.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "wasmpair/error.h"
#include "wasmpair/shim.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void read(wasmpair::ByteView source) {
  const wasmpair::Shim shim = wasmpair::read_shim(source, "shim.js");
  require(!shim.modules.empty() || !shim.unreadable.empty());
  require(std::ranges::is_sorted(shim.modules));
  require(std::is_sorted(shim.provides.begin(), shim.provides.end()));
  require(std::adjacent_find(shim.provides.begin(), shim.provides.end()) == shim.provides.end());
  require(std::ranges::is_sorted(shim.used_exports));
  for (const auto& provided : shim.provides) {
    require(shim.provides_module(provided.module));
    require(shim.provides_import(provided.module, provided.name));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    read({data, size});
  } catch (const wasmpair::Error& error) {
    require(error.place().starts_with("shim.js"));
    require(!error.problem().empty());
  }
  return 0;
}
