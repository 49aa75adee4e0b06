// `wasmpair serve` and Chromium: the default page works, and reloads when a new release is packed.
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { preview } from "../support/preview.mjs";
import { packAnother, packedSite } from "../support/packed_site.mjs";

suite("a page of the preview", () => {
  let browser;
  before(async () => { browser = await launchChromium(); });
  after(() => browser?.close());

  const runProgram = (page) => page.getByRole("button", { name: "Load" }).click();

  test("runs the program", async (t) => {
    const { directory } = packedSite(t);
    const { url } = await preview(t, directory);
    const { page, console: lines, errors } = await openPage(t, browser, url);
    await runProgram(page);
    await page.getByText(/Hello from Go\./).waitFor();
    assert.match(lines.join("\n"), /Hello from Go\./);
    // Chromium requests /favicon.ico, which the release does not have.
    assert.deepEqual(errors.filter((text) => !/^Failed to load resource: .* 404/.test(text)), []);
  });

  test("reloads when a new release is packed, and runs it", async (t) => {
    const { directory } = packedSite(t);
    const { url } = await preview(t, directory);
    const { page, console: lines } = await openPage(t, browser, url);
    for (const word of ["second", "third"]) {
      const connected = page.waitForResponse((response) => response.url().endsWith("/.wasmpair/events"));
      const loaded = page.waitForEvent("load");
      packAnother(directory, word);
      await loaded;
      await runProgram(page);
      await page.locator("[data-state=ended]").waitFor();
      assert.equal(lines.at(-1), word);
      await connected;
    }
  });

  test("shows a release that was packed while the preview was not running", async (t) => {
    const { directory } = packedSite(t);
    const first = await preview(t, directory);
    const { page } = await openPage(t, browser, first.url);
    await page.evaluate(() => { globalThis.isOld = true; });
    await first.stop();
    packAnother(directory, "second");
    const loaded = page.waitForEvent("load");
    await preview(t, directory, "--port", String(first.port));
    await loaded;
    assert.equal(await page.evaluate(() => globalThis.isOld), undefined);
  });

  test("shows what visitors download, and follows what is sent", async (t) => {
    const { directory } = packedSite(t);
    packAnother(directory, "second", "--previous", directory, "--deltas", "1");
    const { url } = await preview(t, directory);
    const { page, errors } = await openPage(t, browser, `${url}.wasmpair/visitors`);
    await page.getByText("No difference has been sent").waitFor();
    const visitor = await openPage(t, browser, url);
    await runProgram(visitor.page);
    await visitor.page.locator("[data-state=ended]").waitFor();
    const { wasm } = packAnother(directory, "third", "--previous", directory, "--deltas", "1");
    await page.getByText(wasm.slice(1)).waitFor();
    await visitor.page.waitForFunction(() => document.querySelector("[data-state=ended]") === null);
    await runProgram(visitor.page);
    await page.getByRole("status").getByText(`The last one: ${wasm} as dc`).waitFor();
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1200]) {
        await page.setViewportSize({ width, height: 700 });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `fits ${width} pixels`);
      }
    }
    assert.deepEqual(errors, []);
  });

  for (const [fault, seen] of [
    ["wrong-type", /as application\/octet-stream, not/],
    ["404-once", /answered 404/],
    ["double-gzip", /arrived damaged or cut off/],
  ]) {
    test(`shows what users see with ${fault}`, async (t) => {
      const { directory } = packedSite(t);
      const { url } = await preview(t, directory, "--fault", fault);
      const { page } = await openPage(t, browser, url);
      await runProgram(page);
      await page.getByRole("alert").getByText(seen).waitFor();
    });
  }
});
