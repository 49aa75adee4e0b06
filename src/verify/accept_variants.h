// The Accept-Encoding values that a site is asked with: what browsers, caches, tools and the standard's corner cases
// send.
#pragma once

#include <span>
#include <string_view>

#include "wasmpair/asset.h"

namespace wasmpair {

struct AcceptVariant {
  std::string_view value;              ///< Of Accept-Encoding; not sent if empty.
  std::span<const Coding> acceptable;  ///< The codings that an answer may have beside none (RFC 9110, section 12.5.3).
};

/// Without the field any coding may be sent; a good server sends none, so all are acceptable and none is expected.
std::span<const AcceptVariant> accept_variants();

/// What a current browser sends.
const AcceptVariant& browser_variant();
/// No coding at all.
const AcceptVariant& identity_variant();

}  // namespace wasmpair
