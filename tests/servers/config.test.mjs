// The configurations from `wasmpair config` in real servers: every route, with every kind of request.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp, buildSource } from "../support/apps.mjs";
import { filesOf, problemsOf } from "../support/site_problems.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { ledgerName, readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";
import { configuredServers, serveConfigured, serveWithHtaccess, writeConfig } from "../support/site_config.mjs";

const programs = ["first", "second"].map((word) => `package main\n\nfunc main() { println("${word}") }\n`);

suite("the generated configuration", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-config-"));
  const modules = { app: path.join(work, "app.wasm"), tool: path.join(work, "мой-tool.v2.wasm") };
  const toolchain = ["--goroot", goRoot("1.24")];

  before(() => {
    fs.copyFileSync(buildApp("hello", "1.24"), modules.app);
    fs.copyFileSync(buildSource("tool", programs[0], "1.24"), modules.tool);
  });
  after(() => fs.rmSync(work, { recursive: true }));

  /// A site with a release of two bundles: { root, directory, manifest }.
  function publish(t, prefix = "/", ...options) {
    const root = path.join(temporaryDirectory(t), "site");
    const directory = path.join(root, prefix);
    fs.mkdirSync(directory, { recursive: true });
    pack(modules.app, modules.tool, ...toolchain, "--out", directory, ...options);
    return { root, directory, manifest: readManifest(directory) };
  }

  for (const server of configuredServers) {
    for (const [prefix, ...options] of [["/"], ["/assets/", "--base", "/assets/"]]) {
      test(`${server} responds correctly at ${prefix}`, async (t) => {
        const { root, directory, manifest } = publish(t, prefix, ...options);
        const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
        assert.deepEqual(await problemsOf(new URL(prefix, site.url), manifest), [], site.log());
      });
    }

    test(`${server} treats names as names only`, async (t) => {
      const name = `it's {$HOME} \${HOME} $1 "a" é;#+(b)*^%{x}`;
      const prefix = `/${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}/`;
      const root = path.join(temporaryDirectory(t), "site");
      const directory = path.join(root, name);
      fs.mkdirSync(directory, { recursive: true });
      pack(modules.tool, ...toolchain, "--out", directory, "--base", prefix);
      const manifest = readManifest(directory);
      manifest.pages.push({ ...manifest.pages[0], path: `${name}.htm`, url: `${prefix}x` });
      fs.writeFileSync(path.join(directory, "wasmpair.json"), JSON.stringify(manifest));
      fs.writeFileSync(path.join(directory, `${name}.htm`), "<!doctype html>");
      const asked = { ...manifest, pages: manifest.pages.map((page) => ({ ...page, path: encodeURIComponent(page.path) })) };
      const serve = server === "apache" ? serveWithHtaccess : (...words) => serveConfigured(words[0], server, ...words.slice(1));
      const site = await serve(t, root, directory, writeConfig(server, root, directory));
      assert.deepEqual(await problemsOf(new URL(prefix, site.url), asked), [], site.log());
    });

    test(`${server} serves the next release and still the previous one, with the same configuration`, async (t) => {
      const { root, directory, manifest: earlier } = publish(t);
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const next = path.join(work, "next.wasm");
      fs.copyFileSync(buildSource("next", programs[1], "1.24"), next);
      pack(next, ...toolchain, "--out", directory);
      const later = readManifest(directory);
      assert.notDeepEqual(filesOf(later)[0].path, filesOf(earlier)[0].path);
      assert.deepEqual(await problemsOf(site.url, later), []);
      assert.deepEqual(await problemsOf(site.url, earlier), []);
    });

    test(`${server} distinguishes a new manifest from an old one of the same length and time`, async (t) => {
      const { root, directory } = publish(t);
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const file = path.join(directory, "wasmpair.json");
      const clamp = (content) => { fs.writeFileSync(file, content); fs.utimesSync(file, 1, 1); };
      clamp(fs.readFileSync(file));
      const { headers } = await request(`${site.url}wasmpair.json`);
      const changed = fs.readFileSync(file, "utf8").replace(/[0-9a-f]{64}/, (hex) => "0".repeat(hex.length));
      clamp(changed);
      assert.equal(headers["last-modified"], undefined);
      if (server !== "apache") assert.equal(headers.etag, undefined); // Apache's depends on the content
      for (const validator of [{ "if-none-match": headers.etag ?? '"1-1"' }, { "if-modified-since": new Date(1000).toUTCString() }]) {
        const again = await request(`${site.url}wasmpair.json`, { headers: validator });
        assert.equal(again.status, 200, JSON.stringify(validator));
        assert.equal(again.body.toString(), changed);
      }
    });

    test(`${server} lets nobody cache a 404, and does not serve siblings under their own names`, async (t) => {
      const { root, directory, manifest } = publish(t);
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const { path: name } = manifest.bundles.app.wasm;
      for (const absent of [`${name}.br`, `${name}.gz`, name.replace(/[0-9a-f]{16}/, "0123456789abcdef")]) {
        const response = await request(site.url + absent, { headers: { "accept-encoding": "gzip, br" } });
        assert.deepEqual([response.status, response.headers["cache-control"]], [404, "no-store"], absent);
      }
      const unhashed = await request(`${site.url}wasm_exec.js`);
      assert.equal(unhashed.headers["cache-control"]?.includes("immutable") ?? false, false);
    });

    test(`${server} lets everybody keep the manifests of the ledger`, async (t) => {
      const { root, directory } = publish(t);
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const name = ledgerName(directory);
      for (const method of ["GET", "HEAD"]) {
        const response = await request(site.url + name, { method, headers: { "accept-encoding": "gzip, br" } });
        const { headers } = response;
        assert.deepEqual(
          [response.status, headers["content-type"], headers["cache-control"], headers["x-content-type-options"], headers["content-encoding"]],
          [200, "application/json", "public, max-age=31536000, immutable", "nosniff", undefined],
        );
        if (method === "GET") assert.ok(response.body.equals(fs.readFileSync(path.join(directory, name))));
      }
      const absent = await request(`${site.url}wasmpair.${"0".repeat(16)}.json`);
      assert.deepEqual([absent.status, absent.headers["cache-control"]], [404, "no-store"]);
    });

    test(`${server} sends proxies the same encodings`, async (t) => {
      const { root, directory, manifest } = publish(t);
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      for (const encoding of ["br", "gzip"]) {
        const headers = { "accept-encoding": encoding, via: "1.1 cdn.example" };
        const response = await request(site.url + manifest.bundles.app.wasm.path, { headers });
        assert.equal(response.headers["content-encoding"], encoding);
        assert.equal(response.headers["content-language"], undefined);
      }
    });

    test(`${server} compresses nothing on the fly`, async (t) => {
      const { root, directory, manifest } = publish(t, "/", "--encodings", "br");
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const pages = ["index.html", "wasmpair.json"];
      const without = { gzip: [...filesOf(manifest).map((file) => file.path), ...pages], br: pages };
      for (const [encoding, names] of Object.entries(without)) {
        for (const name of names) {
          const { headers } = await request(site.url + name, { headers: { "accept-encoding": encoding } });
          assert.equal(headers["content-encoding"], undefined, name);
        }
      }
    });

    test(`${server} serves the user's own pages as pages`, async (t) => {
      const { root, directory } = publish(t);
      fs.writeFileSync(path.join(directory, "about.html"), "<!doctype html><p>About");
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory, "--no-transform"));
      const { headers } = await request(`${site.url}about.html`);
      assert.equal(headers["cache-control"], "no-cache, no-transform");
    });
  }

  test("apache responds correctly with the configuration as .htaccess", async (t) => {
    const { root, directory, manifest } = publish(t, "/assets/", "--base", "/assets/");
    const site = await serveWithHtaccess(t, root, directory, writeConfig("apache", root, directory));
    assert.deepEqual(await problemsOf(`${site.url}assets/`, manifest), [], site.log());
  });

  for (const server of ["caddy", "apache"]) {
    test(`${server} also serves Zstandard`, async (t) => {
      const { root, directory, manifest } = publish(t, "/", "--encodings", "zstd,gzip");
      const site = await serveConfigured(t, server, root, directory, writeConfig(server, root, directory));
      const { path: name, encodings } = manifest.bundles.app.wasm;
      const response = await request(site.url + name, { headers: { "accept-encoding": "gzip, deflate, br, zstd" } });
      assert.equal(response.headers["content-encoding"], "zstd");
      assert.equal(response.body.length, encodings.find(({ encoding }) => encoding === "zstd").bytes);
    });
  }
});
