#include "remote/remote_client.h"

#include <algorithm>
#include <utility>

namespace wasmpair {
namespace {

using std::chrono::milliseconds;

/// The limit for a body that is discarded, such as the page of a 404.
constexpr std::uint64_t max_ignored_bytes = std::uint64_t{64} << 10U;

constexpr long ok = 200;
constexpr long first_refusal = 300;

constexpr const char* too_slow = "it did not respond in time";

/// Stores the body of a 200, up to a limit.
class BlobReceiver : public ResponseReceiver {
 public:
  /// Reserves all memory at once.
  BlobReceiver(CurlHandle& handle, std::uint64_t max_bytes) : handle_(handle), max_bytes_(max_bytes) {
    body_.reserve(max_bytes);
  }

  bool take_header(std::string_view) override { return true; }

  bool take_body(ByteView piece) override {
    const bool is_wanted = handle_.status() == ok;
    received_ += piece.size();
    if (received_ > (is_wanted ? max_bytes_ : max_ignored_bytes)) {
      is_too_large_ = is_wanted;
      return false;
    }
    if (is_wanted) body_.insert(body_.end(), piece.begin(), piece.end());
    return true;
  }

  RemoteResponse finish(CURLcode result) {
    const long status = handle_.status();
    if (is_too_large_) return {RemoteOutcome::TooLarge, "it sent too much", 0, {}};
    if (handle_.has_overlong_header()) return {RemoteOutcome::Failed, "its header section is too large", 0, {}};
    if (result == CURLE_OPERATION_TIMEDOUT) return {RemoteOutcome::Failed, too_slow, 0, {}};
    // A server that refuses a request may close the connection early, and the rest of its response is not needed.
    if (result != CURLE_OK && status < first_refusal) return {RemoteOutcome::Failed, handle_.problem(result), 0, {}};
    return {RemoteOutcome::Responded, "", status, std::move(body_)};
  }

 private:
  CurlHandle& handle_;
  std::uint64_t max_bytes_;
  std::uint64_t received_ = 0;
  bool is_too_large_ = false;
  Bytes body_;
};

/// Sends the content like the body of a POST, which libcurl can repeat if a reused connection turns out to be closed.
void describe_put(CurlHandle& handle, ByteView content) {
  handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(content.size()));
  handle.set(CURLOPT_POSTFIELDS, content.data());
  handle.set(CURLOPT_CUSTOMREQUEST, "PUT");
}

}  // namespace

RemoteClient::RemoteClient(RemoteServer server, const RemoteLimits& limits)
    : server_(std::move(server)), limits_(limits), budget_(limits.total_time) {
  // The first handle initializes libcurl, which not every build of it can do in several threads at once.
  give_back(std::make_unique<CurlHandle>());
}

RemoteResponse RemoteClient::get(const std::string& path, std::uint64_t max_bytes) {
  return send(path, max_bytes, nullptr);
}

RemoteResponse RemoteClient::put(const std::string& path, ByteView content) {
  return send(path, max_ignored_bytes, &content);
}

RemoteResponse RemoteClient::send(const std::string& path, std::uint64_t max_bytes, const ByteView* content) {
  const TimeBudget::Share share(budget_);
  const milliseconds left = std::chrono::duration_cast<milliseconds>(share.left());
  if (left.count() <= 0) return {RemoteOutcome::Failed, too_slow, 0, {}};
  const std::string url = server_.base + path;
  std::unique_ptr<CurlHandle> handle = borrow();
  BlobReceiver receiver(*handle, max_bytes);
  handle->prepare(url, {limits_.connect_time, limits_.stall_time, left}, receiver);
  std::vector<std::string> fields;
  if (content != nullptr) fields.emplace_back("Content-Type: application/octet-stream");
  if (server_.authorization.empty())
    handle->set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
  else
    fields.push_back("Authorization: " + server_.authorization);
  handle->set_fields(fields);
  handle->set(CURLOPT_QUICK_EXIT, 1L);  // do not wait for an unresponsive name server
  if (content != nullptr) describe_put(*handle, *content);

  RemoteResponse response = receiver.finish(handle->perform());
  give_back(std::move(handle));
  return response;
}

std::unique_ptr<CurlHandle> RemoteClient::borrow() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) return std::make_unique<CurlHandle>();
  std::unique_ptr<CurlHandle> handle = std::move(idle_.back());
  idle_.pop_back();
  return handle;
}

void RemoteClient::give_back(std::unique_ptr<CurlHandle> handle) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(handle));
}

}  // namespace wasmpair
