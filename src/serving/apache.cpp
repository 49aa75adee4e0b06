// Apache httpd: directives for a <Directory>, or for the .htaccess in the directory of the release.
#include <fmt/format.h>

#include <algorithm>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// A quoted word (server/util.c, substring_conf): a backslash escapes quotation marks and backslashes.
std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

constexpr std::string_view head =
    R"(# Apache httpd, for a release of wasmpair: save this as .htaccess in the directory of the
# release (AllowOverride FileInfo), or include it in the server's configuration:
#
#     <Directory "/srv/www{0}">
#         Options FollowSymLinks
#         Include {1}
#     </Directory>
#
# Needs httpd 2.4.43 or later with mod_headers, mod_mime and mod_rewrite (a2enmod headers
# rewrite).
# It also fits later releases: hashed names are matched by a pattern.

RewriteEngine On
RewriteBase {2}
# Siblings have no URLs of their own: as application/gzip or octet-stream they would be
# useless. (REDIRECT_STATUS is set when the rule below has chosen one.)
RewriteCond "%{{ENV:REDIRECT_STATUS}}" "^$"
RewriteRule {3} - [R=404,END]
)";

/// %1 to %9 are those of the last condition that is a regular expression.
constexpr std::string_view delta_rule = R"rule(
RewriteCond "%{{HTTP:Range}}" "^$"
RewriteCond "%{{HTTP:Accept-Encoding}}" \
    {accepted} [NC]
RewriteCond "%{{HTTP:Available-Dictionary}}" \
    {key}
RewriteCond "%{{REQUEST_FILENAME}}.%1%2%3%4%5%6%7%8%9{suffix}" -f
RewriteRule {pattern} "$0.%1%2%3%4%5%6%7%8%9{suffix}" [END]
)rule";

constexpr std::string_view delta_files = R"(
<FilesMatch {pattern}>
    AddEncoding {encoding} {suffix}
    # A range of a difference would be joined with one of the module.
    Header unset Accept-Ranges
</FilesMatch>
)";

/// The pattern that browsers compare later URLs with has the name as it was requested, percent-encoded.
constexpr std::string_view dictionary_fields = R"(
    Header merge Vary "Available-Dictionary"
    SetEnvIfExpr {name} "WASMPAIR_NAME=$1"
    Header set Use-As-Dictionary "match=\"%{{WASMPAIR_NAME}}e.*.wasm?\"" env=WASMPAIR_NAME)";

constexpr std::string_view sibling_rule = R"rule(
RewriteCond "%{{HTTP:Accept-Encoding}}" \
    {accepted} [NC]
RewriteCond "%{{REQUEST_FILENAME}}{suffix}" -f
RewriteRule {pattern} "$0{suffix}" [END]
)rule";

constexpr std::string_view sibling_files = R"(
<FilesMatch {pattern}>
    # Distributions configure mod_mime to read extensions as languages: .br is Breton.
    RemoveLanguage {suffix}
    AddEncoding {encoding} {suffix}
</FilesMatch>
)";

constexpr std::string_view asset_files = R"(
<FilesMatch {pattern}>
    # Exactly this type, even after a rewrite to .br: WebAssembly.compileStreaming rejects
    # all others, and parameters.
    ForceType "{type}"
    # No compression on the fly: it takes time, and doubly encoded files are useless.
    SetEnv no-gzip 1
    SetEnv no-brotli 1
    # Each encoding is a separate file with its own time and length, so it has its own ETag.
    # httpd marks that as weak for a second after a change, in case the file changes again.
    FileETag MTime Size
    Header edit ETag "^W/" ""
    # In every response, even an uncompressed one: caches must distinguish encodings.
    Header merge Vary "Accept-Encoding"{dictionary}
    Header set Cache-Control "{cache}"
    Header set X-Content-Type-Options "nosniff"
    # A 404 must not be cached: the file may be uploaded a moment later.
    Header always set Cache-Control "no-store" "expr=%{{REQUEST_STATUS}} == 404"
</FilesMatch>
)";

constexpr std::string_view stable_files = R"(
# These names are stable while their content changes: revalidated before each use.
<FilesMatch {pattern}>
    ForceType "{type}"
    SetEnv no-gzip 1
    SetEnv no-brotli 1
    # A hash of the content. Where a deployment sets all times alike, two releases may have
    # the same times and lengths, and the old one would be mistaken for the new.
    FileETag Digest
    Header unset Last-Modified
    RequestHeader unset If-Modified-Since
    Header set Cache-Control "{cache}"
    Header set X-Content-Type-Options "nosniff"
</FilesMatch>
)";

/// A pattern for the names of the assets with the extension, and of their siblings.
std::string with_siblings(const ConfiguredSite& site, std::string_view extension) {
  std::string suffixes;
  for (const SiblingKind& sibling : site.siblings) suffixes += "|[.]" + sibling.suffix.substr(1);
  if (extension == "wasm") suffixes += fmt::format("|[.]{}", any_delta_suffix);
  return quote(fmt::format("^{}(?:{})$", asset_pattern(site, extension), suffixes));
}

/// How browsers that have an earlier module get the difference to it.
std::string delta_rules(const ConfiguredSite& site) {
  std::string text =
      "\n# Serve the difference to the release that a browser has (RFC 9842), if it is there: its\n"
      "# name is the module's, and the SHA-256 in Available-Dictionary without \"+\", \"/\" and \"=\".";
  for (const DeltaKind& delta : delta_kinds)
    text += fmt::format(delta_rule, fmt::arg("accepted", quote(acceptance_pattern(delta.encoding))),
                        fmt::arg("key", quote(dictionary_key_pattern(Matching::Backtracking))),
                        fmt::arg("suffix", delta.suffix),
                        fmt::arg("pattern", quote("^" + asset_pattern(site, "wasm") + "$")));
  for (const DeltaKind& delta : delta_kinds)
    text += fmt::format(delta_files, fmt::arg("pattern", quote("^" + delta_pattern(site, delta.suffix) + "$")),
                        fmt::arg("encoding", delta.encoding), fmt::arg("suffix", delta.suffix));
  return text;
}

std::string dictionary_fields_for(const ConfiguredSite& site, const AssetKind& kind) {
  if (kind.dictionaries == Dictionaries::None) return "";
  return fmt::format(dictionary_fields,
                     fmt::arg("name", quote("%{THE_REQUEST} =~ m#^[^ ]+ " + requested_module_pattern(site) + "[? ]#")));
}

}  // namespace

Configuration apache_config(const ConfiguredSite& site) {
  std::string text = fmt::format(head, percent_encode(site.prefix), "/etc/apache2/wasmpair.apache.conf",
                                 percent_encode(site.prefix), quote("^" + sibling_pattern(site) + "$"));
  const bool has_deltas = std::ranges::any_of(
      site.assets, [](const AssetKind& kind) { return kind.dictionaries == Dictionaries::Offered; });
  if (has_deltas) text += delta_rules(site);
  if (!site.siblings.empty())
    text += "\n# Serve the siblings next to the file, unchanged, to clients that accept them.";
  for (const SiblingKind& sibling : site.siblings) {
    text +=
        fmt::format(sibling_rule, fmt::arg("accepted", quote(acceptance_pattern(sibling.encoding))),
                    fmt::arg("suffix", sibling.suffix), fmt::arg("pattern", quote("^" + asset_pattern(site) + "$")));
  }
  for (const SiblingKind& sibling : site.siblings) {
    text += fmt::format(
        sibling_files, fmt::arg("encoding", sibling.encoding), fmt::arg("suffix", sibling.suffix),
        fmt::arg("pattern", quote(fmt::format("^{}[.]{}$", asset_pattern(site), sibling.suffix.substr(1)))));
  }
  for (const AssetKind& kind : site.assets) {
    text +=
        fmt::format(asset_files, fmt::arg("pattern", with_siblings(site, kind.extension)), fmt::arg("type", kind.type),
                    fmt::arg("cache", kind.cache_control), fmt::arg("dictionary", dictionary_fields_for(site, kind)));
  }
  for (const StablePageKind& kind : site.stable_pages) {
    text += fmt::format(stable_files, fmt::arg("pattern", quote(fmt::format("^(?:{})$", stable_page_pattern(kind)))),
                        fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control));
  }
  return {text, {}};
}

}  // namespace wasmpair
