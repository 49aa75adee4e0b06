#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::delta_route;
using testing::Ids;
using testing::ids;
using testing::set_field;

const std::vector<std::string> modules{delta_route().url, "https://example.org/app/app2.0123456789abcdef.wasm",
                                       "https://example.org/app/app.fedcba9876543210.wasm"};

Ids observe(const std::string& value, const std::string& cache_control = testing::immutable) {
  Probe probe = correct_probe(delta_route());
  set_field(probe.response, "use-as-dictionary", value);
  set_field(probe.response, "cache-control", cache_control);
  Observations observed;
  check_dictionary(probe, modules, observed);
  return ids(observed);
}

TEST(CheckDictionary, AcceptsWhatCoversTheBundleAlone) {
  for (const char* value :
       {R"(match="app.*.wasm?")", R"(match="/app/app.*.wasm?")", R"(match="app.:hash.wasm?", type=raw, id="a")",
        R"(match="app.*.wasm?", match-dest=("" "script"))", R"(match="app.*.wasm?", match-dest=())"})
    EXPECT_EQ(observe(value), Ids()) << value;
  EXPECT_EQ(observe(R"(match="app.*.wasm?")", "max-age=1"), Ids());
}

TEST(CheckDictionary, FindsWrongPatterns) {
  for (const char* value : {R"(match="app.0123456789abcdef.wasm?")", R"(match="app*.wasm?")", R"(match="*?")",
                            R"(match="app.*.wasm")", R"(match="app.([0-9a-f]+).wasm?")",
                            R"(match="https://example.com/app/app.*.wasm?")", R"(match="/app.*.wasm?")"})
    EXPECT_EQ(observe(value), Ids{"dictionary-mismatch"}) << value;
}

TEST(CheckDictionary, FindsWhatBrowsersDoNotKeep) {
  for (const char* value : {"", "match=app", R"(id="app")"})
    EXPECT_EQ(observe(value), Ids{"dictionary-not-offered"}) << value;
  for (const char* value : {R"(match="app.*.wasm?", match-dest=("script"))", R"(match="app.*.wasm?", type=other)"})
    EXPECT_EQ(observe(value), Ids{"dictionary-not-kept"}) << value;
  for (const char* control : {"no-store", "no-cache", "max-age=0", "public, max-age=31536000, no-cache"})
    EXPECT_EQ(observe(R"(match="app.*.wasm?")", control), Ids{"dictionary-not-kept"}) << control;
}

TEST(CheckDictionary, ConcernsModulesWithDictionariesOnly) {
  Observations observed;
  check_dictionary(correct_probe(asset_route()), modules, observed);
  Probe missing = correct_probe(delta_route());
  missing.response.status = 404;
  check_dictionary(missing, modules, observed);
  check_dictionary(correct_probe(delta_route(), "br", Purpose::Revalidation), modules, observed);
  EXPECT_EQ(ids(observed), Ids());
}

TEST(CheckSecureOrigin, WarnsOfHttp) {
  const auto observe_origin = [](const std::string& url) {
    Observations observed;
    check_secure_origin(url, observed);
    return ids(observed);
  };
  for (const char* url : {"https://example.org/a.wasm", "http://127.0.0.1:80/a.wasm", "http://localhost/a.wasm",
                          "http://[::1]:8080/a.wasm", "http://app.localhost:8080/a.wasm"})
    EXPECT_EQ(observe_origin(url), Ids()) << url;
  for (const char* url : {"http://example.org/a.wasm", "http://192.168.0.1/a.wasm", "http://localhost.example/a.wasm"})
    EXPECT_EQ(observe_origin(url), Ids{"insecure-origin"}) << url;
}

}  // namespace
}  // namespace wasmpair
