// Caddy: handles for a site block in a Caddyfile.
#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// A quoted word (caddyconfig/caddyfile/lexer.go): a backslash is literal except before a quotation mark.
/// The text must not end in a backslash; patterns end in "$".
std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

constexpr std::string_view head =
    R"(# Caddy, for a release of wasmpair: import this file in the site block that serves the
# release:
#
#     example.com {{
#         root * /srv/www          # the directory of the release is /srv/www{0}
#         import {1}
#         file_server
#     }}
#
# It also fits later releases: hashed names are matched by a pattern.
# `encode` and `try_files` of the site block run before this: `try_files` with a fallback
# to a page serves HTML for a missing module, and `encode` compresses files that have no
# sibling. Put both into separate handles.

# A 404 must not be cached: the file may be uploaded a moment later. Siblings have no URLs
# of their own: as application/gzip or octet-stream they would be useless.
@wasmpair_missing {{
	path_regexp {2}
	not file
}}
@wasmpair_sibling path_regexp {3}
handle @wasmpair_missing {{
	header Cache-Control "no-store"
	respond 404
}}
handle @wasmpair_sibling {{
	header Cache-Control "no-store"
	respond 404
}}
)";

/// `map` computes the key before the handles run. Matchers of one set run in no fixed order.
constexpr std::string_view dictionary_key_map = R"(
# Browsers keep a module, and get a later one as the difference to it (RFC 9842): a file
# named after the module and the SHA-256 in Available-Dictionary without "+", "/" and "=".
map {{header.Available-Dictionary}} {{wasmpair_key}} {{
	{key} "${{1}}${{2}}${{3}}${{4}}${{5}}${{6}}${{7}}${{8}}${{9}}"
	default ""
}}
map {{http.request.orig_uri}} {{wasmpair_match}} {{
	{name} "match=\"${{1}}.*.wasm?\""
	default ""
}}
)";

constexpr std::string_view delta_handle = R"(
@wasmpair_{coding} {{
	path_regexp {pattern}
	header_regexp Accept-Encoding {accepted}
	# A range of a difference would be joined with one of the module.
	not header Range *
	file {{path}}.{{wasmpair_key}}{suffix}
}}
handle @wasmpair_{coding} {{
	rewrite * {{path}}.{{wasmpair_key}}{suffix}
	header Content-Type "{type}"
	header {{
		Content-Encoding "{coding}"
		Vary "Accept-Encoding, Available-Dictionary"
		Use-As-Dictionary {{wasmpair_match}}
		Cache-Control "{cache}"
		X-Content-Type-Options "nosniff"
		-Accept-Ranges
		defer
	}}
	file_server
}}
)";

constexpr std::string_view asset_handle = R"(
@wasmpair_{extension} path_regexp {pattern}
handle @wasmpair_{extension} {{
	# Exactly this type: WebAssembly.compileStreaming rejects all others, and parameters.
	header Content-Type "{type}"
	header {{
		# In every response, even an uncompressed one: caches must distinguish encodings,
		# and file_server (before 2.7) sends it with encoded responses only.
		Vary "{vary}"{dictionary}
		Cache-Control "{cache}"
		X-Content-Type-Options "nosniff"
		defer
	}}
	# Serve the siblings next to the file, unchanged, to clients that accept them.
	file_server{precompressed}
}}
)";

constexpr std::string_view stable_handle = R"(
# These names are stable while their content changes: revalidated before each use.
@wasmpair_stable_{number} path_regexp {pattern}
handle @wasmpair_stable_{number} {{
	# Caddy derives the ETag from time and length. Where a deployment sets all times alike,
	# two releases may agree in both, and the old one would be mistaken for the new.
	request_header -If-None-Match
	request_header -If-Modified-Since
	header Content-Type "{type}"
	header {{
		-ETag
		-Last-Modified
		Cache-Control "{cache}"
		X-Content-Type-Options "nosniff"
		defer
	}}
	file_server
}}
)";

std::string precompressed(const ConfiguredSite& site) {
  if (site.siblings.empty()) return "";
  std::string block = " {\n\t\tprecompressed";
  for (const SiblingKind& sibling : site.siblings) block += " " + sibling.encoding;
  return block + "\n\t}";
}

std::string delta_handles(const ConfiguredSite& site, const AssetKind& kind, const std::string& at) {
  if (kind.dictionaries == Dictionaries::None) return "";
  std::string text =
      fmt::format(dictionary_key_map, fmt::arg("key", quote("~" + dictionary_key_pattern(Matching::Linear))),
                  fmt::arg("name", quote("~^" + requested_module_pattern(site) + "(?:[?]|$)")));
  for (const DeltaKind& delta : delta_kinds)
    text += fmt::format(delta_handle, fmt::arg("coding", delta.encoding), fmt::arg("suffix", delta.suffix),
                        fmt::arg("pattern", quote(at + asset_pattern(site, kind.extension) + "$")),
                        fmt::arg("accepted", quote("(?i)" + acceptance_pattern(delta.encoding))),
                        fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control));
  return text;
}

std::string asset_handle_for(const ConfiguredSite& site, const AssetKind& kind, const std::string& at) {
  const bool has_deltas = kind.dictionaries == Dictionaries::Offered;
  return fmt::format(asset_handle, fmt::arg("extension", kind.extension),
                     fmt::arg("pattern", quote(at + asset_pattern(site, kind.extension) + "$")),
                     fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control),
                     fmt::arg("vary", has_deltas ? "Accept-Encoding, Available-Dictionary" : "Accept-Encoding"),
                     fmt::arg("dictionary", has_deltas ? "\n\t\tUse-As-Dictionary {wasmpair_match}" : ""),
                     fmt::arg("precompressed", precompressed(site)));
}

}  // namespace

Configuration caddy_config(const ConfiguredSite& site) {
  const std::string at = "^" + escape_regex(site.prefix);
  std::string text = fmt::format(head, percent_encode(site.prefix), "/etc/caddy/wasmpair.caddy",
                                 quote(at + asset_pattern(site) + "$"), quote(at + sibling_pattern(site) + "$"));
  for (const AssetKind& kind : site.assets) {
    text += delta_handles(site, kind, at) + asset_handle_for(site, kind, at);
  }
  int number = 0;
  for (const StablePageKind& kind : site.stable_pages) {
    text += fmt::format(stable_handle, fmt::arg("number", ++number),
                        fmt::arg("pattern", quote(stable_page_path_pattern(site, kind))), fmt::arg("type", kind.type),
                        fmt::arg("cache", kind.cache_control));
  }
  return {text, {}};
}

}  // namespace wasmpair
