// load() in Chromium: one fetch, progress, arguments, workers, exit codes.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite } from "node:test";
import { assertCompleteProgress, loadables, modules, prepareActor, shims, test } from "../support/actor.mjs";
import { mergeReleases, progressOf, stepsOf } from "../support/pages.mjs";
import { serve } from "../support/site.mjs";
import { sites } from "../support/sites.mjs";

suite("load()", () => {
  const { work, directories, publish, open, openAt } = prepareActor(["1.19", "1.24", "1.27"]);

  for (const [name, site] of Object.entries(sites)) {
    suite(`from ${name}`, () => {
      test("reports events in order", async (t) => {
        const { load, errors } = await open(t, { site });
        const outcome = await load({ args: ["exit-later", "0"] });
        assert.deepEqual(stepsOf(outcome), ["start", "ready", "exit 0"]);
        assert.equal(outcome.events.indexOf("ready") - outcome.events.indexOf("start"), progressOf(outcome).length + 1);
        assert.equal(outcome.code, 0);
        assert.deepEqual(errors, []);
      });

      test("passes arguments and environment to the program", async (t) => {
        const { load, console: lines } = await open(t, { site });
        await load({ name: "player", args: ["print", "a line"], env: { ACTOR: "Keaton" } });
        assert.deepEqual(lines, ["player a line Keaton"]);
      });

      for (const place of ["page", "worker"]) {
        test(`fetches once and runs one program for all callers (${place})`, async (t) => {
          const { page, requests } = await open(t, { site });
          const { loader, bundle } = loadables(directories["1.24"]);
          const isSame = await page.evaluate(async ([loader, bundle, worker]) => {
            const { load } = await import(loader);
            const both = [load(bundle, { worker }), load({ ...bundle }, { worker })];
            const [one, two] = await Promise.all(both);
            const late = [];
            const three = await load(bundle, { worker, onReady: (program) => late.push(program), signal: new AbortController().signal });
            return both[0] === both[1] && one === two && two === three && late[0] === one;
          }, [loader, bundle, place === "worker"]);
          assert.ok(isSame);
          assert.equal(modules(requests).length, 1);
          assert.equal(shims(requests).length, 1);
        });
      }

      test("starts a program again after it has ended", async (t) => {
        const { load } = await open(t, { site });
        const options = { args: ["exit-later", "0"] };
        assert.deepEqual(stepsOf(await load(options)), ["start", "ready", "exit 0"]);
        assert.deepEqual(stepsOf(await load(options)), ["start", "ready", "exit 0"]);
      });

      for (const [encoding, options] of [["br", ["--encodings", "br"]], ["gzip", ["--encodings", "gzip"]], ["identity"]]) {
        test(`reports the progress of ${encoding}, also from the browser's cache`, async (t) => {
          const directory = publish("1.24", options, encoding);
          if (!options) removeEncodings(directory);
          const { page, load } = await open(t, { site, directory });
          const arrived = page.waitForResponse(/\.wasm$/);
          assertCompleteProgress(await load({ stays: true }), directory);
          assert.equal((await (await arrived).allHeaders())["content-encoding"] ?? "identity", encoding);

          await page.reload();
          const again = page.waitForResponse(/\.wasm$/);
          assertCompleteProgress(await load({ stays: true }), directory);
          const { transferSize } = await page.evaluate(() =>
            performance.getEntriesByType("resource").find(({ name }) => name.endsWith(".wasm")).toJSON());
          assert.equal(transferSize, 0, "from the cache");
          await again;
        });
      }

      test("runs programs of two Go versions on one page", async (t) => {
        const directory = path.join(work, "versions");
        mergeReleases(directory, ["1.19", "1.27"].map((release) => directories[release]));
        const { page } = await open(t, { site, directory });
        const bundles = ["1.19", "1.27"].map((release) => loadables(directories[release]).bundle);
        const { loader } = loadables(directories["1.19"]);
        const versions = await page.evaluate(async ([loader, bundles]) => {
          const { load } = await import(loader);
          const versions = [];
          Object.defineProperty(globalThis, "actor", { set: (version) => versions.push(version) });
          await Promise.all(bundles.map((bundle) => load(bundle)));
          return [...versions.sort(), typeof globalThis.Go];
        }, [loader, bundles]);
        assert.match(versions.join(" "), /^go1\.19\.\d+ go1\.27\.\d+ undefined$/);
      });

      test("runs in a worker whose messages belong to the program", async (t) => {
        const { page, load, requests } = await open(t, { site });
        const outcome = await load({ worker: true, args: ["exit-later", "0"] });
        assert.deepEqual(stepsOf(outcome), ["start", "ready in a worker", "exit 0"]);
        assertCompleteProgress(outcome, directories["1.24"]);
        assert.equal(modules(requests).length, 1);
        const { loader, bundle } = loadables(directories["1.24"]);
        const message = await page.evaluate(async ([loader, bundle]) => {
          const { load } = await import(loader);
          return new Promise((resolve, reject) => {
            const onWorker = (worker) => { worker.onmessage = ({ data }) => resolve(data); };
            load(bundle, { worker: true, args: ["post"], onWorker, onError: reject });
          });
        }, [loader, bundle]);
        assert.equal(message, "undefined", "there is no document");
      });
    });
  }

  test("loads by name from a manifest in another directory", async (t) => {
    const root = path.join(work, "elsewhere");
    fs.cpSync(directories["1.24"], path.join(root, "assets"), { recursive: true });
    fs.writeFileSync(path.join(root, "index.html"), "<!doctype html><title>Test</title>");
    fs.writeFileSync(path.join(root, "broken.json"), '{"bundles": 3');
    fs.writeFileSync(path.join(root, "other.json"), '{"name": "a web app"}');
    const { url } = await serve(t, root);
    const { page } = await openAt(t, url);
    const outcomes = await page.evaluate(async (loader) => {
      const { loadFromManifest } = await import(loader);
      const outcome = (manifest, name) => {
        const reported = [];
        const onError = ({ code }) => reported.push(code);
        const onReady = () => reported.push("ready");
        const options = { args: ["exit", "0"], onError, onReady };
        return loadFromManifest(manifest, name, options).then(() => reported, ({ code }) => [code, ...reported]);
      };
      return Promise.all([
        outcome("assets/wasmpair.json", "actor"), outcome(new URL("assets/wasmpair.json", location.href), "extra"),
        outcome("assets/wasmpair.json", "constructor"), outcome("broken.json", "actor"), outcome("other.json", "actor"),
        outcome("missing.json", "actor"),
      ]);
    }, `${url}assets/${loadables(directories["1.24"]).loader.slice(2)}`);
    assert.deepEqual(outcomes, [
      ["ready"], ["unknown-bundle", "unknown-bundle"], ["unknown-bundle", "unknown-bundle"],
      ["malformed-manifest", "malformed-manifest"], ["malformed-manifest", "malformed-manifest"], ["not-found", "not-found"],
    ]);
  });

  suite("when a program ends", () => {
    for (const worker of [false, true]) {
      const ready = worker ? "ready in a worker" : "ready";
      const where = worker ? "in a worker" : "in the page";
      test(`fails for a status other than 0 before the program first waits (${where})`, async (t) => {
        const { load } = await open(t);
        const outcome = await load({ worker, args: ["exit", "7"] });
        assert.deepEqual(stepsOf(outcome), ["start", "exit 7", "error program-exited"]);
        assert.equal(outcome.error.code, "program-exited");
        assert.equal(outcome.error.exitCode, 7);
      });
      test(`fails for a panic and shows its text in the console (${where})`, async (t) => {
        const { load, console: lines } = await open(t);
        const outcome = await load({ worker, args: ["panic"] });
        assert.deepEqual([outcome.error.code, outcome.error.exitCode], ["program-exited", 2]);
        assert.match(lines.join("\n"), /panic: on purpose/);
      });
      test(`reports a status that comes later (${where})`, async (t) => {
        const { load } = await open(t);
        const outcome = await load({ worker, args: ["exit-later", "9"] });
        assert.deepEqual(stepsOf(outcome), ["start", ready, "exit 9", "error program-exited"]);
        assert.equal(outcome.code, 9);
      });
      test(`leaves no timer that would throw (${where})`, async (t) => {
        const { page, load, errors } = await open(t);
        assert.deepEqual(stepsOf(await load({ worker, args: ["end-asleep"] })), ["start", ready, "exit 0"]);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500))); // the sleeper's timer takes 100
        assert.deepEqual(errors, []);
      });
      test(`fails for a trap (${where})`, async (t) => {
        const { load } = await open(t);
        const { error } = await load({ worker, args: ["recurse"] });
        assert.equal(error.code, "program-crashed");
        assert.match(error.cause, /RangeError: Maximum call stack/);
      });
    }
    test("an early exit with status 0 is not a failure", async (t) => {
      const { load } = await open(t);
      const outcome = await load({ args: ["exit", "0"] });
      assert.deepEqual(stepsOf(outcome), ["start", "ready", "exit 0"]);
    });
  });
});

function removeEncodings(directory) {
  for (const name of fs.readdirSync(directory)) {
    if (/\.(br|gz)$/.test(name)) fs.rmSync(path.join(directory, name));
  }
}
