// Deltas from a release that is deployed: --previous URL, and servers that lie.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
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
    "--out", out, "--deltas", "2", ...options];
  const pack = (index, out, ...options) => run(program, packing(index, out, "--no-cache", ...options));
  const packWithCache = (cache, ...options) => run(program, packing(2, ...options, "--cache", cache));

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
      response.writeHead(what.status ?? 200, what.headers);
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
  const bomb = () => ({ headers: { "content-encoding": "gzip" }, body: gzipped });
  const gzipped = zlib.gzipSync(Buffer.alloc(1 << 28, " "), { level: 9 });
  const million = () => manifestOf((manifest) => { manifest.files = Array.from({ length: 1_000_000 }, (_, index) => `f${index}`); });
  const liars = {
    "no release": [() => ({ status: 404 }), /the response is HTTP\/1.1 404/],
    "a page instead": [() => ({ body: "<!doctype html>" }), /is not JSON/],
    "an endless manifest": [() => endless, /./],
    "a manifest with other names": [() => ({ body: manifestOf(({ bundles }) => { bundles.app.wasm.path = "../../etc/passwd"; }) }), /is not a plain file name/],
    "a manifest that becomes a quarter of a gigabyte": [bomb, /larger than the manifest says/],
    "a manifest of a million files": [() => ({ body: million() }), /files\/200000: is not a version 1 manifest: there are more than 200000/],
    "a manifest of endless numbers of releases": [() => ({ body: manifestOf((manifest) => { manifest.previous = Array.from({ length: 100_000 }, () => manifest.previous[0]); }) }), /previous\/1000: is not a version 1 manifest: there are more than 1000$/m],
    "a ledger of other names": [() => ({ body: manifestOf(({ previous }) => { previous[0].manifest = "../../etc/passwd"; }) }), /is not the name of a manifest/],
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
    "becomes a quarter of a gigabyte": bomb,
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

  test("costs the deltas and nothing else: a server that says nothing", async (t) => {
    const { url } = await serve(t, () => () => {});
    const out = temporaryDirectory(t);
    const runs = await Promise.all([[], ["--require-previous"]].map((options, index) =>
      pack(2, path.join(out, String(index)), "--previous", url, ...options)));
    assert.deepEqual(runs.map(({ status }) => status), [0, 2], runs.map(({ stderr }) => stderr).join("\n"));
    assert.equal(runs[0].stderr.match(/^warning:/gm).length, 1, runs[0].stderr);
  });

  suite("with a cache", () => {
    const isModule = (url) => url.endsWith(".wasm");
    const expected = () => readManifest(directories[2]).bundles.app.wasm.deltas;

    /// Packs the third release with that cache, from a server of the first two: the requests.
    async function requestsWith(t, cache, ...options) {
      const { url, requests } = await serve(t, fromDisk(directories[1]));
      const out = path.join(temporaryDirectory(t), "site");
      const { status, stderr } = await packWithCache(cache, out, "--previous", url, ...options);
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /warning/);
      assert.deepEqual(readManifest(out).bundles.app.wasm.deltas, expected());
      return requests;
    }

    test("modules are fetched once", async (t) => {
      const cache = path.join(temporaryDirectory(t), "cache");
      assert.equal((await requestsWith(t, cache)).filter(isModule).length, 2);
      const again = await requestsWith(t, cache);
      assert.equal(again.length, 2, `the manifests: ${again}`);
      assert.equal(again.filter(isModule).length, 0);
    });

    test("entries that were altered are fetched again", async (t) => {
      const cache = path.join(temporaryDirectory(t), "cache");
      await requestsWith(t, cache);
      const entries = fs.readdirSync(cache, { recursive: true }).map((name) => path.join(cache, name)).filter((file) => fs.statSync(file).isFile());
      for (const entry of entries) {
        const content = fs.readFileSync(entry);
        content[content.length - 1] ^= 1;
        fs.writeFileSync(entry, content);
      }
      assert.equal((await requestsWith(t, cache)).filter(isModule).length, 2);
      assert.equal((await requestsWith(t, cache)).filter(isModule).length, 0, "they were replaced");
    });

    test("that cannot be written, the run goes on", async (t) => {
      const file = path.join(temporaryDirectory(t), "file");
      fs.writeFileSync(file, "");
      for (const cache of [path.join(file, "cache"), "/proc/cache"]) {
        for (let i = 0; i < 2; ++i) assert.equal((await requestsWith(t, cache)).filter(isModule).length, 2, cache);
      }
    });

    test("on a full disk, the run goes on", async (t) => {
      const { url, requests } = await serve(t, fromDisk(directories[1]));
      const work = temporaryDirectory(t);
      const disk = path.join(work, "disk");
      fs.mkdirSync(disk);
      const namespaces = process.getuid() === 0 ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
      const script = 'mount -t tmpfs -o size=64k wasmpair-test "$1" || exit 99; shift; exec "$@"';
      const words = packing(2, path.join(work, "site"), "--previous", url, "--cache", path.join(disk, "cache"));
      const { status, stderr } = await run("unshare", [...namespaces, "bash", "-c", script, "bash", disk, program, ...words]);
      assert.equal(status, 0, stderr);
      assert.doesNotMatch(stderr, /warning/);
      assert.deepEqual(readManifest(path.join(work, "site")).bundles.app.wasm.deltas, expected());
      assert.equal(requests.filter(isModule).length, 2);
    });
  });

  test("without a cache, nothing is kept", async (t) => {
    const home = temporaryDirectory(t);
    const { url } = await serve(t, fromDisk(directories[1]));
    const { status, stderr } = await run(program, packing(2, path.join(home, "site"), "--previous", url, "--no-cache"), { env: { ...process.env, XDG_CACHE_HOME: path.join(home, "cache"), HOME: home } });
    assert.equal(status, 0, stderr);
    assert.ok(!fs.existsSync(path.join(home, "cache")));
  });
});
