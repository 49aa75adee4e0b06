// Fuzzes what reads URLs, bases and hosts: whatever a manifest, a redirect or an option says, what is requested is what
// was judged.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/values.h"
#include "http/origin.h"
#include "http/url.h"
#include "util/text_bytes.h"
#include "verify/probe.h"
#include "verify/request_policy.h"
#include "wasmpair/error.h"

namespace {

using namespace wasmpair;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_resolution(const std::string& text) {
  const Deployment site{"https://example.org/app/wasmpair.json", "https://example.org"};
  const std::optional<std::string> url = absolute_url(text, site);
  if (!url) return;
  require(url->starts_with("https://") || url->starts_with("http://"));
  const std::optional<UrlServer> server = server_of_url(*url);
  if (!server) return;  // it is not requested
  const RequestPolicy policy(site.manifest_url, {});
  require(policy.allows(*server) == (*server == UrlServer{"https", "example.org", 443}));
  require(server_of_url(server->origin() + "/") == server);
}

void check_host(const std::string& text) {
  try {
    const AllowedHost allowed = parse_allowed_host(text);
    require(!allowed.host.empty() && allowed.host.find_first_of("/?#@ ") == std::string::npos);
    const std::uint16_t port = allowed.port.value_or(443);
    require(RequestPolicy("https://example.org/", {allowed}).allows({"https", allowed.host, port}));
  } catch (const Error&) {  // it is no host
  }
}

void check_base(const std::string& text) {
  if (const std::optional<std::string> base = base_url(text)) {
    require(!base->ends_with("/"));
    require(server_of_url(without_credentials(*base)) == server_of_url(*base));
  }
  try {
    const std::string base = parse_base(text);
    require(base.empty() || base.ends_with("/"));
    require(parse_base(base) == base);
    origin_of(base);
  } catch (const Error&) {  // it is no base
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(text_of({data, size}));
  check_resolution(text);
  check_host(text);
  check_base(text);
  return 0;
}
