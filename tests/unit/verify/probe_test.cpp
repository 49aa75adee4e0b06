#include "verify/probe.h"

#include <gtest/gtest.h>

#include <map>

#include "unit/verify/probes.h"
#include "verify/verify_route.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::ids;
using testing::Ids;
using testing::page_route;
using testing::respond_correctly;
using testing::set_field;
using testing::site;

std::map<Purpose, std::size_t> count_purposes(const std::vector<Probe>& probes) {
  std::map<Purpose, std::size_t> counts;
  for (const Probe& probe : probes) ++counts[probe.purpose];
  return counts;
}

std::vector<Probe> respond(std::vector<Probe> probes) {
  for (Probe& probe : probes) respond_correctly(probe);
  return probes;
}

TEST(Plan, RequestsAnAssetAsEveryClientDoes) {
  const auto counts = count_purposes(plan(asset_route(), site));
  EXPECT_EQ(counts, (std::map<Purpose, std::size_t>{{Purpose::Content, accept_variants().size()},
                                                    {Purpose::Head, accept_variants().size()},
                                                    {Purpose::Range, 2},
                                                    {Purpose::AbsentName, 1}}));
}

TEST(Plan, RequestsAPageAsBrowsersDo) {
  EXPECT_EQ(count_purposes(plan(page_route(), site)),
            (std::map<Purpose, std::size_t>{{Purpose::Content, 2}, {Purpose::Head, 2}}));
}

TEST(Plan, KnowsHowManyRequestsThereAreAtMost) {
  for (const Route& route : {asset_route(), page_route()}) {
    const std::vector<Probe> probes = respond(plan(route, site));
    EXPECT_EQ(probes.size() + plan_revalidation(probes, site).size(), max_requests(route)) << route.path;
  }
}

TEST(Plan, AsksForANameThatDoesNotExist) {
  const std::vector<Probe> probes = plan(asset_route(), site);
  EXPECT_EQ(probes.back().request.url, "https://example.org/app/app.0000000000000000.wasm");
  Route unhashed = asset_route();
  unhashed.url = "https://example.org/app/app";
  EXPECT_EQ(count_purposes(plan(unhashed, site)).count(Purpose::AbsentName), 0U);
}

TEST(Plan, SendsTheOriginToOtherOriginsOnly) {
  Route foreign = asset_route();
  foreign.url = "https://cdn.example/app.0123456789abcdef.wasm";
  const auto fields = [](const Route& route) {
    return make_probe(Purpose::Content, route, identity_variant(), site).request.fields;
  };
  EXPECT_EQ(fields(foreign), (std::vector<std::string>{"Accept-Encoding: identity", "Origin: https://example.org"}));
  EXPECT_EQ(fields(asset_route()), (std::vector<std::string>{"Accept-Encoding: identity"}));
}

TEST(Plan, ReadsNoMoreThanABrowserWould) {
  Route huge = asset_route();
  huge.bytes = UINT64_MAX;
  const BodyLimits limits = make_probe(Purpose::Content, huge, browser_variant(), site).request.limits;
  EXPECT_LT(limits.decoded, std::uint64_t{2} << 30U);
  EXPECT_GT(limits.decoded, std::uint64_t{1} << 30U);
}

TEST(AbsoluteUrl, ResolvesAgainstTheManifest) {
  EXPECT_EQ(absolute_url("app.wasm", site), "https://example.org/app/app.wasm");
  EXPECT_EQ(absolute_url("/app.wasm", site), "https://example.org/app.wasm");
  EXPECT_EQ(absolute_url("http://cdn.example/a", site), "http://cdn.example/a");
  for (const char* url : {"file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "data:text/plain,a",
                          "gopher://example.org/", "http://[::1", "https://"})
    EXPECT_EQ(absolute_url(url, site), std::nullopt) << url;
}

TEST(PlanRevalidation, NeedsAResponseWithATag) {
  std::vector<Probe> probes = respond(plan(page_route(), site));
  EXPECT_EQ(plan_revalidation(probes, site).at(0).request.fields.back(), "If-None-Match: \"plain\"");
  set_field(probes[0].response, "etag", "");
  probes[2].response.status = 404;
  EXPECT_TRUE(plan_revalidation(probes, site).empty());
}

/// The incidents of a route after change was applied to each of its correct responses.
template <typename Change>
Ids verify(const Route& route, const Change& change) {
  std::vector<Probe> probes = respond(plan(route, site));
  for (Probe& probe : probes) change(probe);
  for (Probe& probe : plan_revalidation(probes, site)) {
    respond_correctly(probe);
    change(probe);
    probes.push_back(probe);
  }
  Observations observed;
  verify_route(probes, {}, site, observed);
  Ids once = ids(observed);
  std::ranges::sort(once);
  once.erase(std::unique(once.begin(), once.end()), once.end());
  return once;
}

TEST(VerifyRoute, FindsNothingOnACorrectServer) {
  for (const Route& route : {asset_route(), page_route()}) EXPECT_EQ(verify(route, [](Probe&) {}), Ids()) << route.path;
}

TEST(VerifyRoute, FindsWhatIsWrong) {
  EXPECT_EQ(verify(asset_route(), [](Probe& probe) { set_field(probe.response, "vary", ""); }), Ids{"missing-vary"});
  EXPECT_EQ(verify(asset_route(), [](Probe& probe) { probe.response.transfer = Transfer::Stalled; }), Ids{"stalled"});
  const auto fail_head = [](Probe& probe) {
    if (probe.purpose == Purpose::Head) probe.response.status = 405;
  };
  EXPECT_EQ(verify(asset_route(), fail_head), Ids{"head-differs"});
  const auto resend = [](Probe& probe) {
    if (probe.purpose == Purpose::Revalidation) probe.response.status = 200;
  };
  EXPECT_EQ(verify(page_route(), resend), Ids{"no-revalidation"});
  const auto cache_errors = [](Probe& probe) {
    if (probe.purpose == Purpose::AbsentName) set_field(probe.response, "cache-control", testing::immutable);
  };
  EXPECT_EQ(verify(asset_route(), cache_errors), Ids{"cached-error"});
  const auto wrong_range = [](Probe& probe) {
    if (probe.purpose == Purpose::Range) probe.response.status = 206;
  };
  EXPECT_EQ(verify(asset_route(), wrong_range), Ids{"wrong-range"});
}

TEST(VerifyRoute, ExpectsVaryOnlyWhereResponsesDiffer) {
  Route plain = asset_route();
  plain.encodings.clear();
  EXPECT_EQ(verify(plain, [](Probe& probe) { set_field(probe.response, "vary", ""); }), Ids());
}

}  // namespace
}  // namespace wasmpair
