// What a manifest says of earlier releases.
#include <gtest/gtest.h>

#include "publish/ledger_name.h"
#include "unit/ledger/sample_releases.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

Manifest example() {
  Manifest manifest = sample_release({1});
  ManifestFile& wasm = manifest.bundles[0].wasm;
  wasm.dictionary_match = "app.*.wasm?";
  wasm.deltas = {{"dcz", wasm.path + ".key.dcz", 5, wasm.sha256, {"app.ee.wasm", 9, wasm.sha256}}};
  manifest.previous = {{ledger_name(sha256({})), sha256({}).hex()}};
  return manifest;
}

/// The problem of the example in which `from` is replaced.
std::string problem_with(const std::string& from, const std::string& to) {
  std::string json = to_json(example());
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  json.replace(at, from.size(), to);
  try {
    read_manifest(json, "wasmpair.json");
  } catch (const Error& error) {
    return error.problem();
  }
  return "";
}

TEST(ReadManifestOfALedger, ReadsWhatIsWritten) {
  const Manifest manifest = read_manifest(to_json(example()), "wasmpair.json");
  EXPECT_EQ(manifest, example());
}

TEST(ReadManifestOfALedger, ExpectsTheNamesOfManifests) {
  EXPECT_NE(problem_with("wasmpair.e3b0c44298fc1c14.json", "../../etc/passwd"), "");
  EXPECT_NE(
      problem_with("wasmpair.e3b0c44298fc1c14.json", "wasmpair.e3b0c44298fc1c15.json").find("not that of its digest"),
      std::string::npos);
}

TEST(ReadManifestOfALedger, ExpectsPlainNamesOfDeltas) {
  EXPECT_NE(problem_with(".key.dcz", "/../x"), "");
  EXPECT_NE(problem_with("app.ee.wasm", "../app.wasm"), "");
  EXPECT_NE(problem_with("\"dcz\"", "\"d,cz\""), "");
}

TEST(ReadManifestOfALedger, ExpectsAPatternThatFieldsCanHave) {
  for (const char* const match : {"app.*.wasm", "app.*.wasm\\\"?", "(.*)?", "/x?", "", "ä.*.wasm?", "app.*\\r\\n?"})
    EXPECT_NE(problem_with("app.*.wasm?", match), "") << match;
}

}  // namespace
}  // namespace wasmpair
