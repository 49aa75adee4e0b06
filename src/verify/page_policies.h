// The Content-Security-Policies of a page: those of its response and those in its head.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "http/content_security_policy.h"
#include "verify/http_client.h"
#include "verify/page_references.h"

namespace wasmpair {

class PagePolicies {
 public:
  /// response: with the page, whose references those are.
  PagePolicies(const HttpResponse& response, const PageReferences& page);

  /// The URL that the page's references are relative to, as a browser computes it: without a base element that a
  /// policy's base-uri forbids.
  const std::string& base() const { return base_; }
  /// Why it is not that of the page's base element, and what to do about it; "" if it is.
  std::string cause_of_base() const;
  std::string fix_of_base() const;

  const std::string& page_url() const { return page_url_; }

  /// All of them, or those of the response and the first metas of the head.
  std::vector<ContentSecurityPolicy> all() const { return before(metas_.size()); }
  std::vector<ContentSecurityPolicy> before(std::size_t metas) const;

  /// True if only policies in the head block a request.
  bool is_by_meta(const PolicyRequest& request) const { return !violation(before(0), request, page_url_); }

 private:
  std::string page_url_;
  std::vector<ContentSecurityPolicy> response_;
  std::vector<std::vector<ContentSecurityPolicy>> metas_;
  std::string base_;
  std::string forbidden_base_;
};

/// The source that allows a URL in a page at page_url: "'self'", "https://cdn.example", "blob:".
std::string source_for(const std::string& url, const std::string& page_url);

}  // namespace wasmpair
