// `wasmpair verify` through a real cache: it finds one that mixes up deltas, and nothing with one that honors Vary.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { publishDeltas } from "../support/delta_site.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { cacheBefore, mixingCaches } from "../support/proxy_cache.mjs";
import { serveConfigured, writeConfig } from "../support/site_config.mjs";
import { assertFound, verify } from "../support/verify.mjs";

suite("wasmpair verify through a cache", () => {
  let directory;
  before((t) => {
    ({ directory } = publishDeltas(temporaryDirectory(t)).at(-1));
  });

  async function start(t, origin, settings) {
    const root = path.join(temporaryDirectory(t), "site");
    fs.cpSync(directory, root, { recursive: true });
    return cacheBefore(t, new URL((await serveConfigured(t, origin, root, root, writeConfig(origin, root, root))).url).origin, settings);
  }

  for (const origin of ["nginx", "caddy"]) {
    test(`finds nothing if it honors Vary, before ${origin}`, async (t) => {
      const cache = await start(t, origin);
      for (const visit of ["the first", "the second"]) {
        const run = await verify(cache.url, "--strict");
        await assertFound(run, []);
        assert.equal(run.status, 0, visit);
      }
      assert.ok(cache.stored() > 10, "it stores what it gets");
    });
  }

  for (const [name, settings] of Object.entries(mixingCaches)) {
    test(`finds one ${name}`, async (t) => {
      const { status, report } = await verify((await start(t, "nginx", settings)).url);
      const ids = report.findings.map(({ id }) => id);
      assert.ok(ids.includes("unasked-delta") && ids.includes("wrong-dictionary"), ids.join());
      assert.equal(status, 1);
      const finding = report.findings.find(({ id }) => id === "unasked-delta");
      assert.ok(finding.subjects.every((subject) => !subject.includes("?full")), "a query leads past the cache");
    });
  }
});
