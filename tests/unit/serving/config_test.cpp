#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "serving/server_config.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

const std::string hash = "0123456789abcdef";
const std::string for_ever = "public, max-age=31536000, immutable";

ManifestFile file(const std::string& path, const std::string& type) {
  return {path,     "/a/" + path,
          type,     10,
          "aa",     "sha384-b",
          for_ever, {{"br", path + ".br", 4, "bb"}, {"gzip", path + ".gz", 5, "cc"}, {"zstd", path + ".zst", 4, "dd"}}};
}

Manifest manifest(const std::string& base = "/a/", const std::string& page = "index.html") {
  return {
      .generator_version = "0.1.0",
      .base = base,
      .bundles = {{.name = "app",
                   .pair = "cc",
                   .go_version = "go1.24.4",
                   .source_sha256 = "dd",
                   .wasm = file("app." + hash + ".wasm", "application/wasm"),
                   .shim = file("wasm_exec." + hash + ".js", "text/javascript"),
                   .loader = file("loader." + hash + ".js", "text/javascript")}},
      .pages = {{.path = page, .url = base + page, .type = "text/html; charset=utf-8", .cache_control = "no-cache"}},
      .files = {}};
}

ConfiguredSite site(const Manifest& release, const SiteOptions& options = {}) {
  return describe_site(release, "wasmpair.json", options);
}

SiteOptions with_encoding(const std::string& encoding) {
  SiteOptions options;
  options.encoding = encoding;
  return options;
}

TEST(ConfigSite, HasThePathOfTheBase) {
  EXPECT_EQ(site(manifest("")).prefix, "/");
  EXPECT_EQ(site(manifest("/assets/")).prefix, "/assets/");
  EXPECT_EQ(site(manifest("https://cdn.example.com/v1/")).prefix, "/v1/");
  EXPECT_EQ(site(manifest("https://cdn.example.com")).prefix, "/");
  EXPECT_EQ(site(manifest("//cdn.example.com/v1/")).prefix, "/v1/");
  EXPECT_EQ(site(manifest("/my%20app/%C3%A9/")).prefix, "/my app/\xC3\xA9/");
  SiteOptions elsewhere;
  elsewhere.prefix = "/x";
  EXPECT_EQ(site(manifest("/assets/"), elsewhere).prefix, "/x/");
}

TEST(ConfigSite, RefusesInvalidPrefixes) {
  for (const char* base : {"assets/", "/a/../b/", "/%0a/", "/%00/", "/%ff/"})
    EXPECT_THROW(site(manifest(base)), Error) << base;
}

TEST(ConfigSite, RefusesFilesThatNoPatternDescribes) {
  for (const std::string& name :
       std::vector<std::string>{"app.wasm", "app.0123.wasm", "app." + hash, "app." + hash + ".wasm.x",
                                "-a." + hash + ".wasm", "a b." + hash + ".wasm", "app.0123456789ABCDEF.wasm"}) {
    Manifest release = manifest();
    release.bundles[0].wasm = file(name, "application/wasm");
    EXPECT_THROW(site(release), Error) << name;
  }
  Manifest stray = manifest();
  stray.bundles[0].wasm.encodings[0].path = "other.br";
  EXPECT_THROW(site(stray), Error);
  Manifest torn = manifest();
  torn.bundles[0].shim.type = "application/javascript";
  EXPECT_THROW(site(torn), Error);
}

TEST(ConfigSite, MatchesOnlyHashedNames) {
  Manifest release = manifest();
  const std::string longer = hash + hash;
  release.bundles[0].loader = file("loader." + longer + ".js", "text/javascript");
  const std::regex pattern(asset_pattern(site(release)));
  for (const std::string& name :
       std::vector<std::string>{"app." + hash + ".wasm", "later_2." + hash + ".js", "loader." + longer + ".js"})
    EXPECT_TRUE(std::regex_match(name, pattern)) << name;
  for (const std::string& name :
       std::vector<std::string>{"app.wasm", "app." + hash + "0.wasm", "app." + hash + ".wasm.br", "app.20240101.js",
                                "app." + hash + ".html", "x/app." + hash + ".js"})
    EXPECT_FALSE(std::regex_match(name, pattern)) << name;
}

TEST(ConfigSite, HasTheLedgerAmongItsAssets) {
  Manifest longer = manifest();
  for (ManifestFile* part : {&longer.bundles[0].wasm, &longer.bundles[0].shim, &longer.bundles[0].loader})
    *part = file(std::string(part->path).insert(part->path.find('.') + 1, hash), part->type);
  const std::string name = "wasmpair." + hash + ".json";
  for (const Manifest& release : {manifest(), longer})
    EXPECT_TRUE(std::regex_match(name, std::regex(asset_pattern(site(release), "json"))));
  SiteOptions options;
  options.transformation = Transformation::Forbidden;
  const ConfiguredSite with_ledger = describe_site(manifest(), "wasmpair.json", options, {name});
  const auto route = std::ranges::find(with_ledger.routes, name, &Route::path);
  ASSERT_NE(route, with_ledger.routes.end());
  EXPECT_EQ(route->cache_control, for_ever + ", no-transform");
  const std::string script = s3_config(with_ledger).text;
  EXPECT_LT(script.find(name), script.find("wasmpair.json'"));
}

TEST(ConfigSite, HasOneKindOfJsonForFilesAndTheLedger) {
  Manifest release = manifest();
  release.assets.push_back({"data.json", file("data." + hash + ".json", "application/json")});
  EXPECT_EQ(std::ranges::count(site(release).assets, "json", &AssetKind::extension), 1);
  EXPECT_EQ(std::ranges::count(site(manifest()).assets, "json", &AssetKind::extension), 1);
}

TEST(EscapeRegex, MatchesOnlyTheText) {
  for (char c = ' '; c < 0x7f; ++c) {
    const std::string text = std::string("a") + c + c + "b";
    const std::regex pattern(escape_regex(text));
    EXPECT_TRUE(std::regex_match(text, pattern)) << text;
    EXPECT_FALSE(std::regex_match("ab", pattern)) << text;
    EXPECT_FALSE(std::regex_match("axxb", pattern) && c != 'x') << text;
  }
  EXPECT_EQ(escape_regex("${a}").find("${"), std::string::npos);
  EXPECT_EQ(escape_regex("{$a}").find("{$"), std::string::npos);
}

TEST(Config, ForbidsTransformationEverywhereOnRequest) {
  SiteOptions options;
  options.transformation = Transformation::Forbidden;
  for (const ServerConfig& server : server_configs()) {
    if (server.negotiation == Negotiation::ByFunction) continue;  // the fields are those of the upload
    const std::string text = server.emit(site(manifest(), options)).text;
    EXPECT_NE(text.find("immutable, no-transform"), std::string::npos) << server.target.name;
    EXPECT_NE(text.find("no-cache, no-transform"), std::string::npos) << server.target.name;
    EXPECT_EQ(server.emit(site(manifest())).text.find("immutable, no-transform"), std::string::npos);
  }
}

TEST(Config, IsIndependentOfTheReleaseWhereServersMatchPatterns) {
  for (const ServerConfig& server : server_configs()) {
    const bool names_hash = server.emit(site(manifest())).text.find(hash) != std::string::npos;
    const std::string_view name = server.target.name;
    const bool is_written_anew = name == "netlify" || name == "cloudflare" || name == "s3" || name == "gcs" ||
                                 name == "json" || name == "cloudfront";
    EXPECT_EQ(names_hash, is_written_anew) << name;
  }
}

TEST(Config, FollowsTheFormatsThatHostsDocument) {
  const auto expect_rule = [](const nlohmann::json& rule, const char* matcher) {
    ASSERT_EQ(rule.size(), 2U);
    EXPECT_TRUE(rule.at(matcher).is_string());
    for (const auto& header : rule.at("headers")) {
      EXPECT_EQ(header.size(), 2U);
      EXPECT_TRUE(header.at("key").is_string() && header.at("value").is_string());
    }
  };
  const auto vercel = nlohmann::json::parse(vercel_config(site(manifest())).text);
  ASSERT_FALSE(vercel.at("headers").empty());
  for (const auto& rule : vercel.at("headers")) expect_rule(rule, "source");
  const auto firebase = nlohmann::json::parse(firebase_config(site(manifest())).text);
  ASSERT_FALSE(firebase.at("hosting").at("headers").empty());
  for (const auto& rule : firebase.at("hosting").at("headers")) expect_rule(rule, "regex");
}

TEST(Config, QuotesHostileNames) {
  const std::string name = "a\"'`\\;{}#$x *:.htm";
  const ConfiguredSite hostile = site(manifest("/b\"'`\\;{}#$x *:/", name));
  for (const ServerConfig& server : server_configs()) {
    if (server.target.name == "gcs") continue;  // refuses the name
    const std::string text = server.emit(hostile).text;
    const std::string plain = server.emit(site(manifest("/b/", "a.htm"))).text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), std::count(plain.begin(), plain.end(), '\n'))
        << server.target.name;
  }
  EXPECT_NE(nginx_config(hostile).text.find(R"("^/b\"'`\\\\;[{][}][#][$]x [*]:/(?:)"), std::string::npos);
  EXPECT_NE(caddy_config(hostile).text.find(R"("^/b\"'`\\;[{][}][#][$]x [*]:/(?:)"), std::string::npos);
  EXPECT_NE(apache_config(hostile).text.find("RewriteBase /b%22%27%60%5C%3B%7B%7D%23%24x%20%2A%3A/\n"),
            std::string::npos);
  EXPECT_NE(apache_config(hostile).text.find(R"(a\"'`\\\\;[{][}][#][$]x [*]:[.]htm)"), std::string::npos);
  EXPECT_NE(s3_config(hostile).text.find(R"("$from"/'a"'\''`\;{}#$x *:.htm' "$to")"), std::string::npos);
  EXPECT_NE(netlify_config(hostile).text.find("\n/b%22%27%60%5C%3B%7B%7D%23%24x%20%2A%3A/a%22"), std::string::npos);
  EXPECT_THROW(gcs_config(hostile), Error);
}

TEST(Config, StoresTheRequestedEncoding) {
  const std::string identity = s3_config(site(manifest())).text;
  EXPECT_NE(identity.find("app." + hash + ".wasm.br' \"$to\"/'app." + hash + ".wasm.br'"), std::string::npos);
  const std::string br = s3_config(site(manifest(), with_encoding("br"))).text;
  EXPECT_NE(br.find("app." + hash + ".wasm.br' \"$to\"/'app." + hash + ".wasm' "), std::string::npos);
  EXPECT_EQ(br.find(".gz"), std::string::npos);
  EXPECT_NE(gcs_config(site(manifest())).text.find("--content-encoding=gzip"), std::string::npos);
  EXPECT_THROW(s3_config(site(manifest(), with_encoding("lzma"))), Error);
  Manifest plain = manifest();
  for (ManifestFile* part : {&plain.bundles[0].wasm, &plain.bundles[0].shim, &plain.bundles[0].loader})
    part->encodings.clear();
  EXPECT_EQ(gcs_config(site(plain)).text.find("--content-encoding"), std::string::npos);
}

TEST(Config, UploadsTheManifestLast) {
  for (const ServerConfig& server : server_configs()) {
    if (server.target.name != "s3" && server.target.name != "gcs") continue;
    const std::string text = server.emit(site(manifest())).text;
    const std::size_t asset = text.rfind(".wasm'");
    const std::size_t page = text.rfind("index.html'");
    EXPECT_LT(asset, page);
    EXPECT_LT(page, text.rfind("wasmpair.json'"));
  }
}

TEST(Config, ForbidsCloudflareToReencodeStoredEncodings) {
  const std::string text = cloudflare_config(site(manifest(), with_encoding("br"))).text;
  EXPECT_NE(text.find(for_ever + ", no-transform\n  X-Content-Type-Options: nosniff\n  Content-Encoding: br\n"),
            std::string::npos);
  EXPECT_EQ(netlify_config(site(manifest())).text.find("Content-Encoding:"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
