// An owned libcurl handle for one request at a time, with the options that all our requests share.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "http/libcurl.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Receives a response as it arrives. Returning false ends the transfer, and so does an exception, which perform()
/// rethrows.
class ResponseReceiver {
 public:
  virtual ~ResponseReceiver() = default;
  /// A line of the header section with its line end, starting with the status line.
  virtual bool take_header(std::string_view line) = 0;
  virtual bool take_body(ByteView piece) = 0;
};

/// Decides which addresses a request may connect to. It is asked after names are resolved, so no name can deceive it.
class AddressFilter {
 public:
  virtual ~AddressFilter() = default;
  virtual bool allows(const sockaddr& address) noexcept = 0;
};

/// How long a request may take.
struct TransferTimes {
  std::chrono::milliseconds connect;
  std::chrono::seconds stall;  ///< How long a transfer may make almost no progress.
  std::chrono::milliseconds total;
};

/// Must not move, because libcurl holds its address. Connections stay open between requests.
class CurlHandle {
 public:
  CurlHandle();
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;
  ~CurlHandle();

  CURL* get() { return handle_; }

  /// Starts a new http or https request with no options of the previous one. The receiver, and everything passed to
  /// libcurl by pointer, must live until the request has ended.
  void prepare(const std::string& url, const TransferTimes& times, ResponseReceiver& receiver);

  /// The only place that calls libcurl's variadic function for options.
  template <typename Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(handle_, option, value) == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  }
  /// The filter must live as long as the receiver. Without it, every address is allowed.
  void filter_addresses(AddressFilter& filter);
  /// Lines as "Accept-Encoding: br"; one without a value ("Accept:") stops libcurl from sending its default.
  void set_fields(const std::vector<std::string>& lines);

  /// Makes the request. Throws as throw_failure does.
  CURLcode perform();
  /// For a request made by other means, such as a multi handle, after the end: rethrows what the receiver threw, and
  /// throws std::bad_alloc if it failed while memory lacked, which says nothing about the server.
  void throw_failure(CURLcode result);

  /// 0 if there was no response.
  long status();
  /// Where the response redirects to, as libcurl reads it; "" if it does not.
  std::string redirect_target();
  /// The address of the other end; "" if there was no connection.
  std::string connected_address();
  /// True if the transfer was ended because the header section was unreasonably large.
  bool has_overlong_header() const { return header_bytes_ > max_header_bytes; }
  /// Why a transfer failed, in libcurl's words: of a few, or, for some failures, with all that it knows.
  std::string problem(CURLcode result) const;
  std::string_view details() const { return error_; }

 private:
  static constexpr std::size_t max_header_bytes = std::size_t{64} << 10U;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_socket(void* filter, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);

  /// What a callback returns to libcurl for size bytes that take() takes. Every callback goes through here, since
  /// nothing may be thrown through libcurl's C.
  template <typename Take>
  std::size_t guard(std::size_t size, const Take& take) {
    try {
      return take() ? size : CURL_WRITEFUNC_ERROR;
    } catch (...) {
      failure_ = std::current_exception();
      return CURL_WRITEFUNC_ERROR;
    }
  }

  /// True if an allocation of libcurl's failed since prepare().
  bool lacked_memory() const { return failed_allocations() != failures_before_; }

  CURL* handle_;
  std::uint64_t failures_before_ = 0;
  curl_slist* fields_ = nullptr;
  ResponseReceiver* receiver_ = nullptr;
  std::size_t header_bytes_ = 0;
  std::exception_ptr failure_;  // what receiver_ threw
  char error_[CURL_ERROR_SIZE] = {};
};

/// True if the failure is about a certificate or the TLS handshake.
bool is_tls_failure(CURLcode result);

}  // namespace wasmpair
