// Deltas: a content encoded as the difference to a dictionary that the browser has, usually the same file of an earlier
// release. Compression Dictionary Transport, RFC 9842.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "encode/decoders.h"
#include "encode/encoders.h"
#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// What a delta refers to.
struct Dictionary {
  ByteView content;
  Sha256 digest;  ///< Of content: what a browser sends in Available-Dictionary.
};

/// A content coding that needs a dictionary.
struct DeltaCodingInfo {
  Coding coding;                        ///< Of what follows the header.
  std::string_view token;               ///< In Content-Encoding (RFC 9842, sections 4 and 5): "dcz".
  std::string_view extension;           ///< Of the file: ".dcz".
  std::span<const std::uint8_t> magic;  ///< The header is this, and then the dictionary's SHA-256.

  std::size_t header_bytes() const { return magic.size() + Sha256{}.bytes.size(); }
};

/// All of them, the preferred one first.
std::span<const DeltaCodingInfo> delta_codings();

/// True if this program's libraries can encode and decode deltas in it: all can dcz, and libbrotli 1.1 or later dcb.
bool is_available(const DeltaCodingInfo& coding);

/// Throws Error unless that is true. place: for the message.
void require_available(Coding coding, const std::string& place);

const DeltaCodingInfo& delta_info(Coding coding);

/// token: in lower case. Null if no delta has that content coding.
const DeltaCodingInfo* find_delta_coding(std::string_view token);

/// The coding whose deltas have that token, or nothing.
std::optional<Coding> parse_delta_coding(std::string_view token);

/// A decoder for what follows the header. Null if the coding is not available. The dictionary must outlive the decoder.
std::unique_ptr<Decoder> make_delta_decoder(Coding coding, ByteView dictionary);

/// How deltas are encoded at a level.
struct DeltaRecipe {
  Level level;
  Coding coding;
  std::size_t first_dictionary;        ///< The recipe is for this one, newest first, and older ones.
  int quality;                         ///< The library's level.
  std::uint64_t nanoseconds_per_byte;  ///< Approximate, on a machine of 2022.
};

/// dictionary: its index, newest first. Most visitors have one of the newest, so these get the most time.
const DeltaRecipe& delta_recipe(Level level, Coding coding, std::size_t dictionary = 0);

/// Everything in a recipe that affects the output, as text.
std::string describe(const DeltaRecipe& recipe);

/// The delta, with its header. Nothing if a stop was requested. Throws Error if the coding is not available or the
/// library fails, and std::bad_alloc if it lacks memory.
std::optional<Bytes> encode_delta(ByteView content, const Dictionary& dictionary, const DeltaRecipe& recipe,
                                  const Work& work);

/// The approximate peak memory of encode_delta in bytes, excluding content and dictionary.
std::uint64_t delta_memory(std::size_t content_bytes, std::size_t dictionary_bytes, const DeltaRecipe& recipe);

/// Throws Error if the coding is not available, and unless delta has the header of that dictionary and then exactly one
/// stream that browsers decode, with the dictionary, to content. place: the content's name, for messages.
void verify_delta(Coding coding, ByteView delta, ByteView content, const Dictionary& dictionary,
                  const std::string& place);

}  // namespace wasmpair
