// A scripted web server that serves a published directory correctly, except for one fault that a test may add, such as
// that of a CDN or a hostile server.
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { readManifest } from "./release.mjs";

/// Serves a directory until the test ends: { url, requests }.
/// choose(request): the request that is answered instead: { method, url, headers }.
/// alter(reply, request): changes a reply before it is sent: { status, fields, body, route, encoding, delta }; encoding
/// is also a delta's coding, and delta is its entry in the manifest.
/// send(response, reply, request): sends the reply itself and returns true, or returns false.
/// credentials: { key, cert } for https.
export async function correctServer(test, directory, { choose = (request) => request, alter = () => {}, send = () => false, credentials } = {}) {
  const requests = [];
  const listener = (request, response) => {
    requests.push(request);
    response.shouldKeepAlive = false;
    const reply = correctResponse(directory, choose(request));
    alter(reply, request);
    if (send(response, reply, request)) return;
    response.writeHead(reply.status, Object.entries(reply.fields).flat());
    response.end(request.method === "HEAD" || reply.status === 304 ? undefined : reply.body);
  };
  const server = credentials ? https.createServer(credentials, listener) : http.createServer(listener);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http${credentials ? "s" : ""}://127.0.0.1:${server.address().port}/`, requests };
}

export function correctResponse(directory, request) {
  const name = path.basename(new URL(request.url, "http://host").pathname) || "index.html";
  const manifest = readManifest(directory);
  const route = routes(manifest).get(name);
  if (!route || !fs.existsSync(path.join(directory, name)))
    return { status: 404, fields: { "Content-Type": "text/plain", "Cache-Control": "no-store" }, body: "not found\n" };
  const delta = chooseDelta(request.headers, route.deltas);
  const encoding = delta ?? choose(request.headers["accept-encoding"], route.encodings);
  const body = fs.readFileSync(path.join(directory, encoding?.path ?? name));
  const fields = {
    "Content-Type": route.type,
    "Cache-Control": route.cacheControl,
    ETag: `"${(encoding ?? route).sha256?.slice(0, 32) ?? digestOf(body)}"`,
    ...(route.encodings.length ? { Vary: route.dictionary ? "Accept-Encoding, Available-Dictionary" : "Accept-Encoding" } : {}),
    ...(route.dictionary ? { "Use-As-Dictionary": `match="${route.dictionary.match}"` } : {}),
    ...(encoding ? { "Content-Encoding": encoding.encoding } : {}),
  };
  const reply = { status: 200, fields, body, route, delta, encoding: encoding?.encoding ?? "" };
  if (request.headers["if-none-match"] === fields.ETag) return { ...reply, status: 304, body: "" };
  const range = /^bytes=0-(\d+)$/.exec(request.headers.range ?? "");
  if (range && !encoding) {
    const part = body.subarray(0, Number(range[1]) + 1);
    fields["Content-Range"] = `bytes 0-${part.length - 1}/${body.length}`;
    return { ...reply, status: 206, body: part };
  }
  fields["Content-Length"] = body.length;
  return reply;
}

/// The entries of a manifest by path: { kind, type, cacheControl, sha256, encodings, dictionary, deltas }, and the earlier
/// modules that deltas refer to.
function routes(manifest) {
  const byPath = new Map();
  for (const { wasm } of Object.values(manifest.bundles))
    for (const { from } of wasm.deltas ?? []) byPath.set(from.path, { ...wasm, kind: "asset", encodings: [], deltas: [], ...from });
  for (const bundle of Object.values(manifest.bundles))
    for (const file of [bundle.wasm, bundle.shim, bundle.loader, bundle.runner]) byPath.set(file.path, { kind: "asset", ...file });
  for (const page of manifest.pages) byPath.set(page.path, { kind: "page", encodings: [], ...page });
  const json = { kind: "manifest", type: "application/json", cacheControl: "no-cache", encodings: [] };
  return byPath.set("wasmpair.json", json);
}

/// The delta from what the client has, if it accepts that by its name and has no Range.
function chooseDelta({ "available-dictionary": available, "accept-encoding": accepted = "", range }, deltas = []) {
  const codings = accepted.split(/ *, */);
  return range ? undefined : deltas.find(({ encoding, from }) => codings.includes(encoding) && available === `:${Buffer.from(from.sha256, "hex").toString("base64")}:`);
}

/// The first accepted sibling. Sufficient for the requests of `wasmpair verify`.
function choose(accepted = "", encodings) {
  const codings = accepted.split(/ *, */).filter((element) => !element.endsWith(";q=0"));
  return encodings.find(({ encoding }) => codings.includes(encoding));
}

/// A page may have the same size in two releases.
function digestOf(body) { return crypto.createHash("sha256").update(body).digest("hex").slice(0, 32); }
