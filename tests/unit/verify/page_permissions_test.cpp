#include "verify/page_permissions.h"

#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::page_route;
using testing::set_field;

constexpr std::string_view data =
    "<script type=application/json data-wasmpair-release>{\"bundles\":{\"app\":{\"wasm\":{\"url\":\"app.wasm\"},"
    "\"shim\":{\"url\":\"shim.js\",\"integrity\":\"sha384-a\"}}}}</script>";
constexpr std::string_view loader = "<script type=module src=loader.js></script>";
constexpr std::string_view region = "<p data-wasmpair-bundle=app></p>";
constexpr std::string_view worker_region = "<p data-wasmpair-bundle=app data-wasmpair-worker></p>";

Manifest release() {
  Manifest manifest;
  manifest.bundles.emplace_back();
  manifest.bundles[0].name = "app";
  manifest.bundles[0].loader.path = "loader.js";
  manifest.bundles[0].shim.path = "shim.js";
  return manifest;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Probe page_with(const std::string& html, const Fields& fields) {
  Probe probe = correct_probe(page_route());
  probe.response.url = probe.request.url;
  const ByteView bytes = bytes_of(html);
  probe.response.body.decoded_front.assign(bytes.begin(), bytes.end());
  for (const auto& [name, value] : fields) set_field(probe.response, name, value);
  return probe;
}

Probe script(const std::string& url, const Fields& fields) {
  Route route = testing::asset_route();
  route.path = url.substr(url.rfind('/') + 1);
  route.url = url;
  Probe probe = correct_probe(route);
  probe.response.url = url;
  for (const auto& [name, value] : fields) set_field(probe.response, name, value);
  return probe;
}

Observations observe(const std::string& html, const Fields& fields) {
  static std::deque<Probe> probes;  // observations refer to them
  probes.push_back(page_with(html, fields));
  PagePermissions permissions;
  permissions.expect(release());
  Observations observed;
  permissions.add(probes.back(), observed);
  return observed;
}

std::string page(std::string_view body) { return std::string(data) + std::string(loader) + std::string(body); }

Ids found(const std::string& html, const std::string& policy) {
  return ids(observe(html, {{"content-security-policy", policy}}));
}

TEST(PagePermissions, JudgesWhatAPageLoads) {
  const std::string html = page(region);
  EXPECT_EQ(found(html, "default-src 'self' 'wasm-unsafe-eval'"), Ids());
  EXPECT_EQ(found(html, "default-src 'self'"), Ids{"csp-blocks-wasm"});
  EXPECT_EQ(found(html, "connect-src 'none'"), Ids{"csp-blocks-file"});
  EXPECT_EQ(found(html, "default-src 'none'"), (Ids{"csp-blocks-wasm", "csp-blocks-file"}));
  EXPECT_EQ(ids(observe(html, {{"content-security-policy-report-only", "default-src 'none'"}})), Ids());
}

TEST(PagePermissions, NamesDirectiveFileAndFix) {
  const Observations observed =
      observe(page(region), {{"content-security-policy", "default-src 'none'; script-src 'unsafe-eval'"}});
  ASSERT_EQ(observed.size(), 1U);
  EXPECT_EQ(observed[0].message,
            "the page's Content-Security-Policy blocks https://example.org/app/loader.js (script-src), "
            "https://example.org/app/app.wasm (default-src, as there is no connect-src)");
  EXPECT_TRUE(
      observed[0].fix.starts_with("Add 'self' to script-src. Write a connect-src, with 'self' and the sources of "
                                  "default-src. {{text policy}}"))
      << observed[0].fix;
  const Observations strict =
      observe(page(region), {{"content-security-policy", "script-src 'strict-dynamic' 'unsafe-eval'"}});
  EXPECT_TRUE(strict.at(0).fix.starts_with("Give the script element of https://example.org/app/loader.js a nonce"));
}

TEST(PagePermissions, SaysNothingOfPagesThatMayLoadNothing) {
  for (const std::string& html :
       {std::string(data), page(""), std::string(region), page("<p data-wasmpair-bundle=other></p>"),
        page("<script src=mine.js></script><script>load()</script>"), page("<script>load({worker: true})</script>")})
    EXPECT_EQ(found(html, "connect-src 'none'"), Ids()) << html;
  EXPECT_EQ(found(page("<script>load()</script>"), "connect-src 'none'"), Ids{"csp-blocks-file"});
}

TEST(PagePermissions, LeavesWhatAWorkerLoadsToItsScript) {
  const std::string html = page(worker_region);
  EXPECT_EQ(found(html, "script-src 'self'; connect-src 'none'"), Ids());
  EXPECT_EQ(found(html, "worker-src 'none'"), Ids{"csp-blocks-file"});
}

Ids embed(const std::string& html, const Fields& page_fields, const std::string& url, const Fields& script_fields) {
  const Probe probe = page_with(html, page_fields);
  PagePermissions permissions;
  permissions.expect(release());
  Observations observed;
  permissions.add(probe, observed);
  permissions.add(script(url, script_fields), observed);
  permissions.check_embedding(observed);
  return ids(observed);
}

TEST(PagePermissions, JudgesAWorkersOwnResponse) {
  const std::string url = "https://example.org/app/loader.js";
  const std::string html = page(worker_region);
  const char* policy = "content-security-policy";
  const char* embedder = "cross-origin-embedder-policy";
  EXPECT_EQ(embed(html, {}, url, {{policy, "connect-src 'none'"}}), Ids{"csp-blocks-file"});
  EXPECT_EQ(embed(html, {}, url, {{policy, "script-src 'self'"}}), Ids{"csp-blocks-wasm"});
  EXPECT_EQ(embed(page(region), {}, url, {{policy, "default-src 'none'"}}), Ids()) << "it is no worker's";
  for (const char* value : {"require-corp", "credentialless", "require-corp; report-to=\"x\""}) {
    EXPECT_EQ(embed(html, {{embedder, value}}, url, {}), Ids{"coep-blocks-file"});
    EXPECT_EQ(embed(html, {{embedder, value}}, url, {{embedder, "require-corp"}}), Ids());
    EXPECT_EQ(embed(page(region), {{embedder, value}}, url, {}), Ids());
  }
  EXPECT_EQ(embed(html, {{embedder, "unsafe-none"}}, url, {}), Ids());
  EXPECT_EQ(embed(html, {{"cross-origin-embedder-policy-report-only", "require-corp"}}, url, {}), Ids());
}

TEST(PagePermissions, JudgesScriptsOfAnotherOriginWithoutCors) {
  const std::string url = "https://cdn.example/shim.js";
  const std::string plain = "<script src=" + url + "></script>";
  const std::string cors = "<script crossorigin src=" + url + "></script>";
  const char* embedder = "cross-origin-embedder-policy";
  const char* resource = "cross-origin-resource-policy";
  EXPECT_EQ(embed(plain, {}, url, {}), Ids());
  EXPECT_EQ(embed(plain, {}, url, {{resource, "same-origin"}}), Ids{"coep-blocks-file"});
  EXPECT_EQ(embed(cors, {}, url, {{resource, "same-origin"}}), Ids());
  EXPECT_EQ(embed(plain, {{embedder, "require-corp"}}, url, {}), Ids{"coep-blocks-file"});
  EXPECT_EQ(embed(cors, {{embedder, "require-corp"}}, url, {}), Ids());
  EXPECT_EQ(embed(plain, {{embedder, "require-corp"}}, url, {{resource, "cross-origin"}}), Ids());
  EXPECT_EQ(embed(plain, {{embedder, "require-corp"}}, url, {{resource, "same-site"}}), Ids()) << "it may be";
  EXPECT_EQ(embed(plain, {{embedder, "credentialless"}}, url, {}), Ids());
}

}  // namespace
}  // namespace wasmpair
