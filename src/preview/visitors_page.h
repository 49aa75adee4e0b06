// The preview's own page that shows what visitors download, and which difference was sent last.
#pragma once

#include <cstdint>
#include <string>

#include "preview/downloads.h"

namespace wasmpair {

/// A difference that went out.
struct SentDelta {
  std::string target;  ///< Of the request, as received.
  std::string coding;
  std::uint64_t bytes = 0;
  std::uint64_t instead_of = 0;  ///< Bytes of the smallest encoding.
  std::string from;              ///< The path of the earlier module.
};

/// Those of a run of the preview.
struct SentDeltas {
  std::uint64_t count = 0;
  SentDelta last;  ///< If there was one.
};

/// The page as HTML. release: as Site has it, for the script that reloads the page when it or the count changes.
std::string visitors_page(const Downloads& downloads, const SentDeltas& sent, const std::string& release);

}  // namespace wasmpair
