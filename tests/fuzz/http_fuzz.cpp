// Fuzzes the untrusted input of the preview, request heads and fields: any bytes get a response, and the guarantees in
// the headers of src/http hold.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "http/accept_encoding.h"
#include "http/byte_range.h"
#include "http/entity_tag.h"
#include "http/host.h"
#include "http/media_type.h"
#include "http/request_target.h"
#include "preview/response.h"
#include "util/text_bytes.h"

namespace {

using namespace wasmpair;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_accept_encoding(std::string_view value) {
  constexpr std::array<std::string_view, 3> offered{"br", "gzip", "zstd"};
  const AcceptEncoding accepted = parse_accept_encoding(value);
  for (const AcceptedCoding& element : accepted) require(element.weight <= 1000);
  const auto choice = choose_coding(accepted, offered);
  if (choice && *choice != "identity") {
    require(std::ranges::find(offered, *choice) != offered.end());
    require(weight_of(accepted, *choice) > 0);
    for (const std::string_view coding : offered) require(weight_of(accepted, coding) <= weight_of(accepted, *choice));
  }
}

void check_range(std::string_view value, std::uint64_t size) {
  const ByteRange range = parse_range(value, size);
  if (range.outcome != RangeOutcome::Satisfiable) return;
  require(range.length > 0 && range.first < size && range.length <= size - range.first);
}

void check_entity_tags(std::string_view value) {
  const EntityTag current{TagStrength::Strong, "abc"};
  if (if_match_lists(value, current)) require(if_none_match_lists(value, current));
  if (const auto tag = parse_entity_tag(value)) require(parse_entity_tag(tag->text()) == *tag);
}

Site example() {
  Site site;
  const auto content = [](const char* text) { return std::make_shared<const ServedContent>(text); };
  site.resources["/a"] =
      std::make_shared<const Resource>(Resource{RouteKind::Asset,
                                                "application/wasm",
                                                "no-cache",
                                                {"", {TagStrength::Strong, "a"}, content("0123456789")},
                                                {{"br", {TagStrength::Strong, "b"}, content("012")}}});
  return site;
}

void check_response(std::string_view head) {
  static const Site site = example();
  const auto parsed = parse_request(head);
  const auto* const request = std::get_if<Request>(&parsed);
  if (request == nullptr) return;
  Faults faults({});
  const Response given = respond(*request, site, faults);
  require(given.status >= 200 && given.status <= 505);
  if (given.content) require(given.offset + given.bytes <= given.content->bytes());
  if (given.status == 200 || given.status == 206 || given.status == 304)
    require(request->count("host") == 1 && is_loopback_host(*request->value("host")));
  const std::string written = head_of(given, 0);
  require(written.find("\r\n\r\n") == written.size() - 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of({data, size});
  check_accept_encoding(text);
  check_range(text, 0);
  check_range(text, 10);
  check_range(text, UINT64_MAX);
  check_entity_tags(text);
  if (is_loopback_host(text)) require(text.size() >= 5);
  if (const auto target = parse_request_target(text)) require(target->path.starts_with('/'));
  parse_media_type(text);
  check_response(text);
  // A complete request around the fuzzed fields.
  check_response("GET /a HTTP/1.1\r\nHost: localhost\r\n" + std::string(text) + "\r\n\r\n");
  return 0;
}
