#include "wasmpair/pair.h"

#include <string_view>

#include "util/text_bytes.h"

namespace wasmpair {

PairDigest digest_pair(const Sha256& module, const Sha256& shim) {
  constexpr std::string_view domain{"wasmpair pair 1\0", 16};
  const ByteView tag = bytes_of(domain);
  Bytes message(tag.begin(), tag.end());
  message.insert(message.end(), module.bytes.begin(), module.bytes.end());
  message.insert(message.end(), shim.bytes.begin(), shim.bytes.end());
  return {sha256(message), module, shim};
}

}  // namespace wasmpair
