#include "encode/delta.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "encode/brotli_delta.h"
#include "encode/brotli_dictionary.h"
#include "encode/decoders.h"
#include "encode/verify.h"
#include "encode/zstandard_delta.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// RFC 9842, section 4.
constexpr std::array<std::uint8_t, 4> brotli_magic{0xff, 0x44, 0x43, 0x42};
/// RFC 9842, section 5: the bytes of a skippable frame's header, so that zstd itself skips the digest.
constexpr std::array<std::uint8_t, 8> zstandard_magic{0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0};

constexpr std::array codings_table{
    DeltaCodingInfo{Coding::Brotli, "dcb", ".dcb", brotli_magic},
    DeltaCodingInfo{Coding::Zstandard, "dcz", ".dcz", zstandard_magic},
};

/// Of several rows for a level and a coding, that of the oldest dictionaries comes first.
constexpr std::array recipes{
    DeltaRecipe{Level::Fast, Coding::Brotli, 0, 5, 60},
    DeltaRecipe{Level::Release, Coding::Brotli, 1, 5, 60},
    DeltaRecipe{Level::Release, Coding::Brotli, 0, 11, 2200},
    DeltaRecipe{Level::Smallest, Coding::Brotli, 0, 11, 2200},
    DeltaRecipe{Level::Fast, Coding::Zstandard, 0, 12, 40},
    DeltaRecipe{Level::Release, Coding::Zstandard, 2, 12, 40},
    DeltaRecipe{Level::Release, Coding::Zstandard, 0, 18, 650},
    DeltaRecipe{Level::Smallest, Coding::Zstandard, 0, 19, 750},
};

Bytes header(Coding coding, const Dictionary& dictionary) {
  const std::span<const std::uint8_t> magic = delta_info(coding).magic;
  Bytes bytes(magic.size() + dictionary.digest.bytes.size());
  std::ranges::copy(dictionary.digest.bytes, std::ranges::copy(magic, bytes.begin()).out);
  return bytes;
}

/// What follows the header.
std::optional<Bytes> encode_stream(ByteView content, ByteView dictionary, const DeltaRecipe& recipe, const Work& work) {
  if (recipe.coding == Coding::Brotli) return encode_brotli_delta(content, dictionary, recipe.quality, work);
  return encode_zstandard_delta(content, dictionary, recipe.quality, work);
}

}  // namespace

std::span<const DeltaCodingInfo> delta_codings() { return codings_table; }

bool is_available(const DeltaCodingInfo& coding) {
  return coding.coding != Coding::Brotli || has_brotli_dictionaries();
}

void require_available(Coding coding, const std::string& place) {
  const DeltaCodingInfo& info = delta_info(coding);
  if (!is_available(info))
    throw Error(place, fmt::format("{} needs libbrotli 1.1 or later; this is {}", info.token, encoder_version(coding)),
                "Give dcz, or use the self-contained program, which contains a later libbrotli.");
}

std::vector<Coding> default_delta_codings() { return {std::ranges::find_if(codings_table, is_available)->coding}; }

const DeltaCodingInfo& delta_info(Coding coding) {
  return *std::ranges::find(codings_table, coding, &DeltaCodingInfo::coding);
}

const DeltaCodingInfo* find_delta_coding(std::string_view token) {
  const auto* const row = std::ranges::find(codings_table, token, &DeltaCodingInfo::token);
  return row == codings_table.end() ? nullptr : row;
}

std::optional<Coding> parse_delta_coding(std::string_view token) {
  const DeltaCodingInfo* const row = find_delta_coding(token);
  if (row == nullptr) return std::nullopt;
  return row->coding;
}

std::unique_ptr<Decoder> make_delta_decoder(Coding coding, ByteView dictionary) {
  if (!is_available(delta_info(coding))) return nullptr;
  return coding == Coding::Brotli ? make_brotli_delta_decoder(dictionary) : make_zstandard_delta_decoder(dictionary);
}

const DeltaRecipe& delta_recipe(Level level, Coding coding, std::size_t dictionary) {
  return *std::ranges::find_if(recipes, [=](const DeltaRecipe& row) {
    return row.level == level && row.coding == coding && row.first_dictionary <= dictionary;
  });
}

std::string describe(const DeltaRecipe& recipe) {
  if (recipe.coding == Coding::Brotli) return describe_brotli_delta(recipe.quality);
  return fmt::format("quality={} window=content chain=window+1 long_distance=1", recipe.quality);
}

std::optional<Bytes> encode_delta(ByteView content, const Dictionary& dictionary, const DeltaRecipe& recipe,
                                  const Work& work) {
  require_available(recipe.coding, "");
  const std::optional<Bytes> stream = encode_stream(content, dictionary.content, recipe, work);
  if (!stream) return std::nullopt;
  Bytes delta = header(recipe.coding, dictionary);
  delta.insert(delta.end(), stream->begin(), stream->end());
  return delta;
}

std::uint64_t delta_memory(std::size_t content_bytes, std::size_t dictionary_bytes, const DeltaRecipe& recipe) {
  if (recipe.coding == Coding::Brotli) return brotli_delta_memory(content_bytes, dictionary_bytes, recipe.quality);
  return zstandard_delta_memory(content_bytes, dictionary_bytes);
}

void verify_delta(Coding coding, ByteView delta, ByteView content, const Dictionary& dictionary,
                  const std::string& place) {
  require_available(coding, place);
  const EncodedContent encoded{delta_info(coding).token, delta, content, place};
  const Bytes expected = header(coding, dictionary);
  if (delta.size() < expected.size() || !std::ranges::equal(delta.first(expected.size()), expected))
    fail_verification(encoded, "it does not begin with the digest of its dictionary");
  const ByteView stream = delta.subspan(expected.size());
  // dcb cannot have a window that browsers refuse: libbrotlidec rejects all above 16 MiB, as they do.
  if (coding == Coding::Zstandard && zstandard_window(stream) > max_delta_window(dictionary.content.size()))
    fail_verification(encoded, "browsers would refuse its window");
  verify({encoded.name, stream, content, place}, *make_delta_decoder(coding, dictionary.content));
}

}  // namespace wasmpair
