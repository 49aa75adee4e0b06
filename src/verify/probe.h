// The requests of verify, and their purposes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "serving/routes.h"
#include "verify/accept_variants.h"
#include "verify/http_client.h"

namespace wasmpair {

enum class Purpose {
  Content,       ///< GET: the complete file.
  Head,          ///< HEAD: the fields that GET would have.
  Range,         ///< The first bytes.
  Revalidation,  ///< GET with the ETag of an earlier response: 304.
  AbsentName,    ///< A hashed name that is in no release: 404.
  Previous,      ///< A file of an earlier release.
};

/// A request, and later its response.
struct Probe {
  Purpose purpose;
  Route route;  ///< Its url is absolute.
  AcceptVariant accept;
  HttpRequest request;
  HttpResponse response;
};

/// Where a release is deployed.
struct Deployment {
  std::string manifest_url;
  std::string page_origin;  ///< Sent as Origin with requests to other origins.
};

/// The number of bytes that a Range probe requests.
inline constexpr std::size_t range_bytes = 100;

/// A URL of a manifest, resolved against the manifest's own. Nothing if that is no http or https URL.
std::optional<std::string> absolute_url(const std::string& url, const Deployment& site);

Probe make_probe(Purpose purpose, const Route& route, const AcceptVariant& accept, const Deployment& site);

/// The maximum number of requests for a route.
std::size_t max_requests(const Route& route);

/// The first requests for a route, whose URL is absolute.
std::vector<Probe> plan(const Route& route, const Deployment& site);

/// For each response with a validator, a request that checks whether the server recognizes it.
std::vector<Probe> plan_revalidation(const std::vector<Probe>& probed, const Deployment& site);

/// A GET that checks only that a file of an earlier release is still available.
Probe plan_previous(const Route& route, const Deployment& site);

}  // namespace wasmpair
