#include "verify/delta_header.h"

#include <algorithm>

#include "encode/zstandard_delta.h"

namespace wasmpair {
namespace {

bool has_magic(const DeltaCodingInfo& coding, ByteView front) {
  return front.size() >= coding.magic.size() && std::ranges::equal(front.first(coding.magic.size()), coding.magic);
}

}  // namespace

const DeltaCodingInfo* coding_of_delta(ByteView front) {
  const auto found =
      std::ranges::find_if(delta_codings(), [&](const DeltaCodingInfo& coding) { return has_magic(coding, front); });
  return found == delta_codings().end() ? nullptr : &*found;
}

std::optional<Sha256> dictionary_in_header(const DeltaCodingInfo& coding, ByteView front) {
  if (front.size() < coding.header_bytes() || !has_magic(coding, front)) return std::nullopt;
  Sha256 digest;
  std::ranges::copy(front.subspan(coding.magic.size(), digest.bytes.size()), digest.bytes.begin());
  return digest;
}

bool has_allowed_window(const DeltaCodingInfo& coding, ByteView front, std::size_t dictionary_bytes) {
  if (coding.coding != Coding::Zstandard || front.size() < coding.header_bytes()) return true;
  return zstandard_window(front.subspan(coding.header_bytes())) <= max_delta_window(dictionary_bytes);
}

}  // namespace wasmpair
