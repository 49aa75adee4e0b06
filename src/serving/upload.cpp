// Amazon S3 and Google Cloud Storage: commands that upload a release, each object with its metadata.
//
// Neither negotiates: an object has one Content-Encoding, which everybody gets. S3 stores files as they are unless an
// encoding is asked for, because that is wrong for nobody. Google Cloud Storage decodes gzip, and gzip alone, for
// clients that do not accept it, and so stores gzip.
#include <fmt/format.h>

#include <algorithm>

#include "http/percent_encoding.h"
#include "serving/server_config.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// A word of a POSIX shell: nothing has a meaning within apostrophes but the apostrophe.
std::string quote(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

/// What a command-line program is told.
struct Uploader {
  std::string_view copy;      ///< "aws s3 cp"
  std::string_view scheme;    ///< "s3://"
  std::string_view script;    ///< The name of the script.
  std::string_view comments;  ///< What is to be said about the host; "{encoding}" is what is stored.
};

constexpr std::string_view head = R"(#!/bin/sh
# Uploads one release of wasmpair. Usage:
#
#     sh {script} {scheme}BUCKET{prefix} [DIRECTORY]
#
# DIRECTORY is that of the release; default: the current one. Nothing is deleted: pages of
# earlier releases stay whole. The order is that of a release: what is named first, what
# names it last, so that no page ever asks for what is not there yet.
{comments}set -eu
to=${{1:?usage: sh {script} {scheme}BUCKET{prefix} [DIRECTORY]}}
to=${{to%/}}
from=${{2:-.}}
)";

constexpr std::string_view s3_comments = R"(#
# S3 does not negotiate: everybody gets what lies under a name, here: {encoding}.
# - As identity, it is wrong for nobody, and large. CloudFront compresses answers of 1,000
#   to 10,000,000 bytes by itself. The siblings are uploaded under their own names, for a
#   CloudFront function that appends .br to the path where Accept-Encoding has br.
# - `wasmpair config s3 --encoding br` stores br under the name itself, as most do for
#   WebAssembly: small everywhere, and right for every browser over HTTPS; not for a
#   client that does not accept br, and browsers do not over HTTP.
)";

constexpr std::string_view gcs_comments = R"(#
# Google Cloud Storage does not negotiate: everybody gets what lies under a name, here:
# {encoding}. It decodes gzip for a client that does not accept it, but not br: so gzip is
# the default, and wrong for nobody. `wasmpair config gcs --encoding br` stores br under the
# name itself: smaller, and right for every browser over HTTPS alone.
)";

constexpr Uploader aws{"aws s3 cp", "s3://", "upload-s3.sh", s3_comments};
constexpr Uploader gcloud{"gcloud storage cp", "gs://", "upload-gcs.sh", gcs_comments};

std::string command(const Uploader& uploader, const std::string& source, const std::string& target, const Route& route,
                    const std::string& encoding) {
  std::string text = fmt::format("{} \"$from\"/{} \"$to\"/{} \\\n  --content-type={} --cache-control={}", uploader.copy,
                                 quote(source), quote(target), quote(route.type), quote(route.cache_control));
  if (encoding != "identity") text += " --content-encoding=" + encoding;
  return text + "\n";
}

/// One asset: under its name as it is to be stored; of what is stored as it is, the siblings under theirs, too.
std::string asset_commands(const Uploader& uploader, const Route& route, const std::string& encoding) {
  if (const ManifestEncoding* stored = sibling_of(route, encoding))
    return command(uploader, stored->path, route.path, route, encoding);
  std::string text;
  if (encoding == "identity")
    for (const ManifestEncoding& sibling : route.encodings)
      text += command(uploader, sibling.path, sibling.path, route, sibling.encoding);
  return text + command(uploader, route.path, route.path, route, "identity");
}

std::string script(const Uploader& uploader, const ConfiguredSite& site, const std::string& encoding) {
  const std::string prefix = percent_encode(site.prefix);
  std::string text =
      fmt::format(head, fmt::arg("script", uploader.script), fmt::arg("scheme", uploader.scheme),
                  fmt::arg("prefix", prefix.substr(0, prefix.size() - 1)),
                  fmt::arg("comments", fmt::format(fmt::runtime(uploader.comments), fmt::arg("encoding", encoding))));
  struct Part {
    RouteKind kind;
    std::string_view title;
  };
  for (const auto& [kind, title] : {Part{RouteKind::Asset, "Assets"}, Part{RouteKind::Page, "Pages"},
                                    Part{RouteKind::Manifest, "The manifest: what makes it the current release"}}) {
    std::string commands;
    for (const Route& route : site.routes) {
      if (route.kind != kind) continue;
      commands += kind == RouteKind::Asset ? asset_commands(uploader, route, encoding)
                                           : command(uploader, route.path, route.path, route, "identity");
    }
    if (!commands.empty()) text += fmt::format("\n# {}\n{}", title, commands);
  }
  return text;
}

}  // namespace

Configuration s3_config(const ConfiguredSite& site) {
  return {script(aws, site, stored_encoding(site, "identity")), {}};
}

Configuration gcs_config(const ConfiguredSite& site) {
  for (const Route& route : site.routes) {
    if (route.path.find_first_of("*?[]") != std::string::npos)
      throw Error("", fmt::format("gcloud takes the name '{}' for a pattern", printable(route.path)),
                  "Rename the page.");
  }
  const bool has_gzip = std::ranges::find(site.siblings, "gzip", &SiblingKind::encoding) != site.siblings.end();
  return {script(gcloud, site, stored_encoding(site, has_gzip ? "gzip" : "identity")), {}};
}

}  // namespace wasmpair
