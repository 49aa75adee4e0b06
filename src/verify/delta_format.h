// How deltas begin (RFC 9842, sections 4 and 5), for what servers send: independent of what this program encodes.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "encode/decoders.h"
#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// A content coding with a dictionary: some bytes that are always the same, the dictionary's digest, and a stream.
struct DeltaFormat {
  std::string_view token;  ///< In Content-Encoding: "dcz".
  std::string_view magic;  ///< The first bytes.
  Coding coding;           ///< Of the stream.

  std::size_t header_bytes() const { return magic.size() + Sha256{}.bytes.size(); }
};

/// Every format that browsers know, in the order of their Accept-Encoding.
std::span<const DeltaFormat> delta_formats();

/// token: in lower case. Null if no delta has that content coding.
const DeltaFormat* find_delta_format(std::string_view token);

/// The format whose magic is at the front; null if there is none.
const DeltaFormat* format_of_delta(ByteView front);

/// The digest of the dictionary that the header names. Nothing unless front has a complete header of that format.
std::optional<Sha256> dictionary_in_header(const DeltaFormat& format, ByteView front);

/// False if browsers refuse the stream after the header because of its window (RFC 9842, section 5).
bool has_allowed_window(const DeltaFormat& format, ByteView front, std::size_t dictionary_bytes);

/// A decoder for what follows the header. Null if this program cannot decode that coding with a dictionary, which must
/// outlive the decoder.
std::unique_ptr<Decoder> make_delta_decoder(Coding coding, ByteView dictionary);

}  // namespace wasmpair
