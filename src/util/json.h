// Untrusted JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace wasmpair {

/// Parses json and preserves the order of object members; name and advice are for messages. Throws Error with line and
/// column for invalid JSON, and Error for a number that is too large or a duplicate key in an object.
nlohmann::ordered_json parse_json(std::string_view json, std::string_view name, const std::string& advice);

}  // namespace wasmpair
