#include "preview/request.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

Request read(const std::string& head) {
  const auto parsed = parse_request(head);
  const auto* const request = std::get_if<Request>(&parsed);
  EXPECT_NE(request, nullptr) << head;
  return request != nullptr ? *request : Request{};
}

TEST(Request, IsParsed) {
  const Request request = read("GET /a?b HTTP/1.1\r\nHost: localhost\r\nX-A:  1 \r\nx-a: 2\r\n\r\n");
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/a?b");
  EXPECT_EQ(request.count("x-a"), 2U);
  EXPECT_EQ(request.value("x-a"), "1, 2");
  EXPECT_FALSE(request.value("x-b"));
  EXPECT_EQ(request.after, AfterResponse::KeepOpen);
  EXPECT_EQ(request.body, RequestBody::Absent);
}

TEST(Request, MayHaveAnUnknownMethod) { EXPECT_EQ(read("BREW / HTTP/1.1\r\n\r\n").method, "BREW"); }

TEST(Request, MayCloseTheConnection) {
  EXPECT_EQ(read("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").after, AfterResponse::Close);
  EXPECT_EQ(read("GET / HTTP/1.0\r\n\r\n").after, AfterResponse::Close);
  EXPECT_EQ(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").after, AfterResponse::Close)
      << "not worth supporting";
}

TEST(Request, ReportsWhetherABodyFollows) {
  EXPECT_EQ(read("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n").body, RequestBody::Absent);
  EXPECT_EQ(read("GET / HTTP/1.1\r\nContent-Length: 7\r\n\r\n").body, RequestBody::Present);
  EXPECT_EQ(read("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").body, RequestBody::Present);
  EXPECT_EQ(read("GET / HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n").body, RequestBody::Present);
}

TEST(Request, IsRefusedIfMalformed) {
  for (const char* head : {"", "\r\n\r\n", "GET / HTTP/1.1\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
                           "G(T / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nA b: c\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n"})
    EXPECT_TRUE(std::holds_alternative<Malformed>(parse_request(head))) << head;
}

}  // namespace
}  // namespace wasmpair
