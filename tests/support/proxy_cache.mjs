// nginx as a cache in front of another server, as operators put one there.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { serveWith } from "./servers.mjs";

/// Starts a cache for the server at `origin` until the test ends; `settings` are those of its location. Returns the same
/// as serveWith, and stored(), the number of responses in it.
export async function cacheBefore(test, origin, settings = "") {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-cache-"));
  fs.chmodSync(work, 0o777); // nginx may run as another user
  const site = await serveWith(test, "nginx", {
    directory: work,
    http: `proxy_cache_path "${work}/cache" keys_zone=modules:1m;`,
    config: `location / { proxy_pass ${origin}; proxy_cache modules; proxy_http_version 1.1; ${settings} }`,
  });
  test.after(() => fs.rmSync(work, { recursive: true, force: true }));
  return { ...site, stored: () => fs.readdirSync(path.join(work, "cache")).length };
}

/// Caches that store one response for visitors with different dictionaries.
export const mixingCaches = {
  "that ignores Vary": "proxy_ignore_headers Vary;",
  "that distinguishes values of Accept-Encoding only": "proxy_ignore_headers Vary; proxy_cache_key $host$request_uri$http_accept_encoding;",
};
