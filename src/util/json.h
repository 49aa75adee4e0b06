// JSON that somebody else may have written.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace wasmpair {

/// What json holds, with the members of objects in their order; name and advice are for messages. Throws Error with
/// line and column for what is not JSON, and for a number that is too large and a key that an object has twice.
nlohmann::ordered_json parse_json(std::string_view json, std::string_view name, const std::string& advice);

}  // namespace wasmpair
