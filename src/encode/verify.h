// Proof that an encoding is what it should be, by decoding it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Decodes encoded and compares it with content on the way, in little memory. Throws Error unless it is exactly one
/// stream, member or frame that ends where the bytes end and decodes to exactly the content. Never decodes more than a
/// buffer beyond the content's size. place: the content's name, for the message.
void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place);

/// An encoding of a content is worth having only up to this size: a byte less than the content.
std::uint64_t most_encoded_bytes(ByteView content);

/// Joins what was encoded of a content's chunks, and verifies the whole. Nothing but this makes encodings of parts.
/// Returns no bytes at all if the whole is not smaller than the content. Throws Error like verify.
Bytes join_and_verify(Coding coding, std::vector<Bytes> parts, ByteView content, const std::string& place);

}  // namespace wasmpair
