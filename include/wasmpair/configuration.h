// Configurations of web servers and hosts that serve a release.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A server or host that a configuration can be written for.
struct ConfigTarget {
  std::string_view name;     ///< On the command line: "nginx".
  std::string_view file;     ///< The usual file name of the configuration: "wasmpair.nginx.conf".
  std::string_view summary;  ///< One line.
};

/// Whether caches between the server and the browser may re-encode responses.
enum class Transformation {
  Allowed,
  Forbidden,  ///< Cache-Control has no-transform (RFC 9111, section 5.2.2.6).
};

/// What is in front of a bucket.
enum class Front {
  Nothing,     ///< Or nothing that chooses among objects.
  CloudFront,  ///< With the function of the target "cloudfront".
};

/// Where a release is deployed, and how.
struct SiteOptions {
  /// The URL path of the release's directory: "/assets/". Default: the path of the manifest's base, or "/" if the base
  /// is relative.
  std::optional<std::string> prefix;
  /// For hosts that do not negotiate: the encoding ("br", "identity") that is uploaded under an asset's name.
  std::optional<std::string> encoding;
  Transformation transformation = Transformation::Allowed;
  Front front = Front::Nothing;  ///< Of s3 only.
};

/// A generated configuration.
struct Configuration {
  std::string text;
  /// What the configuration cannot do, and remarks for which its format has no comments.
  std::vector<std::string> notes;
};

}  // namespace wasmpair
