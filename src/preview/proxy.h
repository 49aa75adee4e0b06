// What the preview's proxy forwards, and how the heads of forwarded messages change (RFC 9110, section 7.6).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "preview/request.h"
#include "wasmpair/preview.h"

namespace wasmpair {

/// The route with the longest prefix that covers a decoded path, or null.
const ProxyRoute* find_proxy_route(const std::vector<ProxyRoute>& routes, std::string_view path);

/// The head of the request to the other server: everything that is not for this connection alone. It asks the server to
/// close the connection after its response, unless the client asks to change to another protocol, such as WebSocket.
/// Host stays as it is, so that the server's own check of Origin against Host holds.
std::string forwarded_request_head(const Request& request);

/// The head of a response, ready to be forwarded.
struct ForwardedResponseHead {
  unsigned status = 0;
  std::string text;            ///< As the client gets it.
  std::size_t bytes_read = 0;  ///< Of the text that it was read from.
  bool is_final() const { return status == 101 || status >= 200; }
};

enum class HeadProblem { Incomplete, Malformed };

/// Reads the head of a response that `received` starts with. The client is told that the connection closes after the
/// response, since the proxy never reads where a response ends; not after 101, which changes the protocol, nor by the
/// responses before the final one.
std::variant<ForwardedResponseHead, HeadProblem> read_response_head(std::string_view received);

}  // namespace wasmpair
