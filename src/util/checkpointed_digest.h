// SHA-256 of contents that start alike.
#pragma once

#include <vector>

#include "util/digest_stream.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// The digest of a content, with which that of another one that starts with the same bytes takes less time: of a
/// module, slimming changes no more than the data, which comes last.
class CheckpointedSha256 {
 public:
  /// Hashes the content, which must outlive this object. Throws as sha256 does.
  explicit CheckpointedSha256(ByteView content);

  const Sha256& digest() const { return digest_; }

  /// sha256(other): its first bytes are compared with those of the content, and only what follows is hashed.
  Sha256 digest_of(ByteView other) const;

 private:
  ByteView content_;
  std::vector<Sha256Stream> checkpoints_;  ///< After each complete interval of the content, and at its start.
  Sha256 digest_;
};

}  // namespace wasmpair
