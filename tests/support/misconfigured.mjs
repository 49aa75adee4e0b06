// Misconfigured web servers, as they are found in the wild: one mistake per row.
//
// Each row has a name, the server, its configuration (serveWith), what happened to the files (prepare), and all
// incidents that its responses must show. A row starts from a correct configuration (correctSites) and differs only in
// the mistake, so that it causes no other incidents.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { bundleFiles, readManifest } from "./release.mjs";
import { serveWith } from "./servers.mjs";

/// The incidents that a server's responses can show.
export const incidentIds = [
  "altered-body", "cached-error", "cached-page", "double-encoding", "duplicate-etag", "head-differs", "html-fallback",
  "immutable-page", "missing-encoding", "missing-etag", "missing-vary", "no-revalidation", "not-compressed", "not-found",
  "previous-release-missing", "recompressed", "shared-etag", "short-cache", "unaccepted-encoding", "weak-etag", "wrong-range",
  "wrong-type", "wrong-vary",
];

const immutable = "public, max-age=31536000, immutable";

/// nginx, line by line; rows replace single lines.
function nginx({ http = "", server = "", assets = {}, pages = {} } = {}) {
  const ofAssets = {
    type: "types { application/wasm wasm; text/javascript js; }",
    encodings: "brotli_static on; gzip_static on;",
    vary: "add_header Vary Accept-Encoding;",
    cache: `add_header Cache-Control "${immutable}";`,
    ...assets,
  };
  const ofPages = {
    type: 'types { application/json json; } default_type "text/html; charset=utf-8";',
    cache: "add_header Cache-Control no-cache;",
    ...pages,
  };
  const lines = (parts) => Object.values(parts).map((line) => `        ${line}`).join("\n");
  const config = `
    ${server}
    location ~ "\\.[0-9a-f]{16}\\.(wasm|js)$" {
${lines(ofAssets)}
    }
    location / {
${lines(ofPages)}
    }`;
  return { server: "nginx", http, config };
}

/// nginx without brotli_static: maps of Accept-Encoding choose a file and its coding. br and gzip: the patterns of an
/// Accept-Encoding that accepts them. Rows replace single lines.
function nginxByMap({ br = accepts("br"), gzip = accepts("gzip"), file = "$suffix", assets = {} } = {}) {
  const http = `
    map $http_accept_encoding $suffix { default ""; "${br}" .br; "${gzip}" .gz; }
    map $http_accept_encoding $coding { default ""; "${br}" br; "${gzip}" gzip; }
    map $http_range $file { default "$suffix"; "~bytes" "${file}"; }
    map $request_uri $type { default application/wasm; "~js$" text/javascript; }`;
  const byMap = {
    type: 'types { } default_type ""; add_header Content-Type $type;',
    encodings: "try_files $uri$file $uri =404;",
    coding: "add_header Content-Encoding $coding;",
    ...assets,
  };
  return nginx({ http, assets: byMap });
}
const accepts = (coding) => `~(^|[, ])${coding} *(;q=(1|0\\.0*[1-9])[0-9]*)?(,|$)`;

function caddy({ assets = "", files = "precompressed br gzip", vary = "Vary Accept-Encoding" } = {}) {
  const config = `
	@asset path_regexp [.][0-9a-f]{16}[.](?:wasm|js)$
	@script path *.js
	handle @asset {
		header @script Content-Type text/javascript
		header {
			${vary}
			Cache-Control "${immutable}"
			defer
		}
		${assets}
		file_server {
			${files}
		}
	}
	handle {
		header Cache-Control no-cache
		file_server
	}`;
  return { server: "caddy", config };
}

const apacheRewrite = (pattern, suffix) => `
    RewriteCond "%{HTTP:Accept-Encoding}" "${pattern}"
    RewriteRule "^(.+[.](?:wasm|js))$" "$1${suffix}" [END]`;
const apacheAccepts = (coding) => `(?:^|, *)${coding}(?:;q=(?:1|0[.]0*[1-9])[0-9]*)?(?:,|$)`;

function apache({ more = "", assets = "", types, rewrites, encodings } = {}) {
  const config = `
DirectoryIndex index.html
AddCharset utf-8 .html
<FilesMatch "[.](?:html|json)$">
    Header set Cache-Control "no-cache"
</FilesMatch>
<FilesMatch "[.][0-9a-f]{16}[.](?:wasm|js)(?:|[.]br|[.]gz)$">
    Header set Cache-Control "${immutable}"
    Header merge Vary "Accept-Encoding"
    # The ETag of a file that is less than a second old is weak.
    Header edit ETag "^W/" ""
    ${assets}
</FilesMatch>
${types ?? `
<FilesMatch "[.]wasm(?:|[.]br|[.]gz)$">
    ForceType application/wasm
</FilesMatch>
<FilesMatch "[.]js(?:|[.]br|[.]gz)$">
    ForceType text/javascript
</FilesMatch>`}
${encodings ?? `
AddEncoding br .br
AddEncoding gzip .gz`}
<DirectoryMatch "^/">
    RewriteEngine On
    ${rewrites ?? apacheRewrite(apacheAccepts("br"), ".br") + apacheRewrite(apacheAccepts("gzip"), ".gz")}
</DirectoryMatch>
${more}`;
  return { server: "apache", config };
}

function lighttpd({ more }) {
  const config = `
server.modules = ( "mod_setenv", "mod_deflate" )
mimetype.assign = ( ".html" => "text/html; charset=utf-8", ".js" => "text/javascript", ".json" => "application/json",
                    ".wasm" => "application/wasm" )
$HTTP["url"] =~ "[.][0-9a-f]{16}[.](?:wasm|js)$" {
    setenv.set-response-header = ( "Cache-Control" => "${immutable}" )
    ${more}
} else {
    setenv.set-response-header = ( "Cache-Control" => "no-cache" )
}`;
  return { server: "lighttpd", config };
}

/// The configurations that rows start from; they cause no incident.
export const correctSites = [
  { name: "nginx, correct", ...nginx(), ids: [] },
  { name: "nginx by maps, correct", ...nginxByMap(), ids: [] },
  { name: "Caddy, correct", ...caddy(), ids: [] },
  { name: "Apache, correct", ...apache(), ids: [] },
];

const assetsOf = (manifest) => Object.values(manifest.bundles).flatMap(bundleFiles);
const edit = (file, change) => fs.writeFileSync(file, change(fs.readFileSync(file)));

export const misconfigured = [
  {
    name: "nginx: siblings without gzip_vary",
    ...nginx({ assets: { vary: "" } }),
    ids: ["missing-vary"],
  },
  {
    name: "nginx: an add_header in the location discards those of the server",
    ...nginx({
      server: `add_header Vary Accept-Encoding; add_header Cache-Control "${immutable}";`,
      assets: { vary: "add_header X-Content-Type-Options nosniff;", cache: "" },
    }),
    ids: ["missing-vary", "short-cache"],
  },
  {
    name: "nginx: Vary names the wrong field",
    ...nginx({ assets: { vary: "add_header Vary Content-Encoding;" } }),
    ids: ["wrong-vary"],
  },
  {
    name: "nginx: no type for .wasm",
    ...nginx({ assets: { type: "types { text/javascript js; } default_type application/octet-stream;" } }),
    ids: ["wrong-type"],
  },
  {
    name: "nginx: a charset after application/wasm",
    ...nginx({ assets: { charset: "charset utf-8; charset_types application/wasm;" } }),
    ids: ["wrong-type"],
  },
  {
    name: "nginx: every unknown path serves the single-page application",
    ...nginx({ assets: { fallback: "try_files $uri /index.html;" } }),
    ids: ["html-fallback"],
  },
  {
    name: "nginx: a module that was not deployed serves the single-page application",
    ...nginx({ assets: { fallback: "try_files $uri /index.html;" } }),
    prepare: (directory, manifest) => fs.rmSync(path.join(directory, manifest.bundles.app.wasm.path)),
    ids: ["html-fallback"],
  },
  {
    name: "nginx: the manifest was deployed before a module",
    ...nginx(),
    prepare: (directory, manifest) => fs.rmSync(path.join(directory, manifest.bundles.app.wasm.path)),
    ids: ["not-found"],
  },
  {
    name: "nginx: the deployment deletes unknown files (rsync --delete)",
    ...nginx(),
    prepare: (directory, manifest) => {
      const listed = new Set([...manifest.files, "wasmpair.json"]);
      for (const name of fs.readdirSync(directory)) if (!listed.has(name)) fs.rmSync(path.join(directory, name));
    },
    ids: ["previous-release-missing"],
  },
  {
    name: "nginx: one immutable rule for all .html, .js, .json and .wasm",
    ...nginx({ pages: { cache: `add_header Cache-Control "${immutable}";` } }),
    ids: ["immutable-page"],
  },
  {
    name: "nginx: pages are cached for an hour",
    ...nginx({ pages: { cache: "expires 1h;" } }),
    ids: ["cached-page"],
  },
  {
    name: "nginx: no caching rule for pages",
    ...nginx({ pages: { cache: "" } }),
    ids: ["cached-page"],
  },
  {
    name: "nginx: hashed files are cached for an hour",
    ...nginx({ assets: { cache: "expires 1h;" } }),
    ids: ["short-cache"],
  },
  {
    name: "nginx: add_header always makes a 404 immutable",
    ...nginx({ assets: { cache: `add_header Cache-Control "${immutable}" always;` } }),
    ids: ["cached-error"],
  },
  {
    name: "nginx: the siblings are not used",
    ...nginx({ assets: { encodings: "" } }),
    ids: ["not-compressed"],
  },
  {
    name: "nginx: on-the-fly gzip instead of the siblings",
    ...nginx({ assets: { encodings: "gzip on; gzip_types application/wasm text/javascript; gzip_min_length 1;" } }),
    ids: ["not-compressed", "recompressed", "weak-etag"],
  },
  {
    name: "nginx: etag off",
    ...nginx({ assets: { tag: "etag off;" } }),
    ids: ["missing-etag"],
  },
  {
    name: "nginx: one ETag set by the application for all encodings",
    ...nginx({ assets: { tag: `etag off; add_header ETag '"v1.2.3"';` } }),
    ids: ["no-revalidation", "shared-etag"],
  },
  {
    name: "nginx: HEAD is forbidden",
    ...nginx({ assets: { method: "if ($request_method != GET) { return 405; }" } }),
    ids: ["head-differs"],
  },
  {
    name: "nginx: the choice of a sibling ignores q=0",
    ...nginxByMap({ br: "~br", gzip: "~gzip" }),
    ids: ["unaccepted-encoding"],
  },
  {
    name: "nginx: the sibling is sent without its Content-Encoding",
    ...nginxByMap({ assets: { coding: "" } }),
    ids: ["missing-encoding"],
  },
  {
    name: "nginx: ranges of the plain file labeled as the sibling",
    ...nginxByMap({ file: "" }),
    ids: ["wrong-range"],
  },
  {
    name: "nginx: on-the-fly gzip of files that are already gzipped",
    ...nginxByMap({ assets: { coding: "gzip on; gzip_types *; gzip_min_length 1;" } }),
    ids: ["double-encoding", "missing-encoding", "weak-etag"],
  },
  {
    name: "nginx: the deployment recompressed the files",
    ...nginx(),
    prepare: (directory, manifest) => {
      for (const { path: name } of assetsOf(manifest)) {
        fs.writeFileSync(path.join(directory, `${name}.gz`), zlib.gzipSync(fs.readFileSync(path.join(directory, name)), { level: 1 }));
      }
    },
    ids: ["recompressed"],
  },
  {
    name: "nginx: the deployment converted line endings",
    ...nginx(),
    prepare: (directory, manifest) => {
      const convert = (content) => content.toString().replaceAll("\n", "\r\n");
      edit(path.join(directory, manifest.bundles.app.shim.path), convert);
    },
    ids: ["altered-body"],
  },
  {
    name: "Caddy before 2.7: file_server with precompressed alone",
    ...caddy({ vary: "" }),
    ids: ["missing-vary"],
  },
  {
    name: "Caddy: encode instead of precompressed",
    ...caddy({ assets: "encode gzip", files: "" }),
    // Ranges are of the plain file, with the ETag of the encoded one; HEAD has the length of an empty encoded body.
    ids: ["head-differs", "not-compressed", "recompressed", "shared-etag", "wrong-range"],
  },
  {
    name: "Caddy: a second ETag",
    ...caddy({ vary: 'Vary Accept-Encoding\n\t\t\t+ETag "\\"v1.2.3\\""' }),
    ids: ["duplicate-etag"],
  },
  {
    name: "Apache: the usual rewrite",
    ...apache({
      types: "AddType application/gzip .gz\nAddType application/wasm .wasm\nAddType text/javascript .js\nAddLanguage br .br",
      encodings: "AddEncoding br .br",
      rewrites: apacheRewrite("br", ".br") + apacheRewrite("gzip", ".gz"),
    }),
    ids: ["missing-encoding", "unaccepted-encoding", "wrong-type"],
  },
  {
    name: "Apache: mod_deflate instead of the siblings",
    ...apache({ rewrites: "", assets: "SetOutputFilter DEFLATE" }),
    // It adds "-gzip" to the ETag only after the comparison.
    ids: ["no-revalidation", "not-compressed", "recompressed"],
  },
  {
    name: "Apache: mod_deflate that keeps the ETag",
    ...apache({ rewrites: "", assets: "SetOutputFilter DEFLATE", more: "DeflateAlterETag NoChange" }),
    ids: ["not-compressed", "recompressed", "shared-etag"],
  },
  {
    name: "Apache: the ETag is weak",
    ...apache({ assets: 'Header edit ETag "^" "W/"' }),
    ids: ["weak-etag"],
  },
  {
    name: "Apache: a proxy before the server removes If-None-Match",
    ...apache({ more: "RequestHeader unset If-None-Match early" }),
    ids: ["no-revalidation"],
  },
  {
    name: "lighttpd: mod_deflate",
    ...lighttpd({
      more: 'deflate.mimetypes = ( "application/wasm", "text/javascript" ) deflate.allowed-encodings = ( "br", "gzip" )',
    }),
    // setenv also applies to a 404.
    ids: ["cached-error", "head-differs", "missing-vary", "recompressed", "unaccepted-encoding"],
  },
];

/// Starts a row's server for a copy of a release's directory, with the base ""; returns the same as serveWith.
export async function startMisconfigured(test, row, directory) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-misconfigured-"));
  test.after(() => fs.rmSync(copy, { recursive: true, force: true }));
  fs.cpSync(directory, copy, { recursive: true, preserveTimestamps: true });
  row.prepare?.(copy, readManifest(copy));
  return serveWith(test, row.server, { directory: copy, config: row.config, http: row.http });
}
