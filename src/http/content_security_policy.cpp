#include "http/content_security_policy.h"

#include <algorithm>
#include <span>

#include "http/source_expression.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// A policy with more is not judged. None is written by hand, and a server may send anything.
constexpr std::size_t max_directives = 256;
constexpr std::size_t max_policies = 64;
constexpr std::string_view spaces = " \t\n\f\r";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t start = 0; (start = text.find_first_not_of(spaces, start)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(spaces, start), text.size());
    words.emplace_back(text.substr(start, end - start));
    start = end;
  }
  return words;
}

const PolicyDirective* find(const ContentSecurityPolicy& policy, std::string_view name) {
  const auto found = std::ranges::find(policy, name, &PolicyDirective::name);
  return found == policy.end() ? nullptr : &*found;
}

ContentSecurityPolicy parse_policy(std::string_view text) {
  ContentSecurityPolicy policy;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view directive = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::vector<std::string> words = words_of(directive);
    const bool is_ascii = std::ranges::all_of(directive, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (words.empty() || !is_ascii) continue;
    if (policy.size() == max_directives) return {};
    policy.push_back({lower_case(words[0]), {words.begin() + 1, words.end()}});
  }
  return policy;
}

/// The directives that may decide about a use: the first that the policy has (section 6.8.3).
std::span<const std::string_view> directives_for(PolicyUse use) {
  static constexpr std::string_view connect[] = {"connect-src", "default-src"};
  static constexpr std::string_view script[] = {"script-src-elem", "script-src", "default-src"};
  static constexpr std::string_view worker[] = {"worker-src", "child-src", "script-src", "default-src"};
  static constexpr std::string_view base[] = {"base-uri"};
  switch (use) {
    case PolicyUse::Connect:
      return connect;
    case PolicyUse::ParsedScript:
    case PolicyUse::InsertedScript:
      return script;
    case PolicyUse::Worker:
      return worker;
    case PolicyUse::Base:
      break;
  }
  return base;
}

/// What to write for a use: script-src-elem would be too narrow, since WebAssembly needs script-src.
std::string wanted_for(PolicyUse use) {
  const std::string_view first = directives_for(use)[0];
  return std::string(first == "script-src-elem" ? "script-src" : first);
}

bool has_keyword(const PolicyDirective& directive, std::string_view keyword) {
  return std::ranges::any_of(directive.sources, [&](const auto& source) { return lower_case(source) == keyword; });
}

/// Section 6.7.2.3.
bool has_nonce(const PolicyDirective& directive, const std::string& nonce) {
  constexpr std::string_view prefix = "'nonce-";
  return !nonce.empty() && std::ranges::any_of(directive.sources, [&](const std::string& source) {
    return lower_case(source.substr(0, prefix.size())) == prefix && source.ends_with("'") &&
           std::string_view(source).substr(prefix.size(), source.size() - prefix.size() - 1) == nonce;
  });
}

/// A hash without what its two encodings write differently.
std::string plain_hash(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != '\'' && c != '=') plain += c == '-' ? '+' : c == '_' ? '/' : c;
  return plain;
}

/// True if the list has all hashes of the script element (section 6.7.1.1).
bool has_hashes(const PolicyDirective& directive, const std::string& integrity) {
  const std::vector<std::string> hashes = words_of(integrity);
  return !hashes.empty() && std::ranges::all_of(hashes, [&](const std::string& hash) {
    return std::ranges::any_of(directive.sources,
                               [&](const auto& source) { return plain_hash(source) == plain_hash(hash); });
  });
}

bool allows_url(const PolicyDirective& directive, const std::string& url, const std::string& page_url) {
  const PolicyUrl self = policy_url(page_url);
  const PolicyUrl requested = policy_url(url);
  return std::ranges::any_of(directive.sources,
                             [&](const auto& source) { return match(source, requested, self) != SourceMatch::No; });
}

bool allows(const PolicyDirective& directive, const PolicyRequest& request, const std::string& page_url) {
  const bool is_script = request.use == PolicyUse::ParsedScript || request.use == PolicyUse::InsertedScript;
  if (is_script && (has_nonce(directive, request.nonce) || has_hashes(directive, request.integrity))) return true;
  if (has_keyword(directive, "'strict-dynamic'") && (is_script || request.use == PolicyUse::Worker))
    return request.use != PolicyUse::ParsedScript;
  return allows_url(directive, request.url, page_url);
}

bool upgrades(const std::vector<ContentSecurityPolicy>& policies) {
  return std::ranges::any_of(policies,
                             [](const auto& policy) { return find(policy, "upgrade-insecure-requests") != nullptr; });
}

}  // namespace

std::vector<ContentSecurityPolicy> parse_policies(std::string_view field_value) {
  std::vector<ContentSecurityPolicy> policies;
  while (!field_value.empty() && policies.size() < max_policies) {
    const std::size_t end = std::min(field_value.find(','), field_value.size());
    policies.push_back(parse_policy(field_value.substr(0, end)));
    field_value.remove_prefix(std::min(end + 1, field_value.size()));
  }
  return policies;
}

std::optional<PolicyViolation> violation(const std::vector<ContentSecurityPolicy>& policies,
                                         const PolicyRequest& request, const std::string& page_url) {
  PolicyRequest upgraded = request;  // before it is judged, where a policy says so and the URL is not local
  if (upgrades(policies) && request.url.starts_with("http:")) upgraded.url.replace(0, 4, "https");
  const auto names = directives_for(request.use);
  for (const ContentSecurityPolicy& policy : policies) {
    for (const std::string_view name : names) {
      const PolicyDirective* directive = find(policy, name);
      if (directive == nullptr) continue;
      if (!allows(*directive, request, page_url) && !allows(*directive, upgraded, page_url))
        return PolicyViolation{wanted_for(request.use), directive->name, has_keyword(*directive, "'strict-dynamic'")};
      break;
    }
  }
  return std::nullopt;
}

bool allows_webassembly(const std::vector<ContentSecurityPolicy>& policies) {
  return std::ranges::all_of(policies, [](const ContentSecurityPolicy& policy) {
    const PolicyDirective* directive = find(policy, "script-src");
    if (directive == nullptr) directive = find(policy, "default-src");
    return directive == nullptr || has_keyword(*directive, "'wasm-unsafe-eval'") ||
           has_keyword(*directive, "'unsafe-eval'");
  });
}

}  // namespace wasmpair
