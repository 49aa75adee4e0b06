// nginx: locations for a server block.
#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// A quoted word (ngx_conf_file.c, ngx_conf_read_token). nginx expands no variables in regular expressions.
std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

constexpr std::string_view head =
    R"(# nginx, for a release of wasmpair: include this file in the server block that serves
# the release, before other locations with regular expressions:
#
#     server {{
#         root /srv/www;          # the directory of the release is /srv/www{0}
#         include {1};
#     }}
#
# It also fits later releases: hashed names are matched by a pattern.
# An add_header in a location replaces those of the server block: repeat the ones that
# all responses need, such as Strict-Transport-Security, in the locations below.
)";

/// The pattern of later URLs, or "" if the request was not for a module by its own name.
constexpr std::string_view match_directives = R"(    set $wasmpair_match "";
    if ($request_uri ~ {name}) {{
        set $wasmpair_match 'match="$wasmpair_name.*.wasm?"';
    }}
)";

/// Before the directives of a module's location. An `if` with only `set` or `rewrite` does nothing else.
constexpr std::string_view delta_directives =
    R"(    # Browsers keep this module, and get a later one as the difference to it (RFC 9842).
{match}    # A visitor who has an earlier release gets the difference, if it is there: the name of
    # the file is the module's, and the SHA-256 in Available-Dictionary without "+", "/", "=".
    set $wasmpair_key "";
    if ($http_available_dictionary ~ {key}) {{
        set $wasmpair_key "$1$2$3$4$5$6$7$8$9";
    }}
    if ($wasmpair_match = "") {{
        set $wasmpair_key "";
    }}
    if ($http_range) {{
        set $wasmpair_key "";
    }}
)";

/// For each coding, the one to prefer first: a rewrite ends the directives.
constexpr std::string_view delta_choice = R"(    set $wasmpair_{coding} $wasmpair_key;
    if ($http_accept_encoding !~* {accepted}) {{
        set $wasmpair_{coding} "";
    }}
    if (-f "$request_filename.$wasmpair_{coding}{suffix}") {{
        rewrite ^ "$uri.$wasmpair_{coding}{suffix}" last;
    }}
)";

constexpr std::string_view delta_location = R"(
# Differences have no URLs of their own: they are chosen above.
location ~ {pattern} {{
{match}    if ($wasmpair_match = "") {{
        add_header Cache-Control "no-store" always;
        return 404;
    }}
    types {{ }}
    default_type "{type}";
    charset off;
    gzip off;{brotli_off}
    # A range of a difference would be joined with one of the module.
    max_ranges 0;
    add_header Content-Encoding "{coding}";
    add_header Vary "Accept-Encoding, Available-Dictionary";
    add_header Use-As-Dictionary $wasmpair_match;
    expires off;
    add_header Cache-Control "{cache}";
    add_header X-Content-Type-Options "nosniff";
}}
)";

constexpr std::string_view asset_location = R"(
location ~ {pattern} {{
    # A 404 must not be cached: the file may be uploaded a moment later.
    if (!-f $request_filename) {{
        add_header Cache-Control "no-store" always;
        return 404;
    }}
{deltas}    # Exactly this type: WebAssembly.compileStreaming rejects all others, and parameters.
    types {{ }}
    default_type "{type}";
    charset off;
    # Serve the siblings next to the file, unchanged, to clients that accept them.
{static}    # Also to proxies, which use HTTP/1.0 or add Via.
    gzip_proxied any;
    gzip_http_version 1.0;
    # No compression on the fly: it takes time, and makes the ETag weak.
    gzip off;{brotli_off}
    # In every response, even an uncompressed one: caches must distinguish encodings.
    # (gzip_vary omits it where there is no .gz.)
    gzip_vary off;
    add_header Vary "{vary}";
{dictionary}    expires off;
    add_header Cache-Control "{cache}";
    add_header X-Content-Type-Options "nosniff";
}}
)";

constexpr std::string_view sibling_location = R"(
# Siblings have no URLs of their own: as application/gzip or octet-stream they would be
# useless.
location ~ {} {{
    add_header Cache-Control "no-store" always;
    return 404;
}}
)";

constexpr std::string_view stable_location = R"(
# These names are stable while their content changes: revalidated before each use.
location ~ {pattern} {{
    types {{ }}
    default_type "{type}";
    charset off;
    gzip off;{brotli_off}
    # nginx derives the ETag from time and length. Where a deployment sets all times alike,
    # two releases may agree in both, and the old one would be mistaken for the new.
    etag off;
    if_modified_since off;
    add_header Last-Modified "";
    expires off;
    add_header Cache-Control "{cache}";
    add_header X-Content-Type-Options "nosniff";
}}
)";

constexpr std::string_view brotli_off = "\n    # brotli off;  # where libnginx-mod-http-brotli-filter is loaded";

/// The directives that serve siblings.
std::string static_directives(const ConfiguredSite& site) {
  std::string directives;
  for (const SiblingKind& sibling : site.siblings) {
    if (sibling.encoding == "br") {
      directives += "    brotli_static on;  # needs libnginx-mod-http-brotli-static\n";
    } else if (sibling.encoding == "gzip") {
      directives += "    gzip_static on;\n";
    } else {
      directives += "    # .zst siblings are not used: no nginx module for them is packaged.\n";
    }
  }
  return directives;
}

std::string match_directives_for(const ConfiguredSite& site) {
  // By a name: nginx escapes what $1 refers to once more.
  const std::string pattern = "^" + requested_module_pattern(site, "?<wasmpair_name>") + "(?:[?]|$)";
  return fmt::format(match_directives, fmt::arg("name", quote(pattern)));
}

std::string delta_directives_for(const ConfiguredSite& site) {
  std::string text = fmt::format(delta_directives, fmt::arg("match", match_directives_for(site)),
                                 fmt::arg("key", quote(dictionary_key_pattern(Matching::Backtracking))));
  for (const DeltaKind& kind : delta_kinds)
    text += fmt::format(delta_choice, fmt::arg("coding", kind.encoding), fmt::arg("suffix", kind.suffix),
                        fmt::arg("accepted", quote(acceptance_pattern(kind.encoding))));
  return text;
}

std::string asset_location_for(const ConfiguredSite& site, const AssetKind& kind, const std::string& at) {
  const bool has_deltas = kind.dictionaries == Dictionaries::Offered;
  std::string text =
      fmt::format(asset_location, fmt::arg("pattern", quote(at + asset_pattern(site, kind.extension) + "$")),
                  fmt::arg("deltas", has_deltas ? delta_directives_for(site) : ""), fmt::arg("type", kind.type),
                  fmt::arg("static", static_directives(site)), fmt::arg("brotli_off", brotli_off),
                  fmt::arg("vary", has_deltas ? "Accept-Encoding, Available-Dictionary" : "Accept-Encoding"),
                  fmt::arg("dictionary", has_deltas ? "    add_header Use-As-Dictionary $wasmpair_match;\n" : ""),
                  fmt::arg("cache", kind.cache_control));
  if (!has_deltas) return text;
  for (const DeltaKind& delta : delta_kinds)
    text += fmt::format(delta_location, fmt::arg("pattern", quote(at + delta_pattern(site, delta.suffix) + "$")),
                        fmt::arg("type", kind.type), fmt::arg("brotli_off", brotli_off),
                        fmt::arg("match", match_directives_for(site)), fmt::arg("coding", delta.encoding),
                        fmt::arg("cache", kind.cache_control));
  return text;
}

}  // namespace

Configuration nginx_config(const ConfiguredSite& site) {
  const std::string at = "^" + escape_regex(site.prefix);
  std::string text = fmt::format(head, percent_encode(site.prefix), "/etc/nginx/wasmpair.nginx.conf");
  for (const AssetKind& kind : site.assets) {
    text += asset_location_for(site, kind, at);
  }
  text += fmt::format(sibling_location, quote(at + sibling_pattern(site) + "$"));
  for (const StablePageKind& kind : site.stable_pages) {
    text += fmt::format(stable_location, fmt::arg("pattern", quote(stable_page_path_pattern(site, kind))),
                        fmt::arg("type", kind.type), fmt::arg("brotli_off", brotli_off),
                        fmt::arg("cache", kind.cache_control));
  }
  return {text, {}};
}

}  // namespace wasmpair
