// libcurl's handle for one request at a time, owned, with what all our requests have in common.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Who takes an answer while it arrives. False ends the transfer.
class ResponseReceiver {
 public:
  virtual ~ResponseReceiver() = default;
  /// A line of the header section, the status line first, with its line end.
  virtual bool take_header(std::string_view line) = 0;
  virtual bool take_body(ByteView piece) = 0;
};

/// How long a request may take.
struct TransferTimes {
  std::chrono::milliseconds connect;
  std::chrono::seconds stall;  ///< With hardly a byte.
  std::chrono::milliseconds total;
};

/// Stays where it is: libcurl holds its address. Connections stay open from one request to the next.
class CurlHandle {
 public:
  CurlHandle();
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;
  ~CurlHandle();

  CURL* get() { return handle_; }

  /// Starts to describe a request, by http or https, of which nothing of the last one is left. What libcurl is given
  /// by pointer must live until it has ended; receiver too.
  void prepare(const std::string& url, const TransferTimes& times, ResponseReceiver& receiver);

  /// libcurl's options are variadic; this is the one place that passes them.
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(handle_, option, value);
  }
  /// Lines as "Accept-Encoding: br"; one without a value ("Accept:") keeps libcurl from sending its own.
  void set_fields(const std::vector<std::string>& lines);

  /// 0: there was no answer.
  long status();
  /// True if the header section was larger than any that means well; the transfer has then been ended.
  bool has_overlong_header() const { return header_bytes_ > most_header_bytes; }
  /// Why a transfer failed, in libcurl's words.
  std::string problem(CURLcode result) const;

 private:
  static constexpr std::size_t most_header_bytes = std::size_t{64} << 10U;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);

  CURL* handle_;
  curl_slist* fields_ = nullptr;
  ResponseReceiver* receiver_ = nullptr;
  std::size_t header_bytes_ = 0;
  char error_[CURL_ERROR_SIZE] = {};
};

/// True if the failure is about a certificate or the TLS handshake.
bool is_tls_failure(CURLcode result);

}  // namespace wasmpair
