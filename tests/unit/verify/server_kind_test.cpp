#include "verify/server_kind.h"

#include <gtest/gtest.h>

#include "verify/server_fixes.h"

namespace wasmpair {
namespace {

ServerKind kind_with(const std::string& field, const std::string& value) {
  HttpResponse response;
  response.fields = {{"content-type", "text/html"}, {field, value}};
  return server_of(response);
}

TEST(ServerKind, IsJudgedByFields) {
  using enum ServerKind;
  EXPECT_EQ(server_of({}), Unknown);
  EXPECT_EQ(kind_with("server", "gws"), Unknown);
  EXPECT_EQ(kind_with("server", "nginx/1.22.1"), Nginx);
  EXPECT_EQ(kind_with("server", "openresty"), Nginx);
  EXPECT_EQ(kind_with("server", "Caddy"), Caddy);
  EXPECT_EQ(kind_with("server", "Apache/2.4.57 (Debian)"), Apache);
  EXPECT_EQ(kind_with("server", "lighttpd/1.4.69"), Lighttpd);
  EXPECT_EQ(kind_with("server", "Microsoft-IIS/10.0"), InternetInformationServices);
  EXPECT_EQ(kind_with("server", "AmazonS3"), S3);
  EXPECT_EQ(kind_with("cf-ray", "7f"), Cloudflare);
  EXPECT_EQ(kind_with("x-amz-cf-id", "a"), CloudFront);
  EXPECT_EQ(kind_with("x-goog-hash", "a"), GoogleCloudStorage);
  EXPECT_EQ(kind_with("x-nf-request-id", "a"), Netlify);
  EXPECT_EQ(kind_with("x-vercel-id", "a"), Vercel);
  EXPECT_EQ(kind_with("x-server-env", "dev"), Wrangler);
  EXPECT_EQ(kind_with("x-server-env", "production"), Unknown);
}

TEST(ServerKind, PrefersTheCdn) {
  HttpResponse response;
  response.fields = {{"server", "nginx"}, {"cf-ray", "7f"}};
  EXPECT_EQ(server_of(response), ServerKind::Cloudflare);
}

TEST(ServerKind, HasANameExceptForUnknown) {
  EXPECT_EQ(name(ServerKind::Unknown), "");
  for (int kind = 1; kind <= static_cast<int>(ServerKind::Wrangler); ++kind)
    EXPECT_NE(name(static_cast<ServerKind>(kind)), "") << kind;
}

TEST(ServerFixes, PrefersTheServersOwn) {
  EXPECT_TRUE(fix_for("wrong-type", ServerKind::Caddy).starts_with("Caddy: Add `header"));
  EXPECT_EQ(fix_for("wrong-type", ServerKind::Unknown), "Send Content-Type: application/wasm, without parameters.");
  EXPECT_EQ(fix_for("tls-failure", ServerKind::Nginx), fix_for("tls-failure", ServerKind::Unknown));
  EXPECT_EQ(fix_for("no-such-incident", ServerKind::Nginx), "");
}

}  // namespace
}  // namespace wasmpair
