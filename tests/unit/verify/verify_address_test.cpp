#include "verify/verify_address.h"

#include <gtest/gtest.h>

#include "unit/support/raw_server.h"
#include "unit/verify/probes.h"

namespace wasmpair {
namespace {

const std::string wasm = "app.0123456789abcdef.wasm";

/// A page of the release whose module is at that URL.
std::string page(const std::string& url) {
  return "<!doctype html><script type=\"application/json\" data-wasmpair-release>"
         "{\"bundles\":{\"app\":{\"wasm\":{\"url\":\"" +
         url + "\"},\"shim\":{\"url\":\"\"}}}}</script>";
}

std::string ok(const std::string& body, const std::string& type = "text/html") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

const std::string not_found = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

Manifest release() {
  Manifest manifest;
  manifest.bundles.emplace_back();
  manifest.bundles[0].name = "app";
  manifest.bundles[0].wasm.path = wasm;
  manifest.bundles[0].wasm.url = wasm;
  manifest.bundles[0].wasm.sha256 = std::string(64, '0');
  manifest.pages.push_back({"index.html", "index.html", "text/html", "no-cache"});
  return manifest;
}

/// What is found at PATH of a server whose responses are by_path[path].
testing::Ids verify_at(const std::string& path, const std::map<std::string, std::string>& by_path,
                       const Manifest& manifest = release(), std::string* requested = nullptr) {
  const RawServer server([&](const std::string& request) {
    const std::string target = request.substr(4, request.find(' ', 4) - 4);
    if (requested != nullptr) *requested += target + " ";
    const auto found = by_path.find(target);
    return found == by_path.end() ? not_found : found->second;
  });
  const Deployment site{server.url() + "app/wasmpair.json", server.url().substr(0, server.url().size() - 1)};
  RequestPolicy policy(site.manifest_url, {});
  HttpClient client({"", std::chrono::minutes(5)}, policy, Deadline(std::chrono::minutes(10)));
  PagePermissions permissions;
  permissions.expect(manifest);
  Findings findings;
  verify_address(server.url() + path, manifest, site, client, permissions, findings, nullptr);
  testing::Ids ids;
  for (const DeliveryFinding& finding : findings.take()) ids.push_back(finding.id);
  return ids;
}

using testing::Ids;

TEST(VerifyAddress, FindsNothingWhereThePageIs) {
  const std::map<std::string, std::string> site{{"/app/index.html", ok(page(wasm))}, {"/app/", ok(page(wasm))}};
  std::string requested;
  EXPECT_EQ(verify_at("app/", site, release(), &requested), Ids());
  EXPECT_EQ(requested.find(".wasm"), std::string::npos) << "what is where the manifest says is requested later";
  EXPECT_EQ(verify_at("app/index.html", site), Ids());
}

TEST(VerifyAddress, ExpectsAPageThere) {
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", ok(page(wasm))}}), Ids{"address-without-page"});
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", ok(page(wasm))}, {"/app/", ok("{}", "application/json")}}),
            Ids{"address-without-page"});
  EXPECT_EQ(verify_at("app/", {}), Ids()) << "a page that is missing under its own name is found there";
  Manifest based = release();
  based.base = "/files/";
  EXPECT_EQ(verify_at("files/", {{"/app/index.html", ok(page(wasm))}}, based), Ids()) << "no page's address";
}

TEST(VerifyAddress, ExpectsThePageOfThisRelease) {
  const std::string other = "app.fedcba9876543210.wasm";
  const std::string own = ok(page(wasm));
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", own}, {"/app/", ok(page(other))}}), Ids{"other-page"});
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", own}, {"/app/", ok("<!doctype html>")}}), Ids{"other-page"});
  Manifest changing = release();
  changing.next.emplace_back();
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", own}, {"/app/", ok(page(other))}}, changing), Ids())
      << "pages may be of either release";
}

TEST(VerifyAddress, FollowsThePagesReferences) {
  const std::map<std::string, std::string> site{{"/app/index.html", ok(page(wasm))}, {"/app", ok(page(wasm))}};
  std::string requested;
  EXPECT_EQ(verify_at("app", site, release(), &requested), Ids{"broken-reference"});
  EXPECT_NE(requested.find("/" + wasm), std::string::npos);
  std::map<std::string, std::string> wrong_file = site;
  wrong_file["/" + wasm] = ok("of another release", "application/wasm");
  EXPECT_EQ(verify_at("app", wrong_file), Ids{"broken-reference"});
  EXPECT_EQ(verify_at("app", {{"/app/index.html", ok(page(wasm))},
                              {"/app", ok("<!doctype html><base href=/app/>" + page(wasm))}}),
            Ids());
}

TEST(VerifyAddress, RequestsFewOfManyReferences) {
  std::string many = page(wasm);
  for (int i = 0; i < 100; ++i) many += "<a href=/" + std::to_string(i) + "/" + wasm + ">";
  std::string requested;
  EXPECT_EQ(verify_at("app/", {{"/app/index.html", ok(many)}, {"/app/", ok(many)}}, release(), &requested),
            Ids{"broken-reference"});
  EXPECT_EQ(std::ranges::count(requested, ' '), 2 + 16);
}

}  // namespace
}  // namespace wasmpair
