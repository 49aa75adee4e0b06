#include "preview/answer.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "http/accept_encoding.h"
#include "http/byte_range.h"
#include "http/host.h"
#include "http/request_target.h"

namespace wasmpair {
namespace {

constexpr const char* not_cached = "no-store";
constexpr std::string_view identity = "identity";

/// A browser must not guess another type than the one that is sent (Fetch, section 3.6).
Field no_sniffing() { return {"X-Content-Type-Options", "nosniff"}; }

/// What is wrong with a request whatever it asks for, or nothing.
std::optional<Answer> refuse(const Request& request, const std::optional<RequestTarget>& target) {
  // RFC 9112, section 3.2: 400 unless there is exactly one Host.
  if (request.count("host") != 1) return error_answer(400, "A request has one Host field.", AfterAnswer::Close);
  const bool target_is_foreign = target && !target->authority.empty() && !is_loopback_host(target->authority);
  if (target_is_foreign || !is_loopback_host(*request.value("host")))
    return error_answer(403,
                        "This preview answers for 127.0.0.1, localhost and [::1] only: another name may be that of a "
                        "web site that wants to read your files through your browser (DNS rebinding).",
                        AfterAnswer::Close);
  if (request.method != "GET" && request.method != "HEAD") {
    Answer refusal = error_answer(405, "Only GET and HEAD are answered.", AfterAnswer::Close);
    refusal.fields.push_back({"Allow", "GET, HEAD"});
    return refusal;
  }
  if (request.body == RequestBody::Present)
    return error_answer(400, "A request with a body is not read.", AfterAnswer::Close);
  if (!target) return error_answer(400, "The request asks for no path.", AfterAnswer::Close);
  return std::nullopt;
}

/// The representation that the client likes best. If it excludes all of them, identity: the field may be disregarded
/// (RFC 9110, section 12.4.1), which helps more than a 406 that no page expects.
const Representation& negotiate(const Request& request, const Resource& resource) {
  const std::optional<std::string> accepted = request.value("accept-encoding");
  // Without the field anything is acceptable; a client that does not send it may well not decode.
  if (!accepted) return resource.identity;
  std::vector<std::string_view> offered;
  for (const Representation& encoded : resource.encoded) offered.emplace_back(encoded.coding);
  const std::string_view chosen = choose_coding(parse_accept_encoding(*accepted), offered).value_or(identity);
  const auto found = std::ranges::find(resource.encoded, chosen, &Representation::coding);
  return found == resource.encoded.end() ? resource.identity : *found;
}

/// The fields that 200, 206 and 304 have in common (RFC 9110, section 15.4.5).
std::vector<Field> validator_fields(const Resource& resource, const Representation& chosen, const Faults& faults) {
  std::vector<Field> fields{{"Cache-Control", resource.cache_control}, {"ETag", chosen.tag.text()}};
  if (!resource.encoded.empty() && !faults.has(Fault::NoVary)) fields.push_back({"Vary", "Accept-Encoding"});
  return fields;
}

/// The outcome of the preconditions (RFC 9110, section 13.2.2), if it is not to go on.
std::optional<Answer> check_preconditions(const Request& request, const Resource& resource,
                                          const Representation& chosen, const Faults& faults) {
  const auto match = request.value("if-match");
  if (match && !match_names(*match, chosen.tag))
    return error_answer(412, "The ETag is another one by now.", AfterAnswer::KeepOpen);
  const auto none_match = request.value("if-none-match");
  if (!none_match || !none_match_names(*none_match, chosen.tag)) return std::nullopt;
  Answer unchanged;
  unchanged.status = 304;
  unchanged.body = AnswerBody::None;
  unchanged.fields = validator_fields(resource, chosen, faults);
  return unchanged;
}

/// Makes a 206 or a 416 of the answer if the request has a Range that applies. Ranges count bytes of what is sent; of
/// encoded content they are ignored, as they would be useless to whoever wants a part of the file.
void apply_range(const Request& request, const Representation& chosen, Answer& answer) {
  if (!chosen.coding.empty()) return;
  answer.fields.push_back({"Accept-Ranges", "bytes"});
  const auto range_field = request.value("range");
  if (!range_field || request.method != "GET") return;
  const auto condition = request.value("if-range");
  if (condition && !if_range_holds(*condition, chosen.tag)) return;
  const std::uint64_t size = chosen.content->bytes();
  const ByteRange range = parse_range(*range_field, size);
  if (range.outcome == RangeOutcome::Satisfiable) {
    answer.status = 206;
    answer.offset = range.first;
    answer.bytes = range.length;
    answer.fields.push_back({"Content-Range", content_range(range, size)});
  } else if (range.outcome == RangeOutcome::Unsatisfiable) {
    answer = error_answer(416, "The range is not within the file.", AfterAnswer::KeepOpen);
    answer.fields.push_back({"Content-Range", unsatisfied_range(size)});
  }
}

Answer answer_with(const Resource& resource, const Request& request, const Faults& faults) {
  const Representation& chosen = negotiate(request, resource);
  if (auto outcome = check_preconditions(request, resource, chosen, faults)) return *std::move(outcome);

  const bool is_wrong_type = resource.is_module() && faults.has(Fault::WrongType);
  Answer answer;
  answer.content = chosen.content;
  answer.bytes = chosen.content->bytes();
  answer.coding = chosen.coding;
  answer.fields = validator_fields(resource, chosen, faults);
  answer.fields.insert(answer.fields.begin(),
                       {"Content-Type", is_wrong_type ? "application/octet-stream" : resource.type});
  if (!chosen.coding.empty()) answer.fields.push_back({"Content-Encoding", chosen.coding});
  answer.fields.push_back(no_sniffing());
  apply_range(request, chosen, answer);
  if (resource.is_module() && faults.has(Fault::Stall) && request.method == "GET") answer.body = AnswerBody::Stalled;
  return answer;
}

Answer answer_events() {
  Answer events;
  events.fields = {{"Content-Type", "text/event-stream"}, {"Cache-Control", not_cached}, no_sniffing()};
  events.body = AnswerBody::Events;
  events.after = AfterAnswer::Close;
  return events;
}

Answer answer_path(const std::string& path, const Request& request, const Site& site, Faults& faults) {
  if (path == events_path) return answer_events();
  const auto found = site.resources.find(path);
  if (found == site.resources.end())
    return error_answer(404, "No file of the release has this path. The release's files are in its manifest.",
                        AfterAnswer::KeepOpen);
  const Resource& resource = *found->second;
  if (resource.is_module() && faults.has(Fault::NotFoundOnce) && faults.is_first_request(path))
    return error_answer(404, "Not found, once: a simulated fault.", AfterAnswer::KeepOpen);
  return answer_with(resource, request, faults);
}

}  // namespace

Answer error_answer(unsigned status, const std::string& text, AfterAnswer after) {
  Answer error;
  error.status = status;
  error.after = after;
  error.fields = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", not_cached}, no_sniffing()};
  error.content = std::make_shared<const ServedContent>(text + "\n");
  error.bytes = error.content->bytes();
  return error;
}

Answer answer(const Request& request, const Site& site, Faults& faults) {
  const std::optional<RequestTarget> target = parse_request_target(request.target);
  std::optional<Answer> refusal = refuse(request, target);
  Answer answer = refusal ? *std::move(refusal) : answer_path(target->path, request, site, faults);
  if (request.method == "HEAD") answer.body = AnswerBody::None;
  if (request.wish == AfterAnswer::Close) answer.after = AfterAnswer::Close;
  return answer;
}

}  // namespace wasmpair
