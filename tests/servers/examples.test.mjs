// The examples: each renders its page from the manifest with its own engine, and the page's program runs.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { examples, starters } from "../support/examples.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

/// Characters that an engine must escape, in every URL of the release.
const base = "/r&d/";

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
