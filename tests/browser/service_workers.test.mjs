// Programs in service workers, of a site and of an extension (Manifest V3), in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite } from "node:test";
import { test } from "../support/actor.mjs";
import { buildSource } from "../support/apps.mjs";
import { launchChromium, openPage } from "../support/browser.mjs";
import { example } from "../support/documents.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { requirePackage } from "../support/packages.mjs";
import { writePage } from "../support/pages.mjs";
import { pack, temporaryDirectory } from "../support/program.mjs";
import { serve } from "../support/site.mjs";

const source = `package main

import "syscall/js"

func main() {
	js.Global().Set("shout", js.FuncOf(func(_ js.Value, words []js.Value) any { return words[0].String() + "!" }))
	select {}
}
`;

/// A site or an extension with a service worker made from a template.
function publish(t, template) {
  const directory = path.join(temporaryDirectory(t), "site");
  const file = path.join(temporaryDirectory(t), "service-worker.js");
  fs.writeFileSync(file, template);
  pack(buildSource("shouter", source, "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--base", "/", "--template", file, "--out", directory);
  return directory;
}

const template = () => example("Service workers and extensions", "js");

suite("a service worker", () => {
  let browser;
  before(async () => { browser = await launchChromium(); });
  after(() => browser?.close());

  /// Registers the worker and asks it something.
  async function ask(t, directory, headers) {
    writePage(directory, "empty.html", "");
    const { url } = await serve(t, directory, headers ?? {});
    const { page } = await openPage(t, browser, `${url}empty.html`);
    return page.evaluate(async () => {
      await navigator.serviceWorker.register("service-worker.js", { type: "module" });
      const { active } = await navigator.serviceWorker.ready;
      return new Promise((resolve) => {
        navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
        active.postMessage("hello");
      });
    });
  }

  test("runs a program", async (t) => {
    assert.equal(await ask(t, publish(t, template())), "hello!");
  });

  test("runs a program under a strict policy", async (t) => {
    const headers = { "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'" };
    assert.equal(await ask(t, publish(t, template()), headers), "hello!");
  });

  test("is told to import the shim", async (t) => {
    const answer = await ask(t, publish(t, template().replace(/^import .*shim.*\n/m, "")));
    assert.match(answer, /^page-state: A service worker has to import \/wasm_exec\.[0-9a-f]{16}\.js itself\.$/);
  });

  test("is told that it runs no commands", async (t) => {
    const answer = await ask(t, publish(t, template().replaceAll("load", "prepare").replace("{{json preparee", "{{json loade")));
    assert.equal(answer, "page-state: Service workers run no commands.");
  });
});

test("the background of an extension runs a program", async (t) => {
  const directory = publish(t, template());
  fs.writeFileSync(path.join(directory, "manifest.json"), JSON.stringify({
    manifest_version: 3, name: "shouter", version: "1",
    background: { service_worker: "service-worker.js", type: "module" },
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" },
  }));
  writePage(directory, "page.html", '<script src="page.js"></script>');
  fs.writeFileSync(path.join(directory, "page.js"), `
    navigator.serviceWorker.ready.then(({ active }) => {
      navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
      active.postMessage("hello");
    });`);
  const { chromium } = requirePackage("playwright-core");
  const context = await chromium.launchPersistentContext(temporaryDirectory(t), {
    executablePath: execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim(),
    headless: false,
    args: ["--headless=new", "--no-sandbox", "--disable-gpu", `--disable-extensions-except=${directory}`, `--load-extension=${directory}`],
  });
  t.after(() => context.close());
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const page = await context.newPage();
  await page.goto(new URL("page.html", worker.url()).href);
  await page.waitForFunction(() => document.title === "hello!");
});
