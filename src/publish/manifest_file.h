// The manifest's file name.
#pragma once

namespace wasmpair {

inline constexpr const char* manifest_name = "wasmpair.json";

}  // namespace wasmpair
