// Source expressions of a Content-Security-Policy that match URLs (https://www.w3.org/TR/CSP3/, section 6.7.2.8).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wasmpair {

/// The parts of a URL that source expressions compare.
struct PolicyUrl {
  std::string scheme;  ///< In lower case, without ":".
  std::string host;    ///< In lower case; "" for a URL without one.
  std::uint16_t port = 0;
  std::string path;  ///< From the first "/".
};

/// Of an http or https URL. For any other, such as "blob:", only its scheme.
PolicyUrl policy_url(const std::string& url);

enum class SourceMatch {
  Yes,
  No,       ///< Also for expressions that are not about URLs, such as 'unsafe-inline' or a nonce.
  Unknown,  ///< Not an expression of the specification: a browser may know more.
};

/// Whether an expression matches url in a page at self.
SourceMatch match(std::string_view expression, const PolicyUrl& url, const PolicyUrl& self);

}  // namespace wasmpair
