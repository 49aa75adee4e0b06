// One request in progress.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/curl_handle.h"
#include "verify/http_client.h"

namespace wasmpair {

/// Sets up a libcurl handle for a request and collects the response. Not movable: libcurl holds its address.
class Exchange : private ResponseReceiver {
 public:
  Exchange(const HttpRequest& request, const ClientOptions& options, std::chrono::milliseconds time_left);

  CURL* handle() { return handle_.get(); }

  /// The response, after libcurl reported that the transfer ended with result. Rethrows what a callback threw.
  HttpResponse finish(CURLcode result);

 private:
  bool take_header(std::string_view line) override;
  bool take_body(ByteView piece) override;
  void start_body();

  const HttpRequest& request_;
  CurlHandle handle_;
  HttpResponse response_;
  std::optional<BodyReader> body_;
  bool is_too_large_ = false;
};

}  // namespace wasmpair
