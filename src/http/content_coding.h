// Names of content codings (RFC 9110, section 8.4.1).
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// The registered name of a content coding, from its spelling in a field: lower case, without surrounding white space,
/// and with the equivalents of RFC 9110 replaced: "x-gzip" becomes "gzip", "x-compress" becomes "compress".
std::string content_coding_name(std::string_view written);

}  // namespace wasmpair
