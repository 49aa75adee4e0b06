// What the policies of one page, or of one worker, block.
#pragma once

#include <string>
#include <vector>

#include "verify/observation.h"
#include "verify/page_policies.h"

namespace wasmpair {

/// Collects the blocked requests of a page or worker, one for each directive.
class BlockedRequests {
 public:
  /// whose: "the page's".
  BlockedRequests(std::string whose, std::string url) : whose_(std::move(whose)), url_(std::move(url)) {}

  /// Judges a request by those policies.
  void judge(const std::vector<ContentSecurityPolicy>& policies, const PolicyRequest& request);

  /// Judges WebAssembly.
  void judge_webassembly(const std::vector<ContentSecurityPolicy>& policies);

  void report(const Probe& probe, Observations& observed) const;

 private:
  struct Entry {
    std::string url;
    PolicyViolation violation;
    PolicyUse use;
  };

  std::string fix() const;

  std::string whose_;
  std::string url_;
  std::vector<Entry> entries_;
  bool forbids_webassembly_ = false;
};

}  // namespace wasmpair
