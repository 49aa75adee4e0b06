// One request in progress.
#pragma once

#include <optional>
#include <string>

#include "http/curl_handle.h"
#include "verify/http_client.h"

namespace wasmpair {

/// Sets up a libcurl handle for a request, collects the response, and follows redirects. Each of its requests is judged
/// by the policy. Not movable: libcurl holds its address.
class Exchange : private ResponseReceiver, private AddressFilter {
 public:
  Exchange(const HttpRequest& request, const ClientOptions& options, RequestPolicy& policy, const Deadline& deadline);

  CURL* handle() { return handle_.get(); }

  /// Prepares the first request, or after a redirect the next one. False if it may not be sent.
  bool start();

  /// A transfer ended with result. True if the response is a redirect: start() prepares the next request.
  bool continues_after(CURLcode result);

  /// The response, after the last transfer.
  HttpResponse finish();

 private:
  bool take_header(std::string_view line) override;
  bool take_body(ByteView piece) override;
  bool allows(const sockaddr& address) noexcept override;
  void authenticate();
  void start_body();
  bool is_permitted();
  bool fail(Transfer transfer, std::string problem);
  void judge(CURLcode result);

  const HttpRequest& request_;
  const ClientOptions& options_;
  RequestPolicy& policy_;
  const Deadline& deadline_;
  CurlHandle handle_;
  std::string url_;                  // of the current request
  std::optional<UrlServer> server_;  // of url_
  int redirects_ = 0;                // that were followed
  std::optional<UrlServer> redirected_by_;
  std::string refused_address_;
  HttpResponse response_;
  std::optional<ResponseBodyReader> body_;
  bool is_too_large_ = false;
  bool has_enough_ = false;
};

}  // namespace wasmpair
