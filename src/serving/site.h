// A release in the terms of configurations: patterns of names, types, header fields. Taken from the routes of one
// release, but valid for later ones, too: hashed names appear as a pattern, so a new release needs no new
// configuration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "serving/routes.h"
#include "wasmpair/configuration.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// All assets with one extension.
struct AssetKind {
  std::string extension;      ///< "wasm"
  std::string type;           ///< "application/wasm"
  std::string cache_control;  ///< With no-transform if requested.
};

/// Names that are the same in every release and are served alike.
struct StablePageKind {
  std::string type;
  std::string cache_control;
  std::vector<std::string> names;  ///< Sorted.
  bool every_page = false;         ///< Also for *.html: pages that somebody wrote, or of a later release.
  bool index = false;              ///< Also for the directory itself.
};

/// A kind of content-coded sibling.
struct SiblingKind {
  std::string encoding;  ///< "br"
  std::string suffix;    ///< ".br"
};

struct ConfiguredSite {
  std::string prefix;  ///< Path of the directory on the server, percent-decoded: starts and ends in "/", valid UTF-8.
  std::vector<Route> routes;                 ///< With Cache-Control as it is sent.
  std::vector<std::size_t> hash_lengths;     ///< Of the hashes in names: usually one.
  std::vector<AssetKind> assets;             ///< Sorted by extension.
  std::vector<StablePageKind> stable_pages;  ///< Pages and the manifest.
  std::vector<SiblingKind> siblings;         ///< In order of preference.
  std::optional<std::string> encoding;       ///< As requested.
};

/// manifest: as read_manifest() reads it, so that its types and Cache-Control need no quoting but that of spaces.
/// manifest_file names it in messages. Throws Error for an asset whose name is not NAME.HASH.EXTENSION, a sibling
/// without the suffix of its encoding, and a prefix that is not a path.
ConfiguredSite describe_site(const Manifest& manifest, const std::string& manifest_file, const SiteOptions& options);

/// A regular expression (the same in PCRE, RE2 and ECMAScript) for the hashed names with the extension:
/// "[A-Za-z_][A-Za-z0-9_]*[.][0-9a-f]{16}[.]wasm". "": any extension of an asset.
std::string asset_pattern(const ConfiguredSite& site, std::string_view extension = "");

/// The same, followed by the suffix of a sibling.
std::string sibling_pattern(const ConfiguredSite& site);

/// A regular expression for the names of a kind: "[^/]+[.]html|start[.]htm".
std::string stable_page_pattern(const StablePageKind& kind);

/// The same for complete paths, including that of the directory itself if the kind has its index.
std::string stable_page_path_pattern(const ConfiguredSite& site, const StablePageKind& kind);

/// A regular expression that matches text and nothing else. Each configuration must still quote quotation marks and
/// backslashes; "$" and "{" are never adjacent.
std::string escape_regex(std::string_view text);

}  // namespace wasmpair
