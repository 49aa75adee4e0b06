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

unsigned status_of(const Request& request) {
  Faults faults({});
  return respond(request, example(), faults).status;
}

TEST(Response, RefusesRequestsWithoutExactlyOneHost) {
  const Field here{"Host", "localhost"};
  EXPECT_EQ(status_of({"GET", "/plain", {here}}), 200U);
  EXPECT_EQ(status_of({"GET", "/plain", {}}), 400U);
  EXPECT_EQ(status_of({"GET", "/plain", {here, here}}), 400U);
}

TEST(Response, RefusesHostsThatMayBelongToASite) {
  EXPECT_EQ(status_of({"GET", "/plain", {{"Host", "rebound.example"}}}), 403U);
  EXPECT_EQ(status_of({"GET", "http://rebound.example/plain", {{"Host", "localhost"}}}), 403U);
  EXPECT_EQ(status_of({"GET", "http://localhost/plain", {{"Host", "rebound.example"}}}), 403U);
  EXPECT_EQ(status_of({"GET", "http://127.0.0.1:80/plain", {{"Host", "localhost"}}}), 200U);
}

TEST(Response, RefusesOtherMethodsBodiesAndTargets) {
  const Field here{"Host", "localhost"};
  EXPECT_EQ(status_of({"POST", "/plain", {here}}), 405U);
  EXPECT_EQ(status_of({"GET", "/plain", {here}, RequestBody::Present}), 400U);
  EXPECT_EQ(status_of({"OPTIONS", "*", {here}}), 405U);
  EXPECT_EQ(status_of({"GET", "plain", {here}}), 400U);
}

TEST(Response, DoesNotLetBrowsersGuessTypes) {
  EXPECT_EQ(field(ask("/plain"), "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(field(ask("/absent"), "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(field(ask(std::string(events_path)), "X-Content-Type-Options"), "nosniff");
}

TEST(Response, IsAPartOnRequest) {
  const Response part = ask("/app.wasm", {{"Range", "bytes=2-4"}});
  EXPECT_EQ(part.status, 206U);
  EXPECT_EQ(part.offset, 2U);
  EXPECT_EQ(part.bytes, 3U);
  EXPECT_EQ(field(part, "Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(field(ask("/app.wasm", {{"Range", "bytes=10-"}}), "Content-Range"), "bytes */10");
}

TEST(Response, IsCompleteIfThePartWouldBeOfAnotherContent) {
  const Field range{"Range", "bytes=2-4"};
  EXPECT_EQ(ask("/app.wasm", {range, {"Accept-Encoding", "br"}}).status, 200U);
  EXPECT_EQ(ask("/app.wasm", {range, {"If-Range", "\"other\""}}).status, 200U);
  EXPECT_EQ(ask("/app.wasm", {range, {"If-Range", "\"tag-\""}}).status, 206U);
}

TEST(Response, ComparesTags) {
  EXPECT_EQ(ask("/app.wasm", {{"If-None-Match", "\"tag-\""}}).status, 304U);
  EXPECT_EQ(ask("/app.wasm", {{"If-None-Match", "\"tag-br\""}}).status, 200U);
  EXPECT_EQ(ask("/app.wasm", {{"If-None-Match", "\"tag-br\""}, {"Accept-Encoding", "br"}}).status, 304U);
  EXPECT_EQ(ask("/app.wasm", {{"If-Match", "\"other\""}}).status, 412U);
}

TEST(Response, IsWrongOnRequest) {
  EXPECT_EQ(field(ask("/app.wasm", {}, {Fault::WrongType}), "Content-Type"), "application/octet-stream");
  EXPECT_EQ(field(ask("/plain", {}, {Fault::WrongType}), "Content-Type"), "text/plain");
  EXPECT_EQ(field(ask("/app.wasm", {}, {Fault::NoVary}), "Vary"), "");
  EXPECT_EQ(ask("/app.wasm", {}, {Fault::Stall}).body, ResponseBody::Stalled);
  EXPECT_EQ(ask("/plain", {}, {Fault::Stall}).body, ResponseBody::Complete);
  EXPECT_EQ(ask("/app.wasm", {}, {Fault::NotFoundOnce}).status, 404U);
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
