// Names of bundles and guests: as people gave them, and as templates refer to them.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The rule below in words, for advice.
inline constexpr const char* bundle_name_rule =
    "Give letters and digits of any script, -, _ and dots; not - or a dot in front, nor a dot at the\n"
    "end, nor the name of a device of Windows: con, prn, aux, nul, com0 to com9, lpt0 to lpt9.";

/// True for a name that can be the start of a file's name on every system, the value of an attribute, an element's id
/// and a member of an object: 1 to 100 bytes of UTF-8, of letters and digits of any script, "-", "_" and "."; the first
/// is not "-" or ".", the last not ".". Not "__proto__", which sets an object's prototype in a script, nor the name of
/// a device of Windows ("con", "aux.js").
bool is_bundle_name(std::string_view text);

/// The name with "_" for everything that is_bundle_name refuses.
std::string bundle_name_from(std::string_view text);

/// The name by which a template refers to a bundle: "-" and "." become "_", and a digit in front gets one. "my-app" is
/// bundles.my_app.
std::string identifier_of_bundle(std::string_view name);

/// True if both could be the same file where case does not matter, or have the same identifier, or if one is the id of
/// the other's heading in wasmpair's page.
bool are_confusable(std::string_view a, std::string_view b);

}  // namespace wasmpair
