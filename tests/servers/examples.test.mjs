// The examples: each renders its page from the manifest with its own engine, and the page's program runs.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { examples, starters } from "../support/examples.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { preview } from "../support/preview.mjs";
import { pack } from "../support/program.mjs";
import { request } from "../support/raw_http.mjs";
import { readManifest } from "../support/release.mjs";
import { assertFound, verify } from "../support/verify.mjs";

/// Characters that an engine must escape, in every URL of the release.
const base = "/r&d/";

/// The examples that serve the files of the release as the preview does.
const fileServers = ["Go's html/template", "Jinja2", "Django", "Handlebars on Express"];

/// Values of Accept-Encoding of every kind.
const accepted = ["", "br", "gzip", "identity", "*", "gzip, deflate, br, zstd", "br;q=0.2, gzip;q=0.8", "gzip;q=0.5, br;q=0.5",
  "br;q=0, gzip", "*;q=0.1, gzip;q=0", "identity;q=1, *;q=0", "identity;q=0.5, br;q=0.4", "BR ; q=0.9", "compress", "br;q=0, *;q=0.3"];
const ranges = ["bytes=0-9", "bytes=5-", "bytes=-7", "bytes=0-99999999", "bytes=99999999-", "bytes=-0", "lines=0-9"];
const requests = [["GET", {}], ["HEAD", {}], ["HEAD", { Range: "bytes=0-9" }],
  ...accepted.map((value) => ["GET", { "Accept-Encoding": value }]),
  ...ranges.map((Range) => ["GET", { Range }]),
  ["GET", { Range: "bytes=0-9", "Accept-Encoding": "br" }]];

suite("the examples", () => {
  let browser;
  let module;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-examples-"));
  before(async () => {
    module = path.join(work, "app.wasm");
    fs.copyFileSync(buildApp("hello", "1.24"), module);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  const publish = (site, ...options) => {
    pack(module, "--goroot", goRoot("1.24"), "--base", base, "--out", site,
      "--template", path.join(examples, "start.js"), ...options);
    return readManifest(site);
  };

  for (const [engine, start] of Object.entries(starters)) {
    test(`${engine} renders a page that runs the program`, { timeout: 300_000 }, async (t) => {
      const site = path.join(work, engine.replace(/\W/g, ""));
      const { bundles } = publish(site);
      const url = await start(t, site);

      const html = await (await fetch(url)).text();
      assert.ok(html.includes(`href="${bundles.app.wasm.url.replace("&", "&amp;")}"`), html);
      assert.ok(html.includes('src="/r&amp;d/start.js"'), html);
      const [, island] = /<script[^>]*\bid="release"[^>]*>(.*?)<\/script>/s.exec(html);
      assert.doesNotMatch(island, /[<>&]/);
      const released = JSON.parse(island).bundles.app;
      const forTemplates = { name: undefined, identifier: undefined, download: undefined };
      assert.deepEqual({ ...released, ...forTemplates }, { ...bundles.app, ...forTemplates });

      const { page, errors } = await openPage(t, browser, url);
      assert.equal(await page.locator("a").evaluate((link) => link.href), new URL(bundles.app.wasm.url, url).href);
      await page.getByRole("button", { name: "Load app" }).click();
      await page.getByText("Hello from Go.").waitFor({ timeout: 60_000 });
      assert.deepEqual(errors, []);
    });
  }

  for (const engine of fileServers) {
    test(`${engine} serves the files as the preview does, and verify finds nothing`, { timeout: 300_000 }, async (t) => {
      const site = path.join(work, `${engine.replace(/\W/g, "")}-files`);
      const picture = path.join(work, "logo.svg");
      fs.writeFileSync(picture, '<svg xmlns="http://www.w3.org/2000/svg"/>\n'.repeat(99));
      const { bundles, assets } = publish(site, "--asset", picture);
      const page = await starters[engine](t, site);
      await assertFound(await verify(new URL(base, page).href), []);

      const { port } = await preview(t, site);
      const names = [...served(bundles, assets), "absent.js", `${bundles.app.wasm.path}.br`, "%2e%2e%2fapp.wasm", "%00", "a".repeat(300)];
      for (const name of names) {
        for (const [method, headers] of requests) {
          const [ours, theirs] = await Promise.all([new URL(page).port, port].map((each) => request(each, base + name, headers, method)));
          assert.deepEqual(facts(ours), facts(theirs), `${method} ${name} ${JSON.stringify(headers)}`);
          assert.match(ours.fields.vary ?? "", /Accept-Encoding/i, name);
        }
      }
    });

    test(`${engine} revalidates each encoding by its own ETag`, { timeout: 300_000 }, async (t) => {
      const site = path.join(work, `${engine.replace(/\W/g, "")}-tags`);
      const { path: name } = publish(site).bundles.app.wasm;
      const { port } = new URL(await starters[engine](t, site));
      const get = (headers) => request(port, base + name, headers);
      const tags = [];
      for (const coding of ["br", "gzip", "identity"]) {
        const { fields: { etag } } = await get({ "Accept-Encoding": coding });
        const kept = await get({ "Accept-Encoding": coding, "If-None-Match": `"other", W/${etag}` });
        assert.deepEqual([kept.status, kept.fields.etag, kept.body.length], [304, etag, 0]);
        assert.match(kept.fields["cache-control"], /immutable/);
        tags.push(etag);
      }
      assert.equal(new Set(tags).size, 3);
      const [ofBrotli, , ofIdentity] = tags;
      assert.equal((await get({ "Accept-Encoding": "gzip", "If-None-Match": ofBrotli })).status, 200);
      assert.equal((await get({ "If-None-Match": "*" })).status, 304);
      assert.equal((await get({ Range: "bytes=0-9", "If-Range": ofIdentity })).status, 206);
      assert.equal((await get({ Range: "bytes=0-9", "If-Range": ofBrotli })).status, 200);
    });
  }

  for (const [engine, start] of Object.entries(starters).filter(([name]) => name !== "a plain static page")) {
    test(`${engine} shows the next release without a restart, and still serves the files of the previous one`, { timeout: 300_000 }, async (t) => {
      const site = path.join(work, `${engine.replace(/\W/g, "")}-next`);
      const first = publish(site).bundles.app.wasm;
      const url = await start(t, site);
      const pageText = async () => (await fetch(url)).text();
      assert.ok((await pageText()).includes(first.path));

      const next = publish(site, "--no-slim").bundles.app.wasm;
      assert.notEqual(next.path, first.path);
      assert.ok((await pageText()).includes(next.path));
      for (const file of [first, next]) await assertServed(new URL(file.url, url), file);
    });
  }
});

const served = (bundles, assets) => [bundles.app.wasm.path, assets[0].path, "start.js", "wasmpair.json"];

const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

/// What a response must have in common with the preview's. The text of an error is free.
function facts({ status, fields, body }) {
  const isError = status >= 400;
  const [type] = fields["content-type"]?.split(";") ?? [];
  return { status, type: isError || type, caching: fields["cache-control"], coding: fields["content-encoding"],
    range: fields["content-range"], length: isError || fields["content-length"], body: isError || sha256(body) };
}

/// Asserts that a file is served as the manifest says, encoded for clients that accept it and plain for others.
async function assertServed(url, file) {
  for (const [accepted, encoding] of [["br, gzip", "br"], ["gzip", "gzip"], ["br;q=0, identity", null]]) {
    const response = await fetch(url, { headers: { "Accept-Encoding": accepted } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("Content-Type"), file.type);
    assert.equal(response.headers.get("Cache-Control"), file.cacheControl);
    assert.equal(response.headers.get("Content-Encoding"), encoding, accepted);
    assert.match(response.headers.get("Vary") ?? "", /Accept-Encoding/i);
    assert.equal((await response.arrayBuffer()).byteLength, file.bytes);
  }
}
