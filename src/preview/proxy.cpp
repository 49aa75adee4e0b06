#include "preview/proxy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/field_list.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr unsigned switching_protocols = 101;

/// Fields for one connection alone (RFC 9110, section 7.6.1). Transfer-Encoding stays, because bodies are forwarded as
/// they come.
bool is_for_the_connection(std::string_view name) {
  constexpr std::array<std::string_view, 5> names{"connection", "keep-alive", "proxy-connection", "te", "upgrade"};
  return std::ranges::find(names, lower_case(name)) != names.end();
}

/// Fields that say where a request goes and where it ends: a client cannot have them removed.
bool frames_the_request(std::string_view name) {
  return name == "host" || name == "content-length" || name == "transfer-encoding";
}

/// The names that a value of Connection lists, in lower case.
std::vector<std::string> listed_names(std::string_view connection) {
  std::vector<std::string> names;
  for (const std::string_view name : split_list(connection)) names.push_back(lower_case(name));
  std::erase_if(names, frames_the_request);
  return names;
}

bool covers(const std::string& prefix, std::string_view path) {
  if (!path.starts_with(prefix)) return false;
  return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
}

/// "HTTP/1.1 200 OK" -> 200. Nothing unless it is a status line (RFC 9112, section 4).
std::optional<unsigned> status_in(std::string_view line) {
  constexpr std::string_view version = "HTTP/1.";
  constexpr std::size_t first_digit = 9;  // after the minor version and a space
  constexpr std::size_t end = first_digit + 3;
  if (!line.starts_with(version) || line.size() < end || line[first_digit - 1] != ' ') return std::nullopt;
  if (line.size() > end && line[end] != ' ') return std::nullopt;
  unsigned status = 0;
  const auto [last, error] = std::from_chars(line.data() + first_digit, line.data() + end, status);
  if (error != std::errc{} || last != line.data() + end || status < 100) return std::nullopt;
  return status;
}

/// Splits off the first line, without its end.
std::string_view next_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find(line_end));
  text.remove_prefix(std::min(text.size(), line.size() + line_end.size()));
  return line;
}

/// A line of a response's head that the client must not get, since it speaks of another connection.
bool is_dropped(std::string_view line) {
  const std::string name = lower_case(line.substr(0, line.find(':')));
  return name == "connection" || name == "keep-alive" || name == "proxy-connection";
}

/// fields: the lines after the status line, without the empty one.
std::string closing_head(std::string_view status_line, std::string_view fields) {
  std::string head = fmt::format("{}\r\n", status_line);
  bool is_dropping = false;
  while (!fields.empty()) {
    const std::string_view line = next_line(fields);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');  // obs-fold (RFC 9112, section 5.2)
    if (!continues) is_dropping = is_dropped(line);
    if (!is_dropping) head += fmt::format("{}\r\n", line);
  }
  return head + "Connection: close\r\n\r\n";
}

}  // namespace

const ProxyRoute* find_proxy_route(const std::vector<ProxyRoute>& routes, std::string_view path) {
  const ProxyRoute* longest = nullptr;
  for (const ProxyRoute& route : routes) {
    if (!covers(route.prefix, path)) continue;
    if (longest == nullptr || route.prefix.size() > longest->prefix.size()) longest = &route;
  }
  return longest;
}

std::string forwarded_request_head(const Request& request) {
  const std::string connection = request.value("connection").value_or("");
  const std::vector<std::string> listed = listed_names(connection);
  const auto upgrade = request.value("upgrade");
  const bool upgrades = upgrade && std::ranges::find(listed, "upgrade") != listed.end();
  std::string head = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
  for (const Field& field : request.fields) {
    const bool is_listed = std::ranges::find(listed, lower_case(field.name)) != listed.end();
    if (!is_listed && !is_for_the_connection(field.name)) head += fmt::format("{}: {}\r\n", field.name, field.value);
  }
  if (upgrades) return head + fmt::format("Connection: Upgrade\r\nUpgrade: {}\r\n\r\n", *upgrade);
  return head + "Connection: close\r\n\r\n";
}

std::variant<ForwardedResponseHead, HeadProblem> read_response_head(std::string_view received) {
  const std::size_t end = received.find(head_end);
  if (end == received.npos) return HeadProblem::Incomplete;
  std::string_view lines = received.substr(0, end);
  const std::string_view status_line = next_line(lines);
  const auto status = status_in(status_line);
  if (!status) return HeadProblem::Malformed;
  ForwardedResponseHead head{*status, std::string(received.substr(0, end + head_end.size())), end + head_end.size()};
  if (head.is_final() && *status != switching_protocols) head.text = closing_head(status_line, lines);
  return head;
}

}  // namespace wasmpair
