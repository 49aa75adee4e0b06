#include "encode/delta.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "encode/decoders.h"
#include "encode/verify.h"
#include "encode/zstandard_delta.h"

namespace wasmpair {
namespace {

constexpr std::array codings_table{
    DeltaCodingInfo{Coding::Zstandard, "dcz", ".dcz"},
};

/// Of several rows for a level and a coding, that of the oldest dictionaries comes first.
constexpr std::array recipes{
    DeltaRecipe{Level::Fast, Coding::Zstandard, 0, 12, 40},
    DeltaRecipe{Level::Release, Coding::Zstandard, 2, 12, 40},
    DeltaRecipe{Level::Release, Coding::Zstandard, 0, 18, 650},
    DeltaRecipe{Level::Smallest, Coding::Zstandard, 0, 19, 750},
};

/// RFC 9842, section 5: the bytes of a skippable frame's header, so that zstd itself skips the digest.
constexpr std::array<std::uint8_t, 8> zstandard_magic{0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0};

Bytes header(const Dictionary& dictionary) {
  Bytes bytes(zstandard_magic.size() + dictionary.digest.bytes.size());
  std::ranges::copy(dictionary.digest.bytes, std::ranges::copy(zstandard_magic, bytes.begin()).out);
  return bytes;
}

}  // namespace

std::span<const DeltaCodingInfo> delta_codings() { return codings_table; }

const DeltaCodingInfo& delta_info(Coding coding) {
  return *std::ranges::find(codings_table, coding, &DeltaCodingInfo::coding);
}

std::optional<Coding> parse_delta_coding(std::string_view token) {
  const auto* const row = std::ranges::find(codings_table, token, &DeltaCodingInfo::token);
  if (row == codings_table.end()) return std::nullopt;
  return row->coding;
}

const DeltaRecipe& delta_recipe(Level level, Coding coding, std::size_t dictionary) {
  return *std::ranges::find_if(recipes, [=](const DeltaRecipe& row) {
    return row.level == level && row.coding == coding && row.first_dictionary <= dictionary;
  });
}

std::string describe(const DeltaRecipe& recipe) {
  return fmt::format("quality={} window=content chain=window+1 long_distance=1", recipe.quality);
}

std::optional<Bytes> encode_delta(ByteView content, const Dictionary& dictionary, const DeltaRecipe& recipe,
                                  const Work& work) {
  std::optional<Bytes> frame = encode_zstandard_delta(content, dictionary.content, recipe.quality, work);
  if (!frame) return std::nullopt;
  Bytes delta = header(dictionary);
  delta.insert(delta.end(), frame->begin(), frame->end());
  return delta;
}

std::uint64_t delta_memory(std::size_t content_bytes, std::size_t dictionary_bytes, const DeltaRecipe&) {
  return zstandard_delta_memory(content_bytes, dictionary_bytes);
}

void verify_delta(Coding coding, ByteView delta, ByteView content, const Dictionary& dictionary,
                  const std::string& place) {
  const EncodedContent encoded{delta_info(coding).token, delta, content, place};
  const Bytes expected = header(dictionary);
  if (delta.size() < expected.size() || !std::ranges::equal(delta.first(expected.size()), expected))
    fail_verification(encoded, "it does not begin with the digest of its dictionary");
  const ByteView frame = delta.subspan(expected.size());
  if (zstandard_window(frame) > max_delta_window(dictionary.content.size()))
    fail_verification(encoded, "browsers would refuse its window");
  verify({encoded.name, frame, content, place}, *make_zstandard_delta_decoder(dictionary.content));
}

}  // namespace wasmpair
