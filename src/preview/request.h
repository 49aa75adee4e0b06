// HTTP requests (RFC 9112).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wasmpair {

struct Field {
  std::string name;
  std::string value;

  friend bool operator==(const Field&, const Field&) = default;
};

enum class AfterResponse {
  KeepOpen,  ///< Another request may follow on the connection.
  Close,
};

enum class RequestBody { Absent, Present };

struct Request {
  std::string method;
  std::string target;
  std::vector<Field> fields;
  RequestBody body = RequestBody::Absent;
  AfterResponse after = AfterResponse::KeepOpen;  ///< Requested by the protocol version and Connection.

  /// The number of fields of that name, in lower case.
  std::size_t count(std::string_view name) const;
  /// Their values, joined by ", " (RFC 9110, section 5.3); nothing if there are none.
  std::optional<std::string> value(std::string_view name) const;
};

/// Bytes that are not a request: the response is 400.
struct Malformed {
  std::string problem;  ///< One clause.
};

/// Reads a request's head: the request line and the fields, up to and including the empty line. Never throws.
std::variant<Request, Malformed> parse_request(std::string_view head);

}  // namespace wasmpair
