// The Accept-Encoding values to request files with: those of browsers, caches and tools, and the standard's corner
// cases.
#pragma once

#include <span>
#include <string_view>

#include "wasmpair/asset.h"

namespace wasmpair {

struct AcceptVariant {
  std::string_view value;              ///< Of Accept-Encoding; not sent if empty.
  std::span<const Coding> acceptable;  ///< Codings that a response may have, besides none (RFC 9110, section 12.5.3).
};

/// Without the field, any coding may be sent. A good server sends none, so all are acceptable and none is expected.
std::span<const AcceptVariant> accept_variants();

/// The value that current browsers send.
const AcceptVariant& browser_variant();
/// No coding at all.
const AcceptVariant& identity_variant();

}  // namespace wasmpair
