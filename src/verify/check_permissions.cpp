#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "http/field_list.h"
#include "http/origin.h"
#include "http/url.h"
#include "util/ascii.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(lower_case(text.substr(0, end)));
    text.remove_prefix(end);
  }
  return words;
}

/// The sources of a directive in one policy (Content Security Policy Level 3, section 2.2); nothing if it is absent.
std::optional<std::vector<std::string>> sources(std::string_view policy, std::string_view directive) {
  while (!policy.empty()) {
    const std::size_t end = std::min(policy.find(';'), policy.size());
    std::vector<std::string> words = words_of(policy.substr(0, end));
    policy.remove_prefix(std::min(end + 1, policy.size()));
    if (words.empty() || words[0] != directive) continue;
    words.erase(words.begin());
    return words;
  }
  return std::nullopt;
}

bool allows_webassembly(std::string_view policy) {
  auto allowed = sources(policy, "script-src");
  if (!allowed) allowed = sources(policy, "default-src");
  if (!allowed) return true;
  return std::ranges::any_of(
      *allowed, [](const std::string& source) { return source == "'wasm-unsafe-eval'" || source == "'unsafe-eval'"; });
}

void check_policy(const Probe& probe, Observations& observed) {
  const std::string policies = field(probe.response, "content-security-policy");
  const std::vector<std::string_view> list = split_list(policies);
  if (!std::ranges::all_of(list, allows_webassembly))
    observed.push_back({"csp-blocks-wasm", "the page's Content-Security-Policy does not allow WebAssembly", &probe});
}

void check_other_origin(const Probe& probe, const Deployment& site, Observations& observed) {
  const std::string allowed = field(probe.response, "access-control-allow-origin");
  if (origin_of(probe.route.url) == site.page_origin || allowed == "*" || allowed == site.page_origin) return;
  observed.push_back({"missing-cors",
                      fmt::format("{} is another origin, and does not let pages of {} read its responses",
                                  origin_of(probe.route.url), site.page_origin),
                      &probe});
}

}  // namespace

void check_permissions(const Probe& probe, const Deployment& site, Observations& observed) {
  if (probe.route.kind == RouteKind::Page) check_policy(probe, observed);
  if (probe.route.kind == RouteKind::Asset) check_other_origin(probe, site, observed);
}

}  // namespace wasmpair
