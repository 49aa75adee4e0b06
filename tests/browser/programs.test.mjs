// Programs as people write them, in Chromium: what they write, import and define, and how they end.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite } from "node:test";
import { test } from "../support/actor.mjs";
import { buildApp, buildSource } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { example, scriptExample } from "../support/documents.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { releaseOf, writePage } from "../support/pages.mjs";
import { pack } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { serve } from "../support/site.mjs";

/// Go source of a main function.
const main = (body, ...imports) => `package main

import (
${imports.map((name) => `\t"${name}"\n`).join("")})

func main() {
${body}
}
`;

const sources = {
  talker: main(String.raw`
	fmt.Println("hello, \x1b[1;32mgreen\x1b[0m world \x1b]0;title\x07é")
	fmt.Fprintln(os.Stderr, "to standard error")
	println("by println")
	os.Stdout.Write([]byte{0xe2, 0x82})
	os.Stdout.Write([]byte{0xac, '\n'})`, "fmt", "os"),
  flood: main(String.raw`
	for i := 0; i < 20000; i++ {
		fmt.Println("line", i)
	}`, "fmt"),
  panicking: main(String.raw`
	fmt.Println("before")
	var m map[string]int
	m["key"] = 1`, "fmt"),
  drawing: main(String.raw`
	fmt.Println("a log line")
	region := js.Global().Get("document").Call("getElementById", "drawing")
	region.Set("textContent", "drawn")
	select {}`, "fmt", "syscall/js"),
  late: main(String.raw`
	time.Sleep(50 * time.Millisecond)
	js.Global().Set("renderMarkdown", js.FuncOf(func(js.Value, []js.Value) any { return "rendered" }))
	detail := map[string]any{"detail": "all of it"}
	event := js.Global().Get("CustomEvent").New("wasmpair:program-ready", detail)
	js.Global().Call("dispatchEvent", event)
	select {}`, "syscall/js", "time"),
};

suite("a program", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-programs-"));
  const sites = {};

  before(async () => {
    const release = "1.24";
    const modules = Object.entries(sources).map(([name, source]) => [name, buildSource(name, source, release)]);
    for (const [name, module] of [...modules, ["adder", buildApp("wasmimport", release)]]) {
      sites[name] = path.join(work, name);
      pack(module, "--name", name, "--goroot", goRoot(release), "--out", sites[name],
        ...(name === "adder" ? ["--allow-import", "env"] : []));
      writePage(sites[name], "empty.html", "");
    }
    fs.writeFileSync(path.join(sites.adder, "imports.js"), "export const env = { add: (a, b) => a + b };\n");
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  /// The default page of a site, after a click on its button.
  async function start(t, name) {
    const site = await serve(t, sites[name]);
    const opened = await openPage(t, browser, site.url);
    await opened.page.getByRole("button", { name: "Load" }).click();
    return { ...opened, site, output: opened.page.locator("[data-part=output]") };
  }

  /// Calls load() in an empty page: run(program, written) is evaluated there, and its result returned.
  async function loadAnd(t, name, run, options = {}) {
    const site = await serve(t, sites[name], {});
    const { page } = await openPage(t, browser, `${site.url}empty.html`);
    const loader = Object.values(readManifest(sites[name]).bundles)[0].loader.url;
    return page.evaluate(async ({ loader, bundle, options, run }) => {
      const { load } = await import(new URL(loader, location.href).href);
      const written = { stdout: "", stderr: "" };
      const onOutput = ({ stream, text }) => { written[stream] += text; };
      if (options.imports === "functions") options.imports = { env: { add: (a, b) => a + b } };
      const program = await load(bundle, { ...options, onOutput }).catch((error) => error);
      if (program instanceof Error) return { code: program.code, message: program.message, advice: program.advice, output: program.output };
      return new Function("program", "written", `return (${run})(program, written)`)(program, written);
    }, { loader, bundle: releaseOf(sites[name]).bundles[name], options, run: String(run) });
  }

  const afterExit = async (program, written) => {
    await program.exited;
    await new Promise((resolve) => setTimeout(resolve));
    return written;
  };

  for (const worker of [false, true]) {
    const where = worker ? " (in a worker)" : "";
    test(`is heard: standard output, standard error and println${where}`, async (t) => {
      const written = await loadAnd(t, "talker", afterExit, { worker });
      assert.equal(written.stdout, "hello, \x1b[1;32mgreen\x1b[0m world \x1b]0;title\x07é\n€\n");
      assert.equal(written.stderr, "to standard error\nby println\n");
    });
    test(`says why it panicked${where}`, async (t) => {
      const { code, output } = await loadAnd(t, "panicking", afterExit, { worker });
      assert.equal(code, "program-exited");
      assert.match(output, /^before\npanic: assignment to entry in nil map\n\ngoroutine 1 \[running\]:/);
    });
  }

  test("is read on its page, without the control sequences of terminals", async (t) => {
    const { page, output, site } = await start(t, "talker");
    await page.getByText("talker has ended.").waitFor();
    await output.waitFor();
    assert.equal(await output.textContent(), "hello, green world é\nto standard error\nby println\n€\n");
    assert.equal(await output.getAttribute("role"), "log");
    assert.ok(!site.requests.includes("favicon.ico"), `${site.requests}`);
  });

  test("may write without end: the page keeps the last 64 KiB", async (t) => {
    const { page, output } = await start(t, "flood");
    await page.getByText("flood has ended.").waitFor();
    await page.waitForFunction(() => document.querySelector("[data-part=output]").textContent.endsWith("line 19999\n"));
    assert.equal((await output.textContent()).length, 65_536);
  });

  test("shows visitors what it wrote when it panicked", async (t) => {
    const { page, output } = await start(t, "panicking");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.textContent(), /before\npanic: assignment to entry in nil map/);
    assert.equal(await output.isVisible(), false, "it is read once");
  });

  test("has its region for itself if it draws", async (t) => {
    const { page, output } = await start(t, "drawing");
    await page.getByText("drawn").waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.equal(await output.isVisible(), false);
  });

  test("that has ended can be run again", async (t) => {
    const { page, output, site } = await start(t, "talker");
    const again = page.getByRole("button", { name: "Run again" });
    await again.waitFor();
    await again.click();
    await page.getByText("talker has ended.").waitFor();
    await output.waitFor();
    assert.match(await output.textContent(), /^hello/);
    assert.ok(site.requests.filter((name) => name.endsWith(".wasm")).length <= 2);
  });

  suite("that imports functions of the page", () => {
    test("gets them from load()", async (t) => {
      assert.equal((await loadAnd(t, "adder", afterExit, { imports: "functions" })).stdout, "2 + 3 is 5\n");
    });
    for (const worker of [false, true]) {
      test(`gets them from a module${worker ? " (in a worker)" : ""}`, async (t) => {
        assert.equal((await loadAnd(t, "adder", afterExit, { imports: "imports.js", worker })).stdout, "2 + 3 is 5\n");
      });
    }
    test("gets them from a module that the markup names", async (t) => {
      writePage(sites.adder, "own.html", '<section data-wasmpair-bundle="adder" data-wasmpair-imports="imports.js"></section>');
      const { url } = await serve(t, sites.adder);
      const { page } = await openPage(t, browser, `${url}own.html`);
      await page.getByRole("button", { name: "Load adder" }).click();
      await page.getByText("2 + 3 is 5").waitFor();
    });
    test("is told by name that nobody provides them", async (t) => {
      const { code, message, advice } = await loadAnd(t, "adder", afterExit);
      assert.equal(code, "undeclared-import-module");
      assert.match(message, /"env"/);
      assert.match(advice, /imports/);
    });
    test("is told that their module cannot be loaded", async (t) => {
      const { code, message } = await loadAnd(t, "adder", afterExit, { imports: "missing.js" });
      assert.equal(code, "page-state");
      assert.match(message, /imports could not be loaded/);
    });
  });

  for (const name of ["my-app", "приложение", "2048.v1"]) {
    test(`may be called ${name}`, async (t) => {
      const directory = path.join(work, `named ${name}`);
      pack(buildSource("drawing", sources.drawing.replace('"drawing"', "os.Args[0]").replace('"fmt"', '"fmt"\n\t"os"'), "1.24"),
        "--name", name, "--goroot", goRoot("1.24"), "--out", directory);
      const { url } = await serve(t, directory);
      const { page } = await openPage(t, browser, url);
      assert.equal(await page.title(), name);
      await page.getByRole("button", { name: "Load" }).click();
      await page.getByText("drawn").waitFor();
      assert.equal(await page.evaluate((id) => document.getElementById(id).textContent, name), "drawn");
    });
  }

  suite("is loaded by the examples of the document", () => {
    /// Runs code in the page of a site: load and bundle are there, and what the code declares is returned by name.
    async function runExample(t, name, code, declared) {
      const site = await serve(t, sites[name], {});
      const { page } = await openPage(t, browser, `${site.url}empty.html`);
      const { loader, wasm, shim } = readManifest(sites[name]).bundles[name];
      return page.evaluate(async ({ loader, bundle, code, declared }) => {
        const { load } = await import(new URL(loader.url, location.href).href);
        const AsyncFunction = (async () => {}).constructor;
        return AsyncFunction("load", "bundle", `${code}; return ${declared};`)(load, bundle);
      }, { loader, bundle: { wasm, shim }, code, declared });
    }

    test("from a manifest", async (t) => {
      const code = example("The loader", "js").replaceAll("app", "talker").replace("const { load }", "var { load }");
      assert.equal(await runExample(t, "talker", code, "code"), 0);
    });
    test("with imports", async (t) => {
      assert.equal(await runExample(t, "adder", scriptExample("Imports of your own"), "await program.exited"), 0);
    });
    test("with functions that come later", async (t) => {
      assert.equal(await runExample(t, "late", scriptExample("Functions that come later"), "renderMarkdown()"), "rendered");
    });
  });

  suite("that defines functions late", () => {
    test("is waited for by their names", async (t) => {
      const result = await loadAnd(t, "late", async (program) => {
        const { renderMarkdown } = await program.ready("renderMarkdown");
        return [globalThis.renderMarkdown === renderMarkdown, renderMarkdown()];
      });
      assert.deepEqual(result, [true, "rendered"]);
    });
    test("is waited for until it says so", async (t) => {
      assert.equal(await loadAnd(t, "late", (program) => program.ready({ timeout: 60_000 })), "all of it");
    });
    test("is not waited for without end, and the message names what came", async (t) => {
      const { code, message } = await loadAnd(t, "late", async (program) => {
        await program.ready("renderMarkdown");
        return program.ready("renderMarkdown", "renderHtml", { timeout: 200 }).catch(({ code, message }) => ({ code, message }));
      });
      assert.equal(code, "not-ready");
      assert.match(message, /did not define renderHtml within 0\.2 s, only renderMarkdown\./);
    });
    test("is not waited for once it has ended", async (t) => {
      const { message } = await loadAnd(t, "talker", (program) => program.ready("render").catch(({ message }) => ({ message })));
      assert.match(message, /before it ended/);
    });
  });
});
