// Fuzzes the checks of `wasmpair verify` with responses: header lines, an empty line, then a body.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "util/ascii.h"
#include "util/text_bytes.h"
#include "verify/collect.h"
#include "verify/server_kind.h"
#include "verify/verify_route.h"

namespace {

using namespace wasmpair;

const Deployment site{"https://example.org/app/wasmpair.json", "https://example.org"};

constexpr std::string_view dictionary = "what deltas are decoded with";

Route route_of(RouteKind kind) {
  const std::string digest(64, 'a');
  Route route{kind, "app.0123.wasm", "https://example.org/app/app.0123.wasm", "application/wasm", "no-cache",
              100,  digest,          {{"br", "app.0123.wasm.br", 50, digest}}};
  if (kind == RouteKind::Asset) {
    route.dictionary_match = "app.*.wasm?";
    route.deltas = {{"dcz", "app.0123.wasm.k.dcz", 50, digest, {"app.4567.wasm", 100, std::string(64, 'b')}}};
  }
  return route;
}

void fill(HttpResponse& response, std::string_view text) {
  response.transfer = Transfer::Complete;
  response.status_line = "HTTP/1.1 200 OK";
  response.status = text.empty() || text[0] % 2 == 0 ? 200 : 206;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) break;
    const std::size_t colon = std::min(line.find(':'), line.size());
    response.fields.push_back(
        {lower_case(trim(line.substr(0, colon))), std::string(trim(line.substr(std::min(colon + 1, line.size()))))});
  }
  const Deadline deadline(std::chrono::minutes(1));
  ResponseBodyReader reader(field(response, "content-encoding"), {1U << 16U, 1U << 16U, front_bytes}, deadline,
                            bytes_of(dictionary));
  reader.take(bytes_of(text));
  response.body = reader.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = text_of({data, size});
  for (const RouteKind kind : {RouteKind::Asset, RouteKind::Page, RouteKind::Manifest}) {
    std::vector<Probe> probes = plan(route_of(kind), site);
    for (Probe& probe : probes) fill(probe.response, text);
    std::vector<Probe> second = plan_revalidation(probes, site);
    for (Probe& probe : second) {
      fill(probe.response, text);
      probes.push_back(probe);
    }
    std::vector<DeltaQuestion> questions = plan_delta_questions(route_of(kind), site);
    for (DeltaQuestion& question : questions) fill(question.probe.response, text);
    Observations observed;
    verify_route(probes, check_deltas(questions, site, observed), site, observed);
    for (const Probe& probe : probes) check_dictionary(probe, {probe.route.url, "https://example.org/a.b.c"}, observed);
    Findings findings;
    findings.add(observed);
    for (const DeliveryFinding& finding : findings.take())
      if (finding.id.empty() || finding.fix.empty()) __builtin_trap();
  }
  return 0;
}
