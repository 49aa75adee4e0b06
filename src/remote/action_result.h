// The entries of an action cache: ActionResult (remote_execution.proto of Bazel's Remote Execution API, v2) in the wire
// format of protocol buffers.
//
//   ActionResult = *field            2, once: OutputFile
//   OutputFile   = *field            1: path      2: Digest
//   Digest       = *field            1: SHA-256 in 64 lower-case hex digits      2: size in bytes, a varint
//   field        = tag value         tag: a varint, the field's number * 8 + the value's type
//   value        = varint            type 0
//                / 8 bytes           type 1
//                / length *byte      type 2; length: a varint
//                / 4 bytes           type 5
//
// A varint is LEB128. Other fields are skipped: servers add their own, such as the machine that ran the action.
#pragma once

#include <cstdint>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// Names a blob in a content-addressed store.
struct BlobDigest {
  Sha256 hash;
  std::uint64_t size = 0;  ///< In bytes.

  friend bool operator==(const BlobDigest&, const BlobDigest&) = default;
};

/// The result of an action that wrote one file.
Bytes write_action_result(const BlobDigest& file);

/// The file that an action wrote. Throws Error unless bytes are the result of an action that wrote exactly one file.
BlobDigest read_action_result(ByteView bytes);

}  // namespace wasmpair
