// source   = keyword / nonce / hash / scheme / "*" / host
// scheme   = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":"
// host     = [ scheme "//" ] name [ ":" ( *DIGIT / "*" ) ] [ "/" path ]
// name     = "*" / [ "*." ] 1*( ALPHA / DIGIT / "-" / "_" / "." )
#include "http/source_expression.h"

#include <algorithm>
#include <array>
#include <vector>

#include "http/percent_encoding.h"
#include "http/url.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::uint16_t default_port(std::string_view scheme) { return scheme == "http" ? http_port : https_port; }

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

bool is_name(std::string_view text) {
  if (text == "*") return true;
  if (text.starts_with("*.")) text.remove_prefix(2);
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_word_character(c) || c == '-' || c == '.'; });
}

bool is_port(std::string_view text) { return text == "*" || std::ranges::all_of(text, is_digit); }

/// http also allows https: section 6.7.2.9.
bool matches_scheme(std::string_view allowed, std::string_view scheme) {
  return allowed == scheme || (allowed == "http" && scheme == "https");
}

bool matches_name(std::string_view allowed, std::string_view host) {
  if (allowed == "*") return true;
  return allowed.starts_with("*.") ? host.ends_with(allowed.substr(1)) : host == allowed;
}

bool matches_port(std::string_view allowed, const PolicyUrl& url) {
  if (allowed == "*") return true;
  if (allowed.empty()) return url.port == default_port(url.scheme);
  while (allowed.size() > 1 && allowed[0] == '0') allowed.remove_prefix(1);
  // Whatever allows http allows the upgrade to https.
  return allowed == std::to_string(url.port) || (allowed == "80" && url.scheme == "https" && url.port == https_port);
}

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> segments;
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    segments.push_back(percent_decode(segment).value_or(std::string(segment)));
    if (end == path.size()) return segments;
    path.remove_prefix(end + 1);
  }
}

/// A path that ends in "/" matches everything below it: section 6.7.2.12.
bool matches_path(std::string_view allowed, std::string_view path) {
  if (allowed.empty()) return true;
  std::vector<std::string> wanted = segments(allowed);
  const std::vector<std::string> given = segments(path.empty() ? "/" : path);
  const bool is_exact = !allowed.ends_with('/');
  if (wanted.size() > given.size() || (is_exact && wanted.size() != given.size())) return false;
  if (!is_exact) wanted.pop_back();
  return std::equal(wanted.begin(), wanted.end(), given.begin());
}

SourceMatch matched(bool is_match) { return is_match ? SourceMatch::Yes : SourceMatch::No; }

bool is_self(const PolicyUrl& url, const PolicyUrl& self) {
  if (url.host.empty() || url.host != self.host) return false;
  const bool are_usual = url.port == default_port(url.scheme) && self.port == default_port(self.scheme);
  return (url.port == self.port || are_usual) && matches_scheme(self.scheme, url.scheme);
}

/// Expressions in quotes.
SourceMatch match_keyword(std::string_view expression, const PolicyUrl& url, const PolicyUrl& self) {
  constexpr std::array<std::string_view, 9> others = {
      "'none'",          "'unsafe-inline'", "'unsafe-eval'",    "'wasm-unsafe-eval'",        "'unsafe-hashes'",
      "'report-sample'", "'report-sha256'", "'strict-dynamic'", "'inline-speculation-rules'"};
  constexpr std::array<std::string_view, 4> prefixes = {"'nonce-", "'sha256-", "'sha384-", "'sha512-"};
  if (expression == "'self'") return matched(is_self(url, self));
  const bool is_known = std::ranges::find(others, expression) != others.end() ||
                        std::ranges::any_of(prefixes, [&](auto prefix) { return expression.starts_with(prefix); });
  return is_known ? SourceMatch::No : SourceMatch::Unknown;
}

SourceMatch match_host(std::string_view expression, const PolicyUrl& url, const PolicyUrl& self) {
  const std::size_t separator = expression.find("://");
  const bool has_scheme = separator != std::string_view::npos;
  const std::string scheme = has_scheme ? lower_case(expression.substr(0, separator)) : "";
  if (has_scheme && !is_scheme(scheme)) return SourceMatch::Unknown;
  std::string_view rest = has_scheme ? expression.substr(separator + 3) : expression;
  rest = rest.substr(0, rest.find_first_of("?#"));  // browsers ignore both
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t colon = authority.find(':');
  const std::string name = lower_case(authority.substr(0, colon));
  const std::string_view port = colon == std::string_view::npos ? "" : authority.substr(colon + 1);
  if (!is_name(name) || !is_port(port)) return SourceMatch::Unknown;
  if (url.host.empty()) return SourceMatch::No;
  return matched(matches_scheme(has_scheme ? scheme : self.scheme, url.scheme) && matches_name(name, url.host) &&
                 matches_port(port, url) && matches_path(rest.substr(authority.size()), url.path));
}

}  // namespace

PolicyUrl policy_url(const std::string& url) {
  const std::optional<UrlServer> server = server_of_url(url);
  if (!server) return {lower_case(url.substr(0, url.find(':'))), "", 0, ""};
  std::string path = url.substr(std::min(url.find("//") + 2, url.size()));
  path.erase(0, std::min(path.find_first_of("/?#"), path.size()));
  path.resize(std::min(path.find_first_of("?#"), path.size()));
  return {server->scheme, server->host, server->port, std::move(path)};
}

SourceMatch match(std::string_view expression, const PolicyUrl& url, const PolicyUrl& self) {
  if (expression.starts_with('\'')) return match_keyword(lower_case(expression), url, self);
  if (expression == "*") return matched(!url.host.empty());
  if (expression.ends_with(':') && is_scheme(expression.substr(0, expression.size() - 1)))
    return matched(matches_scheme(lower_case(expression.substr(0, expression.size() - 1)), url.scheme));
  return match_host(expression, url, self);
}

}  // namespace wasmpair
