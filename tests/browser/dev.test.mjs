// `wasmpair dev` and Chromium: a save reaches the page, and so does what is wrong.
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { dev, goModule, mainFile } from "../support/dev.mjs";
import { assertLooksLike } from "../support/pictures.mjs";

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

  test("a pair that does not fit is shown, and goes when the source is corrected", async (t) => {
    const module = goModule();
    const { page, printed } = await start(t, module);
    await shows(page, "first");
    const imports = "//go:wasmimport env now\nfunc now() int32\n";
    module.write("main.go", `${mainFile('fmt.Sprint("second", now())')}\n${imports}`);
    await overlay(page).getByText("does not fit its shim").waitFor();
    assert.match(await overlay(page).innerText(), /imports 1 function from "env" \(now\)[^]*--allow-import env/);
    await printed(/does not fit its shim\n {2}env: [^]*--allow-import env\n/);
    await shows(page, "first");
    module.write("main.go", mainFile('"third"'));
    await shows(page, "third");
    assert.equal(await overlay(page).count(), 0);
  });

  const strictPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{attribute policy}}">
<title>Strict</title>
{{snippet loader}}
<style>:not(html) { display: none !important; color: lime !important; }</style>
<body><section data-wasmpair-bundle="app" data-wasmpair-load="idle"></section>
`;

  test("a panic is shown over the page, also under a strict policy, and goes with the next program", async (t) => {
    const module = goModule({ "main.go": mainFile('"first"'), "index.html": strictPage });
    const { page, errors, printed } = await start(t, module, "--template", "index.html");
    await page.waitForFunction(() => document.body.textContent === "first");
    const hostile = "<img src=x onerror='globalThis.hacked=1'>\\x1b[31m";
    module.write("main.go", mainFile('"second"', { more: `panic("${hostile}")` }));
    await overlay(page).getByText("The program app failed").waitFor();
    const text = await overlay(page).innerText();
    assert.match(text, /panic: <img src=x onerror='globalThis\.hacked=1'>/);
    assert.match(text, /main\.go:11/);
    await printed(/The program failed in a page\n[^]*panic: <img src=x onerror='globalThis\.hacked=1'>[^]*main\.go:11/);
    module.write("main.go", mainFile('"second" + 7'));
    await overlay(page).getByText("does not compile").waitFor();
    module.write("main.go", mainFile('"third"'));
    await page.waitForFunction(() => document.body.textContent === "third");
    await overlay(page).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.deepEqual(errors.filter((error) => /Content Security Policy/i.test(error)), []);
  });

  test("the compiler's text is text, whatever it quotes", async (t) => {
    const module = goModule();
    const { page } = await start(t, module);
    await shows(page, "first");
    const markup = "<img src=x onerror='globalThis.hacked=1'><script>globalThis.hacked=1</script>";
    module.write("main.go", mainFile(`7 + "${markup}\u2028\u001b[31m${"long".repeat(2_000)}"`));
    await overlay(page).getByText(markup).first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    const { height } = await overlay(page).boundingBox();
    assert.ok(height < 6_000, `the overlay is ${height} pixels high`);
  });

  test("the overlay hides until something else is wrong", async (t) => {
    const module = goModule();
    const { page, printed } = await start(t, module);
    await shows(page, "first");
    module.write("main.go", mainFile("undefinedName"));
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "detached" });
    await printed(/undefinedName/);
    module.write("main.go", mainFile("otherName"));
    await overlay(page).getByText("undefined: otherName").first().waitFor();
    await page.getByRole("button", { name: "Hide" }).click();
    await overlay(page).waitFor({ state: "detached" });
    await page.reload();
    await overlay(page).getByText("undefined: otherName").first().waitFor();
  });

  test("a new template, and one that is deleted", async (t) => {
    const module = goModule();
    const { page } = await start(t, module, "--template", "index.html");
    await overlay(page).getByText("index.html").first().waitFor();
    const template = "<!doctype html>\n<title>New</title>\n{{snippet loader}}\n<section data-wasmpair-bundle=\"app\" data-wasmpair-load=\"idle\"></section>\n";
    module.write("index.html", template);
    await page.waitForFunction(() => document.title === "New");
    await shows(page, "first");
    module.remove("index.html");
    await overlay(page).getByText("index.html").first().waitFor();
    module.write("index.html", template.replace("New", "Restored"));
    await page.waitForFunction(() => document.title === "Restored");
    await overlay(page).waitFor({ state: "detached" });
  });

  test("a deleted source is an error until it is there again", async (t) => {
    const module = goModule({ "main.go": mainFile("word"), "word.go": "package main\n\nconst word = \"first\"\n" });
    const { page } = await start(t, module);
    await shows(page, "first");
    module.remove("word.go");
    await overlay(page).getByText("undefined: word").first().waitFor();
    await shows(page, "first");
    module.write("word.go", "package main\n\nconst word = \"second\"\n");
    await shows(page, "second");
    assert.equal(await overlay(page).count(), 0);
  });

  test("fifty saves end with the last text", async (t) => {
    const module = goModule();
    const { page } = await start(t, module);
    await shows(page, "first");
    for (let i = 1; i <= 50; ++i) {
      module.write("main.go", mainFile(`"text ${i}."`));
      await page.waitForTimeout(i % 4 * 15);
    }
    await shows(page, "text 50.");
    assert.equal(await overlay(page).count(), 0);
  });

  test("pages reload when dev is started again", async (t) => {
    const module = goModule();
    const { page, stop, port } = await start(t, module);
    await shows(page, "first");
    await stop("SIGINT");
    module.write("main.go", mainFile('"after a pause"'));
    await dev(t, module, "--port", String(port));
    await shows(page, "after a pause");
  });

  test("the overlay looks as in the documents", async (t) => {
    const clock = (call) => `package main

import (
	"syscall/js"
	"time"
)

func show(text string, count int) {
	js.Global().Get("document").Get("body").Set("textContent", text)
}

func main() {
	${call}
	select {}
}
`;
    const module = goModule({ "cmd/clock/main.go": clock('show(time.Now().Format("The year is 2006."), 1)') });
    const { url } = await dev(t, module, "./cmd/clock");
    const { page } = await openPage(t, browser, url, { viewport: { width: 720, height: 330 }, colorScheme: "light" });
    await shows(page, "The year is ");
    module.write("cmd/clock/main.go", clock('show(time.Now().Fromat("The year is 2006."))'));
    await overlay(page).getByText("Fromat").first().waitFor();
    await page.evaluate(() => { document.body.textContent = "The last good program keeps running."; });
    await assertLooksLike(page, "dev-error", { folder: "docs/pictures" });
  });
});
