// `wasmpair config`: what a web server or a host has to be told so that it answers right for a release.
//
// The target "json" is the table that all others are made of:
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
  std::string output_file;  ///< Written completely or not at all; "" for none.
};

/// Throws Error for a target that is not known, for a manifest that cannot be read, and for one that lists what a
/// configuration cannot describe, such as an asset without a hash in its name.
Configuration config(const ConfigRequest& request);

}  // namespace wasmpair
