// A release on a real server with the configuration from `wasmpair config`, included as a user would include it.
import fs from "node:fs";
import path from "node:path";
import { wasmpair } from "./program.mjs";
import { serveWith } from "./servers.mjs";

/// A user's own configuration around ours: the settings of distributions, and some that could interfere.
const surroundings = {
  nginx: ({ file }) => ({
    http: 'gzip on; gzip_types *; gzip_min_length 1; gzip_vary on;',
    config: `expires 30d; charset utf-8; charset_types *; include "${file}"; location / { try_files $uri $uri/ =404; }`,
  }),
  caddy: ({ file }) => ({ config: `import "${file}"\n\tfile_server` }),
  apache: ({ file, directory }) => ({
    config: `
AddLanguage br .br
AddEncoding x-gzip .gz .tgz
AddType application/gzip .gz
AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/html application/json application/wasm text/javascript application/javascript
AddDefaultCharset iso-8859-1
<Directory "${directory}">
    Include "${file}"
</Directory>`,
  }),
};

export const configuredServers = Object.keys(surroundings);

/// Writes the configuration for the manifest in a directory to a file beside the site's root.
export function writeConfig(server, root, directory, ...options) {
  const file = path.join(path.dirname(root), `${server}.conf`);
  const run = wasmpair(["config", server, "--manifest", path.join(directory, "wasmpair.json"), "-o", file, ...options]);
  if (run.status !== 0) throw new Error(run.stderr);
  return file;
}

/// Starts the server for root, with the configuration file for the release in directory.
export function serveConfigured(test, server, root, directory, file) {
  return serveWith(test, server, { directory: root, ...surroundings[server]({ file, directory }) });
}

/// Saves the configuration of Apache as .htaccess instead.
export function serveWithHtaccess(test, root, directory, file) {
  fs.copyFileSync(file, path.join(directory, ".htaccess"));
  return serveWith(test, "apache", { directory: root, config: "" });
}

/// What serves a directory by the configuration for its own release: start(test, root), by the names of servers.
export const configuredSites = {
  ...Object.fromEntries(configuredServers.map((server) =>
    [server, (test, root) => serveConfigured(test, server, root, root, writeConfig(server, root, root))])),
  "apache with .htaccess": (test, root) => serveWithHtaccess(test, root, root, writeConfig("apache", root, root)),
};
