// The preview of a release: what it serves, the faults that it simulates, and what it reports.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// What a server can get wrong, on request: one row of the table in src/preview/faults.cpp each.
enum class Fault {
  WrongType,     ///< Modules are sent as application/octet-stream.
  NoVary,        ///< Answers that differ by encoding do not say so.
  DoubleGzip,    ///< Modules are sent gzipped twice and labelled gzip.
  NotFoundOnce,  ///< The first request for each module is answered 404.
  Stall,         ///< Of a module, the head and the first half are sent, then nothing.
};

/// What one client may take of the server. For tests; the defaults are meant for everybody else.
struct PreviewLimits {
  std::size_t connections = 4096;          ///< More are answered 503 and closed. At least 1.
  std::size_t request_head = 16U << 10U;   ///< Bytes of a request line and fields; more is answered 431.
  std::chrono::milliseconds idle{60'000};  ///< Between requests.
  std::chrono::milliseconds head{10'000};  ///< From a request's first byte to the end of its fields (slow loris).
  std::chrono::milliseconds no_progress{60'000};  ///< Without the client taking a byte of an answer.
};

struct PreviewOptions {
  std::string directory;             ///< Where wasmpair.json is.
  std::uint16_t port = 8080;         ///< On 127.0.0.1; 0: one that is free.
  std::uint64_t bytes_a_second = 0;  ///< The most that a connection is sent; 0: no limit.
  std::vector<Fault> faults;
  PreviewLimits limits;
};

/// One answer that was given.
struct ServedRequest {
  std::string_view method;
  std::string_view target;  ///< As it came: not to be trusted on a terminal.
  unsigned status = 0;
  std::string_view coding;  ///< "br"; empty without a content coding.
  std::uint64_t bytes = 0;  ///< Of the body.
};

/// Told of what the server does, from the thread that runs it.
class PreviewObserver {
 public:
  virtual ~PreviewObserver() = default;

  /// Connections are accepted from here on: "http://127.0.0.1:8080/".
  virtual void listening(const std::string& url) = 0;
  /// The head of an answer is about to be sent.
  virtual void answered(const ServedRequest& request) = 0;
  /// A new release is served from here on.
  virtual void reloaded() = 0;
  /// Something a developer should know; what is served stays as it was. One or more lines.
  virtual void noticed(const std::string& text) = 0;
};

}  // namespace wasmpair
