#include "verify/verify_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "util/text_bytes.h"
#include "verify/checks.h"
#include "verify/page_policies.h"
#include "verify/page_references.h"

namespace wasmpair {
namespace {

/// Pages are read this far.
constexpr std::size_t page_front = 1U << 20U;
/// The number of references that lead elsewhere and are looked up there.
constexpr std::size_t max_elsewhere = 16;

bool is_good_page(const Probe& probe) {
  return probe.response.transfer == Transfer::Complete && probe.response.status == 200 && is_web_page(probe.response);
}

PageReferences references_in(const Probe& probe) { return references_of(text_of(probe.response.body.decoded_front)); }

/// True if the page's data has a bundle that is not in the release.
bool is_of_other_release(const PageReferences& page, const Manifest& manifest) {
  return std::ranges::any_of(page.modules, [&](const auto& entry) {
    return std::ranges::none_of(manifest.bundles, [&](const ManifestBundle& bundle) {
      return bundle.name == entry.first && bundle.wasm.path == file_name_of(entry.second);
    });
  });
}

/// The release's page for an address: the one that it names, or the index; null if there is none.
const Route* page_for(const std::string& address, const std::vector<Route>& routes) {
  const std::string name = file_name_of(address);
  const auto is_named = [&](std::string_view wanted) {
    return std::ranges::find_if(
        routes, [&](const Route& route) { return route.kind == RouteKind::Page && route.path == wanted; });
  };
  const auto found = is_named(name) == routes.end() ? is_named("index.html") : is_named(name);
  return found == routes.end() || !found->type.starts_with("text/html") ? nullptr : &*found;
}

class AddressCheck {
 public:
  AddressCheck(const std::string& address, const Manifest& manifest, const Deployment& site,
               PagePermissions& permissions)
      : manifest_(manifest), site_(site), permissions_(permissions), routes_(routes_of(manifest)) {
    const Route* page = page_for(address, routes_);
    has_page_ = page != nullptr;
    probes_.push_back(probe_for({RouteKind::Page, address, address, "text/html", "", 0, "", {}}));
    if (!has_page_) return;
    Route route = *page;
    route.url = absolute_url(route.url, site_).value_or(address);
    if (route.url != address) probes_.push_back(probe_for(route));
  }

  void run(HttpClient& client, Stage& stage, Findings& findings) {
    send(client, probes_, stage);
    Observations observed;
    const Probe& given = probes_.front();
    // A page that is wrong under its own name is found there.
    if (has_page_ && probes_.size() == 2 && !is_good_page(probes_.back())) return;
    if (given.response.transfer != Transfer::Complete) {
      check_response(given, observed);
    } else if (!is_good_page(given)) {
      if (has_page_ && probes_.size() == 2 && !is_unknown_base(given))
        observed.push_back({"address-without-page",
                            fmt::format("{} responds with {} and no page, although the release has {}",
                                        given.request.url, given.response.status, probes_.back().route.path),
                            &given});
    } else {
      check_page(given, client, stage, observed);
    }
    findings.add(observed);
  }

 private:
  Probe probe_for(const Route& route) const {
    Probe probe = make_probe(Purpose::Content, route, identity_variant(), site_);
    probe.request.limits.front = page_front;
    return probe;
  }

  static void send(HttpClient& client, std::vector<Probe>& probes, Stage& stage) {
    std::vector<HttpRequest> requests;
    for (const Probe& probe : probes) requests.push_back(probe.request);
    std::vector<HttpResponse> responses = client.fetch(requests, stage);
    for (std::size_t i = 0; i < probes.size(); ++i) probes[i].response = std::move(responses[i]);
  }

  /// A base is where files are; its directory may be no page's address, as in the preview.
  bool is_unknown_base(const Probe& given) const {
    return !manifest_.base.empty() && given.response.status == 404 &&
           absolute_url(manifest_.base, site_) == given.request.url;
  }

  void check_page(const Probe& given, HttpClient& client, Stage& stage, Observations& observed) {
    const PageReferences page = references_in(given);
    if (is_other_page(given, page)) {
      observed.push_back(
          {"other-page", fmt::format("the page at {} is not of this release", given.request.url), &given});
      return;  // it refers to other files
    }
    permissions_.add_page(given, page, observed);
    check_references(given, page, client, stage, observed);
  }

  bool is_other_page(const Probe& given, const PageReferences& page) const {
    if (!manifest_.next.empty()) return false;  // while the release changes, pages may be of either
    if (!page.modules.empty()) return is_of_other_release(page, manifest_);
    if (probes_.size() < 2 || references_in(probes_.back()).modules.empty()) return false;
    return given.response.body.decoded_sha256 != probes_.back().response.body.decoded_sha256;
  }

  void check_references(const Probe& given, const PageReferences& page, HttpClient& client, Stage& stage,
                        Observations& observed) {
    const PagePolicies policies(given.response, page);
    const std::string& base = policies.base();
    std::set<std::string> seen;
    std::vector<Probe> elsewhere;
    for (const std::string& reference : page.urls) {
      const auto route = std::ranges::find_if(routes_, [&](const Route& known) {
        return known.kind == RouteKind::Asset && known.path == file_name_of(reference);
      });
      const std::optional<std::string> url = resolve_reference(base, reference);
      if (route == routes_.end() || !url || url == absolute_url(route->url, site_) || elsewhere.size() == max_elsewhere)
        continue;
      if (!seen.insert(*url).second) continue;
      Route other = *route;
      other.url = *url;
      elsewhere.push_back(make_probe(Purpose::Content, other, identity_variant(), site_));
    }
    send(client, elsewhere, stage);
    for (const Probe& probe : elsewhere)
      if (!is_the_file(probe))
        observed.push_back({"broken-reference",
                            fmt::format("seen from {}, the page's {} leads to {}, which is not the release's file",
                                        given.response.url, probe.route.path, probe.request.url),
                            &probe, policies.cause_of_base(), policies.fix_of_base()});
    found_elsewhere_.swap(elsewhere);
  }

  /// A site may have the file at several places.
  static bool is_the_file(const Probe& probe) {
    return probe.response.transfer == Transfer::Complete && probe.response.status == 200 &&
           probe.response.body.decoded_sha256 == probe.route.sha256;
  }

  const Manifest& manifest_;
  const Deployment& site_;
  PagePermissions& permissions_;
  std::vector<Route> routes_;
  bool has_page_ = false;
  std::vector<Probe> probes_;           // of the address, and of the release's page if that has another URL
  std::vector<Probe> found_elsewhere_;  // observations refer to them
};

}  // namespace

void verify_address(const std::string& address, const Manifest& manifest, const Deployment& site, HttpClient& client,
                    PagePermissions& permissions, Findings& findings, Progress* progress) {
  Stage stage{"requesting the address", 2, 0, progress};
  AddressCheck(address, manifest, site, permissions).run(client, stage, findings);
}

}  // namespace wasmpair
