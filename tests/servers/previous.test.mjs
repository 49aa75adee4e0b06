// Deltas from a release that is deployed: --previous URL, and servers that lie.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildSource } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { program, run, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const words = ["first", "second", "third"];

suite("an earlier release on its server", () => {
  let work;
  const directories = [];
  const modules = words.map((word) => buildSource(word, `package main\n\nfunc main() { println("${word}") }\n`, "1.24"));
  const packing = (index, out, ...options) => ["pack", modules[index], "--name", "app", "--goroot", goRoot("1.24"), "--level", "fast",
    "--no-cache", "--out", out, "--deltas", "2", ...options];
  const pack = (index, out, ...options) => run(program, packing(index, out, ...options));

  before(async (t) => {
    work = temporaryDirectory(t);
    for (const [index, word] of words.entries()) {
      const directory = path.join(work, word);
      if (index > 0) fs.cpSync(directories[index - 1], directory, { recursive: true });
      const { status, stderr } = await pack(index, directory, "--previous", directories[index - 1] ?? directory);
      assert.equal(status, 0, stderr);
      directories.push(directory);
    }
  });

  /// Answers every request with what answer(path) returns: { status, body } or a function of the response.
  async function serve(t, answer) {
    const requests = [];
    const server = http.createServer((request, response) => {
      requests.push(request.url);
      const what = answer(request.url);
      if (typeof what === "function") return what(response);
      response.writeHead(what.status ?? 200);
      response.end(what.body ?? "");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => { server.closeAllConnections(); server.close(); });
    return { url: `http://127.0.0.1:${server.address().port}/`, requests };
  }
  const fromDisk = (directory) => (url) => {
    const file = path.join(directory, decodeURIComponent(url.slice(1)));
    return fs.existsSync(file) ? { body: fs.readFileSync(file) } : { status: 404 };
  };

  test("gives the same release as its directory", async (t) => {
    const { url } = await preview(t, directories[1]);
    const out = path.join(temporaryDirectory(t), "site");
    const { status, stderr } = await pack(2, out, "--previous", url, "--require-previous");
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /warning/);
    assert.deepEqual(readManifest(out), readManifest(directories[2]));
  });

  test("is read along its whole ledger", async (t) => {
    const { url, requests } = await serve(t, fromDisk(directories[1]));
    const out = path.join(temporaryDirectory(t), "site");
    const { status, stderr } = await pack(2, out, "--previous", `${url}wasmpair.json`, "--require-previous");
    assert.equal(status, 0, stderr);
    assert.deepEqual(readManifest(out), readManifest(directories[2]));
    assert.equal(requests.length, 4, `two manifests and two modules: ${requests}`);
  });

  const manifestOf = (change) => {
    const manifest = readManifest(directories[1]);
    change(manifest);
    return JSON.stringify(manifest);
  };
  const endless = (response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(1 << 16, " ");
    const more = () => { while (response.write(piece)); };
    response.on("drain", more);
    more();
  };
  const liars = {
    "no release": [() => ({ status: 404 }), /the response is HTTP\/1.1 404/],
    "a page instead": [() => ({ body: "<!doctype html>" }), /is not JSON/],
    "an endless manifest": [() => endless, /./],
    "a manifest with other names": [() => ({ body: manifestOf(({ bundles }) => { bundles.app.wasm.path = "../../etc/passwd"; }) }), /is not a plain file name/],
    "a manifest of a later version": [() => ({ body: manifestOf((manifest) => { manifest.version = 2; }) }), /reads version 1/],
    "a ledger of another digest": [(url) => (/wasmpair[.][0-9a-f]/.test(url) ? { body: "{}" } : fromDisk(directories[1])(url)), /not the manifest that the ledger lists/],
    "a redirect elsewhere": [() => (response) => { response.writeHead(302, { location: "http://127.0.0.2:9/wasmpair.json" }); response.end(); }, /./],
  };
  for (const [what, [answer, message]] of Object.entries(liars)) {
    test(`costs the deltas and nothing else: ${what}`, async (t) => {
      const { url } = await serve(t, answer);
      const out = path.join(temporaryDirectory(t), "site");
      const { status, stderr } = await pack(2, out, "--previous", url);
      assert.equal(status, 0, stderr);
      assert.equal(stderr.match(/^warning:/gm).length, 1, stderr);
      assert.match(stderr, message);
      assert.equal(readManifest(out).previous, undefined);
      const required = await pack(2, path.join(temporaryDirectory(t), "none"), "--previous", url, "--require-previous");
      assert.equal(required.status, 2, required.stderr);
    });
  }

  const modulesThatLie = {
    "is missing": () => ({ status: 404 }),
    "has other bytes": (body) => ({ body: Buffer.from(body).fill(0, 100, 200) }),
    "is endless": () => endless,
    "is cut off": (body) => (response) => { response.writeHead(200, { "content-length": body.length }); response.write(body.subarray(0, 1000)); setTimeout(() => response.destroy(), 50); },
  };
  for (const [what, answer] of Object.entries(modulesThatLie)) {
    test(`costs one delta if its module ${what}`, async (t) => {
      const earlier = readManifest(directories[1]).bundles.app.wasm.path;
      const { url } = await serve(t, (asked) => (asked.startsWith(`/${earlier}`) ? answer(fs.readFileSync(path.join(directories[1], earlier))) : fromDisk(directories[1])(asked)));
      const out = path.join(temporaryDirectory(t), "site");
      const { status, stderr } = await pack(2, out, "--previous", url);
      assert.equal(status, 0, stderr);
      assert.match(stderr, new RegExp(`^warning: ${url}${earlier}: is missing or damaged`, "m"));
      assert.equal(readManifest(out).bundles.app.wasm.deltas.length, 1);
    });
  }
});
