// Compares the throughput of the Go package from `wasmpair config go` with that of nginx, which serves the same release
// with brotli_static: by wrk, in one run, alternately, with one process or thread each. Prints ratios and asserts nothing
// about times.
//   node tests/bench/go-server/run.mjs [ROUNDS]
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildGoServer, startGoServer } from "../../support/go_server.mjs";
import { packedSite } from "../../support/packed_site.mjs";
import { wasmpair } from "../../support/program.mjs";
import { request } from "../../support/requests.mjs";
import { serveWith } from "../../support/servers.mjs";

const rounds = Number(process.argv[2] ?? 5);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bench-"));
const stops = [];
const whenDone = { after: (stop) => stops.push(stop) };

/// Requests per second.
function measure(url, fields) {
  const words = fields.flatMap((field) => ["-H", field]);
  const output = execFileSync("wrk", ["-t1", "-c16", "-d2s", ...words, url], { encoding: "utf8" });
  assert.doesNotMatch(output, /Non-2xx or 3xx|Socket errors/, output);
  return Number(/Requests\/sec: +([\d.]+)/.exec(output)[1]);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const { directory, manifest } = packedSite(whenDone);
  const { command } = buildGoServer(scratch, (generated) => fs.cpSync(directory, generated, { recursive: true }));
  process.env.GOMAXPROCS = "1";
  const config = wasmpair(["config", "nginx", "--manifest", path.join(directory, "wasmpair.json")]).stdout;
  const servers = {
    nginx: (await serveWith(whenDone, "nginx", { directory, config, http: "sendfile on; keepalive_requests 1000000;" })).url,
    directory: (await startGoServer(whenDone, command, directory)).url,
    embedded: (await startGoServer(whenDone, command)).url,
  };
  const { wasm, loader } = manifest.bundles.app;
  const br = "Accept-Encoding: gzip, deflate, br, zstd";
  const tags = Object.fromEntries(await Promise.all(Object.entries(servers).map(async ([name, url]) =>
    [name, (await request(url + wasm.path, { headers: { "accept-encoding": "br" } })).headers.etag])));
  const cases = {
    "the module, br": { path: wasm.path, fields: () => [br] },
    "the module, unencoded": { path: wasm.path, fields: () => ["Accept-Encoding: identity"] },
    "the loader, br": { path: loader.path, fields: () => [br] },
    "the module, 304": { path: wasm.path, fields: (name) => [br, `If-None-Match: ${tags[name]}`] },
  };
  console.log("requests per second".padEnd(28), "nginx".padStart(9), "directory".padStart(9), "ratio".padStart(6), "embedded".padStart(9), "ratio".padStart(6));
  for (const [title, { path: file, fields }] of Object.entries(cases)) {
    const measured = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
    for (let round = 0; round < rounds; ++round) {
      for (const [name, url] of Object.entries(servers)) measured[name].push(measure(url + file, fields(name)));
    }
    const [nginx, ...ours] = Object.keys(servers).map((name) => median(measured[name]));
    const columns = ours.flatMap((rate) => [rate.toFixed(0).padStart(9), (rate / nginx).toFixed(2).padStart(6)]);
    console.log(title.padEnd(28), nginx.toFixed(0).padStart(9), ...columns);
  }
} finally {
  for (const stop of stops) await stop();
  fs.rmSync(scratch, { recursive: true });
}
