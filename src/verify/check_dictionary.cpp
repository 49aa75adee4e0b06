#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "http/cache_control.h"
#include "http/host.h"
#include "http/url.h"
#include "verify/checks.h"
#include "verify/url_pattern.h"
#include "verify/use_as_dictionary.h"

namespace wasmpair {
namespace {

/// How many other modules a pattern is compared with. A pattern that covers others usually covers many.
constexpr std::size_t max_others = 100;

/// "https://example.org/app.<hash>.wasm" -> "https://example.org/app."
std::string_view before_hash(std::string_view url) {
  const std::size_t last = url.rfind('.');
  return last == std::string_view::npos || last == 0 ? url : url.substr(0, url.rfind('.', last - 1) + 1);
}

/// The URL of a module of the same bundle in a later release.
std::string later_url(const std::string& url) { return fmt::format("{}{:016x}.wasm", before_hash(url), 0); }

std::string_view name_in(std::string_view url) { return url.substr(url.rfind('/') + 1); }

/// Why browsers do not keep the response, although it has the field; "": they do.
std::string why_not_kept(const UseAsDictionary& offered, const std::string& cache_control) {
  const CacheControl control = parse_cache_control(cache_control);
  if (control.no_store || control.no_cache || control.max_age == std::uint64_t{0})
    return fmt::format("Cache-Control: {} forbids or ends it at once", cache_control);
  if (offered.type != "raw") return fmt::format("browsers know no dictionaries of the type {}", offered.type);
  if (offered.destinations && !offered.destinations->empty() &&
      std::ranges::find(*offered.destinations, "") == offered.destinations->end())
    return "its match-dest leaves out fetch()";
  return "";
}

/// What is wrong with the pattern; "": nothing.
std::string mismatch(const std::string& match, const Probe& probe, const std::vector<std::string>& modules) {
  const std::string& url = probe.route.url;
  const UrlPattern pattern(match, url);
  if (pattern.kind() == PatternKind::HasRegExp) return "has a regular expression, so browsers ignore it";
  if (pattern.kind() == PatternKind::OtherOrigin) return "is of another origin, so browsers ignore it";
  if (pattern.kind() == PatternKind::Unclear) return "";
  if (!pattern.matches(later_url(url)))
    return fmt::format("does not match {}, a name of the next release", name_in(later_url(url)));
  const std::size_t compared = std::min(modules.size(), max_others);
  for (std::size_t i = 0; i < compared; ++i)
    if (before_hash(modules[i]) != before_hash(url) && pattern.matches(modules[i]))
      return fmt::format("also matches {}, a module of another bundle", name_in(modules[i]));
  if (pattern.covers_queries()) return "also matches URLs with a query, so the loader cannot get around a wrong delta";
  return "";
}

}  // namespace

void check_dictionary(const Probe& probe, const std::vector<std::string>& modules, Observations& observed) {
  const HttpResponse& response = probe.response;
  if (probe.route.dictionary_match.empty() || probe.purpose != Purpose::Content) return;
  if (response.transfer != Transfer::Complete || response.status != 200 || is_web_page(response)) return;
  const std::string sent = field(response, "use-as-dictionary");
  const std::optional<UseAsDictionary> offered = parse_use_as_dictionary(sent);
  if (!offered) {
    observed.push_back({"dictionary-not-offered",
                        sent.empty() ? "the module is sent without Use-As-Dictionary"
                                     : fmt::format("browsers ignore Use-As-Dictionary: {}", sent),
                        &probe});
    return;
  }
  if (const std::string reason = why_not_kept(*offered, field(response, "cache-control")); !reason.empty())
    observed.push_back(
        {"dictionary-not-kept", fmt::format("the module is offered as a dictionary, but {}", reason), &probe});
  if (const std::string problem = mismatch(offered->match, probe, modules); !problem.empty())
    observed.push_back({"dictionary-mismatch", fmt::format("the pattern {} {}", offered->match, problem), &probe});
}

void check_secure_origin(const std::string& url, Observations& observed) {
  const std::optional<UrlServer> server = server_of_url(url);
  if (!server || server->scheme == "https" || is_loopback_host(server->host) || server->host.ends_with(".localhost"))
    return;
  observed.push_back({"insecure-origin",
                      fmt::format("{} is not a secure origin, so browsers download complete modules", server->origin()),
                      nullptr});
}

}  // namespace wasmpair
