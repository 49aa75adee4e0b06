// Netlify and Cloudflare: a _headers file in the directory that is deployed.
//
// Names are written out, since a rule matches whether or not there is a file: one for a pattern would have a missing
// module cached as immutable. The file is deployed with its release, so it is never behind.
#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t cloudflare_file_limit = 25U << 20U;

constexpr std::string_view head =
    R"(# {host}, for one release of wasmpair: deploy this file, as _headers, at the top of what is
# deployed; the directory of the release is {prefix} there. Write it anew for each release:
# names are written out, because a rule for a pattern would have a missing module cached
# for ever, too. Files of earlier releases that are still deployed keep working; they are
# asked for again before each use.
)";

constexpr std::string_view host_negotiates = R"(#
# {host} compresses by itself and does not use the .br and .gz siblings: leave them out.
# Its Vary and ETag are its own. It takes no-transform for "do not compress".
)";

constexpr std::string_view stored = R"(#
# Stored as {encoding}: before the upload, put the sibling in the place of each file that has
# a Content-Encoding below, as in: mv {example}{suffix} {example}
# no-transform keeps the network from encoding it once more. Everybody gets {encoding},
# those who do not accept it as well; every browser that has WebAssembly does, over HTTPS.
)";

constexpr std::string_view single_page = R"(#
# Cloudflare answers /index.html for every name that it does not have, modules too, unless
# there is a 404.html at the top of what is deployed: put one there.
)";

std::string heading(std::string_view host, const ConfiguredSite& site) {
  return fmt::format(head, fmt::arg("host", host), fmt::arg("prefix", percent_encode(site.prefix)));
}

void add_rule(std::string& text, const std::string& path, const Route& route, std::string_view cache_control) {
  text += fmt::format("\n{}\n  Content-Type: {}\n  Cache-Control: {}\n  X-Content-Type-Options: nosniff\n", path,
                      route.type, cache_control);
}

/// The addresses of a route. Both hosts serve pages without their extension and indexes without their name, too.
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

/// Rules for every route; those of files that are stored encoded say so.
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
          fmt::format("{} has {:.1f} MiB, and Cloudflare Pages takes files of up to 25 MiB: store it encoded "
                      "(--encoding br), or elsewhere, such as R2",
                      route.path, static_cast<double>(bytes) / (1U << 20U)));
  }
  report.text += rules(site, encoding);
  return report;
}

}  // namespace wasmpair
