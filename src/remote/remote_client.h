// Asks the server of a shared cache (libcurl). Whatever the server does, a request ends, and its answer is bounded.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/curl_handle.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Where a server is, and as whom it is asked.
struct RemoteServer {
  std::string base;  ///< An http or https URL without "/" at its end; may have user and password.
  std::string
      authorization;  ///< The value of the field Authorization; "": user and password of the URL, or ~/.netrc's.
};

/// How long a run waits for the server.
struct RemoteLimits {
  std::chrono::milliseconds connect_time{2000};
  std::chrono::seconds stall_time{5};  ///< With hardly a byte.
  /// In all requests of a thread together: the run is at most so much longer than without the server.
  std::chrono::milliseconds total_time{30'000};
};

enum class RemoteOutcome {
  Responded,
  TooLarge,  ///< More than was asked for. The rest was not read.
  Failed,    ///< No connection, no HTTP, a body that broke off, or too slow.
};

struct RemoteResponse {
  RemoteOutcome outcome = RemoteOutcome::Failed;
  std::string problem;  ///< One clause; set unless Responded.
  long status = 0;      ///< Set when Responded.
  Bytes body;           ///< Set when Responded with 200.
};

/// May be used from several threads; each that is at work has a connection of its own. Redirects are answers like
/// others.
class RemoteClient {
 public:
  RemoteClient(RemoteServer server, const RemoteLimits& limits);

  /// path: behind the base, from its "/".
  RemoteResponse get(const std::string& path, std::uint64_t most_bytes);
  RemoteResponse put(const std::string& path, ByteView content);

 private:
  RemoteResponse ask(const std::string& path, std::uint64_t most_bytes, const ByteView* content);
  std::unique_ptr<CurlHandle> borrow();
  void give_back(std::unique_ptr<CurlHandle> handle);

  RemoteServer server_;
  RemoteLimits limits_;
  std::atomic<std::chrono::milliseconds::rep> spent_{0};  // in milliseconds
  std::mutex mutex_;
  std::vector<std::unique_ptr<CurlHandle>> idle_;  // with the connections that they keep open
};

}  // namespace wasmpair
