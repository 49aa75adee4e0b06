#include "verify/http_client.h"

#include <gtest/gtest.h>

#include "unit/support/raw_server.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

HttpRequest request_for(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.limits = {1000, 1000, 1000};
  return request;
}

HttpResponse fetch(RequestPolicy& policy, const std::string& url,
                   std::chrono::seconds time = std::chrono::minutes(10)) {
  HttpClient client({"", std::chrono::minutes(5)}, policy, Deadline(time));
  Stage stage{"requesting", 1, 0, nullptr};
  return client.fetch({request_for(url)}, stage).at(0);
}

HttpResponse fetch(const std::string& url) {
  RequestPolicy policy(url, {});
  return fetch(policy, url);
}

/// The response of a server that sends these bytes.
HttpResponse response_to(std::string bytes) {
  const RawServer server([bytes = std::move(bytes)](const std::string&) { return bytes; });
  return fetch(server.url());
}

std::string redirect_to(const std::string& location) {
  return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
}

using namespace std::string_literals;

TEST(HttpClient, TakesValidResponses) {
  const HttpResponse response = response_to("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: 1\r\na:  2 \r\n\r\nhi");
  EXPECT_EQ(response.transfer, Transfer::Complete) << response.problem;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.problem, "");
  EXPECT_EQ(response.status_line, "HTTP/1.1 200 OK");
  EXPECT_EQ(field(response, "a"), "1, 2");
  EXPECT_EQ(count_fields(response, "a"), 2U);
  EXPECT_EQ(response.body.received_bytes, 2U);
}

TEST(HttpClient, EndsATransferThatHasEnough) {
  // More would be an error: it is promised and does not come.
  const RawServer server(
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + std::string(40, 'a'); });
  HttpRequest request = request_for(server.url());
  request.limits.enough = 40;
  RequestPolicy policy(server.url(), {});
  HttpClient client({"", std::chrono::minutes(5)}, policy, Deadline(std::chrono::minutes(10)));
  Stage stage{"requesting", 2, 0, nullptr};
  const HttpResponse response = client.fetch({request}, stage).at(0);
  EXPECT_EQ(response.transfer, Transfer::Complete) << response.problem;
  EXPECT_EQ(response.problem, "");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body.received_bytes, 40U);
  request.limits.enough = 41;
  EXPECT_EQ(client.fetch({request}, stage).at(0).transfer, Transfer::BrokenOff);
}

TEST(HttpClient, ReceivesNoMoreThanEnough) {
  const std::string content(4'000'000, 'a');
  const RawServer server([&](const std::string&) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
  });
  HttpRequest request = request_for(server.url());
  request.limits = {content.size(), content.size(), 0, 1000};
  RequestPolicy policy(server.url(), {});
  HttpClient client({"", std::chrono::minutes(5)}, policy, Deadline(std::chrono::minutes(10)));
  Stage stage{"requesting", 1, 0, nullptr};
  const HttpResponse response = client.fetch({request}, stage).at(0);
  EXPECT_EQ(response.transfer, Transfer::Complete) << response.problem;
  EXPECT_GE(response.body.received_bytes, 1000U);
  EXPECT_LT(response.body.received_bytes, content.size() / 10) << "what arrived together";
}

TEST(HttpClient, SendsCredentialsToTheirServerOnly) {
  const auto counts = [](const std::string& request) {
    return std::string("HTTP/1.1 200 OK\r\nContent-Length: ") +
           (request.find("Authorization: Basic dTpw\r\n") == request.npos ? "0\r\n\r\n" : "2\r\n\r\nhi");
  };
  const RawServer own(counts);
  const RawServer other(counts);
  const std::string with_user = "http://u:p@" + other.url().substr(7);
  const RawServer redirecting([&](const std::string&) { return redirect_to(with_user); });
  for (const auto& [url, bytes] : {std::pair{own.url(), 2U}, {other.url(), 0U}, {redirecting.url(), 0U}}) {
    RequestPolicy policy(url, {parse_allowed_host(other.url().substr(7, other.url().size() - 8))});
    ClientOptions options{"", std::chrono::minutes(5), UrlCredentials{*server_of_url(own.url()), "u", "p"}};
    HttpClient client(options, policy, Deadline(std::chrono::minutes(10)));
    Stage stage{"requesting", 1, 0, nullptr};
    const HttpResponse response = client.fetch({request_for(url)}, stage).at(0);
    EXPECT_EQ(response.status, 200) << response.problem;
    EXPECT_EQ(response.body.received_bytes, bytes) << url;
  }
}

TEST(HttpClient, CallsWhatIsNotHttpMalformed) {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  for (const std::string& bytes :
       {"hello\r\n"s, "<html></html>\r\n\r\n"s, "SSH-2.0-OpenSSH_9.2\r\n"s, "HTTP/9.9 200 OK\r\n\r\n"s,
        "HTTP/1.7 200 OK\r\n\r\n"s, head + "X: a\0b\r\n\r\n"s, head + "Content-Length: many\r\n\r\n"s,
        head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"s,
        head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n"s,
        head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n"s,
        head + "Transfer-Encoding: rot13\r\n\r\nabc"s}) {
    const HttpResponse response = response_to(bytes);
    EXPECT_EQ(response.transfer, Transfer::Malformed) << bytes << "\n" << response.problem;
    EXPECT_NE(response.problem, "") << bytes;
  }
}

TEST(HttpClient, CallsWhatEndsEarlyBrokenOff) {
  for (const char* bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"})
    EXPECT_EQ(response_to(bytes).transfer, Transfer::BrokenOff) << bytes;
  EXPECT_EQ(response_to("").transfer, Transfer::Unreachable);
}

TEST(HttpClient, LimitsHeaderSections) {
  std::string fields;
  for (int i = 0; i < 300; ++i) fields += "a:b\r\n";
  EXPECT_EQ(response_to("HTTP/1.1 200 OK\r\n" + fields + "\r\n").transfer, Transfer::TooLarge);
  for (const std::size_t length : {std::size_t{70'000}, std::size_t{300'000}})
    EXPECT_EQ(response_to("HTTP/1.1 200 OK\r\nA: " + std::string(length, 'a') + "\r\n\r\n").transfer,
              Transfer::TooLarge)
        << length;
}

TEST(HttpClient, LimitsBodies) {
  EXPECT_EQ(response_to("HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'a')).transfer, Transfer::TooLarge);
}

TEST(HttpClient, FollowsRedirectsWithinTheSite) {
  const RawServer server([](const std::string& request) {
    return request.starts_with("GET /b ") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi" : redirect_to("/b");
  });
  const HttpResponse response = fetch(server.url());
  EXPECT_EQ(response.transfer, Transfer::Complete) << response.problem;
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(field(response, "location"), "") << "fields of the redirect are not those of the response";
}

TEST(HttpClient, EndsRedirectLoops) {
  const RawServer server([](const std::string&) { return redirect_to("/"); });
  EXPECT_EQ(fetch(server.url()).transfer, Transfer::RedirectLoop);
  EXPECT_EQ(server.requests(), 6);
}

TEST(HttpClient, DoesNotFollowRedirectsToOtherOrigins) {
  const RawServer other([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  for (const std::string& location : {other.url(), "//127.0.0.1:" + std::to_string(other.port()) + "/",
                                      "http://localhost:" + std::to_string(other.port()) + "/"}) {
    const HttpResponse response = response_to(redirect_to(location));
    EXPECT_EQ(response.transfer, Transfer::OtherOrigin) << location;
    EXPECT_NE(response.problem.find(":" + std::to_string(other.port())), std::string::npos) << response.problem;
    EXPECT_EQ(field(response, "location"), location) << "the redirect is the evidence";
  }
  EXPECT_EQ(other.requests(), 0);
}

TEST(HttpClient, FollowsRedirectsToAllowedHosts) {
  const RawServer other([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  const RawServer server([&](const std::string&) { return redirect_to(other.url()); });
  RequestPolicy policy(server.url(), {parse_allowed_host("127.0.0.1:" + std::to_string(other.port()))});
  EXPECT_EQ(fetch(policy, server.url()).status, 200);
  EXPECT_EQ(other.requests(), 1);
}

TEST(HttpClient, FollowsHttpAndHttpsOnly) {
  for (const char* location : {"ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://[::1"})
    EXPECT_EQ(response_to(redirect_to(location)).transfer, Transfer::InsecureRedirect) << location;
}

TEST(HttpClient, DoesNotRequestOtherOrigins) {
  const RawServer other([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  RequestPolicy policy("http://127.0.0.1:1/", {});
  EXPECT_EQ(fetch(policy, other.url()).transfer, Transfer::OtherOrigin);
  EXPECT_EQ(other.requests(), 0);
}

TEST(HttpClient, DoesNotConnectFromAPublicSiteToALocalAddress) {
  const RawServer server([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  const std::string port = std::to_string(server.port());
  RequestPolicy policy(server.url(), {parse_allowed_host("localhost:" + port)});
  policy.connected(*server_of_url(server.url()), "1.1.1.1");
  for (const std::string& url : {server.url(), "http://localhost:" + port + "/"}) {
    const HttpResponse response = fetch(policy, url);
    EXPECT_EQ(response.transfer, Transfer::PrivateAddress) << url << " " << response.problem;
  }
  EXPECT_EQ(server.requests(), 0);
}

TEST(HttpClient, SendsNothingAfterTheDeadline) {
  const RawServer server([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  RequestPolicy policy(server.url(), {});
  EXPECT_EQ(fetch(policy, server.url(), std::chrono::seconds(0)).transfer, Transfer::Stalled);
  EXPECT_EQ(server.requests(), 0);
}

TEST(HttpClient, CountsWhatItSends) {
  const RawServer server([](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n"s; });
  RequestPolicy policy(server.url(), {});
  HttpClient client({"", std::chrono::minutes(5)}, policy, Deadline(std::chrono::minutes(10)));
  Stage stage{"requesting", 3, 0, nullptr};
  client.fetch({request_for(server.url()), request_for(server.url()), request_for("http://127.0.0.1:1/")}, stage);
  EXPECT_EQ(client.sent(), 2U);
  EXPECT_EQ(stage.done, 3U);
}

}  // namespace
}  // namespace wasmpair
