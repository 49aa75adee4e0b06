// `wasmpair config`: the configuration with which a web server or a host serves a release correctly.
//
// The target "json" is the table from which all others are made:
//   {"routes": [{"kind": "asset" | "page" | "manifest",
//                "path": file name in the directory of the release, "url": base + path,
//                "type": Content-Type, "cacheControl": Cache-Control,
//                "vary": "Accept-Encoding" if there are encodings, else "",
//                "encodings": [{"encoding": "br", "path": the sibling's file name, "bytes": its size}, …]}, …]}
// sorted by path, each path once.
#pragma once

#include <span>
#include <string>

#include "wasmpair/configuration.h"

namespace wasmpair {

/// Every target, in the order of the help.
std::span<const ConfigTarget> config_targets();

struct ConfigRequest {
  std::string target;  ///< The name of a ConfigTarget.
  std::string manifest_file = "wasmpair.json";
  SiteOptions site;
  std::string output_file;  ///< Written completely or not at all; "": not written.
};

/// Throws Error for an unknown target, for an unreadable manifest, and for a manifest that lists what a configuration
/// cannot describe, such as an asset without a hash in its name.
Configuration config(const ConfigRequest& request);

}  // namespace wasmpair
