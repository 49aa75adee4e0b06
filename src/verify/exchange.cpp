#include "verify/exchange.h"

#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr long max_redirects = 5;

Transfer transfer_of(CURLcode result) {
  if (is_tls_failure(result)) return Transfer::TlsFailure;
  switch (result) {
    case CURLE_OK:
      return Transfer::Complete;
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

}  // namespace

Exchange::Exchange(const HttpRequest& request, const ClientOptions& options, std::chrono::milliseconds time_left)
    : request_(request) {
  const bool is_secure = lower_case(request.url.substr(0, 6)) == "https:";
  handle_.prepare(request.url, {options.stall_time, options.stall_time, time_left}, *this);
  handle_.set(CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
  handle_.set(CURLOPT_FOLLOWLOCATION, 1L);
  handle_.set(CURLOPT_MAXREDIRS, max_redirects);
  handle_.set(CURLOPT_NOBODY, request.method == Method::Head ? 1L : 0L);
  if (!options.certificates.empty()) handle_.set(CURLOPT_CAINFO, options.certificates.c_str());
  handle_.set_fields(request.fields);
}

bool Exchange::take_header(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {  // also each further one, after a redirect
    response_.status_line = line;
    response_.fields.clear();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  response_.fields.push_back({lower_case(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return true;
}

void Exchange::start_body() {
  // A part of a coded representation cannot be decoded alone.
  body_.emplace(handle_.status() == 206 ? "" : field(response_, "content-encoding"), request_.limits);
}

bool Exchange::take_body(ByteView piece) {
  if (!body_) start_body();
  is_too_large_ = !body_->take(piece);
  return !is_too_large_;
}

HttpResponse Exchange::finish(CURLcode result) {
  handle_.throw_failure(result);
  const bool is_too_large = is_too_large_ || handle_.has_overlong_header();
  response_.transfer = is_too_large ? Transfer::TooLarge : transfer_of(result);
  if (result != CURLE_OK) response_.problem = handle_.problem(result);
  response_.status = handle_.status();
  if (!body_) start_body();
  response_.body = body_->finish();
  return std::move(response_);
}

}  // namespace wasmpair
