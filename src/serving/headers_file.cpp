// Netlify and Cloudflare: a _headers file in the deployed directory.
//
// It lists names, since a rule matches whether or not a file exists: with a pattern, the 404 of a missing module would
// be cached as immutable. The file is deployed with its release, so it is never out of date.
#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t cloudflare_file_limit = 25U << 20U;

constexpr std::string_view head =
    R"(# {host}, for one release of wasmpair: deploy this file as _headers in the root of the
# site, where the directory of the release is {prefix}. Generate it again for each
# release: it lists names, because with a pattern the 404 of a missing module would be
# cached as immutable. Files of earlier releases that are still deployed keep working,
# but are revalidated before each use.
)";

constexpr std::string_view host_negotiates = R"(#
# {host} compresses on its own and does not use the .br and .gz siblings: omit them. It
# sets Vary and ETag itself, and takes no-transform to mean "do not compress".
)";

constexpr std::string_view stored = R"(#
# Stored as {encoding}: before the upload, replace each file that has a Content-Encoding below
# with its sibling, as in: mv {example}{suffix} {example}
# no-transform prevents the CDN from encoding it again. All clients get {encoding}, even
# those that do not accept it; every browser with WebAssembly does, over HTTPS.
)";

constexpr std::string_view single_page = R"(#
# Cloudflare serves /index.html for every missing file, even for modules, unless there is a
# 404.html in the root of the site: add one.
)";

std::string heading(std::string_view host, const ConfiguredSite& site) {
  return fmt::format(head, fmt::arg("host", host), fmt::arg("prefix", percent_encode(site.prefix)));
}

void add_rule(std::string& text, const std::string& path, const Route& route, std::string_view cache_control) {
  text += fmt::format("\n{}\n  Content-Type: {}\n  Cache-Control: {}\n  X-Content-Type-Options: nosniff\n", path,
                      route.type, cache_control);
}

/// The URL paths of a route. Both hosts also serve pages without their extension, and indexes without their name.
std::vector<std::string> paths_of(const ConfiguredSite& site, const Route& route) {
  const std::string at = percent_encode(site.prefix);
  std::vector<std::string> paths{at + percent_encode(route.path)};
  if (route.path == "index.html") {
    paths.push_back(at);
  } else if (route.path.ends_with(".html")) {
    paths.push_back(paths[0].substr(0, paths[0].size() - std::string_view(".html").size()));
  }
  return paths;
}

std::string forbid_transformation(const std::string& cache_control) {
  return cache_control.find("no-transform") == std::string::npos ? cache_control + ", no-transform" : cache_control;
}

/// Rules for every route, with Content-Encoding for files that are stored encoded.
std::string rules(const ConfiguredSite& site, std::string_view encoding) {
  std::string text;
  for (const Route& route : site.routes) {
    const bool encoded = sibling_of(route, encoding) != nullptr;
    for (const std::string& path : paths_of(site, route)) {
      add_rule(text, path, route, encoded ? forbid_transformation(route.cache_control) : route.cache_control);
      if (encoded) text += fmt::format("  Content-Encoding: {}\n", encoding);
    }
  }
  return text;
}

}  // namespace

Configuration netlify_config(const ConfiguredSite& site) {
  return {
      heading("Netlify", site) + fmt::format(host_negotiates, fmt::arg("host", "Netlify")) + rules(site, "identity"),
      {}};
}

Configuration cloudflare_config(const ConfiguredSite& site) {
  const std::string encoding = stored_encoding(site, "identity");
  Configuration report{heading("Cloudflare", site), {}};
  if (encoding == "identity") report.text += fmt::format(host_negotiates, fmt::arg("host", "Cloudflare"));
  for (const Route& route : site.routes) {
    const ManifestEncoding* sibling = sibling_of(route, encoding);
    if (sibling != nullptr && route.type == "application/wasm") {
      report.text += fmt::format(stored, fmt::arg("encoding", encoding), fmt::arg("example", route.path),
                                 fmt::arg("suffix", sibling->path.substr(route.path.size())));
      break;
    }
  }
  report.text += single_page;
  for (const Route& route : site.routes) {
    const ManifestEncoding* sibling = sibling_of(route, encoding);
    const std::uint64_t bytes = sibling != nullptr ? sibling->bytes : route.bytes;
    if (bytes > cloudflare_file_limit)
      report.notes.push_back(
          fmt::format("{} has {:.1f} MiB, but Cloudflare Pages accepts files of up to 25 MiB only: store it "
                      "encoded (--encoding br), or elsewhere, such as in R2",
                      route.path, static_cast<double>(bytes) / (1U << 20U)));
  }
  report.text += rules(site, encoding);
  return report;
}

}  // namespace wasmpair
