#include "verify/exchange.h"

#include <fmt/format.h>

#include <utility>

#include "util/ascii.h"
#include "util/platform/sockets.h"

namespace wasmpair {
namespace {

constexpr int max_redirects = 5;
/// Far more than servers send. Each field needs more memory than its line.
constexpr std::size_t max_fields = 256;
constexpr const char* out_of_time = "the time limit of the run was reached";

/// RFC 9110, section 15.4: those that clients follow by themselves.
bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// libcurl reports a broken chunk like a broken connection; only its text differs.
bool is_about_chunks(std::string_view details) { return details.find("chunked-encoding") != std::string_view::npos; }

Transfer transfer_of(CURLcode result, long status, std::string_view details) {
  if (is_tls_failure(result)) return Transfer::TlsFailure;
  switch (result) {
    case CURLE_OK:
      return Transfer::Complete;
    case CURLE_OPERATION_TIMEDOUT:
      return Transfer::Stalled;
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2_STREAM:
      return Transfer::BrokenOff;
    case CURLE_UNSUPPORTED_PROTOCOL:  // of HTTP: 0.9, or a version that does not exist
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:  // an unknown transfer coding
    case CURLE_HTTP2:
      return Transfer::Malformed;
    case CURLE_OUT_OF_MEMORY:  // libcurl's limit for a line of the header section
      return Transfer::TooLarge;
    case CURLE_RECV_ERROR:
      if (is_about_chunks(details)) return Transfer::Malformed;
      return status == 0 ? Transfer::Unreachable : Transfer::BrokenOff;
    default:
      return Transfer::Unreachable;
  }
}

}  // namespace

Exchange::Exchange(const HttpRequest& request, const ClientOptions& options, RequestPolicy& policy,
                   const Deadline& deadline)
    : request_(request), options_(options), policy_(policy), deadline_(deadline), url_(request.url) {}

bool Exchange::start() {
  server_ = server_of_url(url_);
  if (!is_permitted()) return false;
  url_ = without_credentials(url_);
  const std::chrono::milliseconds left = deadline_.left();
  if (left.count() == 0) return fail(Transfer::Stalled, out_of_time);
  response_ = {};  // not earlier: the response that redirects is the evidence against it
  body_.reset();
  has_enough_ = false;
  refused_address_.clear();
  handle_.prepare(url_, {options_.stall_time, options_.stall_time, left}, *this);
  handle_.filter_addresses(*this);
  handle_.set(CURLOPT_NOBODY, request_.method == Method::Head ? 1L : 0L);
  handle_.set(CURLOPT_QUICK_EXIT, 1L);  // do not wait for an unresponsive name server
  if (!options_.certificates.empty()) handle_.set(CURLOPT_CAINFO, options_.certificates.c_str());
  authenticate();
  handle_.set_fields(request_.fields);
  return true;
}

void Exchange::authenticate() {
  if (!options_.credentials || options_.credentials->server != server_) return;
  handle_.set(CURLOPT_USERNAME, options_.credentials->user.c_str());
  handle_.set(CURLOPT_PASSWORD, options_.credentials->password.c_str());
}

bool Exchange::is_permitted() {
  if (redirected_by_ && (!server_ || (redirected_by_->scheme == "https" && server_->scheme == "http")))
    return fail(Transfer::InsecureRedirect, fmt::format("{} redirects to {}", redirected_by_->origin(), url_));
  if (!server_) return fail(Transfer::Malformed, fmt::format("{} is not an http or https URL", url_));
  if (policy_.allows(*server_)) return true;
  const std::string origin = server_->origin();
  return fail(Transfer::OtherOrigin, redirected_by_
                                         ? fmt::format("{} redirects to {}", redirected_by_->origin(), origin)
                                         : fmt::format("it is at {}, which is neither the site nor its base", origin));
}

bool Exchange::fail(Transfer transfer, std::string problem) {
  response_.transfer = transfer;
  response_.problem = std::move(problem);
  return false;
}

bool Exchange::take_header(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {  // also the final one, after an informational response
    response_.status_line = line;
    response_.fields.clear();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  is_too_large_ = response_.fields.size() == max_fields;
  response_.fields.push_back({lower_case(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return !is_too_large_;
}

void Exchange::start_body() {
  // A part of a coded representation cannot be decoded alone.
  body_.emplace(handle_.status() == 206 ? "" : field(response_, "content-encoding"), request_.limits, deadline_,
                request_.dictionary);
}

bool Exchange::take_body(ByteView piece) {
  if (!body_) start_body();
  is_too_large_ = !body_->take(piece);
  has_enough_ = !is_too_large_ && body_->has_enough();
  return !is_too_large_ && !has_enough_;
}

bool Exchange::allows(const sockaddr& address) noexcept {
  const bool is_allowed = policy_.allows(*server_, address);
  if (!is_allowed) refused_address_ = platform::address_text(address);
  return is_allowed;
}

bool Exchange::continues_after(CURLcode result) {
  handle_.throw_failure(result);
  policy_.connected(*server_, handle_.connected_address());
  judge(result);
  const std::string target = handle_.redirect_target();
  if (response_.transfer != Transfer::Complete || !is_redirect(handle_.status()) || target.empty()) return false;
  if (redirects_ == max_redirects) return fail(Transfer::RedirectLoop, "there were too many redirects");
  ++redirects_;
  redirected_by_ = server_;
  url_ = target;
  return true;
}

void Exchange::judge(CURLcode result) {
  response_.status = handle_.status();
  if (has_enough_) result = CURLE_OK;  // the transfer was ended here
  if (result != CURLE_OK && deadline_.has_passed())
    fail(Transfer::Stalled, out_of_time);
  else if (is_too_large_ || handle_.has_overlong_header())
    fail(Transfer::TooLarge, "it is larger than it may be");
  else if (result != CURLE_OK && !refused_address_.empty())
    fail(Transfer::PrivateAddress,
         fmt::format("{} has the address {}, but the site is public", server_->origin(), refused_address_));
  else
    fail(transfer_of(result, response_.status, handle_.details()), handle_.problem(result));
  if (result == CURLE_OK && response_.transfer == Transfer::Complete) response_.problem.clear();
}

HttpResponse Exchange::finish() {
  if (!body_) start_body();
  response_.body = body_->finish();
  response_.url = url_;
  return std::move(response_);
}

}  // namespace wasmpair
