// The report of a run to a step of GitHub Actions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/github_commands.h"
#include "report/markdown.h"
#include "wasmpair/check.h"
#include "wasmpair/check_guest.h"
#include "wasmpair/check_guest_package.h"
#include "wasmpair/pack.h"
#include "wasmpair/pack_guest.h"
#include "wasmpair/verify.h"

namespace wasmpair {

struct GithubReport {
  std::vector<Annotation> annotations;  ///< Of every finding and warning.
  Markdown summary;
  std::vector<std::pair<std::string, std::string>> outputs;  ///< Names and values.
};

/// A table per bundle, and the refusals. Outputs if the release was published: "manifest", its path; "pair", the pair
/// digest, and "br-bytes", the size of the module in br (counted as for budgets), one line per bundle in the order of
/// the request.
GithubReport github_report(const PackReport& report);
GithubReport github_report(const CheckReport& report);
GithubReport github_report(const CheckGuestReport& report);
/// Outputs if the guest was published: "manifest", its path; "sha256", the digest of the module.
GithubReport github_report(const PackGuestReport& report);
GithubReport github_report(const CheckGuestPackageReport& report);
GithubReport github_report(const VerifyReport& report);

}  // namespace wasmpair
