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

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// One that a configuration can be written for.
struct ConfigTarget {
  std::string_view name;     ///< On the command line: "nginx".
  std::string_view file;     ///< What the output is usually saved as: "wasmpair.nginx.conf".
  std::string_view summary;  ///< One line.
};

/// Every target, in the order of the help.
std::span<const ConfigTarget> config_targets();

/// Whether a cache on the way to the browser may encode answers in its own way.
enum class Transformation {
  Allowed,
  Forbidden,  ///< Cache-Control has no-transform (RFC 9111, section 5.2.2.6).
};

struct ConfigRequest {
  std::string target;  ///< The name of a ConfigTarget.
  std::string manifest_file = "wasmpair.json";
  std::string output_file;  ///< Written whole or not at all; "" for none.
  /// Where the directory of the release is on the server, as a URL path: "/assets/". Default: the path of the
  /// manifest's base, and "/" if that is relative.
  std::optional<std::string> prefix;
  /// For hosts that do not negotiate: the encoding ("br", "identity") of what lies under an asset's name.
  std::optional<std::string> encoding;
  Transformation transformation = Transformation::Allowed;
};

struct ConfigReport {
  std::string text;  ///< The configuration.
  std::vector<std::string>
      notes;  ///< What the configuration cannot do, or cannot say because its format has no comments.
};

/// Throws Error for a target that is not known, for a manifest that cannot be read, and for one that lists what a
/// configuration cannot describe, such as an asset without a hash in its name.
ConfigReport config(const ConfigRequest& request);

}  // namespace wasmpair
