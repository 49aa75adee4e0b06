// Content-Security-Policy Level 3 (https://www.w3.org/TR/CSP3/): whether a page's policies block its requests. What
// cannot be judged, such as a source expression that is not in that specification, counts as allowed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A directive and its value, as in one policy.
struct PolicyDirective {
  std::string name;                  ///< In lower case.
  std::vector<std::string> sources;  ///< As written.
};

/// One policy, as written: of several directives with one name, the first counts (section 2.2.1).
using ContentSecurityPolicy = std::vector<PolicyDirective>;

/// The policies in the values of Content-Security-Policy fields, joined by commas: all of them apply.
std::vector<ContentSecurityPolicy> parse_policies(std::string_view field_value);

/// What a request is for.
enum class PolicyUse {
  Connect,         ///< fetch()
  ParsedScript,    ///< A script element in the page's markup.
  InsertedScript,  ///< A script element that a script inserted, or import().
  Worker,          ///< new Worker()
  Base,            ///< The href of the base element.
};

struct PolicyRequest {
  PolicyUse use;
  std::string url;             ///< Absolute: http, https, or just "blob:".
  std::string nonce = {};      ///< Of the script element.
  std::string integrity = {};  ///< Of the script element: "sha384-…".
};

struct PolicyViolation {
  std::string wanted;     ///< The directive for such requests: "connect-src".
  std::string directive;  ///< The one that blocks it: that, or one that it falls back to.
  bool needs_nonce;       ///< 'strict-dynamic' makes browsers ignore URLs.
};

/// Why the policies of a page at page_url block a request; nothing if they allow it.
std::optional<PolicyViolation> violation(const std::vector<ContentSecurityPolicy>& policies,
                                         const PolicyRequest& request, const std::string& page_url);

/// True if the policies allow compiling WebAssembly.
bool allows_webassembly(const std::vector<ContentSecurityPolicy>& policies);

}  // namespace wasmpair
