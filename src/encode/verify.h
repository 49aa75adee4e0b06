// Verifies encodings by decoding them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "encode/decoders.h"
#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// An encoding, and what it should decode to.
struct EncodedContent {
  std::string_view name;  ///< Of the content coding, for messages: "br".
  ByteView encoded;
  ByteView content;
  const std::string& place;  ///< The content's name, for messages.
};

/// Decodes the encoding piece by piece and compares it with the content. Throws Error unless it is exactly one stream,
/// member or frame, without trailing bytes, that decodes to the content. Decodes at most one buffer beyond its size.
void verify(const EncodedContent& encoding, Decoder& decoder);

/// The same, for a content coding without a dictionary. place: the content's name, for messages.
void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place);

/// Throws the Error of an encoding that is wrong for that reason.
[[noreturn]] void fail_verification(const EncodedContent& encoding, const std::string& reason);

/// The maximum size of a useful encoding: a byte less than the content.
std::uint64_t max_encoded_bytes(ByteView content);

}  // namespace wasmpair
