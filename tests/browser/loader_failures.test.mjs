// load() in Chromium when something goes wrong: retries, stalls, new releases, invalid calls.
import assert from "node:assert/strict";
import fs from "node:fs";
import { suite } from "node:test";
import { assertCompleteProgress, loadables, manifests, modules, prepareActor, quick, test } from "../support/actor.mjs";
import { loadIn, releaseOf, stepsOf } from "../support/pages.mjs";
import { brokenOff, held, noResponse, notFound, withStatus } from "../support/site.mjs";

suite("load(), when something goes wrong,", () => {
  const { directories, open } = prepareActor(["1.19", "1.24", "1.27"]);

  suite("when the network fails", () => {
    for (const [what, pattern] of [["module", /\.wasm$/], ["shim", /wasm_exec/]]) {
      for (const [fault, respond] of [["503", withStatus(503)], ["a broken connection", noResponse], ["half a file", brokenOff]]) {
        test(`retries after ${fault} for the ${what}`, async (t) => {
          const { site, load } = await open(t);
          site.misbehave(pattern, respond);
          site.misbehave(pattern, respond);
          assert.deepEqual(stepsOf(await load({ ...quick, stays: true })), ["start", "ready"]);
          const count = site.requests.filter((name) => pattern.test(name)).length;
          assert.ok(count === 3 || (what === "shim" && count === 4), `${count} requests`);
        });
      }
      test(`does not retry after a 404 for the ${what}`, async (t) => {
        const { site, load } = await open(t);
        for (let time = 0; time < 9; ++time) site.misbehave(pattern, notFound);
        assert.equal((await load(quick)).error.code, "not-found");
        // A failed script is requested again, because its failure does not say why.
        assert.equal(site.requests.filter((name) => pattern.test(name)).length, what === "shim" ? 2 : 1);
      });
    }

    test("gives up after the given number of retries", async (t) => {
      const { site, load } = await open(t);
      for (let time = 0; time < 9; ++time) site.misbehave(/\.wasm$/, withStatus(502));
      const { error } = await load({ ...quick, retries: 4 });
      assert.equal(error.code, "server-error");
      assert.equal(modules(site.requests).length, 5);
    });

    test("never reports decreasing progress", async (t) => {
      const { site, load } = await open(t);
      site.misbehave(/\.wasm$/, brokenOff);
      const outcome = await load({ ...quick, stays: true });
      assertCompleteProgress(outcome, directories["1.24"]);
      assert.equal(modules(site.requests).length, 2);
    });

    test("bypasses a cached failure in the next call", async (t) => {
      const { site, load } = await open(t);
      site.misbehave(/\.wasm$/, notFound); // may be cached for a minute
      assert.equal((await load()).error.code, "not-found");
      assert.deepEqual(stepsOf(await load({ stays: true })), ["start", "ready"]);
    });

    const stalls = {
      "a module that never starts": [/\.wasm$/, () => {}],
      "a module that stops halfway": [/\.wasm$/, held().respond],
      "a shim that never arrives": [/wasm_exec/, () => {}],
    };
    for (const [what, [pattern, respond]] of Object.entries(stalls)) {
      for (const worker of [false, true]) {
        test(`gives up on ${what}${worker ? " (in a worker)" : ""}`, async (t) => {
          const { site, load } = await open(t);
          site.misbehave(pattern, respond);
          const outcome = await load({ worker, stallTimeout: 1000 });
          assert.equal(outcome.error.code, "stalled");
          assert.match(outcome.error.message, /for 1 s\./);
          assert.match(outcome.error.url, pattern);
          assert.equal(site.requests.filter((name) => pattern.test(name)).length, 1);
          assert.deepEqual(stepsOf(await load({ worker, stays: true })).slice(0, 1), ["start"]);
        });
      }
    }

    test("is patient with a slow module", async (t) => {
      const { site, load } = await open(t);
      site.misbehave(/\.wasm$/, trickled);
      assert.deepEqual(stepsOf(await load({ stallTimeout: 1000, stays: true })), ["start", "ready"]);
    });
  });

  suite("when an answer is damaged", () => {
    const immutable = { "Cache-Control": "public, max-age=31536000, immutable" };
    const damages = {
      "half of it, as if it were all": (content) => content.subarray(0, content.length / 2),
      "an empty answer": () => "",
      "something else": () => "not what it says",
    };
    const files = { module: [/\.wasm$/, "application/wasm"], shim: [/wasm_exec/, "text/javascript"] };
    const kept = (type, damage) => (response, file) =>
      response.writeHead(200, { "Content-Type": type, ...immutable }).end(damage(fs.readFileSync(file)));

    for (const [what, [pattern, type]] of Object.entries(files)) {
      for (const [which, damage] of Object.entries(damages)) {
        for (const worker of [false, true]) {
          const where = worker ? " (in a worker)" : "";
          test(`asks past the browser's cache if the ${what} is ${which}${where}`, async (t) => {
            const { site, load } = await open(t);
            site.misbehave(pattern, kept(type, damage));
            const outcome = await load({ ...quick, worker, stays: true });
            assert.equal(outcome.error, undefined, outcome.error?.message);
            assert.deepEqual(outcome.recovered.map(({ way, failures }) => ({ way, failures })), [{ way: "reload", failures: 1 }]);
            assert.match(outcome.recovered[0].file, pattern);
          });
          test(`asks past every cache if the ${what} stays ${which}${where}`, async (t) => {
            const { site, load } = await open(t);
            site.spoil(pattern, kept(type, damage));
            const outcome = await load({ ...quick, worker, stays: true });
            assert.equal(outcome.error, undefined, outcome.error?.message);
            assert.deepEqual(outcome.recovered.map(({ way }) => way), ["full"]);
            assert.equal(outcome.retries.at(-1).next, "full");
            assert.ok(site.queries.includes("?full"));
          });
        }
      }
    }
  });

  suite("when a new release is out", () => {
    const options = { ...quick, manifest: "wasmpair.json", name: "actor" };

    /// A page of the release of Go 1.24, on a server that has another release by now.
    async function openOld(t, directory) {
      const opened = await open(t, { directory });
      return { ...opened, load: (more) => loadIn(opened.page, directories["1.24"], "actor", { ...options, ...more }) };
    }

    for (const worker of [false, true]) {
      test(`loads the one that the manifest lists${worker ? " (in a worker)" : ""}`, async (t) => {
        const { load, site, errors } = await openOld(t, directories["1.27"]);
        // The page's loader, unlike its program, is still there.
        const { pair } = releaseOf(directories["1.27"]).bundles.actor;
        const outcome = await load({ worker, stays: true });
        assert.deepEqual(stepsOf(outcome).slice(0, 2), ["start", { newRelease: pair }]);
        assert.equal(outcome.pair, pair);
        assert.equal(manifests(site.requests).length, 1);
        assert.equal(errors.filter((text) => !/404/.test(text)).length, 0);
      });
    }
    test("rejects if asked to", async (t) => {
      const { load, site } = await openOld(t, directories["1.27"]);
      const { error } = await load({ newRelease: "reject" });
      assert.equal(error.code, "new-release");
      assert.equal(error.advice, "Reload the page.");
      assert.equal(manifests(site.requests).length, 1);
    });
    test("reports that it is gone too", async (t) => {
      const { load, site } = await openOld(t, directories["1.27"]);
      for (let time = 0; time < 2; ++time) site.misbehave(/\.wasm$/, notFound);
      assert.equal((await load()).error.code, "new-release");
      assert.equal(manifests(site.requests).length, 1);
    });
    test("is not misled by a manifest of the same release", async (t) => {
      const { load, site } = await openOld(t, directories["1.24"]);
      site.misbehave(/\.wasm$/, notFound);
      assert.equal((await load()).error.code, "not-found");
      assert.equal(manifests(site.requests).length, 1);
    });
    test("reports the missing file if the manifest is missing as well", async (t) => {
      const { load, site } = await openOld(t, directories["1.27"]);
      site.misbehave(/^wasmpair\.json$/, notFound);
      const { error } = await load();
      assert.equal(error.code, "not-found");
      assert.match(error.url, /\.wasm$|wasm_exec/);
      assert.match(error.cause, /answered 404 .*wasmpair\.json/);
    });
  });

  suite("when called wrongly or abandoned", () => {
    test("explains what a bundle is", async (t) => {
      const { page } = await open(t);
      for (const bundle of [{}, { wasm: { url: "a.wasm", bytes: 3 } }, { wasm: { url: "a.wasm" }, shim: { url: "b.js", bytes: 1 } }]) {
        const outcome = await loadIn(page, directories["1.24"], bundle);
        assert.equal(outcome.error.code, "page-state");
        assert.deepEqual(stepsOf(outcome), ["error page-state"]);
      }
    });
    test("reports that a browser has no WebAssembly", async (t) => {
      const { page, load } = await open(t);
      await page.evaluate(() => { delete globalThis.WebAssembly; });
      assert.equal((await load()).error.code, "no-webassembly");
    });
    test("continues for the others when one leaves, and stops when all have left", async (t) => {
      const { page, site } = await open(t);
      const { loader, bundle } = loadables(directories["1.24"]);
      const download = held();
      site.misbehave(/\.wasm$/, download.respond);
      site.misbehave(/\.wasm$/, download.respond);
      await page.evaluate(async ([loader, bundle]) => {
        const { load } = await import(loader);
        globalThis.leaves = [new AbortController(), new AbortController()];
        globalThis.reported = [];
        globalThis.outcomes = globalThis.leaves.map(({ signal }, index) => load(bundle, {
          signal, onError: () => globalThis.reported.push(`error ${index}`), onReady: () => globalThis.reported.push(`ready ${index}`),
        }).then(() => "loaded", (reason) => reason));
      }, [loader, bundle]);
      const leave = (index) => page.evaluate((at) => {
        globalThis.leaves[at].abort(`left ${at}`);
        return globalThis.outcomes[at];
      }, index);
      assert.equal(await leave(0), "left 0");
      download.release();
      assert.equal(await page.evaluate(() => globalThis.outcomes[1]), "loaded");
      assert.deepEqual(await page.evaluate(() => globalThis.reported), ["ready 1"]);
    });
    test("stops fetching when nobody waits any more, and starts again for the next call", async (t) => {
      const { page, site, load } = await open(t);
      const { loader, bundle } = loadables(directories["1.24"]);
      site.misbehave(/\.wasm$/, held().respond);
      const failure = page.waitForEvent("requestfailed");
      const reason = await page.evaluate(async ([loader, bundle]) => {
        const { load } = await import(loader);
        const leave = new AbortController();
        const onProgress = () => leave.abort("left");
        return load(bundle, { signal: leave.signal, onProgress }).catch((reason) => reason);
      }, [loader, bundle]);
      assert.equal(reason, "left");
      assert.match((await failure).url(), /\.wasm$/);
      assert.deepEqual(stepsOf(await load({ stays: true })), ["start", "ready"]);
    });
    test("keeps errors thrown by hooks apart from the load", async (t) => {
      const { page, errors } = await open(t);
      const { loader, bundle } = loadables(directories["1.24"]);
      const code = await page.evaluate(async ([loader, bundle]) => {
        const { load } = await import(loader);
        const onProgress = () => { throw new Error("the page's own"); };
        return (await load(bundle, { args: ["exit", "0"], onProgress })).exited;
      }, [loader, bundle]);
      assert.equal(code, 0);
      assert.match(errors[0], /the page's own/);
    });
    test("lets the browser report a failure that nobody handles", async (t) => {
      const { page, site } = await open(t);
      site.misbehave(/\.wasm$/, notFound);
      const message = await page.evaluate(async ([loader, bundle]) => {
        const { load } = await import(loader);
        load(bundle);
        return new Promise((resolve) => { globalThis.onunhandledrejection = ({ reason }) => resolve(reason.message); });
      }, Object.values(loadables(directories["1.24"])));
      assert.match(message, /answered 404/);
    });
  });
});

/// Sends a file in pieces for longer than the tests' stall timeout, with shorter pauses between them.
async function trickled(response, file) {
  const content = fs.readFileSync(file);
  response.writeHead(200, { "Content-Type": "application/wasm" });
  const size = Math.ceil(content.length / 8);
  for (let at = 0; at < content.length; at += size) {
    response.write(content.subarray(at, at + size));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  response.end();
}
