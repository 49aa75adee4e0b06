// Shared by the tests of load(): packed releases of the actor, and empty pages in Chromium.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test as nodeTest } from "node:test";
import { buildApp } from "./apps.mjs";
import { launchChromium, openPage } from "./browser.mjs";
import { goRoot } from "./fixtures.mjs";
import { countRequests, loadIn, progressOf, releaseOf, writePage } from "./pages.mjs";
import { pack } from "./program.mjs";
import { readManifest } from "./release.mjs";
import { serve } from "./site.mjs";

/// Waiting in a page has no time limit of its own.
export const test = (name, run) => nodeTest(name, { timeout: 120_000 }, run);
/// Options for load() that retry almost immediately.
export const quick = { retryDelay: 10 };

export const modules = (requests) => requests.filter((name) => /\.wasm$/.test(name));
export const shims = (requests) => requests.filter((name) => /wasm_exec/.test(name));
export const manifests = (requests) => requests.filter((name) => name === "wasmpair.json");

/// Called in a suite: packs the actor of these Go releases before its tests, and starts Chromium.
/// { work, directories, publish, open, openAt }: directories has one published directory per release.
export function prepareActor(releases = ["1.24"]) {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-loader-"));
  const directories = {};

  before(async () => {
    for (const release of releases) directories[release] = publish(release);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  /// Packs the actor of one Go release as bundle "actor", with an empty page beside it.
  function publish(release, options = [], name = release) {
    const directory = path.join(work, name);
    pack(buildApp("actor", release), "--name", "actor", "--goroot", goRoot(release), "--out", directory, ...options);
    writePage(directory, "empty.html", "");
    return directory;
  }

  /// An empty page of a published directory: { page, requests, site, load(options) }.
  async function open(t, { directory = directories["1.24"], site = serve, headers, context } = {}) {
    const server = await site(t, directory, headers);
    const opened = await openAt(t, `${server.url}empty.html`, context);
    const requests = countRequests(opened.page);
    return { ...opened, site: server, requests, load: (options) => loadIn(opened.page, directory, "actor", options) };
  }

  const openAt = (t, url, context) => openPage(t, browser, url, context);
  return { work, directories, publish, open, openAt };
}

/// What a page needs to call load() itself: { loader, bundle }.
export function loadables(directory) {
  const manifest = readManifest(directory);
  return { loader: `./${manifest.bundles.actor.loader.url}`, bundle: releaseOf(directory).bundles.actor };
}

/// Asserts that the progress only grows, and ends at exactly 1.
export function assertCompleteProgress(outcome, directory) {
  const total = releaseOf(directory).bundles.actor.wasm.bytes;
  const progress = progressOf(outcome);
  assert.ok(progress.length > 1, `reported ${progress.length} times`);
  progress.reduce((last, { loaded, total: all, fraction }) => {
    assert.ok(loaded > last, `${loaded} bytes after ${last}`);
    assert.equal(all, total);
    assert.equal(fraction, loaded / total);
    return loaded;
  }, 0);
  assert.equal(progress.at(-1).fraction, 1);
}
