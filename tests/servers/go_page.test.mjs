// A page that a Go server renders with Head and PolicyWithNonce runs the program in Chromium, also from another origin.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { serve } from "../support/site.mjs";

test("a page with Head and a policy", { timeout: 600_000 }, async (t) => {
  const work = temporaryDirectory();
  const logo = path.join(work, "logo.svg");
  fs.writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>\n');
  const browser = await launchChromium();
  t.after(() => browser.close());
  const local = packedSite(t, "--base", "/assets/", "--asset", logo, "--page", "none");
  const { command } = buildGoServer(work, (directory) => fs.cpSync(local.directory, directory, { recursive: true }));

  async function assertRuns(directory) {
    const { url } = await startGoServer(t, command, "-page", directory);
    const { page, console: lines, errors } = await openPage(t, browser, `${url}page`);
    await page.getByRole("button").click();
    await page.getByRole("log").getByText("Hello from Go.").waitFor({ timeout: 60_000 });
    assert.ok(lines.includes("inline, with the nonce"), lines.join());
    assert.ok(!lines.includes("inline, without a nonce"));
    assert.equal(await page.locator("img").evaluate((image) => image.naturalWidth), 7);
    assert.equal(errors.length, 1, errors.join());
    assert.match(errors[0], /inline script.*Content.Security.Policy/i, "the script without a nonce, and nothing else");
  }

  await t.test("runs the program from the page's origin", () => assertRuns(local.directory));

  await t.test("runs the program from another origin", async () => {
    const root = path.join(work, "cdn");
    fs.mkdirSync(root);
    const { url } = await serve(t, root, { "Access-Control-Allow-Origin": "*" });
    const { directory } = packedSite(t, "--base", url, "--asset", logo, "--page", "none");
    fs.cpSync(directory, root, { recursive: true });
    await assertRuns(directory);
  });
});
