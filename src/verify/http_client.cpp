#include "verify/http_client.h"

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <string>

#include "verify/exchange.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// As many as a browser opens to a host.
constexpr std::size_t max_concurrent = 6;

using Clock = std::chrono::steady_clock;

/// Throws if libcurl could not do what it was asked to: no transfer would end.
void expect_done(CURLMcode result) {
  if (result == CURLM_OUT_OF_MEMORY) throw std::bad_alloc();
  if (result != CURLM_OK) throw Error("", std::string("libcurl failed: ") + curl_multi_strerror(result), "");
}

/// Runs requests on one libcurl multi handle, a few at a time, sharing its connections.
class Run {
 public:
  Run(const std::vector<HttpRequest>& requests, const ClientOptions& options, Clock::time_point deadline)
      : requests_(requests), options_(options), deadline_(deadline), responses_(requests.size()) {
    if (!multi_) throw std::bad_alloc();
    expect_done(curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(max_concurrent)));
  }

  ~Run() {
    for (auto& [index, exchange] : running_) curl_multi_remove_handle(multi_.get(), exchange->handle());
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// True while there is something to do.
  bool step() {
    while (running_.size() < max_concurrent && next_ < requests_.size()) start(next_++);
    if (running_.empty()) return false;
    int running = 0;
    expect_done(curl_multi_perform(multi_.get(), &running));
    if (!collect()) expect_done(curl_multi_poll(multi_.get(), nullptr, 0, 1000, nullptr));
    return true;
  }

  std::size_t done() const { return next_ - running_.size(); }
  std::vector<HttpResponse> take() { return std::move(responses_); }

 private:
  void start(std::size_t index) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) {
      responses_[index].transfer = Transfer::Stalled;
      responses_[index].problem = "The time limit of the run was reached";
      return;
    }
    auto exchange = std::make_unique<Exchange>(requests_[index], options_, left);
    Exchange& started = *running_.emplace(index, std::move(exchange)).first->second;
    expect_done(curl_multi_add_handle(multi_.get(), started.handle()));
  }

  /// Takes the responses that are complete; false if there are none.
  bool collect() {
    bool took_any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* handle = message->easy_handle;
      const CURLcode result = message->data.result;
      const auto ended = std::ranges::find(running_, handle, [](const auto& entry) { return entry.second->handle(); });
      curl_multi_remove_handle(multi_.get(), handle);
      responses_[ended->first] = ended->second->finish(result);
      running_.erase(ended);
      took_any = true;
    }
    return took_any;
  }

  const std::vector<HttpRequest>& requests_;
  const ClientOptions& options_;
  Clock::time_point deadline_;
  std::vector<HttpResponse> responses_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_{curl_multi_init(), &curl_multi_cleanup};
  std::map<std::size_t, std::unique_ptr<Exchange>> running_;
  std::size_t next_ = 0;
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

HttpClient::HttpClient(ClientOptions options)
    : options_(std::move(options)), deadline_(Clock::now() + options_.total_time) {}

std::vector<HttpResponse> HttpClient::fetch(const std::vector<HttpRequest>& requests, std::string_view stage,
                                            Progress* progress) {
  Run run(requests, options_, deadline_);
  while (run.step())
    if (progress != nullptr) progress->update(stage, run.done(), requests.size());
  return run.take();
}

}  // namespace wasmpair
