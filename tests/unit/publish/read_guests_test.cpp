#include "publish/read_guests.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

Manifest example() {
  ManifestGuest guest;
  guest.name = "text";
  guest.kind = "go-wasip1-reactor";
  guest.go_version = "go1.26.8";
  guest.source_bytes = 20;
  guest.source_sha256 = std::string(64, 'd');
  guest.wasm = {"text.aa.wasm",       "text.aa.wasm",
                "application/wasm",   30,
                std::string(64, 'a'), "sha384-" + std::string(64, 'b'),
                "no-cache",           {}};
  guest.minimum_pages = 43;
  guest.maximum_pages = 1'024;
  guest.ticks = 1'000'000;
  guest.depth = 50'000;
  guest.globals = {0, 7};
  guest.restorable = true;
  guest.entries = {{"handle", "Handle", "handle"}};
  guest.imports = {"wasi_snapshot_preview1.fd_write"};
  guest.capabilities = {"standard output"};
  Manifest manifest{"0.1.0", "", {}, {}, {"text.aa.wasm"}};
  manifest.guests = {guest};
  return manifest;
}

/// The place and the problem of the error after a replacement in the example.
std::string message(const std::string& from, const std::string& to) {
  std::string json = to_json(example());
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  try {
    read_manifest(json.replace(at, from.size(), to), "m");
  } catch (const Error& error) {
    return error.place() + " " + error.problem();
  }
  return "";
}

TEST(ReadGuests, ReadsWhatIsWritten) {
  const Manifest manifest = read_manifest(to_json(example()), "m");
  EXPECT_EQ(manifest, example());
  ASSERT_EQ(files_of(manifest).size(), 1U);
  EXPECT_EQ(files_of(manifest)[0]->path, "text.aa.wasm");
}

TEST(ReadGuests, ReadsAGuestThatNoGoReleaseLinked) {
  Manifest manifest = example();
  manifest.guests[0].go_version = "";
  EXPECT_EQ(to_json(manifest).find("\"go\""), std::string::npos);
  EXPECT_EQ(read_manifest(to_json(manifest), "m"), manifest);
}

TEST(ReadGuests, RefusesWhatIsNoGuest) {
  const std::string problem = " is not a version 1 manifest: ";
  EXPECT_EQ(message("\"text\": {", "\"te xt\": {"), "m:/guests/te xt" + problem + "its name is not that of a guest");
  EXPECT_EQ(message("\"maxPages\": 1024", "\"maxPages\": 65537"),
            "m:/guests/text/memory/maxPages" + problem + "it is larger than 65536");
  EXPECT_EQ(message("\"depth\": 50000", "\"depth\": 2147483648"),
            "m:/guests/text/depth" + problem + "it is larger than 2147483647");
  EXPECT_EQ(message("\"restorable\": true", "\"restorable\": null"),
            "m:/guests/text/restorable" + problem + "it is not true or false");
  EXPECT_EQ(message("\"Handle\"", "\"Handle()\""),
            "m:/guests/text/entries/0/method" + problem + "\"Handle()\" is not an identifier");
  EXPECT_EQ(message("\"convention\": \"handle\"", "\"convention\": \"rpc\""),
            "m:/guests/text/entries/0/convention" + problem + "\"rpc\" is not a convention");
  EXPECT_EQ(message("\"url\": \"text.aa.wasm\"", "\"url\": \"https://evil.invalid/a\""),
            "m:/guests/text/wasm/url" + problem + "\"https://evil.invalid/a\" is not the base and the name of a file");
  EXPECT_NE(message("\"wasi_snapshot_preview1.fd_write\"", "\"a\\u001bb\""), "");
  for (const char* key : {"kind", "source", "wasm", "memory", "ticks", "depth", "globals", "restorable", "entries",
                          "imports", "capabilities"})
    EXPECT_EQ(message("\"" + std::string(key) + "\":", "\"other\":"),
              "m:/guests/text" + problem + "it has no \"" + key + "\"");
}

}  // namespace
}  // namespace wasmpair
