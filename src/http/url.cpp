#include "http/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>

#include "util/ascii.h"
#include "util/hide_credentials.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

[[noreturn]] void fail(const std::string& text) {
  throw Error(hide_credentials_of_invalid_url(text), "is not a valid http or https URL",
              "Give a URL such as https://example.org/app/.");
}

/// True if it succeeded. A lack of memory says nothing about the URL.
bool is_done(CURLUcode result) {
  if (result == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  return result == CURLUE_OK;
}

Handle new_handle() {
  Handle handle(curl_url(), &curl_url_cleanup);
  if (!handle) throw std::bad_alloc();
  return handle;
}

bool is_set(const Handle& handle, const std::string& text) {
  return is_done(curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), 0));
}

void set(const Handle& handle, const std::string& text) {
  if (!is_set(handle, text)) fail(text);
}

std::string part(const Handle& handle, CURLUPart what, unsigned flags) {
  char* text = nullptr;
  if (!is_done(curl_url_get(handle.get(), what, &text, flags))) return "";
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

/// libcurl decodes "%7f" in a host, then writes a URL that it does not read again.
bool is_http(const Handle& handle) {
  const std::string scheme = part(handle, CURLUPART_SCHEME, 0);
  return (scheme == "http" || scheme == "https") && std::ranges::none_of(part(handle, CURLUPART_HOST, 0), is_control);
}

void expect_http(const Handle& handle, const std::string& text) {
  if (!is_http(handle)) fail(text);
}

/// libcurl rejects a relative reference, too, if it has no memory for the URL that it is relative to.
void follow(const Handle& handle, const std::string& reference) {
  if (is_set(handle, reference)) return;
  part(handle, CURLUPART_URL, 0);
  set(handle, reference);
}

}  // namespace

std::string resolve_url(const std::string& base, const std::string& reference) {
  const Handle handle = new_handle();
  set(handle, base);
  expect_http(handle, base);
  if (!reference.empty()) follow(handle, reference);
  expect_http(handle, reference);
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part(handle, CURLUPART_URL, 0);
}

std::string UrlServer::origin() const {
  const bool is_usual = port == (scheme == "http" ? 80 : 443);
  return scheme + "://" + host + (is_usual ? "" : ":" + std::to_string(port));
}

std::optional<UrlServer> server_of_url(const std::string& text) {
  const Handle handle = new_handle();
  if (!is_set(handle, text) || !is_http(handle)) return std::nullopt;
  const std::string digits = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  UrlServer server{part(handle, CURLUPART_SCHEME, 0), lower_case(part(handle, CURLUPART_HOST, 0)), 0};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), server.port);
  if (error != std::errc() || server.host.empty()) return std::nullopt;
  return server;
}

std::optional<std::string> base_url(const std::string& text) {
  const Handle handle = new_handle();
  if (!is_set(handle, text) || !is_http(handle)) return std::nullopt;
  if (text.find_first_of("?#") != std::string::npos) return std::nullopt;
  std::string url = part(handle, CURLUPART_URL, 0);
  while (url.back() == '/') url.pop_back();
  return url;
}

std::string without_credentials(const std::string& url) {
  const Handle handle = new_handle();
  set(handle, url);
  for (const CURLUPart secret : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS})
    curl_url_set(handle.get(), secret, nullptr, 0);
  std::string shown = part(handle, CURLUPART_URL, 0);
  if (shown.ends_with('/') && !url.ends_with('/')) shown.pop_back();  // libcurl adds it if there is no path
  return shown;
}

std::optional<UrlCredentials> credentials_of_url(const std::string& url) {
  const Handle handle = new_handle();
  if (!is_set(handle, url)) return std::nullopt;
  std::optional<UrlServer> server = server_of_url(url);
  std::string user = part(handle, CURLUPART_USER, CURLU_URLDECODE);
  std::string password = part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
  if (!server || (user.empty() && password.empty())) return std::nullopt;
  return UrlCredentials{std::move(*server), std::move(user), std::move(password)};
}

}  // namespace wasmpair
