// Verifies encodings by decoding them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Decodes encoded piece by piece and compares it with content. Throws Error unless it is exactly one stream, member or
/// frame, without trailing bytes, that decodes to content. Decodes at most one buffer beyond the content's size. place:
/// the content's name, for messages.
void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place);

/// The maximum size of a useful encoding: a byte less than the content.
std::uint64_t max_encoded_bytes(ByteView content);

/// Joins the encoded chunks of a content and verifies the result. Every new encoding is made here. Empty if the result
/// is not smaller than the content. Throws Error like verify.
Bytes join_and_verify(Coding coding, std::vector<Bytes> parts, ByteView content, const std::string& place);

}  // namespace wasmpair
