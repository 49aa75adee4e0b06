#include "verify/http_client.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <string>

#include "http/libcurl.h"
#include "verify/exchange.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// As many as a browser opens to a host.
constexpr std::size_t max_concurrent = 6;

/// Throws if libcurl could not do what it was asked to: no transfer would end.
void expect_done(CURLMcode result) {
  if (result == CURLM_OUT_OF_MEMORY) throw std::bad_alloc();
  if (result != CURLM_OK) throw Error("", std::string("libcurl failed: ") + curl_multi_strerror(result), "");
}

CURLM* new_connections() {
  initialize_libcurl();
  CURLM* const connections = curl_multi_init();
  if (connections == nullptr) throw std::bad_alloc();
  return connections;
}

/// Runs requests on libcurl's connections, a few at a time.
class Run {
 public:
  using Start = std::function<std::unique_ptr<Exchange>(const HttpRequest&)>;

  Run(const std::vector<HttpRequest>& requests, CURLM* connections, Start start)
      : requests_(requests), connections_(connections), start_(std::move(start)), responses_(requests.size()) {}

  ~Run() {
    for (auto& [index, exchange] : running_) curl_multi_remove_handle(connections_, exchange->handle());
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// True while there is something to do.
  bool step() {
    while (running_.size() < max_concurrent && next_ < requests_.size()) begin(next_++);
    if (running_.empty()) return false;
    int running = 0;
    expect_done(curl_multi_perform(connections_, &running));
    if (!collect()) expect_done(curl_multi_poll(connections_, nullptr, 0, 1000, nullptr));
    return true;
  }

  std::size_t done() const { return next_ - running_.size(); }
  std::size_t sent() const { return sent_; }
  std::vector<HttpResponse> take() { return std::move(responses_); }

 private:
  void begin(std::size_t index) {
    std::unique_ptr<Exchange> exchange = start_(requests_[index]);
    if (!send(*exchange)) {
      responses_[index] = exchange->finish();
      return;
    }
    ++sent_;
    running_.emplace(index, std::move(exchange));
  }

  bool send(Exchange& exchange) {
    if (!exchange.start()) return false;
    expect_done(curl_multi_add_handle(connections_, exchange.handle()));
    return true;
  }

  /// Takes the responses that are complete; false if there are none.
  bool collect() {
    bool took_any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(connections_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* handle = message->easy_handle;
      const CURLcode result = message->data.result;
      const auto ended = std::ranges::find(running_, handle, [](const auto& entry) { return entry.second->handle(); });
      curl_multi_remove_handle(connections_, handle);
      take(ended, result);
      took_any = true;
    }
    return took_any;
  }

  using Running = std::map<std::size_t, std::unique_ptr<Exchange>>;

  void take(Running::iterator ended, CURLcode result) {
    Exchange& exchange = *ended->second;
    if (exchange.continues_after(result) && send(exchange)) return;
    responses_[ended->first] = exchange.finish();
    running_.erase(ended);
  }

  const std::vector<HttpRequest>& requests_;
  CURLM* connections_;
  Start start_;
  std::vector<HttpResponse> responses_;
  Running running_;
  std::size_t next_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace

std::string field(const HttpResponse& response, std::string_view name) {
  std::string joined;
  for (const HeaderField& entry : response.fields) {
    if (entry.name != name) continue;
    if (!joined.empty()) joined += ", ";
    joined += entry.value;
  }
  return joined;
}

std::size_t count_fields(const HttpResponse& response, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count(response.fields, name, &HeaderField::name));
}

HttpClient::HttpClient(ClientOptions options, RequestPolicy& policy, Deadline deadline)
    : options_(std::move(options)),
      policy_(policy),
      deadline_(deadline),
      connections_(new_connections(), &curl_multi_cleanup) {
  curl_multi_setopt(connections_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(max_concurrent));
}

std::vector<HttpResponse> HttpClient::fetch(const std::vector<HttpRequest>& requests, Stage& stage) {
  const auto start = [&](const HttpRequest& request) {
    return std::make_unique<Exchange>(request, options_, policy_, deadline_);
  };
  Run run(requests, connections_.get(), start);
  while (run.step())
    if (stage.progress != nullptr) stage.progress->update(stage.name, stage.done + run.done(), stage.total);
  stage.done += requests.size();
  sent_ += run.sent();
  return run.take();
}

}  // namespace wasmpair
