#include "verify/page_policies.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/origin.h"

namespace wasmpair {

PagePolicies::PagePolicies(const HttpResponse& response, const PageReferences& page)
    : page_url_(response.url), response_(parse_policies(field(response, "content-security-policy"))) {
  for (const std::string& text : page.policies) {
    // Browsers disagree about commas in an element, and one of them may see a policy that forbids less.
    const bool is_clear = text.find(',') == std::string::npos;
    metas_.push_back(is_clear ? parse_policies(text) : std::vector<ContentSecurityPolicy>());
  }
  base_ = resolve_reference(page_url_, page.base).value_or(page_url_);
  if (page.base.empty() || !violation(before(page.base_policies), {PolicyUse::Base, base_}, page_url_)) return;
  forbidden_base_ = std::move(base_);
  base_ = page_url_;
}

std::string PagePolicies::cause_of_base() const {
  if (forbidden_base_.empty()) return "";
  return fmt::format(
      "base-uri in the page's Content-Security-Policy forbids its <base> with {}, so browsers ignore it.",
      forbidden_base_);
}

std::string PagePolicies::fix_of_base() const {
  if (forbidden_base_.empty()) return "";
  return fmt::format("Add {} to base-uri, or remove the <base>.", source_for(forbidden_base_, page_url_));
}

std::vector<ContentSecurityPolicy> PagePolicies::before(std::size_t metas) const {
  std::vector<ContentSecurityPolicy> policies = response_;
  for (std::size_t i = 0; i < std::min(metas, metas_.size()); ++i)
    policies.insert(policies.end(), metas_[i].begin(), metas_[i].end());
  return policies;
}

std::string source_for(const std::string& url, const std::string& page_url) {
  const std::string origin = origin_of(url);
  if (origin.empty()) return url;
  return origin == origin_of(page_url) ? "'self'" : origin;
}

}  // namespace wasmpair
