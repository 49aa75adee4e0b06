#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::page_route;
using testing::set_field;

template <typename Check>
Ids observe(Check check, const Route& route, const std::string& name, const std::string& value) {
  Probe probe = correct_probe(route);
  set_field(probe.response, name, value);
  Observations observed;
  check(probe, observed);
  return ids(observed);
}

TEST(CheckVary, ExpectsAcceptEncoding) {
  for (const char* vary : {"Accept-Encoding", "accept-encoding", "Origin, Accept-Encoding", "Accept-Encoding , Cookie"})
    EXPECT_EQ(observe(check_vary, asset_route(), "vary", vary), Ids()) << vary;
  for (const char* vary : {"", "Origin", "Accept"})
    EXPECT_EQ(observe(check_vary, asset_route(), "vary", vary), Ids{"missing-vary"}) << vary;
  for (const char* vary : {"*", "Content-Encoding"})
    EXPECT_EQ(observe(check_vary, asset_route(), "vary", vary), Ids{"wrong-vary"}) << vary;
}

TEST(CheckCacheControl, ExpectsAYearForHashedNames) {
  for (const char* value : {"public, max-age=31536000, immutable", "immutable, max-age=31536001"})
    EXPECT_EQ(observe(check_cache_control, asset_route(), "cache-control", value), Ids()) << value;
  for (const char* value :
       {"", "max-age=31536000", "max-age=31535999, immutable", "no-cache, max-age=31536000, immutable",
        "no-store, max-age=31536000, immutable", "immutable"})
    EXPECT_EQ(observe(check_cache_control, asset_route(), "cache-control", value), Ids{"short-cache"}) << value;
}

TEST(CheckCacheControl, ExpectsRevalidationOfStableNames) {
  for (const char* value : {"no-cache", "no-store", "max-age=0", "max-age=0, s-maxage=0"})
    EXPECT_EQ(observe(check_cache_control, page_route(), "cache-control", value), Ids()) << value;
  for (const char* value : {"", "max-age=1", "max-age=0, s-maxage=60", "public"})
    EXPECT_EQ(observe(check_cache_control, page_route(), "cache-control", value), Ids{"cached-page"}) << value;
  EXPECT_EQ(observe(check_cache_control, page_route(), "cache-control", "no-cache, immutable"), Ids{"immutable-page"});
}

Ids observe_absent(long status, const std::string& name, const std::string& value) {
  Probe probe = correct_probe(asset_route(), "br", Purpose::AbsentName);
  probe.response.status = status;
  set_field(probe.response, name, value);
  Observations observed;
  check_absent_name(probe, observed);
  return ids(observed);
}

TEST(CheckAbsentName, ExpectsAnErrorThatIsNotCached) {
  for (const char* value : {"", "no-store", "max-age=60", "no-cache, max-age=3600"})
    EXPECT_EQ(observe_absent(404, "cache-control", value), Ids()) << value;
  for (const char* value : {"max-age=61", "s-maxage=3600", "max-age=0, s-maxage=3600", "immutable"})
    EXPECT_EQ(observe_absent(404, "cache-control", value), Ids{"cached-error"}) << value;
}

TEST(CheckAbsentName, FindsPagesInPlaceOfErrors) {
  EXPECT_EQ(observe_absent(200, "content-type", "text/html"), Ids{"html-fallback"});
  EXPECT_EQ(observe_absent(200, "content-type", "text/plain"), Ids());
}

TEST(CheckAbsentName, LeavesFailedTransfersToOthers) {
  Probe probe = correct_probe(asset_route(), "br", Purpose::AbsentName);
  probe.response.transfer = Transfer::Stalled;
  set_field(probe.response, "cache-control", "immutable");
  Observations observed;
  check_absent_name(probe, observed);
  EXPECT_TRUE(observed.empty());
}

}  // namespace
}  // namespace wasmpair
