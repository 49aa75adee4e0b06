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

std::string content_security_policy(std::string_view base, const PageOptions& options, const InlineHashes& hashes,
                                    FurtherFiles further) {
  const std::string origin = origin_of(base);
  std::vector<std::string> scripts{"'self'"};
  std::vector<std::string> connections{"'self'"};
  std::vector<std::string> workers{"'self'"};
  std::vector<std::string> styles{"'self'"};
  std::vector<std::string> images{"'self'", "data:"};  // the icon of wasmpair's own page
  std::vector<std::string> others;                     // of fonts, audio and video
  if (!origin.empty()) {
    scripts.push_back(origin);
    connections.push_back(origin);
    // A worker's script cannot come from another origin, but can import one that does; the shim is imported there once
    // its integrity is checked.
    workers.insert(workers.end(), {"blob:", origin});
    scripts.emplace_back("blob:");
  }
  if (!origin.empty() && further == FurtherFiles::Published) {
    styles.push_back(origin);
    images.push_back(origin);
    others = {"'self'", origin};
  }
  scripts.emplace_back("'wasm-unsafe-eval'");
  if (options.nonce) scripts.push_back(fmt::format("'nonce-{}'", *options.nonce));
  scripts.insert(scripts.end(), hashes.scripts.begin(), hashes.scripts.end());
  styles.insert(styles.end(), hashes.styles.begin(), hashes.styles.end());
  std::vector<std::string> directives{"default-src 'self'",
                                      directive("script-src", scripts),
                                      directive("connect-src", connections),
                                      directive("worker-src", workers),
                                      directive("style-src", styles),
                                      directive("img-src", images),
                                      "object-src 'none'",
                                      "base-uri 'none'"};
  if (!others.empty())
    directives.insert(directives.end(), {directive("font-src", others), directive("media-src", others)});
  return fmt::format("{}", fmt::join(directives, "; "));
}

}  // namespace wasmpair
