// URLs (RFC 3986), as libcurl reads them, so that what is checked is what is asked for.
#pragma once

#include <optional>
#include <string>

namespace wasmpair {

/// reference seen from base, without fragment: "app.wasm" from "https://example.org/a/" is
/// "https://example.org/a/app.wasm". base: absolute, http or https. Throws Error if one of them is no URL, or if the
/// result is neither http nor https.
std::string resolve_url(const std::string& base, const std::string& reference);

/// text as what other URLs begin with, without "/" at its end. Nothing unless it is an http or https URL without query
/// and fragment. It may have credentials ("https://user:password@example.org/"), which libcurl then sends.
std::optional<std::string> base_url(const std::string& text);

/// url, absolute, as messages show it: without credentials. Throws Error.
std::string without_credentials(const std::string& url);

}  // namespace wasmpair
