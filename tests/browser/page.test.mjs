// The default page in Chromium: what visitors see when it works and when it fails.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildApp, buildSource } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack } from "../support/program.mjs";
import { asContent, brokenOff, held, noResponse, notFound, serve, webPage, withStatus, withType } from "../support/site.mjs";

const viewport = { width: 760, height: 360 };
const greeting = /Hello from Go\./;
const lastingProgram = `package main

import "syscall/js"

func main() {
	js.Global().Get("document").Call("getElementById", "tool").Set("textContent", "still here")
	select {}
}
`;
const failingProgram = `package main

import "os"

func main() { os.Exit(3) }
`;
const crashingProgram = `package main

func main() { println(depth(1 << 30)) }

func depth(level int) int {
	if level == 0 {
		return 0
	}
	return depth(level-1) + level%3
}
`;

suite("the default page", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-page-"));
  const screenshots = path.join(os.tmpdir(), "wasmpair-screenshots");
  const sites = { app: path.join(work, "app"), two: path.join(work, "two"), failing: path.join(work, "failing") };
  sites.crashing = path.join(work, "crashing");

  before(async () => {
    const modules = { app: path.join(work, "app.wasm"), tool: path.join(work, "tool.wasm") };
    fs.copyFileSync(buildApp("hello", "1.24"), modules.app);
    fs.copyFileSync(buildSource("tool", lastingProgram, "1.24"), modules.tool);
    const toolchain = ["--goroot", goRoot("1.24")];
    pack(modules.app, ...toolchain, "--out", sites.app);
    pack(modules.app, modules.tool, ...toolchain, "--out", sites.two);
    pack(buildSource("failing", failingProgram, "1.24"), "--name", "failing", ...toolchain, "--out", sites.failing);
    pack(buildSource("crashing", crashingProgram, "1.24"), "--name", "crashing", ...toolchain, "--out", sites.crashing);
    fs.mkdirSync(screenshots, { recursive: true });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  const region = (page, name = "app") => page.locator(`section[data-wasmpair-bundle="${name}"]`);
  const reaches = (page, state, name) => region(page, name).and(page.locator(`[data-state="${state}"]`)).waitFor();
  const look = (page, name) => page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  const program = (requests) => requests.filter((name) => /\.wasm$|wasm_exec/.test(name));

  test("does not fetch the program before the click", async (t) => {
    const site = await serve(t, sites.app);
    const { page, errors } = await openPage(t, browser, site.url);
    await page.getByRole("button", { name: "Load" }).waitFor();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(program(site.requests), []);
    assert.match(await region(page).textContent(), /\d+ kB to download|\d MB to download/);
    assert.deepEqual(errors, []);
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`shows the progress, then the program (${colorScheme})`, async (t) => {
      const site = await serve(t, sites.app);
      const download = held();
      site.misbehave(/\.wasm$/, download.respond);
      const view = { colorScheme, viewport };
      const { page, console: lines, errors } = await openPage(t, browser, site.url, view);
      await look(page, `idle-${colorScheme}`);

      await page.getByRole("button", { name: "Load" }).click();
      const bar = page.getByRole("progressbar", { name: "Loading app" });
      await page.waitForFunction(() => document.querySelector("progress").value > 0);
      const position = await bar.evaluate((progress) => progress.position);
      assert.ok(position > 0.2 && position < 0.8, `half is loaded, the bar shows ${position}`);
      assert.equal(await region(page).getAttribute("aria-busy"), "true");
      assert.equal(await page.getByRole("status").textContent(), "Loading app …");
      await look(page, `loading-${colorScheme}`);

      download.release();
      await page.getByText(greeting).waitFor();
      await reaches(page, "ended");
      assert.equal(await bar.isVisible(), false);
      assert.equal(await region(page).getAttribute("aria-busy"), "false");
      assert.match(lines.join("\n"), greeting);
      assert.deepEqual(errors, []);
      await look(page, `done-${colorScheme}`);
    });
  }

  // The file, what the server does to it and how many times, the page's message and the incident's id. After temporary
  // failures, a file is requested three times; a failed shim is requested again to find out why.
  const faults = {
    "a missing module": [/\.wasm$/, notFound, 1, /answered 404 .*\.wasm/, "not-found"],
    "a module that requires authorization": [/\.wasm$/, withStatus(403), 1, /answered 403/, "refused"],
    "a server that fails": [/\.wasm$/, withStatus(503), 3, /answered 503/, "server-error"],
    "a web page instead of the module": [/\.wasm$/, webPage, 1, /as text\/html, not application\/wasm/, "html-fallback"],
    "a module of the wrong type":
      [/\.wasm$/, withType("application/octet-stream"), 1, /as application\/octet-stream, not/, "wrong-type"],
    "a module's type with a parameter":
      [/\.wasm$/, withType("application/wasm; charset=utf-8"), 1, /charset=utf-8, not/, "wrong-type"],
    "a truncated module": [/\.wasm$/, brokenOff, 3, /connection broke while .*\.wasm was loading/, "broken-off"],
    "a damaged module":
      [/\.wasm$/, asContent("\0asm\x01\0\0\0\xff", "application/wasm"), 3, /arrived damaged or cut off/, "altered-body"],
    "a server that does not answer for the module": [/\.wasm$/, noResponse, 3, /could not be reached/, "unreachable"],
    "a module of another size":
      [/\.wasm$/, asContent(strangerModule("stranger"), "application/wasm"), 3, /has 35 bytes, not \d+\./, "altered-body"],
    "a module that imports what nobody provides":
      [/\.wasm$/, inPlaceOf(strangerModule("stranger")), 1, /Nobody provides .*stranger/, "undeclared-import-module"],
    "a module of another generation of Go":
      [/\.wasm$/, inPlaceOf(strangerModule("go")), 1, /do not fit: .*"go"/, "mixed-pair"],
    "a module that does not match the shim":
      [/\.wasm$/, inPlaceOf(strangerModule("gojs")), 1, /do not fit: .*danger/, "mixed-pair"],
    "a module that needs too much memory":
      [/\.wasm$/, inPlaceOf(greedyModule()), 1, /not enough memory/, "out-of-memory"],
    "a missing shim": [/wasm_exec/, notFound, 2, /answered 404 .*wasm_exec/, "not-found"],
    "a web page instead of the shim": [/wasm_exec/, webPage, 2, /as text\/html, not text\/javascript/, "html-fallback"],
    "another script instead of the shim":
      [/wasm_exec/, asContent("let answer = 42;", "text/javascript"), 5, /defines no Go/, "not-a-shim"],
    "a server that does not answer for the shim": [/wasm_exec/, noResponse, 4, /could not be reached/, "unreachable"],
  };
  for (const [what, [pattern, respond, times, message, code]] of Object.entries(faults)) {
    test(`reports ${what}, and loads on Retry`, async (t) => {
      const site = await serve(t, sites.app);
      for (let time = 0; time < times; ++time) site.misbehave(pattern, respond);
      const { page } = await openPage(t, browser, site.url, { viewport });
      await page.getByRole("button", { name: "Load" }).click();

      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.textContent(), message);
      assert.equal(await alert.locator("code").textContent(), code);
      assert.equal(await region(page).getAttribute("aria-busy"), "false");
      assert.equal(program(site.requests).filter((name) => pattern.test(name)).length, times);
      await look(page, `failed-${what.replaceAll(" ", "-")}`);

      await page.getByRole("button", { name: "Retry" }).click();
      await page.getByText(greeting).waitFor();
      assert.equal(await alert.isVisible(), false);
    });
  }

  test("says so if its loader does not run, and only then", async (t) => {
    const deadPages = {
      "a loader that is gone": [(site) => site.misbehave(/^loader/, notFound), undefined, {}],
      "a policy that forbids scripts": [() => {}, { "Content-Security-Policy": "script-src 'none'" }, {}],
      "reduced motion": [(site) => site.misbehave(/^loader/, notFound), undefined, { reducedMotion: "reduce" }],
    };
    const text = /This page did not start\. Reload it\..*wasmpair verify/;
    const isShown = async ([break_, headers, view]) => {
      const site = await serve(t, sites.app, headers);
      break_(site);
      const { page } = await openPage(t, browser, site.url, { viewport, ...view });
      assert.equal(await page.getByRole("alert").isVisible(), false, "not before some seconds");
      await page.waitForTimeout(11_000);
      const alert = page.getByRole("alert");
      return (await alert.isVisible()) && text.test(await alert.textContent());
    };
    const shown = await Promise.all([...Object.values(deadPages), [() => {}, undefined, {}]].map(isShown));
    assert.deepEqual(shown, [true, true, true, false]);
  });

  test("shows the failure in dark colors too", async (t) => {
    const site = await serve(t, sites.app);
    site.misbehave(/\.wasm$/, notFound);
    const { page } = await openPage(t, browser, site.url, { colorScheme: "dark", viewport });
    await page.getByRole("button", { name: "Load" }).click();
    await page.getByRole("button", { name: "Retry" }).waitFor();
    await look(page, "failed-dark");
  });

  test("reports a policy that forbids WebAssembly", async (t) => {
    const site = await serve(t, sites.app, { "Content-Security-Policy": "script-src 'self'" });
    const { page } = await openPage(t, browser, site.url);
    await page.getByRole("button", { name: "Load" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), /forbids WebAssembly.*'wasm-unsafe-eval'/);
  });

  test("reports a program that exits with a failure", async (t) => {
    const site = await serve(t, sites.failing);
    const { page } = await openPage(t, browser, site.url);
    await page.getByRole("button", { name: "Load" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), /The program ended with exit status 3\..*program-exited/);
    await page.getByRole("button", { name: "Retry" }).waitFor();
  });

  test("reports a program that crashes", async (t) => {
    const site = await serve(t, sites.crashing);
    const { page } = await openPage(t, browser, site.url);
    for (const name of ["Load", "Retry"]) {
      await page.getByRole("button", { name }).click();
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /The program crashed: .*program-crashed/);
    }
  });

  test("gives up on a module that stalls, and loads on Retry", async (t) => {
    const site = await serve(t, sites.app);
    const { page } = await openPage(t, browser, "about:blank");
    await page.clock.install();
    await page.goto(site.url);
    site.misbehave(/\.wasm$/, held().respond);
    await page.getByRole("button", { name: "Load" }).click();
    await page.waitForFunction(() => document.querySelector("progress").value > 0);
    await page.clock.fastForward(29_000);
    assert.equal(await page.getByRole("alert").isVisible(), false);
    await page.clock.fastForward(2_000);
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), /Nothing arrived of \/app\..*\.wasm for 30 s\..*stalled/);
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByText(greeting).waitFor();
  });

  test("runs two bundles on one page, each with its own shim", async (t) => {
    const site = await serve(t, sites.two);
    const { page, errors } = await openPage(t, browser, site.url, { viewport: { width: 760, height: 520 } });
    await page.evaluate(() => { globalThis.Go = "the page's own"; });
    await region(page, "tool").getByRole("button").click();
    await region(page, "app").getByRole("button").click();
    await region(page, "tool").getByText("still here").waitFor();
    await region(page, "app").getByText(greeting).waitFor();
    await reaches(page, "running", "tool");
    assert.equal(await page.evaluate(() => globalThis.Go), "the page's own");
    assert.equal(program(site.requests).length, 4);
    assert.deepEqual(errors, []);
    await look(page, "two-bundles");
  });

  test("loads by keyboard, and moves the focus to what comes next", async (t) => {
    const site = await serve(t, sites.app);
    site.misbehave(/\.wasm$/, notFound);
    const { page } = await openPage(t, browser, site.url);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.keyboard.press("Enter"); // the focused button now reads Retry
    await page.getByText(greeting).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "app");
  });

  test("is not misled by markup that shadows the document's own names", async (t) => {
    const site = await serve(t, sites.app);
    const shadows = '<img name="head"><img name="createElement"><form name="baseURI"></form>';
    const shadowed = fs.readFileSync(path.join(sites.app, "index.html"), "utf8").replace(/<main\b/, `${shadows}<main`);
    site.misbehave(/^index\.html$/, asContent(shadowed, "text/html"));
    const { page } = await openPage(t, browser, site.url);
    assert.equal(await page.evaluate(() => document.head.tagName), "IMG");
    await page.getByRole("button", { name: "Load" }).click();
    await page.getByText(greeting).waitFor();
  });
});

/// Responds with a module that has the size of the file, by a custom section at its end.
function inPlaceOf(module) {
  return (response, file) => {
    const [headerBytes, nameBytes] = [6, 1];
    const bytes = fs.statSync(file).size - module.length - headerBytes;
    const size = [0, 7, 14, 21, 28].map((shift) => ((bytes >>> shift) & 0x7f) | (shift < 28 ? 0x80 : 0));
    const custom = Buffer.concat([Buffer.of(0, ...size), Buffer.alloc(nameBytes), Buffer.alloc(bytes - nameBytes)]);
    asContent(Buffer.concat([module, custom]), "application/wasm")(response);
  };
}

/// A module with more memories of 4 GiB each than the address space can hold.
function greedyModule() {
  const memories = Array(200).fill([0, 0x80, 0x80, 0x04]).flat(); // each of 65536 pages
  return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 0xa2, 6, 0xc8, 1, ...memories]);
}

/// A module that imports "danger" from a module and is otherwise valid.
function strangerModule(from) {
  const text = (string) => [string.length, ...Buffer.from(string)];
  const imported = [1, ...text(from), ...text("danger"), 0, 0];
  return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, imported.length, ...imported]);
}
