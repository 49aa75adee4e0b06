// Cases that tests/servers cannot reach from outside: routes and tags that pack never writes.
#include "preview/response.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

Representation representation(const std::string& coding, const std::string& text) {
  return {coding, {TagStrength::Strong, "tag-" + coding}, std::make_shared<const ServedContent>(text)};
}

Site example() {
  Site site;
  site.resources["/app.wasm"] =
      std::make_shared<const Resource>(Resource{RouteKind::Asset,
                                                "application/wasm",
                                                "public, immutable",
                                                representation("", "0123456789"),
                                                {representation("gzip", "012"), representation("br", "0123")}});
  site.resources["/plain"] =
      std::make_shared<const Resource>(Resource{RouteKind::Page, "text/plain", "no-cache", representation("", ""), {}});
  return site;
}

std::string field(const Response& response, const std::string& name) {
  for (const Field& candidate : response.fields)
    if (candidate.name == name) return candidate.value;
  return "";
}

Response ask(const std::string& target, std::vector<Field> fields = {}, const std::vector<Fault>& wrong = {}) {
  fields.push_back({"Host", "localhost"});
  Faults faults(wrong);
  return respond({"GET", target, fields}, example(), faults);
}

TEST(Response, PrefersTheSmallestOfEquallyAcceptableCodings) {
  EXPECT_EQ(ask("/app.wasm", {{"Accept-Encoding", "br, gzip"}}).coding, "gzip");
  EXPECT_EQ(ask("/app.wasm", {{"Accept-Encoding", "br, gzip;q=0.9"}}).coding, "br");
}

TEST(Response, HasVaryOnlyIfItVaries) {
  EXPECT_EQ(field(ask("/app.wasm"), "Vary"), "Accept-Encoding");
  EXPECT_EQ(field(ask("/plain"), "Vary"), "");
}

TEST(Response, HasNoRangeOfEmptyContent) {
  EXPECT_EQ(ask("/plain").bytes, 0U);
  EXPECT_EQ(ask("/plain", {{"Range", "bytes=0-"}}).status, 416U);
}

TEST(Response, FindsOnlyDecodedPaths) {
  EXPECT_EQ(ask("/%61pp.wasm").status, 200U);
  EXPECT_EQ(ask("/x/../app.wasm").status, 404U);
  EXPECT_EQ(ask("/%2561pp.wasm").status, 404U);
}

TEST(Response, HasAHead) {
  Response response = error_response(404, "No.", AfterResponse::Close);
  EXPECT_EQ(head_of(response, 784111777),  // the date of RFC 9110, section 5.6.7
            "HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            "Content-Length: 4\r\nConnection: close\r\n\r\n");
}

TEST(Faults, HaveUniqueNames) {
  for (const FaultInfo& fault : fault_table()) EXPECT_EQ(parse_fault(fault.name), fault.fault);
  EXPECT_FALSE(parse_fault(""));
  EXPECT_FALSE(parse_fault("Stall"));
}

}  // namespace
}  // namespace wasmpair
