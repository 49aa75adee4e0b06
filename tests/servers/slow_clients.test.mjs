// A thousand slow clients: the memory of `wasmpair serve` stays bounded, and it still serves other clients.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { npmFixture } from "../support/fixtures.mjs";
import { request } from "../support/raw_http.mjs";
import { preview } from "../support/preview.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const clients = 1000;
const requests = 200;
/// Memory for a thousand clients: 16 KiB each. The module that they request has 14 MB.
const mostKilobytes = clients * 16;

test("a thousand slow clients need little memory and delay nobody", async (t) => {
  const directory = path.join(temporaryDirectory(t), "dist");
  const fixture = (file) => npmFixture("esbuild-wasm-0.28.2", file);
  pack(fixture("esbuild.wasm"), "--name", "app", "--shim", fixture("wasm_exec.js"), "--encodings", "gzip", "--out", directory);
  const { wasm } = readManifest(directory).bundles.app;
  const { port, pid } = await preview(t, directory);
  const small = () => request(port, "/wasmpair.json");
  for (let time = 0; time < 20; ++time) await small();
  const idle = peakKilobytes(pid);

  // In their own process, so that their work is not measured.
  const slow = fork(fileURLToPath(new URL("../support/slow_clients.mjs", import.meta.url)), [String(port), `/${wasm.path}`, String(clients)]);
  t.after(() => slow.kill());
  await once(slow, "message"); // all are connected and have sent their request

  const milliseconds = [];
  for (let time = 0; time < requests; ++time) {
    const start = process.hrtime.bigint();
    assert.equal((await small()).status, 200);
    milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  // The first requests compete with a thousand that arrive at once.
  const worstAtFirst = Math.max(...milliseconds.splice(0, 10)).toFixed(1);
  milliseconds.sort((a, b) => a - b);
  const [median, worst] = [milliseconds[Math.floor(milliseconds.length / 2)], milliseconds.at(-1)].map((value) => value.toFixed(1));
  const grown = peakKilobytes(pid) - idle;
  t.diagnostic(`${clients} slow clients: ${grown} kB on top of ${idle} kB`);
  t.diagnostic(`another request takes ${median} ms, at worst ${worst} ms; at worst ${worstAtFirst} ms while they all arrive`);
  slow.send("how many?");
  assert.deepEqual(await once(slow, "message").then(([count]) => count), clients, "all of them are still connected");
  assert.ok(grown < mostKilobytes, `${grown} kB for ${clients} clients`);
});

/// A process's peak memory in kB.
function peakKilobytes(pid) {
  return Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}
