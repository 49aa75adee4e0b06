// The Go package from `wasmpair config go`: alone, under prefixes, and inside real middlewares that compress.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { freePort } from "../support/ports.mjs";
import { pack } from "../support/program.mjs";
import { ledgerName, readManifest } from "../support/release.mjs";
import { decode, request } from "../support/requests.mjs";
import { serveWith } from "../support/servers.mjs";
import { filesOf, problemsOf } from "../support/site_problems.mjs";
import { assertFound, verify } from "../support/verify.mjs";

const middlewares = ["chi", "gzhttp", "echo", "gin", "fasthttp", "fiber", "gorilla"];

/// Those that cannot be passed, and must exclude the handler.
const excluding = ["gorilla"];

suite("the Go package", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-go-server-"));
  after(() => fs.rmSync(work, { recursive: true }));
  let command;

  /// Packs a release with further files, one of them without siblings: its directory.
  function publish(directory, ...options) {
    pack(path.join(work, "app.wasm"), "--goroot", goRoot("1.24"), "--out", directory,
      "--asset", path.join(work, "web"), "--stable", "robots.txt", ...options);
    return directory;
  }

  /// The second release of a site, with a delta from the first one.
  function publishSecond(directory) {
    pack(path.join(work, "first/app.wasm"), "--goroot", goRoot("1.24"), "--out", directory);
    publish(directory, "--previous", directory, "--deltas", "1", "--deltas-encoding", "dcz");
    assert.equal(readManifest(directory).bundles.app.wasm.deltas.length, 1);
  }

  before(() => {
    fs.copyFileSync(buildApp("hello", "1.24"), path.join(work, "app.wasm"));
    fs.mkdirSync(path.join(work, "first"));
    fs.copyFileSync(buildApp("state", "1.24"), path.join(work, "first/app.wasm"));
    fs.mkdirSync(path.join(work, "web"));
    fs.writeFileSync(path.join(work, "web/robots.txt"), "User-agent: *\n".repeat(300));
    fs.writeFileSync(path.join(work, "web/style.css"), "a { color: red }\n".repeat(300));
    fs.writeFileSync(path.join(work, "web/logo.png"), crypto.randomBytes(5_000));
    publishSecond(path.join(work, "relative"));
    publish(path.join(work, "based"), "--base", "/assets/");
    ({ command } = buildGoServer(work, publishSecond));
  });

  async function assertNothingFound(base, directory, server) {
    await assertFound(await verify(base, "--manifest", path.join(directory, "wasmpair.json")), []);
    assert.deepEqual(await problemsOf(base, readManifest(directory)), []);
    const ledger = ledgerName(directory);
    const { status, headers, body } = await request(base + ledger);
    assert.deepEqual([status, headers["content-type"], headers["cache-control"]], [200, "application/json", "public, max-age=31536000, immutable"]);
    assert.ok(body.equals(fs.readFileSync(path.join(directory, ledger))));
    assert.equal(server.log(), "");
  }

  const places = {
    "at /": ["relative", "", []],
    "under another prefix, behind StripPrefix": ["relative", "x/", ["-strip", "/x/"]],
    "under the base of the release": ["based", "assets/", []],
    "under that base, behind StripPrefix": ["based", "assets/", ["-strip", "/assets/"]],
  };
  for (const [place, [release, base, options]] of Object.entries(places)) {
    test(`verify finds nothing ${place}`, async (t) => {
      const directory = path.join(work, release);
      const server = await startGoServer(t, command, ...options, directory);
      await assertNothingFound(server.url + base, directory, server);
    });
  }

  for (const [mount, base, options] of [["at /", "", []], ["under a prefix", "x/", ["-strip", "/x/"]]]) {
    test(`verify finds nothing on the embedded release ${mount}`, async (t) => {
      const server = await startGoServer(t, command, ...options);
      await assertNothingFound(server.url + base, path.join(work, "go-server/generated"), server);
    });
  }

  test("a program can be the previous release of the next one", async (t) => {
    const server = await startGoServer(t, command);
    const [directory, embedded] = [path.join(work, "next"), readManifest(path.join(work, "go-server/generated"))];
    pack(path.join(work, "first/app.wasm"), "--goroot", goRoot("1.24"), "--out", directory, "--deltas", "1", "--previous", server.url, "--require-previous");
    const { bundles, previous } = readManifest(directory);
    assert.deepEqual(bundles.app.wasm.deltas.map(({ from }) => from.path), [embedded.bundles.app.wasm.path]);
    assert.equal(previous[0].manifest, ledgerName(path.join(work, "go-server/generated")));
  });

  test("the functions of the package describe the embedded release", () => {
    const manifest = readManifest(path.join(work, "go-server/generated"));
    const { head, policy, absent, asset, ...described } = JSON.parse(execFileSync(command, ["-describe"], { encoding: "utf8" }));
    const keys = ["path", "url", "type", "bytes", "sha256", "integrity", "cacheControl", "encodings", "dictionary", "deltas"];
    const published = (file) => Object.fromEntries(keys.filter((key) => key in file).map((key) => [key, file[key]]));
    const { pair, wasm, shim, loader, runner } = manifest.bundles.app;
    const files = Object.fromEntries(Object.entries({ wasm, shim, loader, runner }).map(([kind, file]) => [kind, published(file)]));
    assert.deepEqual(described, { pair, manifest, ...files });
    assert.deepEqual(asset, published(manifest.assets.find(({ name }) => name === "style.css")));
    assert.ok(absent);
    assert.ok(head.includes(`src="${loader.url}"`), head);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
  });

  test("verify finds nothing on a release with another origin", async (t) => {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}/a/`;
    const directory = publish(path.join(work, "foreign"), "--base", base);
    const server = await startGoServer(t, command, "-listen", `127.0.0.1:${port}`, directory);
    await assertNothingFound(base, directory, server);
  });

  const sources = { "a directory": ["relative"], "the embedded release": [] };
  const mounts = { "at /": ["", []], "under a prefix": ["x/", ["-strip", "/x/"]] };
  for (const name of middlewares) {
    for (const [source, release] of Object.entries(sources)) {
      for (const [mount, [base, options]] of Object.entries(mounts)) {
        test(`verify finds nothing inside ${name}: ${source} ${mount}`, async (t) => {
          const setting = excluding.includes(name) ? ["-excluded"] : [];
          const directory = path.join(work, release[0] ?? "go-server/generated");
          const served = release.map((folder) => path.join(work, folder));
          const server = await startGoServer(t, command, "-around", name, ...setting, ...options, ...served);
          await assertNothingFound(server.url + base, directory, server);
        });
      }
    }
  }

  test("verify finds nothing behind nginx that compresses, with MarkIdentity only", async (t) => {
    const directory = path.join(work, "relative");
    const manifest = path.join(directory, "wasmpair.json");
    for (const [options, found] of [[[], ["recompressed", "weak-etag"]], [["-mark"], []]]) {
      const server = await startGoServer(t, command, ...options, directory);
      const config = `location / { proxy_pass ${server.url}; gzip on; gzip_types *; gzip_proxied any; gzip_min_length 1; }`;
      const { url } = await serveWith(t, "nginx", { directory: work, config });
      await assertFound(await verify(url, "--manifest", manifest), found);
    }
  });

  for (const name of excluding) {
    test(`${name} encodes nothing twice, even if it does not exclude the handler`, async (t) => {
      const directory = path.join(work, "relative");
      const { url } = await startGoServer(t, command, "-around", name, directory);
      for (const { path: file, sha256 } of filesOf(readManifest(directory))) {
        for (const accepted of ["gzip", "br", "gzip, deflate, br, zstd", "identity"]) {
          const { status, headers, body } = await request(url + file, { headers: { "accept-encoding": accepted } });
          const place = `${file} for ${accepted}`;
          assert.equal(status, 200, place);
          const decoded = decode((headers["content-encoding"] ?? "").replace("identity", ""), body);
          assert.equal(crypto.createHash("sha256").update(decoded).digest("hex"), sha256, place);
        }
      }
    });
  }
});
