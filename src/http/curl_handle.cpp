#include "http/curl_handle.h"

#include <new>
#include <utility>

#include "http/libcurl.h"
#include "http/system_certificates.h"
#include "util/platform/sockets.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr long stall_bytes_per_second = 256;

CURL* new_handle() {
  initialize_libcurl();
  CURL* const handle = curl_easy_init();
  if (handle == nullptr) throw std::bad_alloc();
  return handle;
}

}  // namespace

CurlHandle::CurlHandle() : handle_(new_handle()) {}

CurlHandle::~CurlHandle() {
  curl_easy_cleanup(handle_);
  curl_slist_free_all(fields_);
}

void CurlHandle::prepare(const std::string& url, const TransferTimes& times, ResponseReceiver& receiver) {
  failures_before_ = failed_allocations();
  curl_easy_reset(handle_);  // allocates, and cannot report that it failed
  receiver_ = &receiver;
  header_bytes_ = 0;
  failure_ = nullptr;
  error_[0] = '\0';
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "wasmpair/" WASMPAIR_VERSION);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(times.connect.count()));
  set(CURLOPT_LOW_SPEED_LIMIT, stall_bytes_per_second);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(times.stall.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(times.total.count()));
  if (const std::string trusted = system_certificates(); !trusted.empty()) set(CURLOPT_CAINFO, trusted.c_str());
  set(CURLOPT_HEADERFUNCTION, &CurlHandle::on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &CurlHandle::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_ERRORBUFFER, error_);
  if (lacked_memory()) throw std::bad_alloc();
}

void CurlHandle::filter_addresses(AddressFilter& filter) {
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlHandle::on_socket);
  set(CURLOPT_OPENSOCKETDATA, &filter);
}

void CurlHandle::set_fields(const std::vector<std::string>& lines) {
  curl_slist_free_all(fields_);
  fields_ = nullptr;
  for (const std::string& line : lines) {
    curl_slist* const longer = curl_slist_append(fields_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    fields_ = longer;
  }
  set(CURLOPT_HTTPHEADER, fields_);
}

CURLcode CurlHandle::perform() {
  const CURLcode result = curl_easy_perform(handle_);
  throw_failure(result);
  return result;
}

void CurlHandle::throw_failure(CURLcode result) {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  if (result != CURLE_OK && lacked_memory()) throw std::bad_alloc();
}

long CurlHandle::status() {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

std::string CurlHandle::redirect_target() {
  const char* target = nullptr;
  curl_easy_getinfo(handle_, CURLINFO_REDIRECT_URL, &target);
  return target == nullptr ? "" : target;
}

std::string CurlHandle::connected_address() {
  const char* address = nullptr;
  curl_easy_getinfo(handle_, CURLINFO_PRIMARY_IP, &address);
  return address == nullptr ? "" : address;
}

std::string CurlHandle::problem(CURLcode result) const {
  // For a TLS failure the long text names the certificate and the reason; for others it only adds times and addresses.
  return is_tls_failure(result) && error_[0] != '\0' ? error_ : curl_easy_strerror(result);
}

std::size_t CurlHandle::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& handle = *static_cast<CurlHandle*>(self);
  const std::string_view line(data, size * count);
  handle.header_bytes_ += line.size();
  return handle.guard(line.size(),
                      [&] { return !handle.has_overlong_header() && handle.receiver_->take_header(line); });
}

std::size_t CurlHandle::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& handle = *static_cast<CurlHandle*>(self);
  const ByteView piece = bytes_of({data, size * count});
  return handle.guard(piece.size(), [&] { return handle.receiver_->take_body(piece); });
}

curl_socket_t CurlHandle::on_socket(void* filter, curlsocktype, curl_sockaddr* address) {
  if (!static_cast<AddressFilter*>(filter)->allows(address->addr)) return CURL_SOCKET_BAD;
  return static_cast<curl_socket_t>(platform::open_socket(address->family, address->socktype, address->protocol));
}

bool is_tls_failure(CURLcode result) {
  switch (result) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return true;
    default:
      return false;
  }
}

}  // namespace wasmpair
