#include "verify/delta_format.h"

#include <algorithm>
#include <array>

#include "encode/zstandard_delta.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using namespace std::string_view_literals;

constexpr std::array formats{
    DeltaFormat{"dcb", "\xff\x44\x43\x42"sv, Coding::Brotli},
    // The header of a skippable frame of 32 bytes, so that zstd itself skips the digest.
    DeltaFormat{"dcz", "\x5e\x2a\x4d\x18\x20\x00\x00\x00"sv, Coding::Zstandard},
};

}  // namespace

std::span<const DeltaFormat> delta_formats() { return formats; }

const DeltaFormat* find_delta_format(std::string_view token) {
  const auto* const found = std::ranges::find(formats, token, &DeltaFormat::token);
  return found == formats.end() ? nullptr : found;
}

const DeltaFormat* format_of_delta(ByteView front) {
  const auto* const found = std::ranges::find_if(
      formats, [&](const DeltaFormat& format) { return text_of(front).starts_with(format.magic); });
  return found == formats.end() ? nullptr : found;
}

std::optional<Sha256> dictionary_in_header(const DeltaFormat& format, ByteView front) {
  if (front.size() < format.header_bytes() || !text_of(front).starts_with(format.magic)) return std::nullopt;
  Sha256 digest;
  std::ranges::copy(front.subspan(format.magic.size(), digest.bytes.size()), digest.bytes.begin());
  return digest;
}

bool has_allowed_window(const DeltaFormat& format, ByteView front, std::size_t dictionary_bytes) {
  if (format.coding != Coding::Zstandard || front.size() < format.header_bytes()) return true;
  return zstandard_window(front.subspan(format.header_bytes())) <= max_delta_window(dictionary_bytes);
}

std::unique_ptr<Decoder> make_delta_decoder(Coding coding, ByteView dictionary) {
  return coding == Coding::Zstandard ? make_zstandard_delta_decoder(dictionary) : nullptr;
}

}  // namespace wasmpair
