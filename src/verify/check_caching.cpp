#include <fmt/format.h>

#include <algorithm>

#include "http/cache_control.h"
#include "http/field_list.h"
#include "util/ascii.h"
#include "verify/checks.h"
#include "verify/server_kind.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t one_year = 31536000;
/// An error may be cached this long without harm to a release that reaches one of several machines late.
constexpr std::uint64_t harmless_seconds = 60;

bool lists(std::string_view value, std::string_view element) {
  return std::ranges::any_of(split_list(value), [&](std::string_view entry) { return lower_case(entry) == element; });
}

std::string shown(const std::string& cache_control) {
  return cache_control.empty() ? "no Cache-Control" : "Cache-Control: " + cache_control;
}

void check_asset(const Probe& probe, const std::string& sent, Observations& observed) {
  const CacheControl control = parse_cache_control(sent);
  const bool is_cached = !control.no_cache && !control.no_store && control.max_age.value_or(0) >= one_year;
  if (!is_cached || !control.is_immutable)
    observed.push_back({"short-cache", fmt::format("a hashed file is sent with {}", shown(sent)), &probe});
}

void check_stable_name(const Probe& probe, const std::string& sent, Observations& observed) {
  const CacheControl control = parse_cache_control(sent);
  if (control.is_immutable) {
    observed.push_back(
        {"immutable-page", fmt::format("a file with a stable name is sent with {}", shown(sent)), &probe});
    return;
  }
  const bool is_revalidated = control.no_cache || control.no_store ||
                              (control.max_age == std::uint64_t{0} && control.shared_max_age.value_or(0) == 0);
  if (!is_revalidated)
    observed.push_back({"cached-page", fmt::format("a file with a stable name is sent with {}", shown(sent)), &probe});
}

/// A page has no siblings, so what compresses it is not what serves those.
Observation missing_vary(const Probe& probe) {
  Observation observation{"missing-vary", "the response differs by encoding, but Vary does not say so", &probe};
  if (!probe.route.encodings.empty() || server_of(probe.response) != ServerKind::Caddy) return observation;
  observation.cause = "Caddy's `encode` compresses this page, and adds Vary to the compressed responses only.";
  observation.fix = "Caddy: add `header +Vary Accept-Encoding` to the route that has `encode`.";
  return observation;
}

}  // namespace

void check_vary(const Probe& probe, Observations& observed) {
  const std::string vary = field(probe.response, "vary");
  if (lists(vary, "accept-encoding")) return;
  if (lists(vary, "content-encoding") || lists(vary, "*"))
    observed.push_back({"wrong-vary", fmt::format("Vary is {}", vary), &probe});
  else
    observed.push_back(missing_vary(probe));
}

void check_dictionary_vary(const Probe& probe, Observations& observed) {
  const std::string vary = field(probe.response, "vary");
  if (lists(vary, "available-dictionary") || lists(vary, "*")) return;  // the latter is reported already
  observed.push_back({"missing-vary",
                      "the server sends deltas for this URL, but Vary does not name Available-Dictionary", &probe,
                      "A shared cache stores a delta and serves it to visitors who have another release, or none.",
                      "Send Vary: Accept-Encoding, Available-Dictionary with every response for the module, including "
                      "complete and 304 responses."});
}

void check_cache_control(const Probe& probe, Observations& observed) {
  const std::string sent = field(probe.response, "cache-control");
  if (probe.route.kind == RouteKind::Asset)
    check_asset(probe, sent, observed);
  else
    check_stable_name(probe, sent, observed);
}

void check_absent_name(const Probe& probe, Observations& observed) {
  const HttpResponse& response = probe.response;
  if (response.transfer != Transfer::Complete) return;  // the probes of existing files report it
  if (response.status < 400) {
    if (is_web_page(response))
      observed.push_back(
          {"html-fallback", "the server responds with a web page for a file that does not exist", &probe});
    return;
  }
  const CacheControl control = parse_cache_control(field(response, "cache-control"));
  const bool is_cached = control.is_immutable || std::max(control.max_age, control.shared_max_age) > harmless_seconds;
  if (is_cached && !control.no_store && !control.no_cache)
    observed.push_back(
        {"cached-error",
         fmt::format("the {} response is sent with {}", response.status, shown(field(response, "cache-control"))),
         &probe});
}

}  // namespace wasmpair
