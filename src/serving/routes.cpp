#include "serving/routes.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "publish/cache_policy.h"
#include "publish/manifest_file.h"
#include "publish/stable_file.h"

namespace wasmpair {
namespace {

Route route_of(const ManifestFile& file, RouteKind kind) {
  return {kind,        file.path,          file.url,
          file.type,   file.cache_control, file.bytes,
          file.sha256, file.encodings,     file.dictionary_match,
          file.deltas};
}

/// Only further files have stable names: a module whose Cache-Control says so is a mistake that must be found.
std::set<const ManifestFile*> stable_files_of(const Manifest& manifest) {
  std::set<const ManifestFile*> stable;
  for (const ManifestAsset& asset : manifest.assets)
    if (has_stable_name(asset.file)) stable.insert(&asset.file);
  for (const ManifestFile& file : manifest.next)
    if (has_stable_name(file)) stable.insert(&file);
  return stable;
}

/// Removes repeated paths: bundles share the loader, and a module under two names shares its shim. A stable name that
/// is just being replaced has either content.
void join_equal_paths(std::vector<Route>& routes) {
  const auto is_joined = [](Route& a, Route& b) {
    if (a.path != b.path) return false;
    if (a.kind == RouteKind::StableAsset && a.sha256 != b.sha256) {
      a.sha256.clear();
      a.bytes = 0;
    }
    return true;
  };
  // In place, because a hostile manifest has many.
  auto last = routes.begin();
  for (auto next = std::next(last); next != routes.end(); ++next) {
    if (is_joined(*last, *next) || ++last == next) continue;
    *last = std::move(*next);
  }
  routes.erase(std::next(last), routes.end());
}

Route route_of(const ManifestPage& page) {
  return {RouteKind::Page, page.path, page.url, page.type, page.cache_control, 0, "", {}};
}

}  // namespace

const char* name(RouteKind kind) {
  switch (kind) {
    case RouteKind::Asset:
      return "asset";
    case RouteKind::StableAsset:
      return "stable-asset";
    case RouteKind::Page:
      return "page";
    case RouteKind::Manifest:
      break;
  }
  return "manifest";
}

std::vector<Route> routes_of(const Manifest& manifest) {
  std::vector<Route> routes;
  const std::set<const ManifestFile*> stable = stable_files_of(manifest);
  for (const ManifestFile* file : files_of(manifest))
    routes.push_back(route_of(*file, stable.contains(file) ? RouteKind::StableAsset : RouteKind::Asset));
  for (const ManifestPage& page : manifest.pages) routes.push_back(route_of(page));
  routes.push_back({RouteKind::Manifest,
                    manifest_name,
                    manifest.base + manifest_name,
                    "application/json",
                    always_revalidate,
                    0,
                    "",
                    {}});
  std::ranges::sort(routes, {}, [](const Route& route) { return std::tie(route.path, route.kind); });
  join_equal_paths(routes);
  return routes;
}

}  // namespace wasmpair
