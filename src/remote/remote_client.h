// The HTTP client of a shared cache (libcurl). Time and response size are bounded whatever the server does.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/curl_handle.h"
#include "remote/time_budget.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The address of a server, and the credentials for it.
struct RemoteServer {
  std::string base;           ///< An http or https URL without a trailing "/"; may have user and password.
  std::string authorization;  ///< The value of Authorization; if "", the credentials of the URL or ~/.netrc apply.
};

/// The time limits of a run.
struct RemoteLimits {
  std::chrono::milliseconds connect_time{2000};
  std::chrono::seconds stall_time{5};  ///< With almost no progress.
  /// While any request is in progress: the run is at most this much longer than without the server.
  std::chrono::milliseconds total_time{30'000};
};

enum class RemoteOutcome {
  Responded,
  TooLarge,  ///< Above the limit. The rest was not read.
  Failed,    ///< No connection, not HTTP, a truncated body, or too slow.
};

struct RemoteResponse {
  RemoteOutcome outcome = RemoteOutcome::Failed;
  std::string problem;  ///< One clause; set unless Responded.
  long status = 0;      ///< Set when Responded.
  Bytes body;           ///< Set when Responded with 200.
};

/// May be used from several threads; concurrent requests use separate connections. Does not follow redirects.
class RemoteClient {
 public:
  RemoteClient(RemoteServer server, const RemoteLimits& limits);

  /// path: appended to the base; starts with "/".
  RemoteResponse get(const std::string& path, std::uint64_t max_bytes);
  RemoteResponse put(const std::string& path, ByteView content);

 private:
  RemoteResponse send(const std::string& path, std::uint64_t max_bytes, const ByteView* content);
  std::unique_ptr<CurlHandle> borrow();
  void give_back(std::unique_ptr<CurlHandle> handle);

  RemoteServer server_;
  RemoteLimits limits_;
  TimeBudget budget_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlHandle>> idle_;  // with their open connections
};

}  // namespace wasmpair
