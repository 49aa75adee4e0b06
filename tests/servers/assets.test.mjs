// Further files of a release, behind every server: types, caching, encodings, and what `wasmpair verify` finds.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { buildApp } from "../support/apps.mjs";
import { pack, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";
import { configuredServers, serveConfigured, writeConfig } from "../support/site_config.mjs";

const immutable = "public, max-age=31536000, immutable";
const contents = {
  "img/logo.png": Buffer.from("89504e470d0a1a0a00", "hex"),
  "style.css": `${"a { color: red }\n".repeat(200)}`,
  "snippet.txt": `<!doctype html>\n${"<p>Not a page.\n".repeat(50)}`,
  "icon.svg": `<svg xmlns="http://www.w3.org/2000/svg">${"<g/>".repeat(300)}</svg>`,
  "blob.unknown": "\0",
  "data.zip": "PK",
  "robots.txt": "User-agent: *\n",
  "favicon.ico": "\0\0\x01\0",
  "service-worker.js": "self;\n",
};
const stable = ["robots.txt", "favicon.ico", "service-worker.js"];

suite("further files of a release", () => {
  function publish(t, prefix, changes = {}) {
    const work = temporaryDirectory(t);
    const directory = path.join(work, "site", prefix);
    const assets = path.join(work, "web");
    fs.mkdirSync(directory, { recursive: true });
    const publishWith = (more) => {
      for (const [name, content] of Object.entries({ ...contents, ...more })) {
        fs.mkdirSync(path.dirname(path.join(assets, name)), { recursive: true });
        fs.writeFileSync(path.join(assets, name), content);
      }
      pack(buildApp("hello", "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--base", prefix,
        "--out", directory, "--asset", assets, ...stable.flatMap((name) => ["--stable", name]));
      return new Map(readManifest(directory).assets.map((asset) => [asset.name, asset]));
    };
    return { root: path.join(work, "site"), directory, assets: publishWith(changes), publishWith };
  }

  const verify = (url, directory) => JSON.parse(wasmpair(["verify", url, "--manifest", path.join(directory, "wasmpair.json"), "--json"]).stdout);

  async function assertServed(site, directory, assets) {
    for (const { name, path: file, url, type, encodings } of assets.values()) {
      const response = await request(new URL(url, site), { headers: { "accept-encoding": "br" } });
      assert.equal(response.status, 200, file);
      assert.equal(response.headers["content-type"], type, name);
      assert.equal(response.headers["cache-control"], stable.includes(name) ? "no-cache" : immutable, name);
      assert.equal(response.headers["x-content-type-options"], "nosniff", name);
      assert.equal(response.headers["content-encoding"], encodings.some(({ encoding }) => encoding === "br") ? "br" : undefined, name);
    }
    const { findings } = verify(new URL(assets.get("robots.txt").url, site).href.replace("robots.txt", ""), directory);
    assert.deepEqual(findings, []);
  }

  for (const [prefix, servers] of [["/", configuredServers], ["/assets/", configuredServers]]) {
    for (const server of servers) {
      test(`are served correctly with the generated configuration of ${server} at ${prefix}`, async (t) => {
        const { root, directory, assets } = publish(t, prefix);
        const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
        await assertServed(site.url, directory, assets);
      });
    }

    test(`are served correctly by the preview at ${prefix}`, async (t) => {
      const { directory, assets } = publish(t, prefix);
      await assertServed((await preview(t, directory)).url, directory, assets);
    });
  }

  test("have siblings only where they become smaller, and none under a stable name", (t) => {
    const { assets } = publish(t, "/");
    const encoded = [...assets.values()].filter(({ encodings }) => encodings.length > 0).map(({ name }) => name);
    assert.deepEqual(encoded, ["icon.svg", "snippet.txt", "style.css"]);
  });

  test("are found if they are altered", async (t) => {
    const { root, directory, assets } = publish(t, "/");
    const site = await serveConfigured(t, "nginx", root, directory, writeConfig("nginx", root, directory));
    const logo = assets.get("img/logo.png").path;
    for (const name of ["robots.txt", logo]) fs.writeFileSync(path.join(directory, name), "altered");
    const { findings } = verify(site.url, directory);
    assert.deepEqual(findings.map(({ id }) => id), ["altered-body"]);
    const names = findings[0].subjects.map((text) => text.split(/[ :]/)[0]);
    assert.deepEqual([...new Set(names)].sort(), [logo, "robots.txt"].sort());
  });

  test("are not previewed under a stable name if they are altered", (t) => {
    const { directory } = publish(t, "/");
    fs.writeFileSync(path.join(directory, "robots.txt"), "altered");
    const run = wasmpair(["serve", directory, "--port", "0"]);
    assert.equal(run.status, 2);
    assert.match(run.stderr, /robots\.txt: is not the file in the manifest\n/);
  });

  test("of the next release replace stable names and leave hashed ones, with the same configuration", async (t) => {
    const { root, directory, assets, publishWith } = publish(t, "/");
    const site = await serveConfigured(t, "nginx", root, directory, writeConfig("nginx", root, directory));
    const later = publishWith({ "robots.txt": "User-agent: *\nDisallow: /\n", "img/logo.png": "other" });
    await assertServed(site.url, directory, later);
    assert.match(String((await request(new URL("robots.txt", site.url))).body), /Disallow/);
    assert.equal((await request(new URL(assets.get("img/logo.png").url, site.url))).status, 200, "open pages show it");
  });
});
