// The one place that includes Boost.Beast: its parser is strict, and slow to compile.
#include "preview/request.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>

#include "http/field_syntax.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

namespace http = boost::beast::http;

/// Refusing every body also prevents request smuggling: nothing after such a head is read as a request.
RequestBody body_of(const Request& request) {
  if (request.count("transfer-encoding") != 0) return RequestBody::Present;
  const auto length = request.value("content-length");
  return length && *length != "0" ? RequestBody::Present : RequestBody::Absent;
}

std::string to_string(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(fields, [&](const Field& field) { return lower_case(field.name) == name; }));
}

std::optional<std::string> Request::value(std::string_view name) const {
  std::optional<std::string> joined;
  for (const Field& field : fields) {
    if (lower_case(field.name) != name) continue;
    joined = joined ? *joined + ", " + field.value : field.value;
  }
  return joined;
}

std::variant<Request, Malformed> parse_request(std::string_view head) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());  // the connection limits the size of the head
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());    // bodies are refused
  parser.skip(true);                                               // and never read
  boost::system::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error && error != http::error::need_more) return Malformed{"the request cannot be read: " + error.message()};
  if (!parser.is_header_done()) return Malformed{"the request cannot be read: it is incomplete"};

  const auto& message = parser.get();
  Request request;
  request.method = to_string(message.method_string());
  request.target = to_string(message.target());
  for (const auto& field : message)
    request.fields.push_back({to_string(field.name_string()), to_string(field.value())});
  request.body = body_of(request);
  request.after = message.keep_alive() && message.version() == 11 ? AfterResponse::KeepOpen : AfterResponse::Close;
  return request;
}

}  // namespace wasmpair
