// load() in Chromium across origins and under content security policies.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite } from "node:test";
import { loadables, modules, prepareActor, quick, test } from "../support/actor.mjs";
import { loadIn, stepsOf, writePage } from "../support/pages.mjs";
import { asContent, serve } from "../support/site.mjs";

suite("load(), under restrictions,", () => {
  const { work, directories, open, openAt } = prepareActor();

  suite("across origins", () => {
    /// A page on one origin and its release on another one, which may or may not allow that.
    async function openForeign(t, { headers = { "Access-Control-Allow-Origin": "*" }, directory = directories["1.24"] } = {}) {
      const assets = await serve(t, directory, headers);
      const { page, errors, site } = await open(t, { headers: {} });
      const bundle = structuredClone(loadables(directories["1.24"]).bundle);
      for (const file of [bundle.wasm, bundle.shim]) file.url = new URL(file.url, assets.url).href;
      const loader = new URL(loadables(directories["1.24"]).loader, assets.url).href;
      const load = (options) => loadIn(page, directories["1.24"], bundle, { ...quick, ...options });
      return { page, assets, site, errors, loader, load };
    }
    const altered = { module: [/\.wasm$/, "application/wasm"], shim: [/wasm_exec/, "text/javascript"] };

    for (const worker of [false, true]) {
      const where = worker ? " (in a worker)" : "";
      test(`checks the files' digests${where}`, async (t) => {
        const { load } = await openForeign(t);
        assert.deepEqual(stepsOf(await load({ worker, args: ["exit-later", "0"] })).slice(-1), ["exit 0"]);
      });
      for (const [what, [pattern, type]] of Object.entries(altered)) {
        test(`refuses an altered ${what}${where}`, async (t) => {
          const { load, assets } = await openForeign(t);
          const respond = (response, file) => {
            response.setHeader("Access-Control-Allow-Origin", "*");
            asContent(Buffer.concat([fs.readFileSync(file), Buffer.from("\n")]), type)(response);
          };
          for (let time = 0; time < 9; ++time) assets.misbehave(pattern, respond);
          const { error } = await load({ worker });
          assert.equal(error.code, "integrity-mismatch");
          assert.match(error.url, pattern);
        });
      }
    }
    test("does not check them on its own origin unless asked to", async (t) => {
      const { site, load } = await open(t);
      const longer = (response, file) =>
        asContent(Buffer.concat([fs.readFileSync(file), Buffer.from("\n// more")]), "text/javascript")(response);
      site.misbehave(/wasm_exec/, longer);
      assert.equal((await load({ args: ["exit", "0"] })).code, 0);
      const second = await open(t);
      for (let time = 0; time < 9; ++time) second.site.misbehave(/wasm_exec/, longer);
      assert.equal((await second.load({ integrity: "always", args: ["exit", "0"] })).error.code, "integrity-mismatch");
    });
    test("does not check them with integrity: never", async (t) => {
      const { load, assets } = await openForeign(t);
      assets.misbehave(/wasm_exec/, (response, file) => {
        response.setHeader("Access-Control-Allow-Origin", "*");
        asContent(`${fs.readFileSync(file)}\n// more`, "text/javascript")(response);
      });
      assert.equal((await load({ integrity: "never", args: ["exit", "0"] })).code, 0);
    });
    test("reports files that the other origin does not share as unreachable", async (t) => {
      const { load } = await openForeign(t, { headers: {} });
      assert.equal((await load()).error.code, "unreachable");
    });
    test("starts a worker of a loader on the other origin", async (t) => {
      const { load, loader } = await openForeign(t);
      const outcome = await load({ loader, worker: true, args: ["exit-later", "5"] });
      assert.deepEqual(stepsOf(outcome), ["start", "ready in a worker", "exit 5", "error program-exited"]);
    });
  });

  suite("under a content security policy", () => {
    const policy = (text) => ({ headers: { "Content-Security-Policy": text } });
    test("reports one that forbids WebAssembly", async (t) => {
      const { load } = await open(t, policy("script-src 'self'"));
      assert.equal((await load()).error.code, "csp-blocks-wasm");
    });
    test("reports one that forbids fetching", async (t) => {
      const { load, site } = await open(t, policy("script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"));
      const { error } = await load(quick);
      assert.equal(error.code, "csp-blocks-file");
      assert.equal(modules(site.requests).length, 0);
    });
    test("reports one that forbids the shim", async (t) => {
      const { loader } = loadables(directories["1.24"]);
      const host = "http://127.0.0.1:*/";
      const { load } = await open(t, policy(`script-src ${host}${loader.slice(2)} 'wasm-unsafe-eval'`));
      const { error } = await load(quick);
      assert.equal(error.code, "csp-blocks-file");
      assert.match(error.url, /wasm_exec/);
    });
    test("reports one that forbids workers", async (t) => {
      const { load } = await open(t, policy("script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'"));
      const { error } = await load({ worker: true });
      assert.equal(error.code, "worker-failed");
      assert.match(error.advice, /worker-src/);
    });
    for (const worker of [false, true]) {
      test(`works with nothing but a nonce, and with trusted types${worker ? " (in a worker)" : ""}`, async (t) => {
        const directory = path.join(work, `nonce-${worker}`);
        fs.cpSync(directories["1.24"], directory, { recursive: true });
        writePage(directory, "empty.html", '<section data-wasmpair-bundle="actor"></section>', { nonce: "n0nce" });
        const strict = "default-src 'none'; script-src 'nonce-n0nce' 'wasm-unsafe-eval'; connect-src 'self'; " +
          "worker-src 'self'; require-trusted-types-for 'script'; trusted-types wasmpair";
        const site = await serve(t, directory, {}); // a policy on the loader would apply to its worker
        site.misbehave(/empty/, (response, file) => {
          response.setHeader("Content-Security-Policy", strict);
          asContent(fs.readFileSync(file), "text/html")(response);
        });
        const { page, errors } = await openAt(t, `${site.url}empty.html`);
        const region = page.locator("section");
        if (worker) await region.evaluate((element) => element.setAttribute("data-wasmpair-worker", ""));
        await region.getByRole("button").click();
        await page.locator('section[data-state="running"]').waitFor();
        assert.deepEqual(errors, []);
      });
    }
  });
});
