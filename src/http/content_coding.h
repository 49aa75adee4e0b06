// Names of content codings (RFC 9110, section 8.4.1).
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// A content coding as it is registered, from how a field names it: in lower case, without white space around it, and
/// with the names that RFC 9110 calls equivalent replaced: "x-gzip" is "gzip", "x-compress" is "compress".
std::string content_coding_name(std::string_view written);

}  // namespace wasmpair
