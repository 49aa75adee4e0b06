// Sends requests to servers, several at a time (libcurl). Whatever a server does, a request ends and its memory is
// bounded: bodies are only digested; header sections, redirects and times have limits.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/body_reader.h"
#include "wasmpair/progress.h"

namespace wasmpair {

enum class Method { Get, Head };

struct HttpRequest {
  Method method = Method::Get;
  std::string url;
  std::vector<std::string> fields;  ///< "Accept-Encoding: br". No Accept-Encoding is sent unless it is here.
  BodyLimits limits;
};

/// How a request ended.
enum class Transfer {
  Complete,
  Unreachable,       ///< No connection, or one that broke before the response.
  TlsFailure,        ///< The certificate or the handshake.
  Stalled,           ///< It took too long.
  BrokenOff,         ///< The body ended before its length.
  TooLarge,          ///< More body or header than the limits.
  RedirectLoop,      ///< Too many redirects.
  InsecureRedirect,  ///< From https to http, or to something else.
};

struct HeaderField {
  std::string name;  ///< In lower case.
  std::string value;
};

struct HttpResponse {
  Transfer transfer = Transfer::Unreachable;
  std::string problem;      ///< libcurl's message, unless Complete.
  long status = 0;          ///< 0: there was no response.
  std::string status_line;  ///< "HTTP/1.1 200 OK"
  std::vector<HeaderField> fields;
  Body body;
};

/// The values of every field of that name (lower case), joined by ", " (RFC 9110, section 5.3); "" if there are none.
std::string field(const HttpResponse& response, std::string_view name);
/// The number of fields of that name.
std::size_t count_fields(const HttpResponse& response, std::string_view name);

struct ClientOptions {
  std::string certificates;  ///< A file of trusted certificates in PEM; "" for the system's.
  std::chrono::seconds stall_time{20};
  std::chrono::seconds total_time{600};  ///< Of all requests together.
};

class HttpClient {
 public:
  explicit HttpClient(ClientOptions options);

  /// Returns the responses in the order of the requests. Never throws for what a server does.
  /// stage: reported to progress, which may be null.
  std::vector<HttpResponse> fetch(const std::vector<HttpRequest>& requests, std::string_view stage, Progress* progress);

 private:
  ClientOptions options_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace wasmpair
