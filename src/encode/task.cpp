#include "encode/task.h"

#include <span>
#include <utility>

namespace wasmpair {

Bytes Task::assemble(std::vector<Bytes> encoded_parts) const {
  Bytes encoded = std::move(encoded_parts.front());
  for (const Bytes& part : std::span(encoded_parts).subspan(1)) encoded.insert(encoded.end(), part.begin(), part.end());
  if (encoded.size() > max_bytes_) return {};
  verify_result(encoded);
  return encoded;
}

}  // namespace wasmpair
