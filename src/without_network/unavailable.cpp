#include "without_network/unavailable.h"

#include <fmt/format.h>

#include "wasmpair/error.h"

namespace wasmpair {

void fail_without_network(std::string_view what) {
  throw Error("", fmt::format("wasmpair-wasm {}: WebAssembly has no network here", what),
              "Use a native program: run this on one of the platforms that have one, or build wasmpair from source.");
}

}  // namespace wasmpair
