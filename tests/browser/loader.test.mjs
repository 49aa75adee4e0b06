// What load() does in Chromium: fetching once, progress, tries, exit codes, workers, policies, releases.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test as nodeTest } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { countRequests, loadIn, mergeReleases, progressOf, releaseOf, stepsOf, writePage } from "../support/pages.mjs";
import { pack } from "../support/program.mjs";
import { asContent, brokenOff, held, noAnswer, notFound, serve, withStatus } from "../support/site.mjs";
import { sites } from "../support/sites.mjs";

/// What waits in a page has no limit of its own.
const test = (name, run) => nodeTest(name, { timeout: 120_000 }, run);
const quick = { retryDelay: 10 };

suite("load()", () => {
  let browser;
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-loader-"));
  const directories = {};

  before(async () => {
    for (const release of ["1.19", "1.24", "1.27"]) {
      directories[release] = publish(release);
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(work, { recursive: true, force: true });
  });

  /// Packs the actor of one Go release as bundle "actor", with an empty page beside it.
  function publish(release, options = [], name = release) {
    const directory = path.join(work, name);
    pack(buildApp("actor", release), "--name", "actor", "--goroot", goRoot(release), "--out", directory, ...options);
    writePage(directory, "empty.html", "");
    return directory;
  }

  /// An empty page of a published directory: { page, requests, site, load(options) }.
  async function open(t, { directory = directories["1.24"], site = serve, headers, context } = {}) {
    const server = await site(t, directory, headers);
    const opened = await openPage(t, browser, `${server.url}empty.html`, context);
    const requests = countRequests(opened.page);
    return { ...opened, site: server, requests, load: (options) => loadIn(opened.page, directory, "actor", options) };
  }

  const modules = (requests) => requests.filter((name) => /\.wasm$/.test(name));
  const shims = (requests) => requests.filter((name) => /wasm_exec/.test(name));
  const manifests = (requests) => requests.filter((name) => name === "wasmpair.json");

  for (const [name, site] of Object.entries(sites)) {
    suite(`from ${name}`, () => {
      test("tells what happens, in order", async (t) => {
        const { load, errors } = await open(t, { site });
        const outcome = await load({ args: ["exit-later", "0"] });
        assert.deepEqual(stepsOf(outcome), ["start", "ready", "exit 0"]);
        assert.equal(outcome.events.indexOf("ready") - outcome.events.indexOf("start"), progressOf(outcome).length + 1);
        assert.equal(outcome.code, 0);
        assert.deepEqual(errors, []);
      });

      test("gives the program its arguments and environment", async (t) => {
        const { load, console: lines } = await open(t, { site });
        await load({ name: "player", args: ["tell", "a line"], env: { ACTOR: "Keaton" } });
        assert.deepEqual(lines, ["player a line Keaton"]);
      });

      for (const place of ["page", "worker"]) {
        test(`fetches once, however many ask, and runs one program (${place})`, async (t) => {
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

      test("starts a program afresh that has ended", async (t) => {
        const { load } = await open(t, { site });
        const options = { args: ["exit-later", "0"] };
        assert.deepEqual(stepsOf(await load(options)), ["start", "ready", "exit 0"]);
        assert.deepEqual(stepsOf(await load(options)), ["start", "ready", "exit 0"]);
      });

      for (const [encoding, options] of [["br", ["--encodings", "br"]], ["gzip", ["--encodings", "gzip"]], ["identity"]]) {
        test(`counts the progress of ${encoding}, also from the browser's cache`, async (t) => {
          const directory = publish("1.24", options, encoding);
          if (!options) removeEncodings(directory);
          const { page, load } = await open(t, { site, directory });
          const arrived = page.waitForResponse(/\.wasm$/);
          assertWholeProgress(await load({ stays: true }), directory);
          assert.equal((await (await arrived).allHeaders())["content-encoding"] ?? "identity", encoding);

          await page.reload();
          const again = page.waitForResponse(/\.wasm$/);
          assertWholeProgress(await load({ stays: true }), directory);
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

      test("runs in a worker, whose messages are the program's own", async (t) => {
        const { page, load, requests } = await open(t, { site });
        const outcome = await load({ worker: true, args: ["exit-later", "0"] });
        assert.deepEqual(stepsOf(outcome), ["start", "ready in a worker", "exit 0"]);
        assertWholeProgress(outcome, directories["1.24"]);
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

  test("loads by name from a manifest that lies elsewhere", async (t) => {
    const root = path.join(work, "elsewhere");
    fs.cpSync(directories["1.24"], path.join(root, "assets"), { recursive: true });
    fs.writeFileSync(path.join(root, "index.html"), "<!doctype html><title>Test</title>");
    fs.writeFileSync(path.join(root, "broken.json"), '{"bundles": 3');
    fs.writeFileSync(path.join(root, "other.json"), '{"name": "a web app"}');
    const { url } = await serve(t, root);
    const { page } = await openPage(t, browser, url);
    const outcomes = await page.evaluate(async (loader) => {
      const { loadFromManifest } = await import(loader);
      const outcome = (manifest, name) => {
        const told = [];
        const options = { args: ["exit", "0"], onError: ({ code }) => told.push(code), onReady: () => told.push("ready") };
        return loadFromManifest(manifest, name, options).then(() => told, ({ code }) => [code, ...told]);
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
      test(`fails for a panic, whose text is in the console (${where})`, async (t) => {
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
      test(`fails for a trap (${where})`, async (t) => {
        const { load } = await open(t);
        const { error } = await load({ worker, args: ["recurse"] });
        assert.equal(error.code, "program-crashed");
        assert.match(error.cause, /RangeError: Maximum call stack/);
      });
    }
    test("an early end with status 0 is no failure", async (t) => {
      const { load } = await open(t);
      const outcome = await load({ args: ["exit", "0"] });
      assert.deepEqual(stepsOf(outcome), ["start", "ready", "exit 0"]);
    });
  });

  suite("when the network fails", () => {
    for (const [what, pattern] of [["module", /\.wasm$/], ["shim", /wasm_exec/]]) {
      for (const [fault, answer] of [["503", withStatus(503)], ["a broken connection", noAnswer], ["half a file", brokenOff]]) {
        test(`tries again after ${fault} for the ${what}`, async (t) => {
          const { site, load } = await open(t);
          site.misbehave(pattern, answer);
          site.misbehave(pattern, answer);
          assert.deepEqual(stepsOf(await load({ ...quick, stays: true })), ["start", "ready"]);
          const asked = site.requests.filter((name) => pattern.test(name)).length;
          assert.ok(asked === 3 || (what === "shim" && asked === 4), `asked ${asked} times`);
        });
      }
      test(`does not try again after a 404 for the ${what}`, async (t) => {
        const { site, load } = await open(t);
        for (let time = 0; time < 9; ++time) site.misbehave(pattern, notFound);
        assert.equal((await load(quick)).error.code, "not-found");
        // A script that failed is asked for once more, because its failure does not say why.
        assert.equal(site.requests.filter((name) => pattern.test(name)).length, what === "shim" ? 2 : 1);
      });
    }

    test("gives up after the tries that it was given", async (t) => {
      const { site, load } = await open(t);
      for (let time = 0; time < 9; ++time) site.misbehave(/\.wasm$/, withStatus(502));
      const { error } = await load({ ...quick, retries: 4 });
      assert.equal(error.code, "server-error");
      assert.equal(modules(site.requests).length, 5);
    });

    test("never lets the progress go back", async (t) => {
      const { site, load } = await open(t);
      site.misbehave(/\.wasm$/, brokenOff);
      const outcome = await load({ ...quick, stays: true });
      assertWholeProgress(outcome, directories["1.24"]);
      assert.equal(modules(site.requests).length, 2);
    });

    test("fetches past a cached failure in the next call", async (t) => {
      const { site, load } = await open(t);
      site.misbehave(/\.wasm$/, notFound); // may be cached for a minute
      assert.equal((await load()).error.code, "not-found");
      assert.deepEqual(stepsOf(await load({ stays: true })), ["start", "ready"]);
    });

    const stalls = {
      "a module that never begins": [/\.wasm$/, () => {}],
      "a module that stops": [/\.wasm$/, held().answer],
      "a shim that never comes": [/wasm_exec/, () => {}],
    };
    for (const [what, [pattern, answer]] of Object.entries(stalls)) {
      for (const worker of [false, true]) {
        test(`gives up ${what}${worker ? " (in a worker)" : ""}`, async (t) => {
          const { site, load } = await open(t);
          site.misbehave(pattern, answer);
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

  suite("when a new release is out", () => {
    const options = { ...quick, manifest: "wasmpair.json", name: "actor" };

    /// A page of the release of Go 1.24 on a server that holds something else by now.
    async function openOld(t, directory) {
      const opened = await open(t, { directory });
      return { ...opened, load: (more) => loadIn(opened.page, directories["1.24"], "actor", { ...options, ...more }) };
    }

    for (const worker of [false, true]) {
      test(`loads that, once told by the manifest${worker ? " (in a worker)" : ""}`, async (t) => {
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
    test("says so if that is gone too", async (t) => {
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
    test("keeps to the missing file if the manifest is missing as well", async (t) => {
      const { load, site } = await openOld(t, directories["1.27"]);
      site.misbehave(/^wasmpair\.json$/, notFound);
      const { error } = await load();
      assert.equal(error.code, "not-found");
      assert.match(error.url, /\.wasm$|wasm_exec/);
      assert.match(error.cause, /answered 404 .*wasmpair\.json/);
    });
  });

  suite("across origins", () => {
    /// A page on one origin, its release on another one, which allows that, or not.
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
          const answer = (response, file) => {
            response.setHeader("Access-Control-Allow-Origin", "*");
            asContent(Buffer.concat([fs.readFileSync(file), Buffer.from("\n")]), type)(response);
          };
          for (let time = 0; time < 2; ++time) assets.misbehave(pattern, answer);
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
      for (let time = 0; time < 2; ++time) second.site.misbehave(/wasm_exec/, longer);
      assert.equal((await second.load({ integrity: "always", args: ["exit", "0"] })).error.code, "integrity-mismatch");
    });
    test("can be told not to", async (t) => {
      const { load, assets } = await openForeign(t);
      assets.misbehave(/wasm_exec/, (response, file) => {
        response.setHeader("Access-Control-Allow-Origin", "*");
        asContent(`${fs.readFileSync(file)}\n// more`, "text/javascript")(response);
      });
      assert.equal((await load({ integrity: "never", args: ["exit", "0"] })).code, 0);
    });
    test("calls unreachable what the other origin does not share", async (t) => {
      const { load } = await openForeign(t, { headers: {} });
      assert.equal((await load()).error.code, "unreachable");
    });
    test("starts a worker of a loader that is on the other origin", async (t) => {
      const { load, loader } = await openForeign(t);
      const outcome = await load({ loader, worker: true, args: ["exit-later", "5"] });
      assert.deepEqual(stepsOf(outcome), ["start", "ready in a worker", "exit 5", "error program-exited"]);
    });
  });

  suite("under a content security policy", () => {
    const policy = (text) => ({ headers: { "Content-Security-Policy": text } });
    test("names one that forbids WebAssembly", async (t) => {
      const { load } = await open(t, policy("script-src 'self'"));
      assert.equal((await load()).error.code, "csp-blocks-wasm");
    });
    test("names one that forbids to fetch", async (t) => {
      const { load, site } = await open(t, policy("script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"));
      const { error } = await load(quick);
      assert.equal(error.code, "csp-blocks-file");
      assert.equal(modules(site.requests).length, 0);
    });
    test("names one that forbids the shim", async (t) => {
      const { loader } = loadables(directories["1.24"]);
      const host = "http://127.0.0.1:*/";
      const { load } = await open(t, policy(`script-src ${host}${loader.slice(2)} 'wasm-unsafe-eval'`));
      const { error } = await load(quick);
      assert.equal(error.code, "csp-blocks-file");
      assert.match(error.url, /wasm_exec/);
    });
    test("names one that forbids workers", async (t) => {
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
        const site = await serve(t, directory, {}); // a policy on the loader itself would be its worker's
        site.misbehave(/empty/, (response, file) => {
          response.setHeader("Content-Security-Policy", strict);
          asContent(fs.readFileSync(file), "text/html")(response);
        });
        const { page, errors } = await openPage(t, browser, `${site.url}empty.html`);
        const region = page.locator("section");
        if (worker) await region.evaluate((element) => element.setAttribute("data-wasmpair-worker", ""));
        await region.getByRole("button").click();
        await page.locator('section[data-state="running"]').waitFor();
        assert.deepEqual(errors, []);
      });
    }
  });

  suite("when asked wrongly, or no longer", () => {
    test("says what a bundle is", async (t) => {
      const { page } = await open(t);
      for (const bundle of [{}, { wasm: { url: "a.wasm", bytes: 3 } }, { wasm: { url: "a.wasm" }, shim: { url: "b.js", bytes: 1 } }]) {
        const outcome = await loadIn(page, directories["1.24"], bundle);
        assert.equal(outcome.error.code, "page-state");
        assert.deepEqual(stepsOf(outcome), ["error page-state"]);
      }
    });
    test("says that a browser has no WebAssembly", async (t) => {
      const { page, load } = await open(t);
      await page.evaluate(() => { delete globalThis.WebAssembly; });
      assert.equal((await load()).error.code, "no-webassembly");
    });
    test("goes on for the others when one leaves, and stops when all have left", async (t) => {
      const { page, site } = await open(t);
      const { loader, bundle } = loadables(directories["1.24"]);
      const download = held();
      site.misbehave(/\.wasm$/, download.answer);
      site.misbehave(/\.wasm$/, download.answer);
      await page.evaluate(async ([loader, bundle]) => {
        const { load } = await import(loader);
        globalThis.leaves = [new AbortController(), new AbortController()];
        globalThis.told = [];
        globalThis.outcomes = globalThis.leaves.map(({ signal }, index) => load(bundle, {
          signal, onError: () => globalThis.told.push(`error ${index}`), onReady: () => globalThis.told.push(`ready ${index}`),
        }).then(() => "loaded", (reason) => reason));
      }, [loader, bundle]);
      const leave = (index) => page.evaluate((at) => {
        globalThis.leaves[at].abort(`left ${at}`);
        return globalThis.outcomes[at];
      }, index);
      assert.equal(await leave(0), "left 0");
      download.release();
      assert.equal(await page.evaluate(() => globalThis.outcomes[1]), "loaded");
      assert.deepEqual(await page.evaluate(() => globalThis.told), ["ready 1"]);
    });
    test("stops fetching when nobody waits any more, and starts afresh for the next", async (t) => {
      const { page, site, load } = await open(t);
      const { loader, bundle } = loadables(directories["1.24"]);
      site.misbehave(/\.wasm$/, held().answer);
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
    test("keeps what a hook throws apart from the load", async (t) => {
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
    test("a failure that nobody looks at is reported by the browser", async (t) => {
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

/// What a page needs to call load() by itself: { loader, bundle }.
function loadables(directory) {
  const manifest = JSON.parse(fs.readFileSync(path.join(directory, "wasmpair.json"), "utf8"));
  return { loader: `./${manifest.bundles.actor.loader.url}`, bundle: releaseOf(directory).bundles.actor };
}

function assertWholeProgress(outcome, directory) {
  const total = releaseOf(directory).bundles.actor.wasm.bytes;
  const progress = progressOf(outcome);
  assert.ok(progress.length > 1, `told ${progress.length} times`);
  progress.reduce((last, { loaded, total: all, fraction }) => {
    assert.ok(loaded > last, `${loaded} bytes after ${last}`);
    assert.equal(all, total);
    assert.equal(fraction, loaded / total);
    return loaded;
  }, 0);
  assert.equal(progress.at(-1).fraction, 1);
}

function removeEncodings(directory) {
  for (const name of fs.readdirSync(directory)) {
    if (/\.(br|gz)$/.test(name)) fs.rmSync(path.join(directory, name));
  }
}

/// Sends a file in pieces for longer than the tests' stall timeout, but never nothing for as long as that.
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
