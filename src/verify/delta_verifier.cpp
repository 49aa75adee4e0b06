#include "verify/delta_verifier.h"

#include <algorithm>
#include <string>
#include <utility>

#include "verify/delta_header.h"

namespace wasmpair {
namespace {

using Questions = std::vector<DeltaQuestion>;

/// As many as are requested at a time.
constexpr std::size_t max_concurrent_routes = 6;

/// The size of the largest dictionary among them.
std::uint64_t dictionary_bytes(const Questions& questions) {
  std::uint64_t bytes = 0;
  for (const DeltaQuestion& question : questions)
    if (question.aspect == DeltaAspect::Dictionary) bytes = std::max(bytes, question.probe.route.bytes);
  return bytes;
}

/// The questions of one route, and how far they are.
class Conversation {
 public:
  explicit Conversation(Questions& questions) : questions_(questions) {}

  /// The next question to ask, prepared; null if there is none.
  DeltaQuestion* next() {
    while (next_ < questions_.size() && !prepare(questions_[next_]))
      questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(next_));
    return next_ < questions_.size() ? &questions_[next_] : nullptr;
  }

  void take(HttpResponse response) {
    DeltaQuestion& question = questions_[next_++];
    question.probe.response = std::move(response);
    question.probe.request.dictionary = {};
    if (question.aspect == DeltaAspect::Dictionary) take_dictionary(question.probe);
    if (question.available && first_tag_.empty()) first_tag_ = field(question.probe.response, "etag");
  }

 private:
  /// False if the question cannot be asked.
  bool prepare(DeltaQuestion& question) {
    if (question.aspect == DeltaAspect::Dictionary) dictionary_ = Bytes();  // never two of them
    if (question.aspect == DeltaAspect::Whole && dictionary_sha256_ == question.available->hex())
      question.probe.request.dictionary = dictionary_;
    if (question.aspect != DeltaAspect::Revalidation) return true;
    question.probe.request.fields.push_back("If-None-Match: " + first_tag_);
    return !first_tag_.empty();
  }

  void take_dictionary(Probe& probe) {
    const bool is_complete = probe.response.transfer == Transfer::Complete && probe.response.status == 200;
    const bool is_it = is_complete && probe.response.body.decoded_sha256 == probe.route.sha256;
    dictionary_ = is_it ? std::move(probe.response.body.decoded_front) : Bytes();
    dictionary_sha256_ = is_it ? probe.route.sha256 : "";
    probe.response.body.decoded_front = {};
  }

  Questions& questions_;
  std::size_t next_ = 0;
  std::string first_tag_;
  Bytes dictionary_;
  std::string dictionary_sha256_;
};

/// Asks about a few routes at a time: one question of each, then the next of each.
void ask_in_turns(HttpClient& client, std::span<Questions> routes, Stage& stage) {
  std::vector<Conversation> conversations;
  conversations.reserve(routes.size());
  for (Questions& questions : routes) conversations.emplace_back(questions);
  while (true) {
    std::vector<Conversation*> asking;
    std::vector<HttpRequest> requests;
    for (Conversation& conversation : conversations) {
      const DeltaQuestion* const question = conversation.next();
      if (question == nullptr) continue;
      asking.push_back(&conversation);
      requests.push_back(question->probe.request);
    }
    if (requests.empty()) return;
    std::vector<HttpResponse> responses = client.fetch(requests, stage);
    for (std::size_t i = 0; i < asking.size(); ++i) asking[i]->take(std::move(responses[i]));
  }
}

}  // namespace

void ask_about_deltas(HttpClient& client, std::span<Questions> routes, Stage& stage) {
  std::size_t first = 0;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const std::uint64_t more = dictionary_bytes(routes[i]);
    if (i > first && (bytes + more > max_dictionary_bytes || i - first == max_concurrent_routes)) {
      ask_in_turns(client, routes.subspan(first, i - first), stage);
      first = i;
      bytes = 0;
    }
    bytes += more;
  }
  ask_in_turns(client, routes.subspan(first), stage);
}

}  // namespace wasmpair
