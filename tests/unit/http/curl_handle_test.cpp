#include "http/curl_handle.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "unit/support/raw_server.h"

namespace wasmpair {
namespace {

std::string hello(const std::string&) {
  return "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
}

enum class Throws { Never, AtHeader, AtBody };

class Receiver : public ResponseReceiver {
 public:
  explicit Receiver(Throws throws) : throws_(throws) {}

  bool take_header(std::string_view) override {
    if (throws_ == Throws::AtHeader) throw std::length_error("no room for a header");
    return true;
  }
  bool take_body(ByteView piece) override {
    if (throws_ == Throws::AtBody) throw std::length_error("no room for a body");
    received_ += piece.size();
    return true;
  }
  std::size_t received() const { return received_; }

 private:
  Throws throws_;
  std::size_t received_ = 0;
};

constexpr TransferTimes patient{std::chrono::minutes(1), std::chrono::minutes(1), std::chrono::minutes(1)};

TEST(CurlHandle, ThrowsWhatItsReceiverThrew) {
  const RawServer server(hello);
  CurlHandle handle;
  for (const Throws when : {Throws::AtHeader, Throws::AtBody}) {
    Receiver receiver(when);
    handle.prepare(server.url(), patient, receiver);
    EXPECT_THROW(handle.perform(), std::length_error);
  }
  Receiver receiver(Throws::Never);
  handle.prepare(server.url(), patient, receiver);
  EXPECT_EQ(handle.perform(), CURLE_OK) << "an earlier request's failure is not this one's";
  EXPECT_EQ(receiver.received(), 5U);
}

}  // namespace
}  // namespace wasmpair
