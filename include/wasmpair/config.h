// `wasmpair config`: the configuration with which a web server or a host serves a release correctly.
//
// The target "json" is the table from which all others are made:
//   {"routes": [{"kind": "asset" | "page" | "manifest",
//                "path": file name in the directory of the release, "url": base + path,
//                "type": Content-Type, "cacheControl": Cache-Control,
//                "vary": "Accept-Encoding" if there are encodings, else "",
//                "encodings": [{"encoding": "br", "path": the sibling's file name, "bytes": its size}, …]}, …]}
// sorted by path, each path once. A module that was packed with earlier releases also has, with "Available-Dictionary"
// in "vary" (RFC 9842):
//   {"useAsDictionary": "match=\"app.*.wasm?\"",
//    "deltas": [{"encoding": "dcz", "path": the delta's file name, "bytes": its size,
//                "dictionary": SHA-256 of what Available-Dictionary names, in hexadecimal digits}, …]}
//
// The target "go" is a Go file that serves every release, so it needs no manifest.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "wasmpair/configuration.h"
#include "wasmpair/embedding.h"
#include "wasmpair/prune.h"

namespace wasmpair {

/// Every target, in the order of the help.
std::span<const ConfigTarget> config_targets();

/// For the target "go" only.
struct GoServerOptions {
  std::optional<std::string> package;  ///< Its name. Default: that of the directory, or "assets".
  std::optional<Embedding> embedding;  ///< Default: Load. Embed: the release in the same directory.
};

struct ConfigRequest {
  std::string target;                        ///< The name of a ConfigTarget.
  std::optional<std::string> manifest_file;  ///< Default: "wasmpair.json".
  SiteOptions site;
  GoServerOptions go_server;
  /// Of buckets: the script that deletes from the bucket what prune() with this would delete from the manifest's
  /// directory, instead of the script of uploads.
  std::optional<Retention> pruning;
  /// Written completely or not at all; "": not written. Of the target "go" the directory of the package, or a file in
  /// it whose name ends in ".go": one that wasmpair did not write, or that was edited, is not replaced.
  std::string output;
};

/// Throws Error for an unknown target, for options that the target does not have, for an unreadable manifest, and for a
/// manifest that lists what a configuration cannot describe, such as an asset without a hash in its name. With
/// `pruning`, also whenever prune() does.
Configuration config(const ConfigRequest& request);

}  // namespace wasmpair
