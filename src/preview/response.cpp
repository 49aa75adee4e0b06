#include "preview/response.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "http/accept_encoding.h"
#include "http/byte_range.h"
#include "http/host.h"

namespace wasmpair {
namespace {

constexpr const char* not_cached = "no-store";
constexpr std::string_view identity = "identity";

/// A browser must not guess a type other than the one that is sent (Fetch, section 3.6).
Field no_sniffing() { return {"X-Content-Type-Options", "nosniff"}; }

/// The refusal of a request that is wrong regardless of its path, or nothing.
std::optional<Response> refuse(const Request& request, const std::optional<RequestTarget>& target) {
  // RFC 9112, section 3.2: 400 unless there is exactly one Host.
  if (request.count("host") != 1)
    return error_response(400, "A request must have exactly one Host field.", AfterResponse::Close);
  if (!is_for_loopback(request, target))
    return error_response(403,
                          "This preview serves 127.0.0.1, localhost and [::1] only: another name may belong to a web "
                          "site that tries to read your files through your browser (DNS rebinding).",
                          AfterResponse::Close);
  if (request.method != "GET" && request.method != "HEAD") {
    Response refusal = error_response(405, "Only GET and HEAD are allowed.", AfterResponse::Close);
    refusal.fields.push_back({"Allow", "GET, HEAD"});
    return refusal;
  }
  if (request.body == RequestBody::Present)
    return error_response(400, "A request must not have a body.", AfterResponse::Close);
  if (!target) return error_response(400, "The request target is not a path.", AfterResponse::Close);
  return std::nullopt;
}

/// The delta from what the client has, if it accepts that; null if there is none. A range is of the whole module.
const DeltaRepresentation* choose_delta(const Request& request, const Resource& resource, const Faults& faults) {
  if (resource.deltas.empty() || request.value("range")) return nullptr;
  // As a cache that ignores Vary: the loader's last attempt has a query, which no cache has seen.
  const bool has_query = request.target.find('?') != std::string::npos;
  if (faults.has(Fault::UnaskedDelta) && !has_query) return &resource.deltas.front();
  const std::optional<std::string> available = request.value("available-dictionary");
  const std::optional<std::string> accepted = request.value("accept-encoding");
  if (!available || !accepted) return nullptr;
  const AcceptEncoding codings = parse_accept_encoding(*accepted);
  for (const DeltaRepresentation& candidate : resource.deltas) {
    const std::string& coding = candidate.delta.coding;
    // By its name: "*" is no sign that a client can decode a delta.
    const bool is_listed = std::ranges::find(codings, coding, &AcceptedCoding::coding) != codings.end();
    if (candidate.dictionary == *available && is_listed && weight_of(codings, coding) > 0) return &candidate;
  }
  return nullptr;
}

/// The representation without a dictionary that the client prefers. If it excludes all of them, identity: the field may
/// be disregarded (RFC 9110, section 12.4.1), which helps more than a 406 that no page expects.
const Representation& negotiate(const Request& request, const Resource& resource) {
  const std::optional<std::string> accepted = request.value("accept-encoding");
  // Without the field, anything is acceptable; but a client that does not send it may be unable to decode.
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
  const bool has_dictionary = !resource.dictionary_match.empty();
  const bool varies_by_dictionary = has_dictionary && !faults.has(Fault::NoDictionaryVary);
  const std::string vary = varies_by_dictionary ? "Accept-Encoding, Available-Dictionary" : "Accept-Encoding";
  if ((has_dictionary || !resource.encoded.empty()) && !faults.has(Fault::NoVary)) fields.push_back({"Vary", vary});
  if (has_dictionary) fields.push_back({"Use-As-Dictionary", fmt::format("match=\"{}\"", resource.dictionary_match)});
  return fields;
}

/// The response if the preconditions end the request (RFC 9110, section 13.2.2), or nothing.
std::optional<Response> check_preconditions(const Request& request, const Resource& resource,
                                            const Representation& chosen, const Faults& faults) {
  const auto match = request.value("if-match");
  if (match && !if_match_lists(*match, chosen.tag))
    return error_response(412, "The ETag has changed.", AfterResponse::KeepOpen);
  const auto none_match = request.value("if-none-match");
  if (!none_match || !if_none_match_lists(*none_match, chosen.tag)) return std::nullopt;
  Response unchanged;
  unchanged.status = 304;
  unchanged.body = ResponseBody::None;
  unchanged.fields = validator_fields(resource, chosen, faults);
  return unchanged;
}

/// Turns the response into a 206 or 416 if the request has a Range that applies. Ranges count encoded bytes; they are
/// ignored for encoded content, where they would be useless to a client that wants a part of the file.
void apply_range(const Request& request, const Representation& chosen, Response& response) {
  if (!chosen.coding.empty()) return;
  response.fields.push_back({"Accept-Ranges", "bytes"});
  const auto range_field = request.value("range");
  if (!range_field || request.method != "GET") return;
  const auto condition = request.value("if-range");
  if (condition && !if_range_holds(*condition, chosen.tag)) return;
  const std::uint64_t size = chosen.content->bytes();
  const ByteRange range = parse_range(*range_field, size);
  if (range.outcome == RangeOutcome::Satisfiable) {
    response.status = 206;
    response.offset = range.first;
    response.bytes = range.length;
    response.fields.push_back({"Content-Range", content_range(range, size)});
  } else if (range.outcome == RangeOutcome::Unsatisfiable) {
    response = error_response(416, "The range is outside the file.", AfterResponse::KeepOpen);
    response.fields.push_back({"Content-Range", unsatisfied_range(size)});
  }
}

Response respond_with(const Resource& resource, const Request& request, const Faults& faults) {
  const DeltaRepresentation* const delta = choose_delta(request, resource, faults);
  const Representation& chosen = delta != nullptr ? delta->delta : negotiate(request, resource);
  if (auto outcome = check_preconditions(request, resource, chosen, faults)) return *std::move(outcome);

  const bool is_wrong_type = resource.is_module() && faults.has(Fault::WrongType);
  Response response;
  response.content = chosen.content;
  response.bytes = chosen.content->bytes();
  response.coding = chosen.coding;
  if (delta != nullptr) {
    response.delta_from = delta->from;
    response.instead_of = resource.smallest_bytes();
  }
  response.fields = validator_fields(resource, chosen, faults);
  response.fields.insert(response.fields.begin(),
                         {"Content-Type", is_wrong_type ? "application/octet-stream" : resource.type});
  if (!chosen.coding.empty()) response.fields.push_back({"Content-Encoding", chosen.coding});
  response.fields.push_back(no_sniffing());
  apply_range(request, chosen, response);
  if (resource.is_module() && faults.has(Fault::Stall) && request.method == "GET")
    response.body = ResponseBody::Stalled;
  return response;
}

Response respond_with_events() {
  Response events;
  events.fields = {{"Content-Type", "text/event-stream"}, {"Cache-Control", not_cached}, no_sniffing()};
  events.body = ResponseBody::Events;
  events.after = AfterResponse::Close;
  return events;
}

/// True for what a browser opens in a tab.
bool accepts_page(const Request& request) {
  return request.value("accept").value_or("").find("text/html") != std::string::npos;
}

Response respond_with_visitors(const Site& site, const SentDeltas& sent) {
  Response page;
  page.fields = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", not_cached}, no_sniffing()};
  page.content = std::make_shared<const ServedContent>(visitors_page(site.downloads, sent, site.release));
  page.bytes = page.content->bytes();
  return page;
}

Response respond_to_path(const std::string& path, const Request& request, const Site& site, Faults& faults,
                         const SentDeltas& sent) {
  if (path == events_path) return respond_with_events();
  if (path == visitors_path) return respond_with_visitors(site, sent);
  const auto found = site.resources.find(path);
  if (found == site.resources.end() && site.placeholder && accepts_page(request))
    return respond_with(*site.placeholder, request, faults);
  if (found == site.resources.end())
    return error_response(404, "No file of the release has this path. The manifest lists the files.",
                          AfterResponse::KeepOpen);
  const Resource& resource = *found->second;
  if (resource.is_module() && faults.has(Fault::NotFoundOnce) && faults.is_first_request(path))
    return error_response(404, "Not found, once: a simulated fault.", AfterResponse::KeepOpen);
  return respond_with(resource, request, faults);
}

}  // namespace

Response error_response(unsigned status, const std::string& text, AfterResponse after) {
  Response error;
  error.status = status;
  error.after = after;
  error.fields = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", not_cached}, no_sniffing()};
  error.content = std::make_shared<const ServedContent>(text + "\n");
  error.bytes = error.content->bytes();
  return error;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.body = ResponseBody::None;
  response.fields = {{"Cache-Control", not_cached}};
  return response;
}

bool is_for_loopback(const Request& request, const std::optional<RequestTarget>& target) {
  if (request.count("host") != 1 || !is_loopback_host(*request.value("host"))) return false;
  return !target || target->authority.empty() || is_loopback_host(target->authority);
}

Response respond(const Request& request, const Site& site, Faults& faults, const SentDeltas& sent) {
  const std::optional<RequestTarget> target = parse_request_target(request.target);
  std::optional<Response> refusal = refuse(request, target);
  Response response = refusal ? *std::move(refusal) : respond_to_path(target->path, request, site, faults, sent);
  if (request.method == "HEAD") response.body = ResponseBody::None;
  if (request.after == AfterResponse::Close) response.after = AfterResponse::Close;
  return response;
}

}  // namespace wasmpair
