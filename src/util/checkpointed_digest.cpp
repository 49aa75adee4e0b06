#include "util/checkpointed_digest.h"

#include <algorithm>
#include <cstring>

namespace wasmpair {
namespace {

constexpr std::size_t interval = std::size_t{512} << 10U;

/// The number of complete intervals with which both start.
std::size_t count_common_intervals(ByteView a, ByteView b) {
  const std::size_t most = std::min(a.size(), b.size()) / interval;
  std::size_t common = 0;
  while (common < most && std::memcmp(a.data() + common * interval, b.data() + common * interval, interval) == 0)
    ++common;
  return common;
}

}  // namespace

CheckpointedSha256::CheckpointedSha256(ByteView content) : content_(content) {
  Sha256Stream stream;
  for (ByteView rest = content;; rest = rest.subspan(interval)) {
    checkpoints_.push_back(stream.fork());
    if (rest.size() < interval) {
      stream.update(rest);
      break;
    }
    stream.update(rest.first(interval));
  }
  digest_ = stream.finish();
}

Sha256 CheckpointedSha256::digest_of(ByteView other) const {
  const std::size_t common = count_common_intervals(content_, other);
  Sha256Stream stream = checkpoints_[common].fork();
  stream.update(other.subspan(common * interval));
  return stream.finish();
}

}  // namespace wasmpair
