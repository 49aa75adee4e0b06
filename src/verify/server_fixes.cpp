#include "verify/server_fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "wasmpair/incident.h"

namespace wasmpair {
namespace {

struct Row {
  std::string_view id;
  ServerKind server;
  std::string_view fix;
};

using enum ServerKind;

constexpr std::array rows = {
    Row{"wrong-type", Nginx,
        "Put `types { application/wasm wasm; }` into the location, or include a mime.types that has "
        "it; leave wasm out of charset_types."},
    Row{"wrong-type", Caddy, "Add `header *.wasm Content-Type application/wasm` to the site."},
    Row{"wrong-type", Apache,
        "Add `AddType application/wasm .wasm`; a rewrite to .br or .gz needs a ForceType for the "
        "rewritten name, since Apache takes .gz for application/gzip."},
    Row{"wrong-type", Lighttpd, "Add \".wasm\" => \"application/wasm\" to mimetype.assign."},
    Row{"wrong-type", InternetInformationServices,
        "Add <mimeMap fileExtension=\".wasm\" mimeType=\"application/wasm\"/> "
        "to staticContent in web.config."},
    Row{"wrong-type", S3, "Upload the object again with --content-type application/wasm: the type is its metadata."},
    Row{"wrong-type", GoogleCloudStorage,
        "Set the object's type: gcloud storage objects update --content-type="
        "application/wasm."},
    Row{"missing-vary", Nginx,
        "Use `gzip_vary on;`. If the location has an add_header, those of the server level "
        "are not sent there: repeat them."},
    Row{"missing-vary", Caddy,
        "Caddy before 2.7 sends the uncompressed response of `precompressed` without it: add "
        "`header +Vary Accept-Encoding` to the route, or update."},
    Row{"missing-vary", Apache, "Add `Header merge Vary Accept-Encoding` for the files that have siblings."},
    Row{"missing-vary", Lighttpd,
        "Add setenv.add-response-header = (\"Vary\" => \"Accept-Encoding\") for these files."},
    Row{"missing-vary", CloudFront,
        "Use a cache policy with EnableAcceptEncodingGzip and EnableAcceptEncodingBrotli, and "
        "let the origin send Vary."},
    Row{"missing-vary", S3,
        "S3 does not negotiate: let the CDN in front of it send Vary, or store one encoding under the "
        "name."},
    Row{"not-compressed", Nginx, "Load ngx_http_brotli_static_module and use `brotli_static on; gzip_static on;`."},
    Row{"not-compressed", Caddy, "Use `file_server { precompressed br gzip }`."},
    Row{"not-compressed", Apache, "Rewrite to the sibling that the client accepts, before mod_mime sets the type."},
    Row{"not-compressed", Lighttpd, "lighttpd does not serve siblings: put nginx, Caddy or Apache in front of it."},
    Row{"not-compressed", S3, "Upload the .br content under the plain name with --content-encoding br."},
    Row{"not-compressed", CloudFront,
        "CloudFront compresses up to 10,000,000 bytes only: let the origin send the sibling "
        "with its Content-Encoding, which is passed through."},
    Row{"recompressed", Nginx, "Use `gzip off; brotli off;` in the location, next to gzip_static and brotli_static."},
    Row{"recompressed", Caddy, "Omit `encode` for these paths; `precompressed` is enough."},
    Row{"recompressed", Apache, "Use `SetEnv no-gzip 1` and `SetEnv no-brotli 1` for these files."},
    Row{"recompressed", Lighttpd, "Leave application/wasm and text/javascript out of deflate.mimetypes."},
    Row{"recompressed", Cloudflare, "Add no-transform to Cache-Control; Cloudflare then leaves the encoding alone."},
    Row{"recompressed", Wrangler,
        "It compresses every response, whatever Cache-Control says. The deployed site follows no-transform: verify "
        "that."},
    Row{"unaccepted-encoding", Apache, "Make the rewrite's condition check q: `br` followed by `;q=0` is a refusal."},
    Row{"unaccepted-encoding", Lighttpd, "mod_deflate ignores q=0: turn it off for these files."},
    Row{"missing-encoding", Apache,
        "Add `AddEncoding br .br` and `AddEncoding gzip .gz`, and serve the siblings only by "
        "content negotiation."},
    Row{"missing-encoding", S3, "Upload the object again with --content-encoding br (or gzip)."},
    Row{"missing-encoding", GoogleCloudStorage,
        "Set the object's encoding: gcloud storage objects update "
        "--content-encoding=br."},
    Row{"double-encoding", Nginx,
        "Use `gzip off;` where siblings are served, and leave Content-Encoding to "
        "gzip_static."},
    Row{"double-encoding", Apache, "Use `SetEnv no-gzip 1` for the siblings: mod_deflate compresses them again."},
    Row{"double-encoding", InternetInformationServices,
        "IIS compresses siblings again: turn off urlCompression for "
        "them."},
    Row{"double-encoding", Wrangler,
        "It encodes siblings again, whatever Cache-Control says. The deployed site follows no-transform: verify that."},
    Row{"double-encoding", Cloudflare, "Add no-transform to Cache-Control."},
    Row{"short-cache", Nginx,
        "Use `add_header Cache-Control \"public, max-age=31536000, immutable\";` in the location of "
        "the hashed names."},
    Row{"cached-page", Nginx, "Use `add_header Cache-Control no-cache;` in the location of pages and manifest."},
    Row{"immutable-page", Nginx, "Give the immutable rule a location that matches hashed names only."},
    Row{"shared-etag", Cloudflare, "Add no-transform to Cache-Control, so that the bytes keep the origin's ETag."},
    Row{"unasked-delta", Nginx,
        "In front of another server, remove Vary from proxy_ignore_headers and empty the cache. Serving files, write "
        "the configuration again with `wasmpair config nginx`."},
    Row{"wrong-dictionary", Nginx,
        "In front of another server, remove Vary from proxy_ignore_headers and empty the cache. Serving files, write "
        "the configuration again with `wasmpair config nginx`."},
    Row{"html-fallback", Nginx, "End try_files in =404 for the assets, not in /index.html."},
    Row{"html-fallback", Caddy, "Put the assets before the try_files that falls back to index.html."},
    Row{"html-fallback", Netlify, "A rewrite of /* to /index.html also covers missing files: exclude the assets."},
    Row{"html-fallback", CloudFront,
        "Remove the custom error response that turns 403 and 404 into /index.html with 200, "
        "at least for the assets."},
};

}  // namespace

std::string fix_for(std::string_view id, ServerKind server) {
  const auto* found = std::ranges::find_if(rows, [&](const Row& row) { return row.id == id && row.server == server; });
  if (found != rows.end()) return fmt::format("{}: {}", name(server), found->fix);
  const Incident* incident = find_incident(id);
  return incident == nullptr ? "" : std::string(incident->fix);
}

}  // namespace wasmpair
