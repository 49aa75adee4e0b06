// The default page from the preview and from nginx: by keyboard, as assistive technology sees it, and when something
// goes wrong.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test as nodeTest } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { misconfigured, startMisconfigured } from "../support/misconfigured.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { preview } from "../support/preview.mjs";
import { serveConfigured, writeConfig } from "../support/site_config.mjs";

const test = (name, run) => nodeTest(name, { timeout: 120_000 }, run);
const greeting = "Hello from Go.";
const servers = {
  "the preview": (t, directory) => preview(t, directory),
  nginx: (t, directory) => serveConfigured(t, "nginx", directory, directory, writeConfig("nginx", directory, directory)),
};

suite("the default page", () => {
  let browser;
  before(async () => { browser = await launchChromium(); });
  after(() => browser?.close());

  const click = (page, name) => page.getByRole("button", { name }).click();
  const alert = (page) => page.getByRole("alert");

  const open = async (t, url) => (await openPage(t, browser, url)).page;

  for (const [name, start] of Object.entries(servers)) {
    test(`from ${name} works by keyboard and with assistive technology`, async (t) => {
      const { directory } = packedSite(t);
      const { url } = await start(t, directory);
      const page = await open(t, url);
      assert.match(await page.locator("body").ariaSnapshot(), /region "app":\n.*heading "app"[^]*button "Load"/);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText(greeting).waitFor();
      assert.match(await page.evaluate(() => document.activeElement.dataset.part), /^(program|status)$/, "the focus is not lost");
      assert.match(await page.locator("body").ariaSnapshot(), /status: app has ended\./);
    });
  }

  /// What happens to the files of nginx, and what visitors then read.
  const breakages = {
    "a missing module": [({ wasm }) => [wasm], (file) => fs.rmSync(file), /answered 404.*not-found/s],
    "a damaged module": [({ wasm }) => [wasm], (file) => fs.writeFileSync(file, "not what it says"), /altered-body|broken-off/],
    "a shim of another release": [({ shim }) => [shim], stale, /do not fit.*mixed-pair/s],
  };
  for (const [what, [files, break_, message]] of Object.entries(breakages)) {
    test(`from nginx reports ${what}, and loads on Retry after the repair`, async (t) => {
      const { directory, manifest } = packedSite(t);
      const { url } = await servers.nginx(t, directory);
      const page = await open(t, url);
      const broken = files(manifest.bundles.app).flatMap((file) => [file, ...file.encodings]).map((file) => path.join(directory, file.path));
      const contents = broken.map((file) => fs.readFileSync(file));
      for (const file of broken) break_(file);

      await click(page, "Load");
      await alert(page).waitFor();
      assert.match(await alert(page).innerText(), message);

      broken.forEach((file, index) => fs.writeFileSync(file, contents[index]));
      await click(page, "Retry");
      await page.getByText(greeting).waitFor();
      assert.equal(await alert(page).isVisible(), false);
    });
  }

  for (const [row, id] of [
    ["nginx: no type for .wasm", "wrong-type"],
    ["nginx: a charset after application/wasm", "wrong-type"],
    ["nginx: a module that was not deployed serves the single-page application", "html-fallback"],
  ]) {
    test(`reports ${id} (${row})`, async (t) => {
      const { directory } = packedSite(t);
      const { url } = await startMisconfigured(t, misconfigured.find(({ name }) => name === row), directory);
      const page = await open(t, url);
      await click(page, "Load");
      await alert(page).getByText(id).waitFor();
      await page.getByRole("button", { name: "Retry" }).waitFor();
    });
  }

  for (const [fault, id] of [["wrong-type", "wrong-type"], ["double-gzip", "altered-body"], ["404-once", "not-found"], ["stall", "stalled"]]) {
    test(`from the preview with --fault ${fault} reports ${id} and can retry`, async (t) => {
      const { directory } = packedSite(t);
      const { url } = await preview(t, directory, "--fault", fault);
      const page = await open(t, url);
      await click(page, "Load");
      await alert(page).getByText(id).waitFor({ timeout: 60_000 });
      await click(page, "Retry");
      if (fault === "404-once") await page.getByText(greeting).waitFor();
      else await alert(page).getByText(id).waitFor({ timeout: 60_000 });
    });
  }
});

/// A shim without one of the functions that the module imports.
function stale(file) {
  if (!file.endsWith(".js")) return fs.rmSync(file);
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"runtime.nanotime1"', '"runtime.nanotime0"'));
}
