#include "util/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "wasmpair/error.h"

namespace wasmpair {

using nlohmann::ordered_json;

ordered_json parse_json(std::string_view json, std::string_view name, const std::string& advice) {
  std::vector<std::set<std::string>> open_objects;  // the keys so far of each unfinished object
  const auto reject_duplicate_keys = [&](int, ordered_json::parse_event_t event, const ordered_json& value) {
    if (event == ordered_json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == ordered_json::parse_event_t::object_end) open_objects.pop_back();
    if (event == ordered_json::parse_event_t::key && !open_objects.back().insert(value.get<std::string>()).second)
      throw Error(std::string(name), fmt::format("has the key {} twice in one object", value.dump()), advice);
    return true;
  };
  try {
    return ordered_json::parse(json, reject_duplicate_keys);
  } catch (const ordered_json::parse_error& error) {
    const std::string_view before = json.substr(0, std::min(error.byte == 0 ? 0 : error.byte - 1, json.size()));
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    throw Error(fmt::format("{}:{}:{}", name, std::ranges::count(before, '\n') + 1, before.size() - line_start + 1),
                "is not JSON", advice);
  } catch (const ordered_json::out_of_range&) {  // error 406, which has no position
    throw Error(std::string(name), "contains a number that is too large", advice);
  }
}

}  // namespace wasmpair
