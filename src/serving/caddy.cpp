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

constexpr std::string_view asset_handle = R"(
@wasmpair_{extension} path_regexp {pattern}
handle @wasmpair_{extension} {{
	# Exactly this type: WebAssembly.compileStreaming rejects all others, and parameters.
	header Content-Type "{type}"
	header {{
		# In every response, even an uncompressed one: caches must distinguish encodings,
		# and file_server (before 2.7) sends it with encoded responses only.
		Vary "Accept-Encoding"
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

}  // namespace

Configuration caddy_config(const ConfiguredSite& site) {
  const std::string at = "^" + escape_regex(site.prefix);
  std::string text = fmt::format(head, percent_encode(site.prefix), "/etc/caddy/wasmpair.caddy",
                                 quote(at + asset_pattern(site) + "$"), quote(at + sibling_pattern(site) + "$"));
  for (const AssetKind& kind : site.assets) {
    text += fmt::format(asset_handle, fmt::arg("extension", kind.extension),
                        fmt::arg("pattern", quote(at + asset_pattern(site, kind.extension) + "$")),
                        fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control),
                        fmt::arg("precompressed", precompressed(site)));
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
