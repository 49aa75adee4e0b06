#include "cli/proxy_option.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/values.h"
#include "http/url.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// A path without characters that clients escape, so that it means the same however it is written.
bool is_plain_path(std::string_view text) {
  const auto is_plain = [](char c) { return is_word_character(c) || c == '-' || c == '.' || c == '/'; };
  return text.starts_with('/') && std::ranges::all_of(text, is_plain);
}

/// The host of a URL without the brackets of an IPv6 address.
std::string address_of(const UrlServer& server) {
  if (!server.host.starts_with('[')) return server.host;
  return server.host.substr(1, server.host.size() - 2);
}

}  // namespace

ProxyRoute parse_proxy(const std::string& text) {
  const std::size_t separator = text.find('=');
  const std::string prefix = text.substr(0, separator);
  const std::string url = separator == text.npos ? "" : text.substr(separator + 1);
  const auto server = server_of_url(url);
  const bool is_server = server && server->scheme == "http" && base_url(url) == server->origin();
  if (!is_plain_path(prefix) || !is_server)
    fail_usage(fmt::format("--proxy cannot be '{}'", text),
               "Give a path and the http server that responds to it, without a path of its own:\n"
               "--proxy /api=http://127.0.0.1:8080");
  return {prefix, address_of(*server), server->port};
}

}  // namespace wasmpair
