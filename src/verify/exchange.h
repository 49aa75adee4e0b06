// One request under way.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>

#include "verify/http_client.h"

namespace wasmpair {

/// Sets a libcurl handle up for a request and collects the answer. Stays where it is: libcurl holds its address.
class Exchange {
 public:
  Exchange(const HttpRequest& request, const ClientOptions& options, std::chrono::milliseconds time_left);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  CURL* handle() { return handle_; }

  /// The answer, after libcurl said that the transfer has ended with result.
  HttpAnswer finish(CURLcode result);

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  bool take_header(std::string_view line);
  bool take_body(ByteView piece);
  void start_body();

  const HttpRequest& request_;
  CURL* handle_;
  curl_slist* fields_ = nullptr;
  HttpAnswer answer_;
  std::size_t header_bytes_ = 0;
  std::optional<BodyReader> body_;
  bool is_too_large_ = false;
  char error_[CURL_ERROR_SIZE] = {};
};

}  // namespace wasmpair
