// `wasmpair dev` and Chromium: a save reaches the page, and so does what is wrong.
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { dev, goModule, mainFile } from "../support/dev.mjs";

suite("wasmpair dev", () => {
  let browser;
  before(async () => { browser = await launchChromium(); });
  after(() => browser?.close());

  const overlay = (page) => page.getByRole("alert");
  const shows = (page, text) => page.locator("body", { hasText: text }).waitFor();
  const start = async (t, module, ...options) => {
    const running = await dev(t, module, ...options);
    const opened = await openPage(t, browser, running.url);
    return { ...running, ...opened };
  };

  test("a save reloads the page, which shows the new text", async (t) => {
    const module = goModule();
    const { page, printed } = await start(t, module);
    await shows(page, "first");
    module.write("main.go", mainFile('"second"'));
    await shows(page, "second");
    await printed(/main\.go changed\nready in /);
    assert.equal(await overlay(page).count(), 0);
  });

  test("a compile error is shown over the running program, and goes when it is fixed", async (t) => {
    const module = goModule();
    const { page, printed } = await start(t, module);
    await shows(page, "first");
    await page.evaluate(() => { globalThis.isOld = true; });
    module.write("main.go", mainFile('"second" + undefinedName'));
    await overlay(page).getByText("main.go:9:").first().waitFor();
    assert.match(await overlay(page).innerText(), /does not compile[\s\S]*main\.go:9:25[\s\S]*undefined: undefinedName/);
    await printed(/does not compile\n {2}main\.go:9:25: undefined: undefinedName\n/);
    assert.equal(await page.evaluate(() => globalThis.isOld), true, "the page was reloaded with an error");
    await shows(page, "first");
    module.write("main.go", mainFile('"third"'));
    await shows(page, "third");
    await overlay(page).waitFor({ state: "detached" });
  });

  test("an error that is undone leaves the page as it was", async (t) => {
    const module = goModule();
    const { page } = await start(t, module);
    await shows(page, "first");
    await page.evaluate(() => { globalThis.isOld = true; });
    module.write("main.go", "package main\n\nfunc main() {\n");
    await overlay(page).waitFor();
    module.write("main.go", mainFile('"first"'));
    await overlay(page).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => globalThis.isOld), true);
  });

  test("a page that was opened before the first build succeeds becomes the program", async (t) => {
    const module = goModule({ "main.go": mainFile("undefinedName") });
    const { page } = await start(t, module);
    await overlay(page).getByText("undefined: undefinedName").first().waitFor();
    module.write("main.go", mainFile('"first"'));
    await shows(page, "first");
    assert.equal(await overlay(page).count(), 0);
  });
});
