// Reports are published in logs of CIs, and URLs may have passwords.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// text without the user information of the URLs in it (RFC 3986, section 3.2.1), also of relative ones
/// ("//user:password@host/") and of those with backslashes or with one slash, which browsers and libcurl accept.
std::string hide_credentials(std::string_view text);

/// For text that should be a URL but is not, so that nobody knows where its password ends: everything before the last
/// "@", but for a scheme, becomes "***".
std::string hide_credentials_of_invalid_url(std::string_view text);

}  // namespace wasmpair
