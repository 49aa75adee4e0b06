#include "wasmpair/manifest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

ManifestFile file(const std::string& path, const std::string& type) {
  return {
      path, "/assets/" + path, type, 10, std::string(64, 'a'), "sha384-" + std::string(64, 'b'), "public, immutable",
      {}};
}

Manifest example() {
  ManifestBundle bundle{"app",
                        std::string(64, 'c'),
                        "go1.24.4",
                        20,
                        std::string(64, 'd'),
                        file("app.cc.wasm", "application/wasm"),
                        file("wasm_exec.cc.js", "text/javascript"),
                        file("loader.ee.js", "text/javascript")};
  bundle.wasm.encodings = {{"br", "app.cc.wasm.br", 5, std::string(64, 'e')}};
  return {"0.1.0",
          "/assets/",
          {bundle},
          {{"index.html", "/assets/index.html", "text/html; charset=utf-8", "no-cache"}},
          {"app.cc.wasm", "index.html"},
          {}};
}

std::string replaced(const std::string& from, const std::string& to) {
  std::string json = to_json(example());
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

/// The place and the problem of the error that reading json causes.
std::string message(const std::string& json) {
  try {
    read_manifest(json, "wasmpair.json");
  } catch (const Error& error) {
    return error.place() + ": " + error.problem();
  }
  return "";
}

TEST(ReadManifest, ReadsWrittenManifests) {
  const std::string json = to_json(example());
  EXPECT_EQ(to_json(read_manifest(json, "wasmpair.json")), json);
}

TEST(ReadManifest, ReadsTheFilesOfTheNextRelease) {
  Manifest manifest = example();
  manifest.next = {file("app.ff.wasm", "application/wasm")};
  const std::string json = to_json(manifest);
  EXPECT_EQ(to_json(read_manifest(json, "wasmpair.json")), json);
  EXPECT_EQ(files_of(manifest).back()->path, "app.ff.wasm");
}

TEST(ReadManifest, IgnoresUnknownKeys) {
  EXPECT_EQ(to_json(read_manifest(replaced("\"base\"", "\"later\": [{}], \"base\""), "m")), to_json(example()));
}

TEST(ReadManifest, DoesNotNeedPages) {
  std::string json = replaced("\"pages\"", "\"other\"");
  EXPECT_TRUE(read_manifest(json, "m").pages.empty());
}

TEST(ReadManifest, ReportsThePlaceOfAMistake) {
  EXPECT_EQ(message("{\n  \"version\" 1}"), "wasmpair.json:2:13: is not JSON");
  EXPECT_EQ(message("[]"), "wasmpair.json:/: is not a version 1 manifest: it is not an object");
  EXPECT_EQ(message("{}"), "wasmpair.json:/: is not a version 1 manifest: it has no \"version\"");
  EXPECT_EQ(message(replaced("\"version\": 1", "\"version\": 2")),
            "wasmpair.json:/version: is 2, but this program reads version 1");
  EXPECT_EQ(
      message(replaced("\"bytes\": 10", "\"bytes\": -1")),
      "wasmpair.json:/bundles/app/wasm/bytes: is not a version 1 manifest: it is not a whole number of at least 0");
  EXPECT_EQ(message(replaced("\"app.cc.wasm.br\"", "7")),
            "wasmpair.json:/bundles/app/wasm/encodings/0/path: is not a version 1 manifest: it is not a string");
  EXPECT_EQ(message(replaced(std::string(64, 'e'), std::string(64, 'E'))),
            "wasmpair.json:/bundles/app/wasm/encodings/0/sha256: is not a version 1 manifest: "
            "it is not a SHA-256 digest of 64 hex digits");
}

TEST(ReadManifest, RefusesPathsThatAreNotPlainFileNames) {
  for (const char* path : {"../app.wasm", "/etc/passwd", "a/b", "..", ".", "", "a\\\\b", "a\\u0000b", "a\\nb"})
    EXPECT_NE(message(replaced("\"path\": \"app.cc.wasm\"", fmt::format("\"path\": \"{}\"", path))), "") << path;
}

TEST(ReadManifest, RefusesControlCharactersInNamesOfBundles) {
  for (const char* name : {"a\\u001b[2J", "\\u0007", "a\\nb", "\\u007f"})
    EXPECT_NE(message(replaced("\"app\"", fmt::format("\"{}\"", name))).find("its name contains a control character"),
              std::string::npos)
        << name;
}

/// Expects that no manifest has one of these instead of value.
void expect_refused(const std::string& value, const std::vector<const char*>& others) {
  for (const char* other : others) EXPECT_NE(message(replaced(value, fmt::format("\"{}\"", other))), "") << other;
}

TEST(ReadManifest, RefusesTextOfAnotherKind) {
  expect_refused("\"app\"", {"", "-b", ".a", "a b", "con", "__proto__", "a\u202e", "<b>"});
  expect_refused("\"0.1.0\"", {"", "1 2", "<b>", "a\\\"b", "1;2"});
  expect_refused("\"go1.24.4\"", {"", "go1.24 <b>", "go1.24\u202e", "go$(1)", "go`1`"});
  expect_refused("\"application/wasm\"", {"", "a\\\"b", "a{b", "a$b", "a'b", "a\\\\b", "a<b", " a", "a "});
  expect_refused("\"public, immutable\"", {"", "a\\\"b", "a{b", "a$b", "a'b", "a\\\\b", "a<b", "a,  b"});
  expect_refused("\"no-cache\"", {"", "a\\\"b", "$1", "{x}"});
  expect_refused("\"sha384-" + std::string(64, 'b') + "\"", {"", "sha384-b", "sha512-b", "' *"});
  expect_refused("\"br\"", {"", "b r", "b;r", "b'r", "$br"});
  expect_refused("\"app.cc.wasm\"", {"a\u202eb", "a\u200bb", "a\u0085b"});
}

TEST(ReadManifest, RefusesUrlsElsewhere) {
  expect_refused("\"/assets/index.html\"",
                 {"", "/assets/", "index.html", "/index.html", "https://evil.invalid/", "javascript:alert(1)",
                  "/assets/a/b", "/assets/../b", "/assets/..", "/assets/%2e%2e", "/assets/a%2fb", "/assets/a?b",
                  "/assets/a#b", "/assets/a b", "/assets/a\\\"b", "/assets/%zz", "/assets/%0a", "/assets/a:b"});
  for (const char* url : {"a'b.html", "%C3%A9.html", "a%20b.html"})
    EXPECT_EQ(message(replaced("/assets/index.html", std::string("/assets/") + url)), "") << url;
}

TEST(ReadManifest, ReadsFilesOfTheNextReleaseWithTheirOwnBase) {
  Manifest both = example();
  const auto with_url = [&](const std::string& url) {
    both.next = {file("next.cc.wasm", "application/wasm")};
    both.next[0].url = url;
    return message(to_json(both));
  };
  for (const char* url : {"next.cc.wasm", "/b/next.cc.wasm", "https://cdn.example/next.cc.wasm"})
    EXPECT_EQ(with_url(url), "") << url;
  for (const char* url :
       {"", "/b/", "javascript:alert(1)", "javascript:alert(1)/x", "https://*/x", "https://a:b@c/x", "/b/x?y"})
    EXPECT_NE(with_url(url), "") << url;
}

TEST(ReadManifest, RefusesBasesThatAreNoPrefixOfUrls) {
  std::string json = to_json(example());
  for (std::size_t at = 0; (at = json.find("/assets/", at)) != std::string::npos;) json.replace(at, 8, "BASE/");
  const auto with_base = [&](const std::string& base) {
    std::string changed = json;
    for (std::size_t at = 0; (at = changed.find("BASE/", at)) != std::string::npos; at += base.size())
      changed.replace(at, 5, base);
    return message(changed);
  };
  for (const char* base : {"", "/", "https://cdn.example/a/", "//cdn.example/"}) EXPECT_EQ(with_base(base), "") << base;
  for (const char* base :
       {"https://evil.invalid;script-src *", "https://evil.invalid;script-src%20*/", "https://*/", "a"})
    EXPECT_NE(with_base(base).find("is not a prefix of URLs"), std::string::npos) << base;
}

TEST(ReadManifest, RefusesLargeFiles) {
  EXPECT_EQ(message(std::string(manifest_limit + 1, ' ')),
            "wasmpair.json: is not a manifest: it has more than 16777216 bytes");
}

TEST(ReadManifest, RefusesHugeNumbers) {
  EXPECT_EQ(message("{\"version\": 1e999}"),
            "wasmpair.json:/version: is not a version 1 manifest: it is not a whole number of at least 0");
  for (const char* bytes : {"9007199254740992", "18446744073709551616", "100000000000000000000000000000"})
    EXPECT_EQ(message(replaced("\"bytes\": 10", fmt::format("\"bytes\": {}", bytes))),
              "wasmpair.json:/bundles/app/wasm/bytes: is not a version 1 manifest: it is too large a number");
  EXPECT_EQ(message(replaced("\"bytes\": 10", "\"bytes\": 9007199254740991")), "");
}

TEST(ReadManifest, RefusesTextThatCannotBeSeen) {
  for (const char* text :
       {"\\u202e", "\\u2066", "\\u200b", "\\u00ad", "\\u0085", "\\ufeff", "\\udb40\\udc41", "\u202e"}) {
    for (const char* key : {"path", "url", "type", "integrity", "cacheControl", "encoding", "base"}) {
      const std::string start = fmt::format("\"{}\": \"", key);
      const std::string problem = message(replaced(start, start + text));
      EXPECT_TRUE(problem.ends_with("contains a character that is invisible or turns the direction of writing"))
          << key << " " << text << " " << problem;
    }
    EXPECT_TRUE(
        message(replaced("\"app\"", fmt::format("\"{}\"", text))).ends_with("its name is not that of a bundle"));
  }
}

/// A manifest with an array in place of one of the example's.
std::string with_list(const std::string& old, const std::string& element, std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + element;
  return replaced(old, list + "]");
}

TEST(ReadManifest, LimitsLists) {
  constexpr ManifestLimits limits;
  std::string files = to_json(example());
  const std::size_t start = files.find("\"files\": [") + 10;
  const auto with_files = [&](std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += "\"a\",";
    return files.substr(0, start) + list + files.substr(start);
  };
  EXPECT_EQ(message(with_files(limits.files - 2)), "") << "two are in the example";
  EXPECT_EQ(
      message(with_files(limits.files)),
      fmt::format("wasmpair.json:/files/{0}: is not a version 1 manifest: there are more than {0}", limits.files));
  const std::string encoding = R"({"encoding":"br","path":"b","bytes":5,"sha256":")" + std::string(64, 'e') + "\"}";
  EXPECT_EQ(message(with_list("[]", encoding, limits.encodings)), "");
  EXPECT_EQ(message(with_list("[]", encoding, limits.encodings + 1)),
            fmt::format("wasmpair.json:/bundles/app/shim/encodings/{0}: is not a version 1 manifest: "
                        "there are more than {0}",
                        limits.encodings));
}

TEST(ReadManifest, SurvivesDeepNesting) { EXPECT_NE(message(std::string(1'000'000, '[')), ""); }

Manifest with_assets() {
  Manifest manifest = example();
  ManifestFile robots = file("robots.txt", "text/plain; charset=utf-8");
  robots.cache_control = "no-cache";
  manifest.assets = {{"img/my logo.png", file("my_logo.01234567.png", "image/png")}, {"robots.txt", robots}};
  return manifest;
}

TEST(ReadManifest, ReadsAssets) {
  const std::string json = to_json(with_assets());
  EXPECT_EQ(read_manifest(json, "m"), with_assets());
  EXPECT_EQ(files_of(with_assets()).back()->path, "robots.txt");
  EXPECT_EQ(to_json(example()).find("\"assets\": ["), std::string::npos) << "absent if there are none";
}

TEST(ReadManifest, RefusesAssetsWithoutANameOrWithOneThatIsAPath) {
  const std::string json = to_json(with_assets());
  const auto renamed = [&json](const std::string& name) {
    std::string text = json;
    return text.replace(text.find("img/my logo.png"), 15, name);
  };
  for (const char* name : {"../logo.png", "/logo.png", "img//a.png", ".env", ""})
    EXPECT_NE(message(renamed(name)).find("wasmpair.json:/assets/0/name: "), std::string::npos) << name;
  std::string nameless = json;
  nameless.replace(nameless.find("\"name\": \"img"), 6, "\"nome\"");
  EXPECT_NE(message(nameless).find("it has no \"name\""), std::string::npos) << message(nameless);
}

TEST(ReadManifest, ExpectsTheUrlsOfAssetsInTheBase) {
  Manifest manifest = with_assets();
  manifest.assets[1].file.url = "https://elsewhere.example/robots.txt";
  EXPECT_NE(message(to_json(manifest)).find("wasmpair.json:/assets/1/url: "), std::string::npos);
}

TEST(ReadManifest, SkipsAKeyWithoutAName) {
  EXPECT_EQ(to_json(read_manifest(replaced("\"path\"", "\"\": [1], \"path\""), "m")), to_json(example()));
}

}  // namespace
}  // namespace wasmpair
