// The page of `pack --page app` in Chromium: a program alone, with the download and failures above it.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildSource } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack } from "../support/program.mjs";
import { held, notFound, serve } from "../support/site.mjs";

const importing = (...packages) => `package main\n\nimport (${packages.map((name) => `"${name}"`).join("; ")})\n\n`;
const sources = {
  // Draws into its own element, whose height is that of the page if the program's style sheet says so.
  region: `${importing("syscall/js")}func main() {
	document := js.Global().Get("document")
	style := document.Call("createElement", "style")
	style.Set("textContent", "html, body, #region { height: 100% } #region { overflow: auto; background: rgb(0, 128, 0) }")
	document.Get("head").Call("append", style)
	document.Call("getElementById", "region").Set("innerHTML", "<h1 class=heading>drawn</h1><button class=start>press</button>")
	select {}
}
`,
  talker: `${importing("fmt")}func main() { fmt.Println("only words") }\n`,
  finished: `${importing("syscall/js")}func main() {
	document := js.Global().Get("document")
	document.Get("body").Call("append", document.Call("createElement", "hr"))
}
`,
  failing: `${importing("syscall/js")}func main() {
	document := js.Global().Get("document")
	document.Get("body").Call("append", document.Call("createElement", "canvas"))
	asked := make(chan bool)
	js.Global().Set("crash", js.FuncOf(func(js.Value, []js.Value) any { close(asked); return nil }))
	<-asked
	panic("no luck")
}
`,
};

suite("the page for one program", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-app-page-"));
  const site = (name) => path.join(work, name);

  before(async () => {
    for (const [name, source] of Object.entries(sources))
      pack(buildSource(name, source, "1.24"), "--name", name, "--goroot", goRoot("1.24"), "--page", "app", "--out", site(name));
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  const state = (page, name) => page.locator(`[data-state=${name}]`).waitFor({ state: "attached" });
  const cover = (page) => page.locator(".cover");

  test("starts it at once, covered until it runs", async (t) => {
    const { url, misbehave } = await serve(t, site("region"));
    const download = held();
    misbehave(/\.wasm$/, download.respond);
    const { page, errors } = await openPage(t, browser, url);
    await page.waitForFunction(() => document.querySelector("progress").value > 0);
    const { width, height } = page.viewportSize();
    assert.deepEqual(await cover(page).boundingBox(), { x: 0, y: 0, width, height });
    assert.equal(await page.getByRole("progressbar", { name: "Loading region" }).isVisible(), true);
    assert.equal(await page.getByRole("status").textContent(), "Loading region …");
    assert.equal(await page.getByRole("button").isVisible(), false);
    download.release();
    await state(page, "running");
    assert.equal(await cover(page).isVisible(), false);
    assert.deepEqual(errors, []);
  });

  test("leaves its element the page, and the browser's styles", async (t) => {
    const { url } = await serve(t, site("region"));
    const { page } = await openPage(t, browser, url);
    await state(page, "running");
    const { width, height } = page.viewportSize();
    assert.deepEqual(await page.locator("#region").boundingBox(), { x: 0, y: 0, width, height });
    const style = (selector) => page.locator(selector).evaluate((element) => {
      const { margin, backgroundColor, display } = getComputedStyle(element);
      return { margin, backgroundColor, display };
    });
    const own = [await style("#region h1"), await style("#region button")];
    await page.evaluate(() => document.querySelector("head style").remove());
    assert.deepEqual([await style("#region h1"), await style("#region button")], own);
  });

  test("reports a failed download, and loads on Retry", async (t) => {
    const { url, misbehave } = await serve(t, site("region"));
    misbehave(/\.wasm$/, notFound);
    const { page } = await openPage(t, browser, url, { colorScheme: "dark" });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.textContent(), /answered 404/);
    await page.getByRole("button", { name: "Retry" }).click();
    await state(page, "running");
    assert.equal(await page.getByText("drawn").isVisible(), true);
    assert.equal(await alert.isVisible(), false);
  });

  test("reports a crash above what was drawn", async (t) => {
    const { url } = await serve(t, site("failing"));
    const { page } = await openPage(t, browser, url);
    await state(page, "running");
    assert.equal(await cover(page).isVisible(), false);
    await page.evaluate(() => crash());
    await state(page, "failed");
    assert.match(await page.getByRole("alert").textContent(), /panic: no luck/);
    const atCorner = await page.evaluate(() => document.elementFromPoint(1, 1).className);
    assert.equal(atCorner, "cover");
    await page.getByRole("button", { name: "Retry" }).waitFor();
  });

  test("shows what it wrote if it ends without drawing, and runs it again", async (t) => {
    const { url } = await serve(t, site("talker"));
    const { page } = await openPage(t, browser, url);
    for (const press of [true, false]) {
      await state(page, "ended");
      await page.getByText("only words").waitFor();
      const again = page.getByRole("button", { name: "Run again" });
      if (press) await again.click();
    }
  });

  test("leaves what it has drawn when it ends", async (t) => {
    const { url } = await serve(t, site("finished"));
    const { page } = await openPage(t, browser, url);
    await state(page, "ended");
    assert.equal(await cover(page).isVisible(), false);
  });

  test("says so if its loader does not run", async (t) => {
    const { url, misbehave } = await serve(t, site("talker"));
    misbehave(/^loader/, notFound);
    const { page } = await openPage(t, browser, url);
    assert.equal(await page.getByRole("alert").isVisible(), false, "not before some seconds");
    await page.getByRole("alert").waitFor({ timeout: 60_000 });
    assert.match(await page.getByRole("alert").textContent(), /This page did not start\./);
  });
});
