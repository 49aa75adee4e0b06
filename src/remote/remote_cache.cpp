#include "remote/remote_cache.h"

#include <utility>

#include "http/url.h"
#include "remote/action_result.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// Ours has 150 bytes; servers may add fields.
constexpr std::uint64_t max_action_result_bytes = std::uint64_t{64} << 10U;

std::string action_path(const Sha256& key) { return "/ac/" + key.hex(); }
std::string blob_path(const Sha256& hash) { return "/cas/" + hash.hex(); }

/// Nothing unless the bytes name a blob of 1 to max_bytes bytes.
std::optional<BlobDigest> blob_named_by(ByteView action_result, std::uint64_t max_bytes) {
  try {
    const BlobDigest blob = read_action_result(action_result);
    if (blob.size > 0 && blob.size <= max_bytes) return blob;
  } catch (const Error&) {
    // Invalid bytes count as damage, like a blob of the wrong size.
  }
  return std::nullopt;
}

}  // namespace

RemoteCache::RemoteCache(const RemoteServer& server, const RemoteLimits& limits)
    : url_(without_credentials(server.base)), client_(server, limits) {}

std::optional<CacheEntry> RemoteCache::load(const Sha256& key, std::uint64_t max_bytes) {
  const std::optional<Bytes> action_result = get(action_path(key), max_action_result_bytes);
  if (!action_result) return std::nullopt;
  const std::optional<BlobDigest> blob = blob_named_by(*action_result, max_bytes);
  if (!blob) {
    report_damage();
    return std::nullopt;
  }
  std::optional<Bytes> content = get(blob_path(blob->hash), blob->size);
  if (!content) return std::nullopt;
  if (sha256(*content) != blob->hash) {
    report_damage();
    return std::nullopt;
  }
  return CacheEntry{std::move(*content), blob->hash};
}

void RemoteCache::store(const Sha256& key, ByteView content, const Sha256& digest) {
  if (put(blob_path(digest), content) && put(action_path(key), write_action_result({digest, content.size()})))
    ++stored_;
}

void RemoteCache::report_damage() { health_.count_damage(); }

std::optional<Warning> RemoteCache::warning() const { return health_.warning("shared cache " + url_); }

std::optional<Bytes> RemoteCache::get(const std::string& path, std::uint64_t max_bytes) {
  if (health_.is_given_up()) return std::nullopt;
  RemoteResponse response = client_.get(path, max_bytes);
  if (response.outcome == RemoteOutcome::Failed)
    health_.fail(response.problem);
  else if (response.outcome == RemoteOutcome::TooLarge)
    health_.count_damage();
  else if (response.status == 200)
    return std::move(response.body);
  else if (response.status != 404 && response.status != 410)
    health_.refuse_reading(response.status);
  return std::nullopt;
}

bool RemoteCache::put(const std::string& path, ByteView content) {
  if (health_.takes_nothing()) return false;
  const RemoteResponse response = client_.put(path, content);
  if (response.outcome != RemoteOutcome::Responded)
    health_.fail(response.problem);
  else if (response.status < 200 || response.status >= 300)
    health_.refuse_writing(response.status);
  else
    return true;
  return false;
}

}  // namespace wasmpair
