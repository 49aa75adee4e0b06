// The form in which Go releases have their text files.
#pragma once

#include "wasmpair/bytes.h"

namespace wasmpair {

/// The text without a byte order mark at its start, with LF for each CRLF and each CR, and with exactly one final
/// newline: what editors and Git for Windows change without anybody's noticing.
Bytes released_text(ByteView text);

}  // namespace wasmpair
