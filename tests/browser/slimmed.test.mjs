// The slimmed module is the same program in Chromium: it prints the same lines as the linked module.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { serve } from "../support/site.mjs";

suite("a slimmed module in Chromium", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-slimmed-"));
  before(async () => { browser = await launchChromium(); });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  for (const name of ["hello", "state"]) {
    test(`${name} prints the same as the linked module`, async (t) => {
      const module = buildApp(name, "1.24");
      const options = ["--name", name, "--goroot", goRoot("1.24")];
      const linked = path.join(work, `${name}-linked`);
      const slimmed = path.join(work, `${name}-slimmed`);
      pack(module, ...options, "--out", linked, "--no-slim");
      pack(module, ...options, "--out", slimmed);
      assert.notEqual(publishedDigest(slimmed), publishedDigest(linked), "slimming changed the bytes");

      const expected = await run(t, browser, linked);
      assert.notEqual(expected.length, 0);
      assert.deepEqual(await run(t, browser, slimmed), expected);
    });
  }
});

/// Runs the program of a published directory and returns what it prints.
async function run(t, browser, directory) {
  const site = await serve(t, directory);
  const { page, console: lines, errors } = await openPage(t, browser, site.url);
  await page.getByRole("button", { name: "Load" }).click();
  await page.locator('section[data-state="ended"]').waitFor();
  assert.deepEqual(errors, []);
  return lines;
}

function publishedDigest(directory) {
  return Object.values(readManifest(directory).bundles)[0].wasm.sha256;
}
