// The manifest's own name.
#pragma once

namespace wasmpair {

inline constexpr const char* manifest_name = "wasmpair.json";

}  // namespace wasmpair
