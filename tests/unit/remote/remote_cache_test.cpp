// What a shared cache may send, and what it makes of the rest of the run.
#include "remote/remote_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "remote/action_result.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Serves what was put, one connection for each request.
class BlobServer {
 public:
  BlobServer() : thread_([this] { run(); }) {}

  ~BlobServer() {
    is_over_ = true;
    boost::system::error_code ignored;
    tcp::socket(context_).connect(acceptor_.local_endpoint(), ignored);  // unblocks accept()
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }

  void respond_with(int to_get, int to_put) {
    const std::scoped_lock lock(mutex_);
    get_status_ = to_get;
    put_status_ = to_put;
  }

  void replace(const std::string& path, const std::string& body) {
    const std::scoped_lock lock(mutex_);
    bodies_[path] = body;
  }

  /// "GET /ac/…" and so on, in order.
  std::vector<std::string> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  void run() {
    while (true) {
      tcp::socket socket = acceptor_.accept();
      if (is_over_) return;
      boost::system::error_code error;
      serve(socket, error);
    }
  }

  void serve(tcp::socket& socket, boost::system::error_code& error) {
    std::string received;
    const std::size_t head = asio::read_until(socket, asio::dynamic_buffer(received), "\r\n\r\n", error);
    if (error) return;
    constexpr std::string_view field = "\r\nContent-Length: ";
    const std::size_t length = received.substr(0, head).find(field);
    const std::size_t size = length == std::string::npos ? 0 : std::stoul(received.substr(length + field.size()));
    const std::size_t rest = size - std::min(size, received.size() - head);
    asio::read(socket, asio::dynamic_buffer(received), asio::transfer_exactly(rest), error);
    const std::size_t space = received.find(' ');
    const std::string path = received.substr(space + 1, received.find(' ', space + 1) - space - 1);
    asio::write(socket, asio::buffer(response(received.substr(0, space), path, received.substr(head))), error);
  }

  std::string response(const std::string& method, const std::string& path, const std::string& body) {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(method + " " + path);
    int status = method == "PUT" ? put_status_ : get_status_;
    std::string sent;
    if (method == "PUT" && status == 201) bodies_[path] = body;
    if (method == "GET" && status == 200) {
      if (bodies_.contains(path))
        sent = bodies_[path];
      else
        status = 404;
    }
    return "HTTP/1.1 " + std::to_string(status) +
           " X\r\nConnection: close\r\nContent-Length: " + std::to_string(sent.size()) + "\r\n\r\n" + sent;
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::string> bodies_;
  std::vector<std::string> requests_;
  int get_status_ = 200;
  int put_status_ = 201;
  asio::io_context context_;
  tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::atomic<bool> is_over_{false};
  std::thread thread_;
};

class RemoteCacheTest : public testing::Test {
 protected:
  void store() { cache.store(key, content, digest); }
  std::optional<CacheEntry> load() { return cache.load(key, content.size()); }
  std::string problem() const { return cache.warning() ? cache.warning()->problem : ""; }
  std::string advice() const { return cache.warning() ? cache.warning()->advice : ""; }

  const ByteView content = bytes_of("an encoding");
  const Sha256 digest = sha256(content);
  const Sha256 key = sha256(bytes_of("a key"));
  const std::string blob_path = "/cas/" + digest.hex();
  const std::string key_path = "/ac/" + key.hex();
  BlobServer server;
  RemoteCache cache{RemoteServer{server.url(), ""}};
};

TEST_F(RemoteCacheTest, LoadsWhatItStored) {
  EXPECT_FALSE(load());
  store();
  EXPECT_EQ(cache.stored(), 1U);
  const std::optional<CacheEntry> entry = load();
  ASSERT_TRUE(entry);
  EXPECT_EQ(text_of(entry->content), "an encoding");
  EXPECT_EQ(entry->digest, digest);
  EXPECT_EQ(problem(), "");
}

TEST_F(RemoteCacheTest, StoresABlobBeforeItsKey) {
  store();
  EXPECT_EQ(server.requests(), (std::vector<std::string>{"PUT " + blob_path, "PUT " + key_path}));
}

TEST_F(RemoteCacheTest, TakesNoBlobThatIsNotTheOneNamed) {
  store();
  server.replace(blob_path, "an Encoding");
  EXPECT_FALSE(load());
  EXPECT_EQ(problem(), "it held 1 wrong encoding");
}

TEST_F(RemoteCacheTest, TakesNoBlobLargerThanTheContent) {
  store();
  EXPECT_FALSE(cache.load(key, content.size() - 1));
  EXPECT_EQ(problem(), "it held 1 wrong encoding");
  EXPECT_EQ(server.requests().back(), "GET " + key_path) << "the blob was read";
}

TEST_F(RemoteCacheTest, TakesNoBlobLargerThanItsOwnSize) {
  store();
  server.replace(blob_path, "an encoding with more");
  EXPECT_FALSE(load());
  EXPECT_EQ(problem(), "it held 1 wrong encoding");
}

TEST_F(RemoteCacheTest, TakesAnythingButAnActionResultForDamage) {
  const Bytes of_nothing = write_action_result({digest, 0});
  for (const std::string& result : {std::string("<html>"), std::string(), std::string(text_of(of_nothing))}) {
    server.replace(key_path, result);
    EXPECT_FALSE(load());
  }
  EXPECT_EQ(problem(), "it held 3 wrong encodings");
}

TEST_F(RemoteCacheTest, MayLackABlob) {
  const Bytes result = write_action_result({digest, content.size()});
  server.replace(key_path, std::string(text_of(result)));
  EXPECT_FALSE(load());
  EXPECT_EQ(problem(), "");
}

TEST_F(RemoteCacheTest, IsOnlyReadFromAfterItRefusesToStore) {
  store();
  server.respond_with(200, 403);
  store();
  store();
  EXPECT_EQ(server.requests().size(), 3U) << "it was asked to store again";
  EXPECT_EQ(cache.stored(), 1U);
  EXPECT_TRUE(load());
  EXPECT_EQ(problem(), "it answered 403 to PUT");
}

TEST_F(RemoteCacheTest, IsNotUsedAfterItRefusesToBeRead) {
  server.respond_with(500, 201);
  EXPECT_FALSE(load());
  EXPECT_FALSE(load());
  store();
  EXPECT_EQ(server.requests(), std::vector<std::string>{"GET " + key_path});
  EXPECT_EQ(problem(), "it answered 500 to GET");
}

TEST_F(RemoteCacheTest, AdvisesOnEachRefusal) {
  const auto advice_on = [this](int to_get, int to_put) {
    server.respond_with(to_get, to_put);
    RemoteCache other{RemoteServer{server.url(), ""}};
    other.load(key, content.size());
    other.store(key, content, digest);
    return other.warning() ? other.warning()->advice : "";
  };
  for (const int status : {401, 403, 407}) EXPECT_NE(advice_on(status, 201).find("~/.netrc"), std::string::npos);
  EXPECT_NE(advice_on(302, 201).find("the final URL"), std::string::npos);
  EXPECT_NE(advice_on(500, 201).find("Check the server's log"), std::string::npos);
  for (const int status : {401, 403, 405}) EXPECT_NE(advice_on(404, status).find("~/.netrc"), std::string::npos);
  EXPECT_NE(advice_on(404, 413).find("client_max_body_size"), std::string::npos);
  EXPECT_NE(advice_on(404, 507).find("Free space"), std::string::npos);
  EXPECT_NE(advice_on(410, 500).find("Check the server's log"), std::string::npos);
}

TEST_F(RemoteCacheTest, IsGivenUpIfThereIsNoServer) {
  const std::string nowhere = [] { return BlobServer().url(); }();
  RemoteCache none{RemoteServer{"http://user:secret@" + nowhere.substr(7), ""}};
  EXPECT_FALSE(none.load(key, content.size()));
  ASSERT_TRUE(none.warning());
  EXPECT_EQ(none.warning()->place, "shared cache " + nowhere);
  EXPECT_NE(none.warning()->advice.find("is running and reachable"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
