// Amazon S3 and Google Cloud Storage: commands that upload a release, each object with its metadata.
//
// Neither negotiates: an object has one Content-Encoding, which every client gets. For S3, files are stored unencoded
// unless an encoding is requested, because that works for every client. Google Cloud Storage decodes gzip, but nothing
// else, for clients that do not accept it, so gzip is stored there.
#include <fmt/format.h>

#include <algorithm>

#include "http/percent_encoding.h"
#include "serving/bucket.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// A command-line program that uploads files.
struct Uploader {
  std::string_view copy;      ///< "aws s3 cp"
  std::string_view scheme;    ///< "s3://"
  std::string_view script;    ///< The name of the script.
  std::string_view more;      ///< Arguments after DIRECTORY.
  std::string_view comments;  ///< Comments about the host; "{encoding}" is the stored encoding.
};

constexpr std::string_view head = R"(#!/bin/sh
# Uploads one release of wasmpair. Usage:
#
#     sh {script} {scheme}BUCKET{prefix} [DIRECTORY{more}]
#
# DIRECTORY is the directory of the release; default: the current one. Nothing is deleted,
# so pages of earlier releases keep working. Files are uploaded before the files that refer
# to them, so no page ever requests a file that is not there yet.
{comments}set -eu
to=${{1:?usage: sh {script} {scheme}BUCKET{prefix} [DIRECTORY{more}]}}
to=${{to%/}}
from=${{2:-.}}
)";

constexpr std::string_view s3_comments = R"(#
# S3 does not negotiate: every client gets the file as it is stored, here: {encoding}.
# - identity works for every client, but is large. CloudFront itself compresses responses of
#   1,000 to 10,000,000 bytes. The siblings are uploaded under their own names, for the
#   function of `wasmpair config cloudfront`, which also serves differences to earlier
#   releases: upload with `wasmpair config s3 --cloudfront`.
# - `wasmpair config s3 --encoding br` stores br under the plain name, as is common for
#   WebAssembly: small, and correct for every browser over HTTPS, but not for clients that
#   do not accept br, such as browsers over HTTP.
)";

constexpr std::string_view cloudfront_comments = R"(#
# A CloudFront function chooses among the objects: encodings, and differences to earlier
# releases, have names of their own. FUNCTION is its name, and FILE what `wasmpair config
# cloudfront` wrote for this release: it is published after the assets, before the pages.
)";

constexpr std::string_view publish_function = R"(
# The function
if [ $# -gt 2 ]; then
  etag=$(aws cloudfront describe-function --name "$3" --query ETag --output text)
  etag=$(aws cloudfront update-function --name "$3" --if-match "$etag" --function-code "fileb://$4" \
    --function-config Comment=wasmpair,Runtime=cloudfront-js-2.0 --query ETag --output text)
  aws cloudfront publish-function --name "$3" --if-match "$etag" >/dev/null
fi
)";

constexpr std::string_view gcs_comments = R"(#
# Google Cloud Storage does not negotiate: every client gets the file as it is stored, here:
# {encoding}. It decodes gzip, but not br, for clients that do not accept it: so gzip is the
# default, and works for every client. `wasmpair config gcs --encoding br` stores br under
# the plain name: smaller, but correct only for browsers over HTTPS.
)";

constexpr Uploader aws{"aws s3 cp", "s3://", "upload-s3.sh", "", s3_comments};
constexpr Uploader aws_behind_cloudfront{"aws s3 cp", "s3://", "upload-s3.sh", " [FUNCTION FILE]", cloudfront_comments};
constexpr Uploader gcloud{"gcloud storage cp", "gs://", "upload-gcs.sh", "", gcs_comments};

std::string command(const Uploader& uploader, const std::string& source, const std::string& target, const Route& route,
                    const std::string& encoding) {
  std::string text =
      fmt::format("{} \"$from\"/{} \"$to\"/{} \\\n  --content-type={} --cache-control={}", uploader.copy,
                  shell_word(source), shell_word(target), shell_word(route.type), shell_word(route.cache_control));
  if (encoding != "identity") text += " --content-encoding=" + encoding;
  return text + "\n";
}

/// Uploads one asset in the given encoding; with "identity", also its siblings under their own names, and its deltas if
/// something in front of the bucket serves them.
std::string asset_commands(const Uploader& uploader, const Route& route, const std::string& encoding, Front front) {
  if (const ManifestEncoding* stored = sibling_of(route, encoding))
    return command(uploader, stored->path, route.path, route, encoding);
  std::string text;
  if (encoding == "identity")
    for (const ManifestEncoding& sibling : route.encodings)
      text += command(uploader, sibling.path, sibling.path, route, sibling.encoding);
  if (front == Front::CloudFront)
    for (const ManifestDelta& delta : route.deltas)
      text += command(uploader, delta.path, delta.path, route, delta.encoding);
  return text + command(uploader, route.path, route.path, route, "identity");
}

std::string script(const Uploader& uploader, const ConfiguredSite& site, const std::string& encoding) {
  const std::string prefix = percent_encode(site.prefix);
  std::string text =
      fmt::format(head, fmt::arg("script", uploader.script), fmt::arg("scheme", uploader.scheme),
                  fmt::arg("more", uploader.more), fmt::arg("prefix", prefix.substr(0, prefix.size() - 1)),
                  fmt::arg("comments", fmt::format(fmt::runtime(uploader.comments), fmt::arg("encoding", encoding))));
  struct Part {
    RouteKind kind;
    std::string_view title;
  };
  for (const auto& [kind, title] :
       {Part{RouteKind::Asset, "Assets"}, Part{RouteKind::StableAsset, "Further files with stable names"},
        Part{RouteKind::Page, "Pages"},
        Part{RouteKind::Manifest, "The manifest, which makes this the current release"}}) {
    std::string commands;
    if (kind == RouteKind::Page && site.front == Front::CloudFront) text += publish_function;
    for (const Route& route : site.routes) {
      if (route.kind != kind) continue;
      commands += kind == RouteKind::Asset ? asset_commands(uploader, route, encoding, site.front)
                                           : command(uploader, route.path, route.path, route, "identity");
    }
    if (!commands.empty()) text += fmt::format("\n# {}\n{}", title, commands);
  }
  return text;
}

}  // namespace

Configuration s3_config(const ConfiguredSite& site) {
  if (site.front == Front::CloudFront) return {script(aws_behind_cloudfront, site, "identity"), {}};
  return {script(aws, site, stored_encoding(site, "identity")), {}};
}

Configuration gcs_config(const ConfiguredSite& site) {
  for (const Route& route : site.routes) expect_gcloud_name(route.path);
  const bool has_gzip = std::ranges::find(site.siblings, "gzip", &SiblingKind::encoding) != site.siblings.end();
  return {script(gcloud, site, stored_encoding(site, has_gzip ? "gzip" : "identity")), {}};
}

}  // namespace wasmpair
