// A shared cache with the HTTP caching protocol of Bazel, which bazel-remote, nginx with WebDAV and others support
// (bazel.build/remote/caching, "HTTP caching protocol"):
//
//   GET, PUT BASE/ac/KEY    KEY: of an encoding (cache_key.h), in hex. The body is an ActionResult that names a blob.
//   GET, PUT BASE/cas/HASH  HASH: SHA-256 of the blob, in hex. The body is the blob: the encoding.
//
// The blob is stored first, so no key ever names a missing blob. Nothing is stored for an encoding that is not smaller
// than its content: a reader could not verify such an entry without encoding the content.
#pragma once

#include <atomic>
#include <string>

#include "encode/shared_cache.h"
#include "remote/remote_client.h"
#include "remote/remote_health.h"

namespace wasmpair {

/// If the server is unreachable, slow or not a cache, it is not used for the rest of the run; if it refuses to store,
/// it is only read from. A damaged entry reads as nothing.
class RemoteCache : public SharedCache {
 public:
  explicit RemoteCache(const RemoteServer& server, const RemoteLimits& limits = {});

  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t max_bytes) override;
  void store(const Sha256& key, ByteView content, const Sha256& digest) override;
  void report_damage() override;

  /// The base without credentials.
  const std::string& url() const { return url_; }
  /// The number of encodings that the server has stored.
  std::size_t stored() const { return stored_; }
  /// At most one per run.
  std::optional<Warning> warning() const;

 private:
  std::optional<Bytes> get(const std::string& path, std::uint64_t max_bytes);
  bool put(const std::string& path, ByteView content);

  std::string url_;
  RemoteClient client_;
  RemoteHealth health_;
  std::atomic<std::size_t> stored_{0};
};

}  // namespace wasmpair
