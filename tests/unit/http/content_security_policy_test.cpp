#include "http/content_security_policy.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

constexpr const char* page = "https://example.org/app/index.html";
constexpr const char* module = "https://example.org/app/app.wasm";

bool allows(std::string_view policy, const PolicyRequest& request, const std::string& page_url = page) {
  return !violation(parse_policies(policy), request, page_url);
}

bool allows_fetch(const std::string& sources, const std::string& url, const std::string& page_url = page) {
  return allows("connect-src " + sources, {PolicyUse::Connect, url}, page_url);
}

TEST(ContentSecurityPolicy, FallsBackAsSpecified) {
  const PolicyRequest fetch{PolicyUse::Connect, module};
  const PolicyRequest script{PolicyUse::InsertedScript, module};
  const PolicyRequest worker{PolicyUse::Worker, module};
  const PolicyRequest base{PolicyUse::Base, module};
  for (const PolicyRequest& request : {fetch, script, worker}) {
    EXPECT_FALSE(allows("default-src 'none'", request));
    EXPECT_TRUE(allows("", request) && allows("img-src 'none'; base-uri 'none'", request));
  }
  EXPECT_TRUE(allows("default-src 'none'", base));
  EXPECT_FALSE(allows("base-uri 'none'", base));
  EXPECT_TRUE(allows("default-src 'none'; connect-src 'self'", fetch));
  EXPECT_TRUE(allows("script-src 'none'; child-src 'none'", fetch));
  EXPECT_TRUE(allows("default-src 'none'; script-src 'none'; script-src-elem 'self'", script));
  EXPECT_FALSE(allows("script-src 'none'; default-src 'self'", script));
  EXPECT_FALSE(allows("script-src 'none'; default-src 'self'", worker));
  EXPECT_FALSE(allows("child-src 'none'; script-src 'self'", worker));
  EXPECT_TRUE(allows("worker-src 'self'; child-src 'none'; script-src-elem 'none'", worker));
}

TEST(ContentSecurityPolicy, SaysWhichDirectiveBlocks) {
  const auto found = violation(parse_policies("default-src 'none'"), {PolicyUse::ParsedScript, module}, page);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->directive, "default-src");
  EXPECT_EQ(found->wanted, "script-src");
  EXPECT_FALSE(found->needs_nonce);
}

TEST(ContentSecurityPolicy, IsParsedAsSpecified) {
  const PolicyRequest fetch{PolicyUse::Connect, module};
  EXPECT_FALSE(allows("connect-src 'self', connect-src 'none'", fetch)) << "all policies apply";
  EXPECT_TRUE(allows("connect-src 'self'; connect-src 'none'", fetch)) << "the first directive of a name counts";
  EXPECT_TRUE(allows(";;\tConnect-SRC\n'SELF' ;", fetch));
  EXPECT_FALSE(allows("connect-src", fetch)) << "an empty list allows nothing";
  EXPECT_TRUE(allows("connect-src 'none' \xc3\xa9", fetch)) << "what is not ASCII is ignored";
  EXPECT_TRUE(allows("connect-src 'none' 'self'", fetch));
  std::string endless = "connect-src 'none'";
  for (int i = 0; i < 1000; ++i) endless += "; x" + std::to_string(i);
  EXPECT_TRUE(allows(endless, fetch)) << "nobody writes that";
}

TEST(ContentSecurityPolicy, AllowsScriptsByNonceHashAndTrust) {
  const auto script = [](PolicyUse use, const char* nonce, const char* integrity) {
    return PolicyRequest{use, module, nonce, integrity};
  };
  using enum PolicyUse;
  EXPECT_TRUE(allows("script-src 'nonce-aB'", script(ParsedScript, "aB", "")));
  EXPECT_FALSE(allows("script-src 'nonce-aB'", script(ParsedScript, "ab", "")));
  EXPECT_FALSE(allows("script-src 'nonce-'", script(ParsedScript, "", "")));
  EXPECT_TRUE(allows("script-src 'sha384-a+/='", script(ParsedScript, "", "sha384-a-_")));
  EXPECT_FALSE(allows("script-src 'sha384-a'", script(ParsedScript, "", "sha384-a sha384-b")));
  EXPECT_FALSE(allows("script-src 'strict-dynamic' 'self'", script(ParsedScript, "", "")));
  EXPECT_TRUE(allows("script-src 'strict-dynamic' 'self'", script(InsertedScript, "", "")));
  EXPECT_TRUE(allows("script-src 'strict-dynamic'", script(Worker, "", "")));
  EXPECT_FALSE(allows("connect-src 'nonce-aB'", script(Connect, "aB", ""))) << "a fetch has no nonce";
}

TEST(ContentSecurityPolicy, MatchesHosts) {
  const std::string cdn = "https://cdn.example.com/a/b%20c.wasm?q";
  for (const char* sources : {"*",
                              "https:",
                              "HTTPS:",
                              "http:",
                              "cdn.example.com",
                              "CDN.Example.com",
                              "*.example.com",
                              "*:*",
                              "*:443",
                              "https://cdn.example.com",
                              "http://cdn.example.com",
                              "http://cdn.example.com:80",
                              "https://*:*",
                              "cdn.example.com:443",
                              "cdn.example.com:*",
                              "cdn.example.com/",
                              "cdn.example.com/a/",
                              "cdn.example.com/%61/b%20c%2Ewasm",
                              "cdn.example.com/a/b%20c.wasm",
                              "cdn.example.com/a/?x",
                              "'unknown-keyword'",
                              "'self",
                              "[::1]",
                              "a b@c"})
    EXPECT_TRUE(allows_fetch(sources, cdn)) << sources;
  for (const char* sources :
       {"'self'", "http://cdn.example.com:8080", "example.com", "*.cdn.example.com", "cdn.example.com:444",
        "cdn.example.com/a", "cdn.example.com/A/", "cdn.example.com/a/b", "cdn.example.com/a/b%20c.wasm/",
        "wss:", "blob:", "wss://cdn.example.com", "self", "none", "'unsafe-inline'"})
    EXPECT_FALSE(allows_fetch(sources, cdn)) << sources;
  EXPECT_FALSE(allows_fetch("https:", "http://example.org/"));
  EXPECT_TRUE(allows_fetch("example.org", "http://example.org/", "http://example.org/"));
  EXPECT_FALSE(allows_fetch("other.example", "http://other.example/")) << "the page's scheme is https";
}

TEST(ContentSecurityPolicy, MatchesThePageItself) {
  EXPECT_TRUE(allows_fetch("'self'", "https://example.org:443/"));
  EXPECT_TRUE(allows_fetch("'self'", "https://example.org/", "http://example.org/")) << "an upgrade";
  EXPECT_FALSE(allows_fetch("'self'", "http://example.org/"));
  EXPECT_FALSE(allows_fetch("'self'", "https://example.org:8443/"));
  EXPECT_FALSE(allows_fetch("'self'", "https://sub.example.org/"));
  EXPECT_TRUE(allows_fetch("'self'", "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/b"));
}

TEST(ContentSecurityPolicy, MatchesBlobUrlsByTheirSchemeOnly) {
  const auto allows_blob = [](const char* sources) { return allows_fetch(sources, "blob:"); };
  EXPECT_TRUE(allows_blob("blob:"));
  EXPECT_FALSE(allows_blob("'self'") || allows_blob("*") || allows_blob("https:") || allows_blob("example.org"));
}

TEST(ContentSecurityPolicy, JudgesUpgradedRequests) {
  EXPECT_TRUE(allows("upgrade-insecure-requests; connect-src https:", {PolicyUse::Connect, "http://cdn.example/"}));
  EXPECT_FALSE(allows("connect-src https:", {PolicyUse::Connect, "http://cdn.example/"}));
}

TEST(ContentSecurityPolicy, AllowsWebAssembly) {
  for (const char* policy : {"", "img-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "default-src 'unsafe-eval'",
                             "default-src 'none'; Script-Src\t'Wasm-Unsafe-Eval'", ";;script-src 'wasm-unsafe-eval'"})
    EXPECT_TRUE(allows_webassembly(parse_policies(policy))) << policy;
  for (const char* policy :
       {"script-src 'self'", "default-src 'self'", "script-src", "script-src 'self'; default-src 'wasm-unsafe-eval'",
        "script-src 'wasm-unsafe-eval', script-src 'self'", "script-src \"a, b\""})
    EXPECT_FALSE(allows_webassembly(parse_policies(policy))) << policy;
}

}  // namespace
}  // namespace wasmpair
