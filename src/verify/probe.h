// What a site is asked, and why.
#pragma once

#include <string>
#include <vector>

#include "serving/routes.h"
#include "verify/accept_variants.h"
#include "verify/http_client.h"

namespace wasmpair {

enum class Purpose {
  Content,       ///< GET: the whole file.
  Head,          ///< HEAD: what GET would say.
  Range,         ///< The first bytes.
  Revalidation,  ///< GET with the ETag of an earlier answer: 304.
  AbsentName,    ///< A hashed name that no release has: 404.
  Previous,      ///< A file of an earlier release.
};

/// A question, and later the answer to it.
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
  std::string page_origin;  ///< Sent as Origin for files that are on another one.
};

/// How many bytes a Range probe asks for.
inline constexpr std::size_t range_bytes = 100;

/// The route with its URL as seen from the manifest. Throws Error if it is no http(s) URL.
Route absolute(Route route, const Deployment& site);

Probe make_probe(Purpose purpose, const Route& route, const AcceptVariant& accept, const Deployment& site);

/// Everything that is asked of a route at first. The route's URL is absolute.
std::vector<Probe> plan(const Route& route, const Deployment& site);

/// For each answer with a validator, whether the server knows it again.
std::vector<Probe> plan_revalidation(const std::vector<Probe>& asked, const Deployment& site);

/// A GET whose only purpose is that a file of an earlier release is still there.
Probe plan_previous(const Route& route, const Deployment& site);

}  // namespace wasmpair
