// What other commands request of servers: the caches and the earlier releases that a URL names.
#include "commands/release_on_server.h"
#include "http/url.h"
#include "remote/remote_cache.h"
#include "without_network/unavailable.h"

namespace wasmpair {
namespace {

/// Directories pass.
void expect_no_url(const std::string& text) {
  if (text.find("://") != std::string::npos) fail_without_network("cannot request a URL");
}

}  // namespace

std::optional<UrlServer> server_of_url(const std::string& text) {
  expect_no_url(text);
  return std::nullopt;
}

std::optional<std::string> base_url(const std::string& text) {
  expect_no_url(text);
  return std::nullopt;
}

std::string UrlServer::origin() const { fail_without_network("cannot request a URL"); }

// No URL reaches the following, whose callers are for all systems.

CurlHandle::~CurlHandle() = default;

RemoteClient::RemoteClient(RemoteServer, const RemoteLimits& limits) : limits_(limits), budget_(limits.total_time) {
  fail_without_network("cannot use a remote cache");
}

RemoteCache::RemoteCache(const RemoteServer& server, const RemoteLimits& limits) : client_(server, limits) {}
std::optional<CacheEntry> RemoteCache::load(const Sha256&, std::uint64_t) { return std::nullopt; }
void RemoteCache::store(const Sha256&, ByteView, const Sha256&) {}
void RemoteCache::report_damage() {}
std::optional<Warning> RemoteCache::warning() const { return std::nullopt; }

std::unique_ptr<ReleaseSource> open_release_on_server(const std::string&, Progress*) {
  fail_without_network("cannot request a URL");
}

}  // namespace wasmpair
