// Programs made with Ebitengine, Gio and Vecty in Chromium: once they run, they have the page to themselves.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp, buildExample } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { assertLooksLike, difference } from "../support/pictures.mjs";
import { pack } from "../support/program.mjs";
import { serve } from "../support/site.mjs";

const release = "1.24";
const programs = { game: buildExample, gio: buildExample, vecty: buildApp };
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

suite("a program made with a framework", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-real-"));
  const siteOf = (name, layout) => path.join(work, `${name}-${layout}`);

  before(async () => {
    for (const [name, build] of Object.entries(programs)) {
      const module = build(name, release);
      for (const layout of ["app", "demo"]) {
        pack(module, "--name", name, "--goroot", goRoot(release), "--encodings", "gzip",
          "--page", layout, "--out", siteOf(name, layout));
      }
    }
    browser = await launchChromium("webgl");
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  /// The page of a program that runs.
  async function open(t, name, layout, view) {
    const { url } = await serve(t, siteOf(name, layout));
    const opened = await openPage(t, browser, url, view);
    if (layout === "demo") await opened.page.getByRole("button", { name: "Load" }).click();
    const drawn = name === "vecty" ? opened.page.getByRole("heading", { name: "Vecty" }) : opened.page.locator("[data-state=running]");
    await drawn.waitFor({ state: "attached", timeout: 120_000 });
    return opened;
  }

  /// What is visible of the page's own elements, and of what the program has made of it.
  const facts = (page) => page.evaluate(() => {
    const canvas = document.querySelector("canvas")?.getBoundingClientRect();
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = document.documentElement;
    return {
      furniture: [...document.querySelectorAll(".wasmpair, .wasmpair *")]
        .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height > 0)
        .map((element) => element.className || element.localName),
      colorScheme: getComputedStyle(document.documentElement).colorScheme,
      canvas: canvas && [canvas.x, canvas.y, canvas.width, canvas.height],
      atCenter: document.elementFromPoint(clientWidth / 2, clientHeight / 2).localName,
      scrolls: scrollWidth > clientWidth || scrollHeight > clientHeight,
    };
  });

  for (const [size, viewport] of Object.entries(sizes)) {
    for (const [layout, colorScheme] of [["app", "light"], ["app", "dark"], ["demo", "dark"]]) {
      for (const name of ["game", "gio"]) {
        test(`${name} fills the page (${layout}, ${size}, ${colorScheme})`, async (t) => {
          const { page, errors } = await open(t, name, layout, { viewport, colorScheme });
          await assertLooksLike(page, `${name}-${size}`);
          assert.deepEqual(await facts(page), {
            furniture: [], colorScheme: "normal", canvas: [0, 0, viewport.width, viewport.height], atCenter: "canvas", scrolls: false,
          });
          assert.deepEqual(errors, []);
        });
      }

      test(`vecty has the browser's own styles (${layout}, ${size}, ${colorScheme})`, async (t) => {
        const { page, errors } = await open(t, "vecty", layout, { viewport, colorScheme });
        await assertLooksLike(page, `vecty-${size}`);
        assert.deepEqual((await facts(page)).furniture, []);
        const styles = () => [...document.querySelectorAll("html, body, body *")].map((element) => {
          const style = getComputedStyle(element);
          return [element.localName, ...[...style].map((property) => `${property}: ${style.getPropertyValue(property)}`)];
        });
        const styled = await page.evaluate(styles);
        assert.ok(styled.length > 5);
        await page.evaluate(() => document.querySelectorAll("head style").forEach((sheet) => sheet.remove()));
        assert.deepEqual(styled, await page.evaluate(styles));
        assert.deepEqual(errors, []);
      });
    }
  }

  for (const name of ["game", "gio"]) {
    test(`${name} looks as in the documents`, async (t) => {
      const { page } = await open(t, name, "app", { viewport: { width: 480, height: 360 } });
      await assertLooksLike(page, name, { folder: "docs/pictures" });
    });
  }

  test("game and gio react to keys and clicks", async (t) => {
    const actions = { game: (page) => page.keyboard.press("ArrowDown", { delay: 200 }), gio: (page) => page.mouse.click(640, 440) };
    for (const [name, act] of Object.entries(actions)) {
      const { page } = await open(t, name, "app", { viewport: sizes.desktop });
      await assertLooksLike(page, `${name}-desktop`);
      const before = await page.screenshot();
      await act(page);
      const end = Date.now() + 60_000;
      while (difference(before, await page.screenshot()) === 0) assert.ok(Date.now() < end, `${name} does not react`);
    }
  });
});
