// Apache httpd: directives for a <Directory>, or the .htaccess in the directory of the release.
#include <fmt/format.h>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// A quoted word (server/util.c, substring_conf): a backslash escapes a quotation mark and a backslash.
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
# Needs mod_headers, mod_mime and mod_rewrite (a2enmod headers rewrite), and httpd 2.4.43.
# It holds for later releases, too: hashed names are a pattern.

RewriteEngine On
RewriteBase {2}
# Siblings have no address of their own: as application/gzip or octet-stream they would
# be of no use. (REDIRECT_STATUS is set when the rule below has chosen one.)
RewriteCond "%{{ENV:REDIRECT_STATUS}}" "^$"
RewriteRule {3} - [R=404,END]
)";

/// q=0 refuses (RFC 9110, section 12.4.2): the coding needs no weight, or one above 0.
constexpr std::string_view sibling_rule = R"rule(
RewriteCond "%{{HTTP:Accept-Encoding}}" \
    "(?:^|,)[ \t]*{encoding}[ \t]*(?:;[ \t]*q=(?:1|0[.]0*[1-9])[0-9.]*[ \t]*)?(?:,|$)" [NC]
RewriteCond "%{{REQUEST_FILENAME}}{suffix}" -f
RewriteRule {pattern} "$0{suffix}" [END]
)rule";

constexpr std::string_view sibling_files = R"(
<FilesMatch {pattern}>
    # Distributions let mod_mime read endings as languages: .br is Breton to them.
    RemoveLanguage {suffix}
    AddEncoding {encoding} {suffix}
</FilesMatch>
)";

constexpr std::string_view asset_files = R"(
<FilesMatch {pattern}>
    # Exactly this type, with .br behind the name, too: WebAssembly.compileStreaming refuses
    # others, and parameters.
    ForceType "{type}"
    # Nothing is compressed in flight: that takes time, and doubly encoded it is of no use.
    SetEnv no-gzip 1
    SetEnv no-brotli 1
    # Each encoding is a file of its own time and length, and so has its own ETag. httpd
    # calls it weak while the file is younger than a second, in case it changes once more.
    FileETag MTime Size
    Header edit ETag "^W/" ""
    # On every answer, identity included: caches must tell encodings apart.
    Header merge Vary "Accept-Encoding"
    Header set Cache-Control "{cache}"
    Header set X-Content-Type-Options "nosniff"
    # A 404 must not be kept: the file may arrive a moment later.
    Header always set Cache-Control "no-store" "expr=%{{REQUEST_STATUS}} == 404"
</FilesMatch>
)";

constexpr std::string_view standing_files = R"(
# These names stay while their content changes: asked for again before each use.
<FilesMatch {pattern}>
    ForceType "{type}"
    SetEnv no-gzip 1
    SetEnv no-brotli 1
    # By content. Two releases may agree in time and length where a deployment sets all
    # times alike, and the old one would be taken for the new.
    FileETag Digest
    Header unset Last-Modified
    RequestHeader unset If-Modified-Since
    Header set Cache-Control "{cache}"
    Header set X-Content-Type-Options "nosniff"
</FilesMatch>
)";

/// The names of assets and of their siblings with the suffix ("": of all).
std::string with_siblings(const ConfiguredSite& site, std::string_view extension) {
  std::string suffixes;
  for (const SiblingKind& sibling : site.siblings) suffixes += "|[.]" + sibling.suffix.substr(1);
  return quote(fmt::format("^{}(?:{})$", asset_pattern(site, extension), suffixes));
}

}  // namespace

Configuration apache_config(const ConfiguredSite& site) {
  std::string text = fmt::format(head, percent_encode(site.prefix), "/etc/apache2/wasmpair.apache.conf",
                                 percent_encode(site.prefix), quote("^" + sibling_pattern(site) + "$"));
  if (!site.siblings.empty()) text += "\n# The siblings beside the file, as they are, to those who accept them.";
  for (const SiblingKind& sibling : site.siblings) {
    text += fmt::format(sibling_rule, fmt::arg("encoding", sibling.encoding), fmt::arg("suffix", sibling.suffix),
                        fmt::arg("pattern", quote("^" + asset_pattern(site) + "$")));
  }
  for (const SiblingKind& sibling : site.siblings) {
    text += fmt::format(
        sibling_files, fmt::arg("encoding", sibling.encoding), fmt::arg("suffix", sibling.suffix),
        fmt::arg("pattern", quote(fmt::format("^{}[.]{}$", asset_pattern(site), sibling.suffix.substr(1)))));
  }
  for (const AssetKind& kind : site.assets) {
    text += fmt::format(asset_files, fmt::arg("pattern", with_siblings(site, kind.extension)),
                        fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control));
  }
  for (const StablePageKind& kind : site.stable_pages) {
    text += fmt::format(standing_files, fmt::arg("pattern", quote(fmt::format("^(?:{})$", stable_page_pattern(kind)))),
                        fmt::arg("type", kind.type), fmt::arg("cache", kind.cache_control));
  }
  return {text, {}};
}

}  // namespace wasmpair
