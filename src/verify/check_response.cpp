#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/media_type.h"
#include "util/ascii.h"
#include "util/text_bytes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

std::string_view id_of(Transfer transfer) {
  switch (transfer) {
    case Transfer::TlsFailure:
      return "tls-failure";
    case Transfer::Stalled:
      return "stalled";
    case Transfer::BrokenOff:
      return "broken-off";
    case Transfer::Malformed:
      return "malformed-response";
    case Transfer::TooLarge:
      return "too-large";
    case Transfer::RedirectLoop:
      return "redirect-loop";
    case Transfer::InsecureRedirect:
      return "insecure-redirect";
    case Transfer::OtherOrigin:
      return "other-origin";
    case Transfer::PrivateAddress:
      return "private-address";
    case Transfer::Complete:
    case Transfer::Unreachable:
      break;
  }
  return "unreachable";
}

std::string_view id_of_status(long status) {
  if (status == 404 || status == 410) return "not-found";
  if (status == 401 || status == 403) return "refused";
  return status >= 500 ? "server-error" : "unexpected-status";
}

bool is_expected(const Probe& probe) {
  const long status = probe.response.status;
  if (probe.purpose == Purpose::Range && status == 206) return true;
  if (probe.purpose == Purpose::Revalidation && status == 304) return true;
  return status == 200;
}

/// RFC 9110, section 12.5.3: a server may respond with 406 to a client that accepts no encoding.
bool may_be_refused(const Probe& probe) { return probe.accept.value == "*;q=0" && probe.response.status == 406; }

/// The synonyms of the media type of scripts (WHATWG MIME Sniffing, section 4.6).
bool is_javascript(std::string_view essence) {
  constexpr std::array names = {"text/javascript", "application/javascript", "application/x-javascript",
                                "text/ecmascript", "application/ecmascript", "text/x-javascript"};
  return std::ranges::find(names, essence) != names.end();
}

bool is_correct_type(const Route& route, const MediaType& sent) {
  const std::string expected = parse_media_type(route.type).essence;
  if (expected == "application/wasm") return sent.essence == expected && !sent.has_parameters;
  return is_javascript(expected) ? is_javascript(sent.essence) : sent.essence == expected;
}

/// True if the body is the file's, which may itself begin like a web page.
bool is_the_file(const Probe& probe) {
  return !probe.route.sha256.empty() && probe.response.body.decoded_sha256 == probe.route.sha256;
}

}  // namespace

bool is_web_page(const HttpResponse& response) {
  if (parse_media_type(field(response, "content-type")).essence == "text/html") return true;
  const std::string_view front = text_of(response.body.decoded_front);
  const std::size_t start = std::min(front.find_first_not_of(" \t\r\n"), front.size());
  const std::string begin = lower_case(front.substr(start, 14));
  return begin == "<!doctype html" || begin.starts_with("<html");
}

bool check_response(const Probe& probe, Observations& observed) {
  const HttpResponse& response = probe.response;
  if (response.transfer != Transfer::Complete) {
    observed.push_back({id_of(response.transfer), "there is no complete response: " + response.problem, &probe});
    return false;
  }
  if (may_be_refused(probe)) return false;
  if (!is_expected(probe)) {
    observed.push_back(
        {id_of_status(response.status), fmt::format("the server responds with {}", response.status), &probe});
    return false;
  }
  if (probe.route.kind != RouteKind::Page && response.status == 200 && is_web_page(response) && !is_the_file(probe)) {
    observed.push_back({"html-fallback", "the server responds with a web page instead of the file", &probe});
    return false;
  }
  return true;
}

void check_type(const Probe& probe, Observations& observed) {
  const std::string type = field(probe.response, "content-type");
  if (is_correct_type(probe.route, parse_media_type(type))) return;
  const std::string sent = type.empty() ? "no Content-Type" : fmt::format("Content-Type: {}", type);
  observed.push_back({"wrong-type", fmt::format("the server sends {} for {}", sent, probe.route.type), &probe});
}

}  // namespace wasmpair
