// JSON as a report prints it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace wasmpair {

/// document in lines, indented. Characters that are not printable (printable.h) are escaped as JSON escapes them, so
/// that the text is safe to show and a program reads exactly what was put in; bytes that are not UTF-8 become U+FFFD.
std::string json_text(const nlohmann::ordered_json& document);

}  // namespace wasmpair
