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

/// Whether browsers keep files as dictionaries, and then get the difference to them (RFC 9842).
enum class Dictionaries { None, Offered };

/// All assets with one extension.
struct AssetKind {
  std::string extension;      ///< "wasm"
  std::string type;           ///< "application/wasm"
  std::string cache_control;  ///< With no-transform if requested.
  Dictionaries dictionaries = Dictionaries::None;
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
  Front front = Front::Nothing;
};

/// manifest: as read_manifest() reads it, so that its types and Cache-Control need no quoting but that of spaces.
/// manifest_file names it in messages. ledger: the names of the manifests that are published under hashed names; they
/// are served as assets. Throws Error for an asset whose name is not NAME.HASH.EXTENSION, a sibling without the suffix
/// of its encoding, and a prefix that is not a path.
ConfiguredSite describe_site(const Manifest& manifest, const std::string& manifest_file, const SiteOptions& options,
                             const std::vector<std::string>& ledger = {});

/// A regular expression (the same in PCRE, RE2 and ECMAScript) for the hashed names with the extension:
/// "[A-Za-z_][A-Za-z0-9_]*[.][0-9a-f]{16}[.]wasm". "": any extension of an asset.
std::string asset_pattern(const ConfiguredSite& site, std::string_view extension = "");

/// The same, followed by the suffix of a sibling, or by the key and the suffix of a delta.
std::string sibling_pattern(const ConfiguredSite& site);

/// How a server's regular expressions are matched.
enum class Matching {
  Backtracking,  ///< PCRE: nginx and Apache.
  Linear,        ///< RE2: Caddy, which has no possessive quantifiers.
};

/// A kind of delta.
struct DeltaKind {
  std::string_view encoding;  ///< "dcz"
  std::string_view suffix;    ///< ".dcz"
};

/// A regular expression for what follows "app.HASH.wasm." in the name of any delta: the key, and the suffix.
inline constexpr std::string_view any_delta_suffix = "[0-9A-Za-z]{34,43}[.]dc[bz]";

/// Those of RFC 9842, the one to prefer first: configurations fit every later release.
inline constexpr DeltaKind delta_kinds[] = {{"dcb", ".dcb"}, {"dcz", ".dcz"}};

/// A regular expression for the hashes in names: "[0-9a-f]{16}".
std::string hash_pattern(const ConfiguredSite& site);

/// The same as asset_pattern for modules, followed by the key of a dictionary and the suffix of a delta: ".dcz".
std::string delta_pattern(const ConfiguredSite& site, std::string_view suffix);

/// A regular expression for the path of a module as it was requested, percent-encoded and before any query. Its group,
/// which may have a name ("?<name>"), is what stands before the hash: it becomes part of a pattern of URLs.
std::string requested_module_pattern(const ConfiguredSite& site, std::string_view group = "");

/// A regular expression for the value of Available-Dictionary: its nine groups together are the key of the dictionary.
std::string dictionary_key_pattern(Matching matching);

/// A regular expression, to be compared without case, for values of Accept-Encoding that accept the coding: without a
/// weight, or with one above 0 (RFC 9110, section 12.4.2: q=0 is a refusal).
std::string acceptance_pattern(std::string_view coding);

/// A regular expression for the names of a kind: "[^/]+[.]html|start[.]htm".
std::string stable_page_pattern(const StablePageKind& kind);

/// The same for complete paths, including that of the directory itself if the kind has its index.
std::string stable_page_path_pattern(const ConfiguredSite& site, const StablePageKind& kind);

/// A regular expression that matches text and nothing else. Each configuration must still quote quotation marks and
/// backslashes; "$" and "{" are never adjacent.
std::string escape_regex(std::string_view text);

}  // namespace wasmpair
