#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/media_type.h"
#include "util/text.h"
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
    case Transfer::TooLarge:
      return "too-large";
    case Transfer::RedirectLoop:
      return "redirect-loop";
    case Transfer::InsecureRedirect:
      return "insecure-redirect";
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

bool is_wanted(const Probe& probe) {
  const long status = probe.answer.status;
  if (probe.purpose == Purpose::Range && status == 206) return true;
  if (probe.purpose == Purpose::Revalidation && status == 304) return true;
  return status == 200;
}

/// RFC 9110, section 12.5.3: who accepts nothing may be told so.
bool may_be_refused(const Probe& probe) { return probe.accept.value == "*;q=0" && probe.answer.status == 406; }

/// The names of the one type that scripts have (WHATWG MIME Sniffing, section 4.6).
bool is_javascript(std::string_view essence) {
  constexpr std::array names = {"text/javascript", "application/javascript", "application/x-javascript",
                                "text/ecmascript", "application/ecmascript", "text/x-javascript"};
  return std::ranges::find(names, essence) != names.end();
}

bool is_right_type(const Route& route, const MediaType& sent) {
  const std::string wanted = parse_media_type(route.type).essence;
  if (wanted == "application/wasm") return sent.essence == wanted && !sent.has_parameters;
  return is_javascript(wanted) ? is_javascript(sent.essence) : sent.essence == wanted;
}

}  // namespace

bool is_web_page(const HttpAnswer& answer) {
  if (parse_media_type(field(answer, "content-type")).essence == "text/html") return true;
  const std::string_view front = text_of(answer.body.decoded_front);
  const std::size_t start = std::min(front.find_first_not_of(" \t\r\n"), front.size());
  const std::string begin = lower_case(front.substr(start, 14));
  return begin == "<!doctype html" || begin.starts_with("<html");
}

bool check_answered(const Probe& probe, Sightings& seen) {
  const HttpAnswer& answer = probe.answer;
  if (answer.transfer != Transfer::Complete) {
    seen.push_back({id_of(answer.transfer), "there is no whole answer: " + printable(answer.problem), &probe});
    return false;
  }
  if (may_be_refused(probe)) return false;
  if (!is_wanted(probe)) {
    seen.push_back({id_of_status(answer.status), fmt::format("the server answers {}", answer.status), &probe});
    return false;
  }
  if (probe.route.kind != RouteKind::Page && answer.status == 200 && is_web_page(answer)) {
    seen.push_back({"html-fallback", "the server answers with a web page instead of the file", &probe});
    return false;
  }
  return true;
}

void check_type(const Probe& probe, Sightings& seen) {
  const std::string type = field(probe.answer, "content-type");
  if (is_right_type(probe.route, parse_media_type(type))) return;
  const std::string sent = type.empty() ? "no Content-Type" : fmt::format("Content-Type: {}", printable(type));
  seen.push_back({"wrong-type", fmt::format("the server sends {} for {}", sent, probe.route.type), &probe});
}

}  // namespace wasmpair
