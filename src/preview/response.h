// From a request to its response: a pure function, except for the state of faults. RFC 9110.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request_target.h"
#include "preview/request.h"
#include "preview/site.h"
#include "preview/visitors_page.h"

namespace wasmpair {

/// The body after the head.
enum class ResponseBody {
  Complete,
  None,     ///< HEAD and 304: the fields of GET without content.
  Stalled,  ///< The first half, then nothing, and the connection stays open (Fault::Stall).
  Events,   ///< A stream of events that ends with the connection.
};

struct Response {
  unsigned status = 200;
  std::vector<Field> fields;     ///< Except Date, Connection and Content-Length.
  std::string coding;            ///< Content-Encoding, or empty.
  std::string delta_from;        ///< The path of the earlier module, if the content is a delta; else empty.
  std::uint64_t instead_of = 0;  ///< Then the bytes of the smallest encoding, for those who do not have that module.
  SharedContent content;         ///< Null: no content and no Content-Length.
  std::uint64_t offset = 0;      ///< The part of content that is sent,
  std::uint64_t bytes = 0;       ///< and its size: Content-Length.
  ResponseBody body = ResponseBody::Complete;
  AfterResponse after = AfterResponse::KeepOpen;
};

/// sent: for the page that shows what visitors download.
Response respond(const Request& request, const Site& site, Faults& faults, const SentDeltas& sent = {});

/// True if the request names this machine's loopback, as its only host. All others are refused: their name may belong
/// to a web site that reads what this machine alone may read (DNS rebinding).
bool is_for_loopback(const Request& request, const std::optional<RequestTarget>& target);

/// A response without a resource: text for a person. It is not cacheable, and closes the connection if `after` says so.
Response error_response(unsigned status, const std::string& text, AfterResponse after);

/// 204: the request was taken, and there is nothing to say.
Response no_content();

/// The response's status line and fields, up to and including the empty line. now: for Date.
std::string head_of(const Response& response, std::time_t now);

}  // namespace wasmpair
