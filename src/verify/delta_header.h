// How deltas begin (RFC 9842, sections 4 and 5), in what servers send.
#pragma once

#include <cstddef>
#include <optional>

#include "encode/delta.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// The coding whose magic is at the front; null if there is none.
const DeltaCodingInfo* coding_of_delta(ByteView front);

/// The digest of the dictionary that the header names. Nothing unless front has a complete header of that coding.
std::optional<Sha256> dictionary_in_header(const DeltaCodingInfo& coding, ByteView front);

/// False if browsers refuse the stream after the header because of its window (RFC 9842, section 5).
bool has_allowed_window(const DeltaCodingInfo& coding, ByteView front, std::size_t dictionary_bytes);

}  // namespace wasmpair
