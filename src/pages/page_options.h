// Input of a page besides the manifest.
#pragma once

#include <optional>
#include <string>

namespace wasmpair {

struct PageOptions {
  /// The placeholder for a Content-Security-Policy's nonce, which the server replaces with a fresh one in every
  /// response:
  /// "{{.Nonce}}" or "$request_id".
  std::optional<std::string> nonce;
};

}  // namespace wasmpair
