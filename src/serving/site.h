// What every configuration says, in the terms that configurations have: patterns of names, types, header fields.
// Taken from the routes of one release, and right for the next ones, too: hashed names appear as a pattern, so that a
// server need not be told of a release.
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
  std::string cache_control;  ///< With no-transform if that was asked for.
};

/// Names that stay from release to release and are answered alike.
struct StablePageKind {
  std::string type;
  std::string cache_control;
  std::vector<std::string> names;  ///< Sorted.
  bool every_page = false;  ///< *.html is answered so, too: a page that somebody wrote, or that a later release has.
  bool index = false;       ///< The directory itself is answered so.
};

/// A kind of content-coded sibling.
struct SiblingKind {
  std::string encoding;  ///< "br"
  std::string suffix;    ///< ".br"
};

struct ConfiguredSite {
  std::string prefix;  ///< Path of the directory on the server, percent-decoded: starts and ends in "/", valid UTF-8.
  std::vector<Route> routes;                 ///< With Cache-Control as it is to be sent.
  std::vector<std::size_t> hash_lengths;     ///< Of the hashes in names: usually one.
  std::vector<AssetKind> assets;             ///< Sorted by extension.
  std::vector<StablePageKind> stable_pages;  ///< Pages and the manifest.
  std::vector<SiblingKind> siblings;         ///< The one to prefer first.
  std::optional<std::string> encoding;       ///< As requested.
};

/// manifest_file names the manifest in messages. Throws Error for an asset whose name is not NAME.HASH.EXTENSION, a
/// sibling without the suffix of its encoding, types and Cache-Control that contain anything but what such values are
/// made of, and a prefix that is no path.
ConfiguredSite describe_site(const Manifest& manifest, const std::string& manifest_file, const SiteOptions& options);

/// A regular expression (the same in PCRE, RE2 and ECMAScript) for the hashed names with one of the extensions:
/// "[A-Za-z_][A-Za-z0-9_]*[.][0-9a-f]{16}[.]wasm". Empty extensions: those of all assets.
std::string asset_pattern(const ConfiguredSite& site, std::string_view extension = "");

/// The same with the suffixes of siblings behind it.
std::string sibling_pattern(const ConfiguredSite& site);

/// A regular expression for the names of a kind: "[^/]+[.]html|start[.]htm".
std::string stable_page_pattern(const StablePageKind& kind);

/// The same for whole paths, with that of the directory itself if its index is of the kind.
std::string stable_page_path_pattern(const ConfiguredSite& site, const StablePageKind& kind);

/// text as a regular expression that matches it and nothing else. Of what configurations give a meaning of their own,
/// quotes and backslashes are left for the quoting of each, and "$" and "{" never stand side by side.
std::string escape_regex(std::string_view text);

}  // namespace wasmpair
