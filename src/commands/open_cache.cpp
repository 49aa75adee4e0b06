#include "commands/open_cache.h"

namespace wasmpair {

std::optional<Cache> open_cache(const std::string& directory, const std::string& key_directory) {
  if (directory.empty()) return std::nullopt;
  return Cache(directory, load_seal_key(key_directory));
}

}  // namespace wasmpair
