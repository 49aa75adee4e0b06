// The preview of a release: its options, the faults that it simulates, and what it reports.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// Faults of a server that a preview can simulate.
enum class Fault {
  WrongType,         ///< Modules are sent as application/octet-stream.
  NoVary,            ///< Responses that differ by encoding have no Vary.
  DoubleGzip,        ///< Modules are sent gzipped twice and labelled gzip.
  NotFoundOnce,      ///< The response to the first request for each module is 404.
  Stall,             ///< The head and the first half of a module are sent, then nothing.
  UnaskedDelta,      ///< A delta of a module is sent to everybody, unless the URL has a query.
  WrongDictionary,   ///< Deltas name another dictionary than the client has.
  CutDelta,          ///< Deltas end halfway, as their Content-Length says.
  NoDictionaryVary,  ///< The Vary of modules lacks Available-Dictionary.
};

/// Limits that protect the server from its clients. The defaults suit everybody but tests.
struct PreviewLimits {
  std::size_t connections = 4096;          ///< At least 1; the response to more is 503, then they are closed.
  std::size_t request_head = 16U << 10U;   ///< Bytes of a request line and fields; the response to more is 431.
  std::chrono::milliseconds idle{60'000};  ///< Between requests.
  std::chrono::milliseconds head{10'000};  ///< From a request's first byte to the end of its fields (slow loris).
  std::chrono::milliseconds no_progress{60'000};  ///< While the client takes no byte of a response.
};

/// What a preview is for.
enum class PreviewKind {
  Release,      ///< Shows a release as visitors get it. Notices by itself when another is packed.
  Development,  ///< There may be no release yet; whoever packs says when there is one, and what is wrong (`wasmpair
                ///< dev`).
};

/// Requests that the preview forwards to another server, such as the back end that a page calls.
struct ProxyRoute {
  std::string prefix;  ///< Of their paths: "/api" covers /api and /api/users, not /apis; "/" covers all.
  std::string host;    ///< Of the other server: a name or an address, IPv6 without brackets.
  std::uint16_t port;

  bool operator==(const ProxyRoute&) const = default;
};

struct PreviewOptions {
  std::string directory;               ///< The directory of wasmpair.json.
  std::uint16_t port = 8080;           ///< On 127.0.0.1; 0: a free one.
  std::uint64_t bytes_per_second = 0;  ///< The maximum rate of each connection; 0: no limit.
  std::vector<Fault> faults;
  PreviewLimits limits;
  std::vector<ProxyRoute> proxies{};  ///< For paths that the release does not have; the longest prefix wins.
  PreviewKind kind = PreviewKind::Release;
};

/// A request and its response.
struct ServedRequest {
  std::string_view method;
  std::string_view target;  ///< As received: make it printable before it reaches a terminal.
  unsigned status = 0;
  std::string_view coding;  ///< "br"; empty without a content coding.
  std::uint64_t bytes = 0;  ///< Of the body; 0 if the request was forwarded.
  /// Of a difference: the path of the earlier module, and what a visitor without it downloads. Else "" and 0.
  std::string_view from{};
  std::uint64_t instead_of = 0;
};

/// Receives what the server does, in the thread that runs it.
class PreviewObserver {
 public:
  virtual ~PreviewObserver() = default;

  /// Connections are accepted from now on. url: "http://127.0.0.1:8080/".
  virtual void listening(const std::string& url) = 0;
  /// The head of a response is about to be sent.
  virtual void responded(const ServedRequest& request) = 0;
  /// A new release is served from now on.
  virtual void reloaded() = 0;
  /// A remark for the developer, of one or more lines; what is served does not change.
  virtual void noticed(const std::string& text) = 0;
  /// A page of a development preview reports that its program failed. text: from the page, of one or more lines.
  virtual void failed_in_page(const std::string& /*text*/) {}
};

}  // namespace wasmpair
