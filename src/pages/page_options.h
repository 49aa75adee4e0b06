// What a page is told besides the manifest.
#pragma once

#include <optional>
#include <string>

namespace wasmpair {

struct PageOptions {
  /// What stands where a Content-Security-Policy's nonce belongs. The server puts a fresh one there for every response:
  /// this is its placeholder, such as "{{.Nonce}}" or "$request_id".
  std::optional<std::string> nonce;
};

}  // namespace wasmpair
