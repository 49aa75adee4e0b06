// Sends requests to servers, several at a time (libcurl). Whatever a server does, a request ends and its memory is
// bounded: bodies are only digested; header sections, redirects and times have limits.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/url.h"
#include "verify/body_reader.h"
#include "verify/deadline.h"
#include "verify/request_policy.h"
#include "wasmpair/progress.h"

namespace wasmpair {

enum class Method { Get, Head };

struct HttpRequest {
  Method method = Method::Get;
  std::string url;
  std::vector<std::string> fields;  ///< "Accept-Encoding: br". No Accept-Encoding is sent unless it is here.
  BodyLimits limits;
  ByteView dictionary = {};  ///< To decode a delta with; must outlive the request. Empty: deltas are not decoded.
};

/// How a request ended.
enum class Transfer {
  Complete,
  Unreachable,       ///< No connection, or one that broke before the response.
  TlsFailure,        ///< The certificate or the handshake.
  Stalled,           ///< It took too long.
  BrokenOff,         ///< The body ended before its length.
  Malformed,         ///< Not HTTP, or HTTP that violates its rules.
  TooLarge,          ///< More body or header than the limits.
  RedirectLoop,      ///< Too many redirects.
  InsecureRedirect,  ///< From https to http, or to something else.
  OtherOrigin,       ///< Its URL, or a redirect, leads where verify may not go: RequestPolicy.
  PrivateAddress,    ///< The site is public, but this leads to an address that is not.
};

struct HeaderField {
  std::string name;  ///< In lower case.
  std::string value;
};

struct HttpResponse {
  Transfer transfer = Transfer::Unreachable;
  std::string problem;      ///< Why it is not Complete, one clause.
  long status = 0;          ///< 0: there was no response.
  std::string status_line;  ///< "HTTP/1.1 200 OK"
  std::vector<HeaderField> fields;
  Body body;
  std::string url = {};  ///< Of the last request, after redirects.
};

/// The values of every field of that name (lower case), joined by ", " (RFC 9110, section 5.3); "" if there are none.
std::string field(const HttpResponse& response, std::string_view name);
/// The number of fields of that name.
std::size_t count_fields(const HttpResponse& response, std::string_view name);

struct ClientOptions {
  std::string certificates;  ///< A file of trusted certificates in PEM; "" for the system's.
  std::chrono::seconds stall_time{20};
  std::optional<UrlCredentials> credentials = {};  ///< The only ones that are sent: those in other URLs are not.
};

/// The progress of requests that are sent in several calls.
struct Stage {
  std::string_view name;
  std::uint64_t total = 0;  ///< Requests.
  std::uint64_t done = 0;
  Progress* progress = nullptr;  ///< May be null.
};

class HttpClient {
 public:
  /// policy must outlive the client, which reports connections to it. No request outlasts the deadline.
  HttpClient(ClientOptions options, RequestPolicy& policy, Deadline deadline);

  /// Returns the responses in the order of the requests. Never throws for what a server does.
  std::vector<HttpResponse> fetch(const std::vector<HttpRequest>& requests, Stage& stage);

  /// The number of requests that were sent, not counting redirects.
  std::size_t sent() const { return sent_; }

 private:
  ClientOptions options_;
  RequestPolicy& policy_;
  Deadline deadline_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> connections_;
  std::size_t sent_ = 0;
};

}  // namespace wasmpair
