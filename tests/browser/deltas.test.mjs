// Chromium downloads a release as the difference to the one that it has (RFC 9842), and gets past every wrong one.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test as nodeTest } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { launchChromium } from "../support/browser.mjs";
import { publishDeltas, visit } from "../support/delta_site.mjs";
import { buildGoServer, startGoServer } from "../support/go_server.mjs";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { cacheBefore, mixingCaches } from "../support/proxy_cache.mjs";
import { request } from "../support/requests.mjs";
import { configuredSites } from "../support/site_config.mjs";

const test = (name, run) => nodeTest(name, { timeout: 180_000 }, run);
const servers = {
  ...configuredSites,
  "wasmpair serve": (t, root) => preview(t, root),
  "the Go package": (t, root) => {
    const { command } = buildGoServer(temporaryDirectory(t), (generated) => fs.cpSync(root, generated, { recursive: true }));
    return startGoServer(t, command, root);
  },
};

suite("deltas in Chromium", () => {
  let browser;
  let states; // after each release

  before(async (t) => {
    browser = await launchChromium();
    states = publishDeltas(temporaryDirectory(t), { encodings: ["dcz", "dcz", "dcb"], options: ["--page", "app"] });
  });
  after(() => browser?.close());

  /// A site that has the first release, and publish(index), after which it has a later one.
  async function startSite(t, server) {
    const root = path.join(temporaryDirectory(t), "site");
    fs.cpSync(states[0].directory, root, { recursive: true });
    const site = await server(t, root);
    const publish = async (index) => {
      fs.cpSync(states[index].directory, root, { recursive: true });
      while ((await request(new URL(states[index].wasm.path, site.url))).status !== 200) await sleep(20);
    };
    return { url: site.url, publish, root };
  }

  async function openContext(t) {
    const context = await browser.newContext();
    t.after(() => context.close());
    return context;
  }

  const sizeOf = (index, encoding) => states[index].wasm.encodings.find((sibling) => sibling.encoding === encoding).bytes;
  const deltaOf = (index, from) => states[index].wasm.deltas.find((delta) => delta.from.path === states[from].wasm.path).bytes;

  /// Expects one response of that size for the module.
  function expectBytes({ fetched, retries }, index, encoded) {
    assert.deepEqual(retries, []);
    assert.deepEqual(fetched.map(({ encodedBodySize, decodedBodySize }) => [encodedBodySize, decodedBodySize]), [[encoded, states[index].wasm.bytes]]);
    const [{ transferSize }] = fetched;
    assert.ok(transferSize > encoded && transferSize < encoded + 1000, `${transferSize} bytes on the wire`);
  }

  for (const [name, server] of Object.entries(servers)) {
    test(`from ${name} are all that a returning visitor downloads`, async (t) => {
      const { url, publish } = await startSite(t, server);
      const everyRelease = await openContext(t);
      const twoBehind = await openContext(t);
      for (const context of [everyRelease, twoBehind]) expectBytes(await visit(context, url, states[0].text), 0, sizeOf(0, "br"));
      await publish(1);
      expectBytes(await visit(everyRelease, url, states[1].text), 1, deltaOf(1, 0));
      await publish(2);
      expectBytes(await visit(everyRelease, url, states[2].text), 2, deltaOf(2, 1));
      expectBytes(await visit(twoBehind, url, states[2].text), 2, deltaOf(2, 0));
      expectBytes(await visit(await openContext(t), url, states[2].text), 2, sizeOf(2, "br"));
      // Again: from the cache, under the delta's own name in it.
      const { fetched } = await visit(twoBehind, url, states[2].text);
      assert.deepEqual(fetched.map(({ transferSize, decodedBodySize }) => [transferSize, decodedBodySize]), [[0, states[2].wasm.bytes]]);
    });
  }

  for (const [name, settings] of Object.entries(mixingCaches)) {
    test(`through a cache ${name} leave nobody without the program`, async (t) => {
      let cache;
      const { publish } = await startSite(t, async (test_, root) => {
        const origin = await servers.nginx(test_, root);
        cache = await cacheBefore(test_, new URL(origin.url).origin, settings);
        return origin;
      });
      const everyRelease = await openContext(t);
      const twoBehind = await openContext(t);
      for (const context of [everyRelease, twoBehind]) await visit(context, cache.url, states[0].text);
      await publish(1);
      expectBytes(await visit(everyRelease, cache.url, states[1].text), 1, deltaOf(1, 0));
      await publish(2);
      expectBytes(await visit(everyRelease, cache.url, states[2].text), 2, deltaOf(2, 1));
      // From here on, the cache has that delta, which is of no use to the others. Chromium accepts deltas only if it has
      // a dictionary, so that new visitors get past a cache that distinguishes values of Accept-Encoding.
      const newVisitor = await openContext(t);
      const visits = [await visit(twoBehind, cache.url, states[2].text), await visit(newVisitor, cache.url, states[2].text), await visit(newVisitor, cache.url, states[2].text)];
      for (const { fetched } of visits) assert.ok(fetched.length <= 3, JSON.stringify(fetched));
      assert.deepEqual(visits.slice(0, 2).map(({ retries }) => retries.length > 0), [true, name === "that ignores Vary"], JSON.stringify(visits));
    });
  }

  /// Which of three visits needs more than one request: by a returning visitor, by a new one, by the first one again.
  const faults = {
    "unasked-delta": [false, true, false],
    "wrong-dictionary": [true, false, false],
    "cut-delta": [true, false, false],
    "no-dictionary-vary": [false, false, false],
  };
  for (const [fault, retried] of Object.entries(faults)) {
    test(`that are wrong (${fault}) leave nobody without the program`, async (t) => {
      const { url, publish, root } = await startSite(t, (test_, directory) => preview(test_, directory, "--fault", fault));
      const returning = await openContext(t);
      await visit(returning, url, states[0].text);
      await publish(1);
      const visits = [await visit(returning, url, states[1].text), await visit(await openContext(t), url, states[1].text), await visit(returning, url, states[1].text)];
      for (const { fetched } of visits) assert.ok(fetched.length <= 3, JSON.stringify(fetched));
      assert.deepEqual(visits.map(({ retries }) => retries.length > 0), retried, JSON.stringify(visits));
      // The fault is mended: every later visit is an ordinary one.
      const mended = await preview(t, root);
      await publish(2);
      const context = await openContext(t);
      expectBytes(await visit(context, mended.url, states[2].text), 2, sizeOf(2, "br"));
      await visit(returning, mended.url, states[2].text);
    });
  }
});
