#include "wasmpair/verify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "publish/cache_policy.h"
#include "unit/support/raw_server.h"
#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"
#include "wasmpair/pair.h"

namespace wasmpair {
namespace {

struct Published {
  std::string type;
  std::string cache_control;
  std::string content;
};

using Site = std::map<std::string, Published>;

/// What a correct server sends for a request.
std::string respond(const Site& site, const std::string& request) {
  const std::size_t start = request.find('/') + 1;
  const std::string name = request.substr(start, request.find(' ', start) - start);
  const auto file = site.find(name.empty() ? "index.html" : name);
  if (file == site.end()) return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  const auto& [type, cache_control, content] = file->second;
  const std::string tag = "\"" + sha256(bytes_of(content)).hex().substr(0, 16) + "\"";
  const bool has_it = request.find("If-None-Match: " + tag) != std::string::npos;
  const std::string fields = "Content-Type: " + type + "\r\nCache-Control: " + cache_control + "\r\nETag: " + tag +
                             "\r\nConnection: close\r\n";
  if (has_it) return "HTTP/1.1 304 Not Modified\r\n" + fields + "\r\n";
  const std::string head =
      "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n";
  return request.starts_with("HEAD") ? head : head + content;
}

/// A release without encodings, whose program is the text.
class Release {
 public:
  explicit Release(const std::string& program) {
    const std::string shim = "shim";
    const PairDigest digest = digest_pair(sha256(bytes_of(program)), sha256(bytes_of(shim)));
    const std::string hash = digest.pair.hex().substr(0, 16);
    ManifestBundle bundle;
    bundle.name = "app";
    bundle.pair = digest.pair.hex();
    bundle.source_sha256 = digest.module.hex();
    bundle.wasm = add("app." + hash + ".wasm", "application/wasm", program);
    bundle.shim = add("wasm_exec." + hash + ".js", "text/javascript", shim);
    bundle.loader = add("loader.0123456789abcdef.js", "text/javascript", "loader");
    manifest.generator_version = "0.1.0";
    manifest.bundles = {bundle};
    manifest.pages = {{"index.html", "index.html", "text/html; charset=utf-8", always_revalidate}};
    site["index.html"] = {"text/html; charset=utf-8", always_revalidate, "<!doctype html>"};
    publish();
  }

  /// Writes the manifest as it is now.
  void publish() { site["wasmpair.json"] = {"application/json", always_revalidate, to_json(manifest)}; }

  Manifest manifest;
  Site site;

 private:
  ManifestFile add(const std::string& path, const std::string& type, const std::string& content) {
    site[path] = {type, cache_forever, content};
    return {
        path,          path, type, content.size(), sha256(bytes_of(content)).hex(), "sha384-" + std::string(64, 'x'),
        cache_forever, {}};
  }
};

class Verify : public ::testing::Test {
 protected:
  std::vector<std::string> ids_of(const VerifyReport& report) {
    std::vector<std::string> ids;
    for (const DeliveryFinding& finding : report.findings) ids.push_back(finding.id);
    std::ranges::sort(ids);
    return ids;
  }

  VerifyRequest request() const {
    VerifyRequest request;
    request.url = server_.url();
    request.stall_time = std::chrono::minutes(5);
    return request;
  }

  std::vector<std::string> verify_as_published() {
    release_.publish();
    return ids_of(verify(request(), nullptr));
  }

  std::string write(const std::string& name, const Manifest& manifest) {
    const std::string file = directory_.generic_string() + "/" + name;
    write_file(file, bytes_of(to_json(manifest)), Durability::Unsynced);
    return file;
  }

  Release release_{"program"};
  RawServer server_{[this](const std::string& request) { return respond(release_.site, request); }};

 private:
  TemporaryDirectory directory_;
};

using Ids = std::vector<std::string>;

TEST_F(Verify, FindsNothingOnACorrectServer) {
  const VerifyReport report = verify(request(), nullptr);
  EXPECT_EQ(ids_of(report), Ids());
  EXPECT_EQ(report.url, server_.url() + "wasmpair.json");
  EXPECT_EQ(report.files, 5U);
  EXPECT_EQ(report.requests, static_cast<std::size_t>(server_.requests()));
}

TEST_F(Verify, FindsADifferentRelease) {
  VerifyRequest given = request();
  given.manifest_file = write("same.json", release_.manifest);
  EXPECT_EQ(ids_of(verify(given, nullptr)), Ids());
  Manifest other = release_.manifest;
  other.generator_version = "9.9.9";
  given.manifest_file = write("other.json", other);
  EXPECT_EQ(ids_of(verify(given, nullptr)), Ids{"stale-manifest"});
}

TEST_F(Verify, FindsThatFilesOfAnEarlierReleaseAreGone) {
  const Release earlier("earlier program");
  VerifyRequest with_previous = request();
  with_previous.previous = {write("earlier.json", earlier.manifest)};
  EXPECT_EQ(ids_of(verify(with_previous, nullptr)), Ids{"previous-release-missing"});
  release_.site.insert(earlier.site.begin(), earlier.site.end());
  EXPECT_EQ(ids_of(verify(with_previous, nullptr)), Ids());
}

TEST_F(Verify, OmitsPagesOnRequest) {
  release_.site.erase("index.html");
  VerifyRequest without_pages = request();
  EXPECT_EQ(ids_of(verify(without_pages, nullptr)), Ids{"not-found"});
  without_pages.pages = VerifyPages::LeaveOut;
  EXPECT_EQ(ids_of(verify(without_pages, nullptr)), Ids());
}

TEST_F(Verify, FindsMixedPairs) {
  release_.manifest.bundles[0].pair = std::string(64, '0');
  EXPECT_EQ(verify_as_published(), Ids{"mixed-pair"});
}

TEST_F(Verify, FindsManifestsThatCannotBeRead) {
  for (const std::string& text : {std::string("{"), std::string(1'000'000, '['), std::string("{}"),
                                  std::string(manifest_limit + 1, ' '), std::string(manifest_limit + 100'000, ' ')}) {
    release_.site["wasmpair.json"].content = text;
    const VerifyReport report = verify(request(), nullptr);
    EXPECT_EQ(ids_of(report), Ids{"malformed-manifest"}) << text.substr(0, 10);
    EXPECT_EQ(report.requests, 1U);
  }
}

TEST_F(Verify, FindsUrlsThatAreNotHttp) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "http://[::1"}) {
    release_.manifest.bundles[0].wasm.url = url;
    EXPECT_EQ(verify_as_published(), Ids{"malformed-manifest"}) << url;
  }
  release_.manifest.base = "file:///etc/";
  EXPECT_EQ(verify_as_published(), Ids{"malformed-manifest"});
}

TEST_F(Verify, RequestsNothingFromOtherOrigins) {
  const RawServer other([](const std::string&) { return std::string("HTTP/1.1 200 OK\r\n\r\n"); });
  release_.manifest.pages[0].url = other.url() + "index.html";
  EXPECT_EQ(verify_as_published(), Ids{"malformed-manifest"});
  EXPECT_EQ(other.requests(), 0);
}

TEST_F(Verify, RequestsFilesFromTheOriginOfTheBase) {
  const RawServer assets([this](const std::string& request) { return respond(release_.site, request); });
  Manifest& manifest = release_.manifest;
  manifest.base = assets.url();
  for (ManifestFile* file : {&manifest.bundles[0].wasm, &manifest.bundles[0].shim, &manifest.bundles[0].loader})
    file->url = assets.url() + file->path;
  manifest.pages[0].url = assets.url() + "index.html";
  verify_as_published();
  EXPECT_GT(assets.requests(), 0);
}

TEST_F(Verify, NeedsHostsThatExist) {
  VerifyRequest wrong = request();
  wrong.allowed_hosts = {"https://cdn.example/"};
  EXPECT_THROW(verify(wrong, nullptr), Error);
  EXPECT_EQ(server_.requests(), 0);
}

TEST_F(Verify, ReportsItsTimeLimit) {
  VerifyRequest hurried = request();
  hurried.total_time = std::chrono::seconds(0);
  hurried.manifest_file = write("same.json", release_.manifest);
  const VerifyReport report = verify(hurried, nullptr);
  EXPECT_EQ(ids_of(report), Ids{"stalled"});
  EXPECT_EQ(report.requests, 0U);
}

/// Checks what the interface promises about progress.
class Watcher : public Progress {
 public:
  void update(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
    if (stage != stage_) done_ = 0;
    EXPECT_GE(done, done_) << stage;
    EXPECT_LE(done, total) << stage;
    stage_ = stage;
    done_ = done;
    ++updates;
  }
  int updates = 0;

 private:
  std::string stage_;
  std::uint64_t done_ = 0;
};

TEST_F(Verify, ShowsProgressOverManyBatches) {
  for (int i = 0; i < 60; ++i) {
    const std::string name = "page" + std::to_string(i) + ".html";
    release_.manifest.pages.push_back({name, name, "text/html; charset=utf-8", always_revalidate});
    release_.site[name] = release_.site["index.html"];
  }
  release_.publish();
  Watcher watcher;
  const VerifyReport report = verify(request(), &watcher);
  EXPECT_EQ(ids_of(report), Ids());
  EXPECT_EQ(report.files, 65U);
  EXPECT_GT(watcher.updates, 0);
}

}  // namespace
}  // namespace wasmpair
