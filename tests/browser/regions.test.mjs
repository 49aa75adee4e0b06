// Regions of a page that name a bundle: when they load, what they report, and what the default view shows.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test as nodeTest } from "node:test";
import { launchChromium, openPage } from "../support/browser.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { countRequests, releaseOf, writePage } from "../support/pages.mjs";
import { pack } from "../support/program.mjs";
import { asContent, held, notFound, serve, strictPolicy } from "../support/site.mjs";
import { sites } from "../support/sites.mjs";

/// Waiting in a page has no time limit of its own.
const test = (name, run) => nodeTest(name, { timeout: 120_000 }, run);
const bare = '<section data-wasmpair-bundle="actor"></section>';
const screenshots = path.join(os.tmpdir(), "wasmpair-screenshots");

suite("a region", () => {
  let browser;
  let pages = 0;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-regions-"));

  before(async () => {
    fs.mkdirSync(screenshots, { recursive: true });
    pack(buildApp("actor", "1.24"), "--name", "actor", "--goroot", goRoot("1.24"), "--out", directory);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  /// A page with this markup: { page, requests, site, region, errors }.
  async function open(t, body, { site = serve, prepare = () => {}, context, headers, ...options } = {}) {
    const name = `page-${++pages}.html`;
    writePage(directory, name, body, options);
    const server = await site(t, directory, headers);
    await prepare(server);
    const opened = await openPage(t, browser, "about:blank", context);
    await opened.page.addInitScript(collectEvents);
    const requests = countRequests(opened.page);
    await opened.page.goto(`${server.url}${name}`, { waitUntil: "commit" });
    return { ...opened, site: server, requests, region: opened.page.locator("[data-wasmpair-bundle]").first() };
  }
  const reaches = (page, state) => page.locator(`[data-wasmpair-bundle][data-state="${state}"]`).waitFor();
  const eventsOf = (page) => page.evaluate(() => globalThis.events);
  const program = (requests) => requests.filter((name) => /\.wasm$|wasm_exec/.test(name));

  for (const [name, site] of Object.entries(sites)) {
    suite(`from ${name}`, () => {
      test("loads on a click, but not before", async (t) => {
        const { page, requests, region, errors } = await open(t, bare, { site });
        await page.waitForLoadState("networkidle");
        assert.deepEqual(program(requests), []);
        await region.getByRole("button", { name: "Load actor" }).click();
        await reaches(page, "running");
        assert.equal(program(requests).length, 2);
        assert.deepEqual(errors, []);
      });

      test("loads when it is scrolled into view, but not before", async (t) => {
        const spacer = '<svg width="1" height="5000"></svg>';
        const { page, requests, region } = await open(t, `${spacer}${bare.replace(">", ' data-wasmpair-load="visible">')}`, { site });
        await page.waitForLoadState("networkidle");
        assert.deepEqual(program(requests), []);
        await region.scrollIntoViewIfNeeded();
        await reaches(page, "running");
        assert.equal(program(requests).length, 2);
      });

      test("reports what happens in events that bubble", async (t) => {
        const { page, region } = await open(t, bare, { site });
        await region.getByRole("button").click();
        await reaches(page, "running");
        const events = await eventsOf(page);
        assert.deepEqual(events.filter(([type]) => type !== "progress"), [["start", "actor"], ["ready", "actor"]]);
        const fractions = events.filter(([type]) => type === "progress").map(([, , fraction]) => fraction);
        assert.deepEqual(fractions, [...fractions].sort((one, two) => one - two));
        assert.equal(fractions.at(-1), 1);
      });

      test("runs in a worker on request", async (t) => {
        const { page, region } = await open(t, bare.replace(">", " data-wasmpair-worker>"), { site });
        await region.getByRole("button").click();
        await reaches(page, "running");
        assert.equal(page.workers().length, 1);
        assert.deepEqual((await eventsOf(page)).filter(([type]) => type === "worker"), [["worker", "actor"]]);
      });
    });
  }

  test("loads when the page has loaded and the browser is idle, but not before", async (t) => {
    let respondWithImage;
    const image = new Promise((resolve) => { respondWithImage = resolve; });
    const body = `<img src="slow.png" alt="">${bare.replace(">", ' data-wasmpair-load="idle">')}`;
    const { page, requests, region } = await open(t, body, {
      prepare: (site) => site.misbehave(/slow\.png/, respondWithImage),
      headers: { "Content-Security-Policy": strictPolicy.replace("img-src data:", "img-src 'self'") },
    });
    await region.getByRole("button").waitFor();
    const slow = await image;
    await page.waitForTimeout(300);
    assert.deepEqual(program(requests), []);
    slow.writeHead(404).end();
    await reaches(page, "running");
    assert.equal(program(requests).length, 2);
  });

  test("shares a program with another region of the same bundle", async (t) => {
    const { page, requests } = await open(t, `${bare}${bare}`);
    for (const index of [0, 1]) await page.locator("section").nth(index).locator("button").click();
    await page.locator('[data-state="running"]').nth(1).waitFor();
    assert.equal(program(requests).length, 2);
  });

  test("added later is connected by mountAll()", async (t) => {
    const { page } = await open(t, "");
    await page.waitForLoadState();
    await page.evaluate(async (markup) => {
      const { mountAll } = await import(document.querySelector("script[src]").src);
      document.body.insertAdjacentHTML("beforeend", markup);
      mountAll();
      mountAll(document.body);
    }, bare);
    assert.equal(await page.getByRole("button").count(), 1, "made once");
    await page.getByRole("button").click();
    await reaches(page, "running");
  });

  test("leaves everything to the page with data-wasmpair-ui=none", async (t) => {
    const body = '<button data-wasmpair-bundle="actor" data-wasmpair-ui="none">Play <b>now</b></button>';
    const { page, region, site } = await open(t, body);
    site.misbehave(/\.wasm$/, notFound);
    await page.getByText("now").click();
    await reaches(page, "failed");
    assert.equal(await region.evaluate((element) => element.outerHTML.replace(/ data-state="[a-z]+"/, "")), body);
    const [type, name, code] = (await eventsOf(page)).at(-1);
    assert.deepEqual([type, name, code], ["error", "actor", "not-found"]);
    await region.press("Enter");
    await reaches(page, "running");
  });

  test("uses the parts that the page has, and creates the others", async (t) => {
    const body = `<div data-wasmpair-bundle="actor"><p data-part="status" id="mine"></p><div data-part="start" id="frame">
      <button data-part="button">Start the <i>actor</i></button></div><p data-part="failure" hidden></p></div>`;
    const { page, region } = await open(t, body);
    assert.equal(await page.getByRole("button").textContent(), "Start the actor");
    await page.getByRole("button").locator("i").click();
    await reaches(page, "running");
    assert.equal(await page.locator("#mine").textContent(), "actor is running.");
    assert.equal(await page.locator("#frame").isVisible(), false);
    assert.deepEqual(await region.locator("[data-part]").evaluateAll((all) => all.map(({ dataset }) => dataset.part)),
      ["status", "start", "button", "failure", "progress", "output"]);
  });

  const mistakes = {
    "an unknown bundle": ['<div data-wasmpair-bundle="acter"></div>', {}, "unknown-bundle", /no bundle named "acter"/],
    "a name that every object has": ['<div data-wasmpair-bundle="toString"></div>', {}, "unknown-bundle", /toString/],
    "a page without a release": [bare, { release: null }, "page-state", /data-wasmpair-release/],
    "an empty release": [bare, { release: {} }, "malformed-manifest", /does not describe a release/],
  };
  for (const [what, [body, options, code, message]] of Object.entries(mistakes)) {
    test(`shows ${what}`, async (t) => {
      const { page } = await open(t, body, options);
      await page.getByRole("button").click();
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.textContent(), message);
      assert.equal(await alert.locator("code").textContent(), code);
      assert.equal(await page.getByRole("button").textContent(), "Retry");
    });
  }

  test("reports an unknown trigger immediately", async (t) => {
    const { page, requests } = await open(t, bare.replace(">", ' data-wasmpair-load="hover">'));
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").textContent(), /data-wasmpair-load="hover".*page-state/);
    assert.deepEqual(program(requests), []);
  });

  const failures = {
    "csp-blocks-wasm": { headers: { "Content-Security-Policy": "script-src 'self'" } },
    "csp-blocks-file": { headers: { "Content-Security-Policy": "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'" } },
    "worker-failed": { headers: { "Content-Security-Policy": `${strictPolicy}; worker-src 'none'` }, worker: true },
    "integrity-mismatch": { foreign: true },
    "new-release": { newRelease: true },
    "no-webassembly": { without: "WebAssembly" },
  };
  for (const [code, { headers, worker, foreign, newRelease, without }] of Object.entries(failures)) {
    test(`shows ${code} and can retry`, async (t) => {
      const other = foreign ? await serve(t, directory, { "Access-Control-Allow-Origin": "*" }) : undefined;
      const attributes = `${worker ? " data-wasmpair-worker" : ""}${newRelease ? ' data-wasmpair-new-release="reject"' : ""}`;
      const { page } = await open(t, bare.replace(">", `${attributes}>`), {
        headers: headers ?? {},
        release: foreign ? alteredOn(other.url) : newRelease ? earlierRelease() : undefined,
      });
      await page.getByRole("button").waitFor();
      if (without) await page.evaluate((name) => { delete globalThis[name]; }, without);
      for (const name of ["Load actor", "Retry"]) {
        await page.getByRole("button", { name }).click();
        await page.getByRole("alert").waitFor();
        assert.equal(await page.getByRole("alert").locator("code").textContent(), code);
        assert.notEqual((await page.getByRole("alert").textContent()).trim(), "");
      }
      assert.deepEqual((await eventsOf(page)).filter(([type]) => type === "error").map(([, , id]) => id), [code, code]);
    });
  }

  /// A release whose module differs in its digest from the file on the other origin.
  function alteredOn(url) {
    const { manifest, bundles: { actor: { wasm, shim } } } = releaseOf(directory);
    const integrity = `sha384-${"A".repeat(64)}`;
    const at = (file) => ({ ...file, url: new URL(file.url, url).href });
    return { manifest, bundles: { actor: { wasm: { ...at(wasm), integrity }, shim: at(shim) } } };
  }

  function earlierRelease() {
    const { manifest, bundles: { actor } } = releaseOf(directory);
    const wasm = { ...actor.wasm, url: "actor.00000000.wasm" };
    return { manifest, bundles: { actor: { ...actor, wasm } } };
  }

  test("loads the newer release that the manifest lists", async (t) => {
    const { page } = await open(t, bare, { release: earlierRelease() });
    await page.getByRole("button").click();
    await reaches(page, "running");
    assert.ok((await eventsOf(page)).some(([type]) => type === "newrelease"));
  });

  test("works under a policy that allows no styles", async (t) => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    const { page, errors } = await open(t, bare, { headers: { "Content-Security-Policy": policy } });
    await page.getByRole("button").click();
    await reaches(page, "running");
    assert.equal(await page.getByRole("button").isVisible(), false);
    assert.deepEqual(errors, []);
  });

  test("is accessible: the accessibility tree, state by state", async (t) => {
    const { page, site, region } = await open(t, '<main><section data-wasmpair-bundle="actor" aria-label="Actor"></section></main>');
    const snapshot = () => page.locator("main").ariaSnapshot();
    const lines = (...text) => ["- main:", '  - region "Actor":', ...text.map((line) => `    - ${line}`)].join("\n");
    await page.getByRole("button").waitFor();
    assert.equal(await snapshot(), lines('button "Load actor"', "status"));

    const download = held();
    site.misbehave(/\.wasm$/, download.respond);
    await page.getByRole("button").click();
    await page.waitForFunction(() => document.querySelector("progress").value > 0);
    assert.match(await snapshot(), /button "Loading …" \[disabled\]\n.*progressbar "Loading actor"\n.*status: Loading actor …/);
    assert.equal(await region.getAttribute("aria-busy"), "true");
    download.release();
    await reaches(page, "running");
    assert.equal(await snapshot(), lines("status: actor is running."));
    assert.equal(await region.getAttribute("aria-busy"), "false");

    await page.reload();
    site.misbehave(/\.wasm$/, notFound);
    await page.getByRole("button").click();
    await reaches(page, "failed");
    assert.match(await snapshot(), /- alert:\n(.*\n)*.*strong: The server answered 404 .*\n(.*\n)*.*button "Retry"/);
  });

  test("announces its status politely, and never loses the keyboard focus", async (t) => {
    const { page, site } = await open(t, bare);
    site.misbehave(/\.wasm$/, notFound);
    await page.getByRole("button").waitFor();
    const status = page.getByRole("status");
    assert.equal(await status.getAttribute("aria-live"), "polite");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await reaches(page, "failed");
    const focused = () => page.evaluate(() => document.activeElement.dataset.part);
    assert.equal(await focused(), "button");
    await page.keyboard.press("Enter");
    await reaches(page, "running");
    assert.equal(await focused(), "status");
  });

  test("ignores clicks while it loads", async (t) => {
    const { page, site } = await open(t, bare);
    const download = held();
    site.misbehave(/\.wasm$/, download.respond);
    await page.getByRole("button").click();
    await reaches(page, "loading");
    await page.keyboard.press("Enter");
    await page.getByRole("button").click({ force: true });
    download.release();
    await reaches(page, "running");
    assert.equal((await eventsOf(page)).filter(([type]) => type === "start").length, 1);
  });

  test("shows no motion to users who prefer less", async (t) => {
    const motions = async (reducedMotion) => {
      const site = await serve(t, directory);
      const { page } = await openPage(t, browser, site.url, { reducedMotion });
      return page.locator("button").evaluate((button) => getComputedStyle(button).transitionDuration);
    };
    assert.notEqual(await motions("no-preference"), "0s");
    assert.equal(await motions("reduce"), "0s");
  });

  for (const width of [360, 760]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`of the default page fits ${width} pixels (${colorScheme})`, async (t) => {
        const site = await serve(t, directory);
        const { page } = await openPage(t, browser, site.url, { viewport: { width, height: 420 }, colorScheme });
        const look = async (state) => {
          await page.screenshot({ path: path.join(screenshots, `${state}-${width}-${colorScheme}.png`) });
          const [content, frame] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(content <= frame, `${state}: ${content} pixels in ${frame}`);
        };
        await look("idle");
        site.misbehave(/\.wasm$/, asContent("<!doctype html><p>Welcome", "text/html; charset=utf-8"));
        await page.getByRole("button").click();
        await reaches(page, "failed");
        await look("failed");
        const download = held();
        site.misbehave(/\.wasm$/, download.respond);
        await page.getByRole("button").click();
        await page.waitForFunction(() => document.querySelector("progress").value > 0);
        await look("loading");
        download.release();
        await reaches(page, "running");
        await look("running");
      });
    }
  }
});

/// Runs in the page before its scripts: collects the events of the regions.
function collectEvents() {
  globalThis.events = [];
  for (const type of ["start", "progress", "newrelease", "worker", "ready", "error", "exit"]) {
    document.addEventListener(`wasmpair:${type}`, ({ detail }) => {
      const more = { progress: detail.fraction, error: detail.error?.code, exit: detail.code }[type];
      globalThis.events.push(more === undefined ? [type, detail.name] : [type, detail.name, more]);
    });
  }
}
