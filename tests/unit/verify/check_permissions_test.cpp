#include <gtest/gtest.h>

#include "unit/verify/probes.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

using testing::asset_route;
using testing::correct_probe;
using testing::ids;
using testing::Ids;
using testing::set_field;

Ids observe(const Route& route, const std::string& name, const std::string& value) {
  Probe probe = correct_probe(route);
  set_field(probe.response, name, value);
  Observations observed;
  check_permissions(probe, testing::site, observed);
  return ids(observed);
}

TEST(CheckPermissions, ExpectsAnotherOriginToAllowThePages) {
  Route foreign = asset_route();
  foreign.url = "https://cdn.example/app.0123456789abcdef.wasm";
  const char* field = "access-control-allow-origin";
  for (const char* value : {"*", "https://example.org"}) EXPECT_EQ(observe(foreign, field, value), Ids()) << value;
  for (const char* value : {"", "null", "https://other.example"})
    EXPECT_EQ(observe(foreign, field, value), Ids{"missing-cors"}) << value;
  EXPECT_EQ(observe(asset_route(), field, ""), Ids()) << "the same origin needs no permission";
}

Manifest manifest_with(const ManifestBundle& bundle) {
  Manifest manifest;
  manifest.bundles = {bundle};
  return manifest;
}

Ids observe_pair(const ManifestBundle& bundle) {
  Observations observed;
  check_pairs(manifest_with(bundle), observed);
  return ids(observed);
}

TEST(CheckPairs, ExpectsDigestAndNamesOfOnePair) {
  ManifestBundle bundle;
  bundle.name = "app";
  bundle.wasm.sha256 = std::string(64, '0');
  bundle.shim.sha256 = std::string(62, '0') + "ff";
  // printf 'wasmpair pair 1\0' and both digests as bytes, through sha256sum
  bundle.pair = "b96650bce1ec52de19cf04fd76e939dc9d9570ce91946b601b1e3293e2af4d71";
  bundle.wasm.path = "app." + bundle.pair.substr(0, 16) + ".wasm";
  bundle.shim.path = "wasm_exec." + bundle.pair.substr(0, 16) + ".js";
  EXPECT_EQ(observe_pair(bundle), Ids());
  ManifestBundle other_shim = bundle;
  other_shim.shim.sha256 = bundle.wasm.sha256;
  EXPECT_EQ(observe_pair(other_shim), Ids{"mixed-pair"});
  for (const char* path : {"wasm_exec.0000000000000000.js", "wasm_exec.js", "js", ".js", ""}) {
    ManifestBundle other_name = bundle;
    other_name.shim.path = path;
    EXPECT_EQ(observe_pair(other_name), Ids{"mixed-pair"}) << path;
  }
  ManifestBundle other_module = bundle;
  other_module.wasm.path = "app.wasm";
  EXPECT_EQ(observe_pair(other_module), Ids{"mixed-pair"});
}

}  // namespace
}  // namespace wasmpair
