#include "util/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "wasmpair/error.h"

namespace wasmpair {

using nlohmann::ordered_json;

ordered_json parse_json(std::string_view json, std::string_view name, const std::string& advice) {
  try {
    return ordered_json::parse(json);
  } catch (const ordered_json::parse_error& error) {
    const std::string_view before = json.substr(0, std::min(error.byte == 0 ? 0 : error.byte - 1, json.size()));
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    throw Error(fmt::format("{}:{}:{}", name, std::ranges::count(before, '\n') + 1, before.size() - line_start + 1),
                "is not JSON", advice);
  } catch (const ordered_json::out_of_range&) {  // 406, without a place
    throw Error(std::string(name), "holds a number that is too large", advice);
  }
}

}  // namespace wasmpair
