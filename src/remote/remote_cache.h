// A shared cache behind the plain HTTP protocol of Bazel's remote caching, which bazel-remote, nginx with WebDAV and
// others speak (bazel.build/remote/caching, "HTTP caching protocol"):
//
//   GET, PUT BASE/ac/KEY    KEY: of an encoding (cache_key.h), in hex. The body is an ActionResult that names a blob.
//   GET, PUT BASE/cas/HASH  HASH: SHA-256 of the blob, in hex. The body is the blob: the encoding.
//
// The blob is stored first, so that no key names one that is not there yet. That an encoding is not smaller than its
// content is not stored: nobody could tell it from a lie without encoding.
#pragma once

#include <atomic>
#include <string>

#include "encode/shared_cache.h"
#include "remote/remote_client.h"
#include "remote/remote_health.h"

namespace wasmpair {

/// When the server is gone, slow or no cache, it is given up for the rest of the run; when it does not store, nothing
/// more is offered; what is damaged reads as nothing.
class RemoteCache : public SharedCache {
 public:
  explicit RemoteCache(const RemoteServer& server, const RemoteLimits& limits = {});

  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t most_bytes) override;
  void store(const Sha256& key, ByteView content, const Sha256& digest) override;
  void report_damage() override;

  /// The base without credentials.
  const std::string& url() const { return url_; }
  /// How many encodings the server has taken.
  std::size_t stored() const { return stored_; }
  /// At most one a run.
  std::optional<Warning> warning() const;

 private:
  std::optional<Bytes> get(const std::string& path, std::uint64_t most_bytes);
  bool put(const std::string& path, ByteView content);

  std::string url_;
  RemoteClient client_;
  RemoteHealth troubles_;
  std::atomic<std::size_t> stored_{0};
};

}  // namespace wasmpair
