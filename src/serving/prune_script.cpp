#include "serving/prune_script.h"

#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/bucket.h"

namespace wasmpair {
namespace {

/// A command-line program that deletes objects.
struct Deleter {
  std::string_view host;
  std::string_view scheme;     ///< "s3://"
  std::string_view target;     ///< Of `wasmpair config`: "s3".
  std::string_view download;   ///< Writes an object to standard output.
  std::string_view to_stdout;  ///< After the object's URL.
  std::string_view remove;     ///< "aws s3 rm"
};

constexpr Deleter aws{"Amazon S3", "s3://", "s3", "aws s3 cp", " -", R"(aws s3 rm "$to"/)"};
constexpr Deleter gcloud{"Google Cloud Storage", "gs://", "gcs", "gcloud storage cat", "", "remove "};

constexpr std::string_view head = R"(#!/bin/sh
# Deletes from {host} what only old releases of wasmpair need. Usage:
#
#     sh prune-{target}.sh {scheme}BUCKET{prefix} [DIRECTORY]
#
# DIRECTORY is the directory of the release; default: the current one. Releases that stay:
# the last one and {kept} before it. The files that only older ones need are deleted, those of
# the oldest first, and the manifest of each release after its files: an interrupted run is
# completed by the next one. Afterwards, `wasmpair prune` deletes the same in DIRECTORY.
set -eu
to=${{1:?usage: sh prune-{target}.sh {scheme}BUCKET{prefix} [DIRECTORY]}}
to=${{to%/}}
from=${{2:-.}}

# A release that was uploaded since may need files that this one does not.
if ! {download} "$to"/wasmpair.json{to_stdout} | cmp -s - "$from"/{last}; then
  echo "$to/wasmpair.json is not of the release that this script was written for: nothing was deleted." >&2
  echo "Upload that release, or write the script again: wasmpair config {target} --prune" >&2
  exit 1
fi
)";

/// gcloud fails for an object that is not there, as after an interrupted run.
constexpr std::string_view gcloud_remove = R"(
# gcloud fails for an object that is already deleted.
objects=$(gcloud storage ls "$to"/)
remove() {
  if printf '%s\n' "$objects" | grep -Fqx -e "$to/$1"; then gcloud storage rm "$to/$1"; fi
}
)";

std::string removal(const Deleter& deleter, const std::string& name) {
  return fmt::format("{}{}\n", deleter.remove, shell_word(name));
}

std::string script(const Deleter& deleter, const BucketPruning& pruning) {
  const std::string prefix = percent_encode(pruning.prefix);
  std::string text =
      fmt::format(head, fmt::arg("host", deleter.host), fmt::arg("target", deleter.target),
                  fmt::arg("scheme", deleter.scheme), fmt::arg("prefix", prefix.substr(0, prefix.size() - 1)),
                  fmt::arg("kept", pruning.kept), fmt::arg("download", deleter.download),
                  fmt::arg("to_stdout", deleter.to_stdout), fmt::arg("last", shell_word(pruning.last)));
  if (pruning.dropped.empty()) return text + "\n# No release is to be deleted.\n";
  if (deleter.target == gcloud.target) text += gcloud_remove;
  for (const DroppedRelease& release : pruning.dropped) {
    text += '\n';
    for (const std::string& file : release.files) text += removal(deleter, file);
    text += removal(deleter, release.manifest);
  }
  return text;
}

}  // namespace

std::string s3_prune_script(const BucketPruning& pruning) { return script(aws, pruning); }

std::string gcs_prune_script(const BucketPruning& pruning) {
  for (const DroppedRelease& release : pruning.dropped)
    for (const std::string& file : release.files) expect_gcloud_name(file);
  return script(gcloud, pruning);
}

}  // namespace wasmpair
