// The address that visitors use: what they get there, and whether its page finds the release's files from there.
#pragma once

#include <string>

#include "verify/collect.h"
#include "verify/http_client.h"
#include "verify/page_permissions.h"
#include "verify/probe.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// Requests address, an absolute URL without credentials. What it says about a page depends on who wrote the page:
///   - if the release has a page, it must be what the address leads to;
///   - a page of somebody else may say anything, but its references to the release's files must lead to them.
void verify_address(const std::string& address, const Manifest& manifest, const Deployment& site, HttpClient& client,
                    PagePermissions& permissions, Findings& findings, Progress* progress);

}  // namespace wasmpair
