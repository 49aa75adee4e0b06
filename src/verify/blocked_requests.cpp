#include "verify/blocked_requests.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace wasmpair {

void BlockedRequests::judge(const std::vector<ContentSecurityPolicy>& policies, const PolicyRequest& request) {
  std::optional<PolicyViolation> found = violation(policies, request, url_);
  if (!found) return;
  const bool is_known = std::ranges::any_of(entries_, [&](const Entry& entry) {
    return entry.violation.wanted == found->wanted && source_for(entry.url, url_) == source_for(request.url, url_);
  });
  if (!is_known) entries_.push_back({request.url, std::move(*found), request.use});
}

void BlockedRequests::judge_webassembly(const std::vector<ContentSecurityPolicy>& policies) {
  forbids_webassembly_ = forbids_webassembly_ || !allows_webassembly(policies);
}

void BlockedRequests::report(const Probe& probe, Observations& observed) const {
  if (forbids_webassembly_)
    observed.push_back(
        {"csp-blocks-wasm", fmt::format("{} Content-Security-Policy does not allow WebAssembly", whose_), &probe});
  if (entries_.empty()) return;
  std::vector<std::string> blocked;
  for (const auto& [url, found, use] : entries_)
    blocked.push_back(found.directive == found.wanted
                          ? fmt::format("{} ({})", url, found.directive)
                          : fmt::format("{} ({}, as there is no {})", url, found.directive, found.wanted));
  observed.push_back({"csp-blocks-file",
                      fmt::format("{} Content-Security-Policy blocks {}", whose_, fmt::join(blocked, ", ")), &probe, "",
                      fix()});
}

std::string BlockedRequests::fix() const {
  std::vector<std::string> fixes;
  for (const auto& [url, found, use] : entries_) {
    const bool is_nonce_only = found.needs_nonce && use == PolicyUse::ParsedScript;
    const std::string source = source_for(url, url_);
    fixes.push_back(is_nonce_only ? fmt::format("Give the script element of {} a nonce of {}.", url, found.directive)
                    : found.directive == found.wanted ? fmt::format("Add {} to {}.", source, found.wanted)
                                                      : fmt::format("Write a {}, with {} and the sources of {}.",
                                                                    found.wanted, source, found.directive));
  }
  return fmt::format("{} {{{{text policy}}}} in a template inserts a complete value.", fmt::join(fixes, " "));
}

}  // namespace wasmpair
