#include "pages/policy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "http/origin.h"

namespace wasmpair {
namespace {

std::string directive(std::string_view name, const std::vector<std::string>& sources) {
  return fmt::format("{} {}", name, fmt::join(sources, " "));
}

}  // namespace

std::string content_security_policy(std::string_view base, const PageOptions& options, const InlineHashes& hashes) {
  const std::string origin = origin_of(base);
  std::vector<std::string> scripts{"'self'"};
  std::vector<std::string> connections{"'self'"};
  std::vector<std::string> workers{"'self'"};
  std::vector<std::string> styles{"'self'"};
  if (!origin.empty()) {
    scripts.push_back(origin);
    connections.push_back(origin);
    // A worker's script cannot come from another origin, but can import one that does; the shim is imported there once
    // its integrity is checked.
    workers.insert(workers.end(), {"blob:", origin});
    scripts.emplace_back("blob:");
  }
  scripts.emplace_back("'wasm-unsafe-eval'");
  if (options.nonce) scripts.push_back(fmt::format("'nonce-{}'", *options.nonce));
  scripts.insert(scripts.end(), hashes.scripts.begin(), hashes.scripts.end());
  styles.insert(styles.end(), hashes.styles.begin(), hashes.styles.end());
  const std::vector<std::string> directives{"default-src 'self'",
                                            directive("script-src", scripts),
                                            directive("connect-src", connections),
                                            directive("worker-src", workers),
                                            directive("style-src", styles),
                                            "img-src 'self' data:",  // the icon of wasmpair's own page
                                            "object-src 'none'",
                                            "base-uri 'none'"};
  return fmt::format("{}", fmt::join(directives, "; "));
}

}  // namespace wasmpair
