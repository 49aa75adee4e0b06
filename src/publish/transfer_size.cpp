#include "publish/transfer_size.h"

#include <algorithm>

namespace wasmpair {

std::uint64_t transfer_bytes(const ManifestFile& file) {
  std::uint64_t smallest = file.bytes;
  for (const ManifestEncoding& encoding : file.encodings) smallest = std::min(smallest, encoding.bytes);
  return smallest;
}

}  // namespace wasmpair
