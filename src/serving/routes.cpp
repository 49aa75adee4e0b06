#include "serving/routes.h"

#include <algorithm>

#include "publish/cache_policy.h"
#include "publish/manifest_file.h"

namespace wasmpair {
namespace {

Route route_of(const ManifestFile& file) {
  return {RouteKind::Asset,   file.path,  file.url,    file.type,
          file.cache_control, file.bytes, file.sha256, file.encodings};
}

Route route_of(const ManifestPage& page) {
  return {RouteKind::Page, page.path, page.url, page.type, page.cache_control, 0, "", {}};
}

}  // namespace

const char* name(RouteKind kind) {
  switch (kind) {
    case RouteKind::Asset:
      return "asset";
    case RouteKind::Page:
      return "page";
    case RouteKind::Manifest:
      break;
  }
  return "manifest";
}

std::vector<Route> routes_of(const Manifest& manifest) {
  std::vector<Route> routes;
  for (const ManifestFile* file : files_of(manifest)) routes.push_back(route_of(*file));
  for (const ManifestPage& page : manifest.pages) routes.push_back(route_of(page));
  routes.push_back({RouteKind::Manifest,
                    manifest_name,
                    manifest.base + manifest_name,
                    "application/json",
                    always_revalidate,
                    0,
                    "",
                    {}});
  std::ranges::sort(routes, {}, &Route::path);
  // Bundles share the loader, and a module under two names shares its shim.
  const auto same_path = [](const Route& a, const Route& b) { return a.path == b.path; };
  routes.erase(std::unique(routes.begin(), routes.end(), same_path), routes.end());
  return routes;
}

}  // namespace wasmpair
