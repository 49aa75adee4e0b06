// Configurations of web servers and hosts: what they serve a release with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A server or host that a configuration can be written for.
struct ConfigTarget {
  std::string_view name;     ///< On the command line: "nginx".
  std::string_view file;     ///< What the configuration is usually saved as: "wasmpair.nginx.conf".
  std::string_view summary;  ///< One line.
};

/// Whether a cache on the way to the browser may encode responses in its own way.
enum class Transformation {
  Allowed,
  Forbidden,  ///< Cache-Control has no-transform (RFC 9111, section 5.2.2.6).
};

/// Where a release is deployed, and what lies before it.
struct SiteOptions {
  /// Where the directory of the release is on the server, as a URL path: "/assets/". Default: the path of the
  /// manifest's base, and "/" if that is relative.
  std::optional<std::string> prefix;
  /// For hosts that do not negotiate: the encoding ("br", "identity") of what lies under an asset's name.
  std::optional<std::string> encoding;
  Transformation transformation = Transformation::Allowed;
};

/// A configuration that was written.
struct Configuration {
  std::string text;
  /// What the configuration cannot do, or cannot say because its format has no comments.
  std::vector<std::string> notes;
};

}  // namespace wasmpair
