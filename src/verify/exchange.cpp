#include "verify/exchange.h"

#include <new>

#include "util/text.h"

namespace wasmpair {
namespace {

constexpr std::size_t most_header_bytes = std::size_t{64} << 10U;
constexpr long most_redirects = 5;
constexpr long stall_bytes_a_second = 256;

Transfer transfer_of(CURLcode result) {
  switch (result) {
    case CURLE_OK:
      return Transfer::Complete;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return Transfer::TlsFailure;
    case CURLE_OPERATION_TIMEDOUT:
      return Transfer::Stalled;
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2_STREAM:
      return Transfer::BrokenOff;
    case CURLE_TOO_MANY_REDIRECTS:
      return Transfer::RedirectLoop;
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Transfer::InsecureRedirect;
    default:
      return Transfer::Unreachable;
  }
}

/// libcurl's options are variadic; this is the one place that passes them.
template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  curl_easy_setopt(handle, option, value);
}

}  // namespace

Exchange::Exchange(const HttpRequest& request, const ClientOptions& options, std::chrono::milliseconds time_left)
    : request_(request), handle_(curl_easy_init()) {
  if (handle_ == nullptr) throw std::bad_alloc();
  const bool is_secure = lower_case(request.url.substr(0, 6)) == "https:";
  set(handle_, CURLOPT_URL, request.url.c_str());
  set(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle_, CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
  set(handle_, CURLOPT_FOLLOWLOCATION, 1L);
  set(handle_, CURLOPT_MAXREDIRS, most_redirects);
  set(handle_, CURLOPT_NOBODY, request.method == Method::Head ? 1L : 0L);
  set(handle_, CURLOPT_NOSIGNAL, 1L);
  set(handle_, CURLOPT_USERAGENT, "wasmpair/" WASMPAIR_VERSION);
  set(handle_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::chrono::milliseconds(options.stall_time).count()));
  set(handle_, CURLOPT_LOW_SPEED_LIMIT, stall_bytes_a_second);
  set(handle_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_time.count()));
  set(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(time_left.count()));
  if (!options.certificates.empty()) set(handle_, CURLOPT_CAINFO, options.certificates.c_str());
  for (const std::string& line : request.fields) fields_ = curl_slist_append(fields_, line.c_str());
  set(handle_, CURLOPT_HTTPHEADER, fields_);
  set(handle_, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  set(handle_, CURLOPT_HEADERDATA, this);
  set(handle_, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(handle_, CURLOPT_WRITEDATA, this);
  set(handle_, CURLOPT_PRIVATE, this);
  set(handle_, CURLOPT_ERRORBUFFER, error_);
}

Exchange::~Exchange() {
  curl_easy_cleanup(handle_);
  curl_slist_free_all(fields_);
}

std::size_t Exchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Exchange*>(self)->take_header({data, size * count}) ? size * count : 0;
}

std::size_t Exchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Exchange*>(self)->take_body(bytes_of({data, size * count})) ? size * count : 0;
}

bool Exchange::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > most_header_bytes) {
    is_too_large_ = true;
    return false;
  }
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {  // also the next of several, behind a redirect
    answer_.status_line = line;
    answer_.fields.clear();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  answer_.fields.push_back({lower_case(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return true;
}

void Exchange::start_body() {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  // Part of a coded representation cannot be decoded by itself.
  body_.emplace(status == 206 ? "" : field(answer_, "content-encoding"), request_.limits);
}

bool Exchange::take_body(ByteView piece) {
  if (!body_) start_body();
  is_too_large_ = !body_->take(piece);
  return !is_too_large_;
}

HttpAnswer Exchange::finish(CURLcode result) {
  answer_.transfer = is_too_large_ ? Transfer::TooLarge : transfer_of(result);
  // The library's longer words tell which certificate and why; for the rest they add times and addresses.
  const bool is_detailed = answer_.transfer == Transfer::TlsFailure && error_[0] != '\0';
  if (result != CURLE_OK) answer_.problem = is_detailed ? error_ : curl_easy_strerror(result);
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &answer_.status);
  if (!body_) start_body();
  answer_.body = body_->finish();
  return std::move(answer_);
}

}  // namespace wasmpair
