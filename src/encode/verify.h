// Proof that an encoding is what it should be, by decoding it.
#pragma once

#include <string>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Decodes encoded and compares it with content on the way, in little memory. Throws Error unless it is exactly one
/// stream, member or frame that ends where the bytes end and decodes to exactly the content. Never decodes more than a
/// buffer beyond the content's size. place: the content's name, for the message.
void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place);

}  // namespace wasmpair
