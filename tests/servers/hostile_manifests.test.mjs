// Manifests from hostile servers: `wasmpair verify` and `wasmpair diff` end, and need little memory.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import zlib from "node:zlib";
import { program, temporaryDirectory } from "../support/program.mjs";

/// Above what a run on a small manifest needs.
const allowedKilobytes = 64 * 1024;

const digest = "a".repeat(64);
const count = (number, make) => Array.from({ length: number }, (_, index) => make(index));
const file = (name, more = {}) => ({ path: name, url: name, type: "application/wasm", bytes: 1, sha256: digest, integrity: `sha384-${"A".repeat(64)}`, cacheControl: "no-cache", encodings: [], ...more });
const bundle = (index, more = {}) => ({ pair: digest, go: {}, source: { bytes: 1, sha256: digest }, wasm: file(`a${index}.00000000.wasm`), shim: file(`b${index}.00000000.js`), loader: file("c.00000000.js"), ...more });
const page = (index, more = {}) => ({ path: `p${index}.html`, url: `p${index}.html`, type: "text/html", cacheControl: "no-cache", ...more });
const manifest = (more) => JSON.stringify({ version: 1, generator: { version: "1" }, base: "", bundles: {}, pages: [], files: [], ...more });
const withMember = (json) => `${manifest().slice(0, -1)},"other":${json}}`;

/// Each row: the manifest, and the ids that verify finds for it.
const malformed = ["malformed-manifest"];
const unserved = ["not-found"];
const rows = {
  "few pages": [() => manifest({ pages: count(3, page) }), unserved],
  "a million keys": [() => `{${count(1_000_000, (index) => `"k${index}":0`)}}`, malformed],
  "a million equal keys": [() => `{${count(1_000_000, () => '"k":0')}}`, malformed],
  "keys of an unknown member": [() => withMember(`{${count(1_000_000, (index) => `"k${index}":0`)}}`), malformed],
  "nested arrays": [() => withMember("[".repeat(16_000_000)), malformed],
  "nested objects": [() => withMember('{"a":'.repeat(3_000_000)), malformed],
  "many small objects": [() => withMember(`[${count(1_500_000, () => '{"a":0}')}]`), []],
  "a huge text that is not needed": [() => withMember(`"${"x".repeat(16_000_000)}"`), []],
  "a huge text of escapes": [() => withMember(`"${"\\u0041".repeat(2_600_000)}"`), []],
  "a huge text that is needed": [() => manifest({ base: "x".repeat(16_000_000) }), malformed],
  "a huge number": [() => withMember("9".repeat(16_000_000)), []],
  "a huge number that is needed": [() => manifest({ version: 1 }).replace('"version":1', `"version":${"9".repeat(16_000_000)}`), malformed],
  "60,000 pages": [() => manifest({ pages: count(60_000, page) }), ["not-found", "stalled"]],
  "60,000 pages with long texts": [() => manifest({ pages: count(60_000, (index) => page(index, { type: "x".repeat(180) })) }), ["not-found", "stalled"]],
  "10,000 bundles": [() => manifest({ bundles: Object.fromEntries(count(10_000, (index) => [`b${index}`, bundle(index)])) }), ["mixed-pair", "not-found", "stalled"]],
  "60,000 bundles": [() => manifest({ bundles: Object.fromEntries(count(60_000, (index) => [`b${index}`, bundle(index)])) }), malformed],
  "100,000 files": [() => manifest({ files: count(100_000, (index) => `f${index}.html`) }), []],
  "four million files": [() => manifest({ files: [] }).replace("[]}", `[${'"f",'.repeat(4_000_000)}"f"]}`), malformed],
  "100,000 encodings": [() => manifest({ bundles: { app: bundle(0, { wasm: file("a.wasm", { encodings: count(100_000, () => ({ encoding: "br", path: "b", bytes: 1, sha256: digest })) }) }) } }), malformed],
  "300 MB of white space": [() => " ".repeat(300_000_000), malformed],
};

/// Runs wasmpair: { status, stdout, kilobytes }.
async function measure(...words) {
  const child = spawn("/usr/bin/time", ["--format", "%M", program, ...words]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => { stdout += data; });
  child.stderr.on("data", (data) => { stderr += data; });
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, stdout, kilobytes: Number(stderr.trim().split("\n").at(-1)) };
}

/// A site that has a manifest, compressed as it is transferred, and nothing else.
async function serveManifest(t, json) {
  const body = zlib.gzipSync(json, { level: 1 });
  const server = http.createServer((request, response) => {
    if (!request.url.endsWith("/wasmpair.json")) return response.writeHead(404).end();
    const fields = { "Content-Type": "application/json", "Content-Encoding": "gzip", "Cache-Control": "no-cache", Vary: "Accept-Encoding", ETag: '"m"' };
    if (request.headers["if-none-match"] === '"m"') return response.writeHead(304, fields).end();
    return response.writeHead(200, fields).end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

suite("A hostile manifest", () => {
  let usual;
  before(async () => {
    usual = await measure("verify", await serveManifest({ after }, rows["few pages"][0]()), "--json");
  });

  for (const [what, [make, expected]] of Object.entries(rows)) {
    test(`of ${what} costs verify and diff little`, async (t) => {
      const json = make();
      const run = await measure("verify", await serveManifest(t, json), "--json", "--total-time", "4");
      assert.deepEqual(JSON.parse(run.stdout).findings.map(({ id }) => id).sort(), expected);
      assert.ok(run.kilobytes - usual.kilobytes < allowedKilobytes, `verify: ${run.kilobytes} kB, usually ${usual.kilobytes} kB`);

      const name = path.join(temporaryDirectory(t), "wasmpair.json");
      fs.writeFileSync(name, json);
      const difference = await measure("diff", name, name);
      assert.equal(difference.status, expected === malformed ? 2 : 0);
      t.diagnostic(`${json.length} bytes: verify ${run.kilobytes} kB, usually ${usual.kilobytes} kB; diff ${difference.kilobytes} kB`);
      assert.ok(difference.kilobytes - usual.kilobytes < 2 * allowedKilobytes, `diff: ${difference.kilobytes} kB`);
    });
  }
});
