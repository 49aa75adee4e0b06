#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "preview/response.h"

namespace wasmpair {
namespace {

struct Reason {
  unsigned status;
  std::string_view phrase;
};

constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{412, "Precondition Failed"},
    Reason{416, "Range Not Satisfiable"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
};

/// The phrase may be empty (RFC 9112, section 4).
std::string_view reason_of(unsigned status) {
  const auto* const found = std::ranges::find(reasons, status, &Reason::status);
  return found == reasons.end() ? std::string_view() : found->phrase;
}

}  // namespace

std::string head_of(const Response& response, std::time_t now) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  // IMF-fixdate (RFC 9110, section 5.6.7); the program never sets a locale, so the names are English.
  head += fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
  for (const Field& field : response.fields) head += fmt::format("{}: {}\r\n", field.name, field.value);
  if (response.content) head += fmt::format("Content-Length: {}\r\n", response.bytes);
  if (response.after == AfterResponse::Close) head += "Connection: close\r\n";
  return head + "\r\n";
}

}  // namespace wasmpair
