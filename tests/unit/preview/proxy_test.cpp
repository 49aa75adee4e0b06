#include "preview/proxy.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

std::string prefix_for(std::string_view path) {
  static const std::vector<ProxyRoute> routes{{"/api", "a", 1}, {"/api/users", "b", 2}, {"/static/", "c", 3}};
  const ProxyRoute* route = find_proxy_route(routes, path);
  return route == nullptr ? "none" : route->prefix;
}

TEST(Proxy, FindsTheLongestPrefixThatEndsWhereASegmentEnds) {
  EXPECT_EQ(prefix_for("/api"), "/api");
  EXPECT_EQ(prefix_for("/api/"), "/api");
  EXPECT_EQ(prefix_for("/api/users/1"), "/api/users");
  EXPECT_EQ(prefix_for("/api/users2"), "/api");
  EXPECT_EQ(prefix_for("/apis"), "none");
  EXPECT_EQ(prefix_for("/static/x"), "/static/");
  EXPECT_EQ(prefix_for("/static"), "none");
  EXPECT_EQ(prefix_for(""), "none");
}

TEST(Proxy, ForwardsNoFieldOfTheConnection) {
  const Request request{"GET",
                        "/api?x",
                        {{"Host", "localhost"},
                         {"Connection", "Keep-Alive, X-Hop, host"},
                         {"Keep-Alive", "timeout=5"},
                         {"X-Hop", "1"},
                         {"TE", "trailers"},
                         {"Upgrade", "h2c"},
                         {"Accept", "*/*"}}};
  EXPECT_EQ(forwarded_request_head(request),
            "GET /api?x HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n");
}

TEST(Proxy, ForwardsAChangeOfProtocol) {
  const Request request{"GET", "/", {{"Connection", "keep-alive, Upgrade"}, {"Upgrade", "websocket"}}};
  EXPECT_EQ(forwarded_request_head(request), "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
}

std::string forwarded(std::string_view received) {
  const auto head = read_response_head(received);
  if (const auto* problem = std::get_if<HeadProblem>(&head))
    return *problem == HeadProblem::Incomplete ? "incomplete" : "malformed";
  return std::get<ForwardedResponseHead>(head).text;
}

TEST(Proxy, TellsTheClientThatTheConnectionCloses) {
  EXPECT_EQ(forwarded("HTTP/1.0 200\r\nconnection: keep-alive\r\nA: b\r\n\r\nbody"),
            "HTTP/1.0 200\r\nA: b\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(forwarded("HTTP/1.1 404 Not Found\r\n\r\n"), "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
}

TEST(Proxy, DropsContinuedLinesWithTheirField) {
  EXPECT_EQ(forwarded("HTTP/1.1 200 OK\r\nConnection: a,\r\n b\r\nA: b\r\n\tc\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nA: b\r\n\tc\r\nConnection: close\r\n\r\n");
}

TEST(Proxy, ChangesNoResponseBeforeTheFinalOneNorAChangeOfProtocol) {
  for (const std::string_view head : {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
                                      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n"})
    EXPECT_EQ(forwarded(head), head);
}

TEST(Proxy, RefusesWhatIsNoResponse) {
  EXPECT_EQ(forwarded(""), "incomplete");
  EXPECT_EQ(forwarded("HTTP/1.1 200 OK\r\nA: b\r\n"), "incomplete");
  for (const std::string_view head :
       {"HTTP/2 200\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000\r\n\r\n", "HTTP/1.1 +20 x\r\n\r\n",
        "HTTP/1.1 099 x\r\n\r\n", "\r\n\r\n", "HTTP/1.12200\r\n\r\n"})
    EXPECT_EQ(forwarded(head), "malformed") << head;
}

}  // namespace
}  // namespace wasmpair
