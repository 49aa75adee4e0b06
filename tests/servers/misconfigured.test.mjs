// The servers of tests/support/misconfigured.mjs really have exactly the faults that their rows list, and
// `wasmpair verify` finds each under its own id, and nothing else.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp, buildSource } from "../support/apps.mjs";
import { idsOf, problemsOf } from "../support/site_problems.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { incidentIds, misconfigured, correctSites, startMisconfigured } from "../support/misconfigured.mjs";
import { pack, wasmpair } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

suite("misconfigured servers", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-wrong-"));
  const directory = path.join(work, "site");
  const files = { manifest: path.join(work, "manifest.json"), previous: path.join(work, "previous.json") };
  let manifest;
  let previous;

  before(() => {
    const options = ["--goroot", goRoot("1.24"), "--name", "app", "--out", directory];
    pack(buildApp("hello", "1.24"), ...options);
    previous = readManifest(directory);
    fs.copyFileSync(path.join(directory, "wasmpair.json"), files.previous);
    pack(buildSource("next", 'package main\n\nfunc main() { println("next") }\n', "1.24"), ...options);
    manifest = readManifest(directory);
    fs.copyFileSync(path.join(directory, "wasmpair.json"), files.manifest);
  });
  after(() => fs.rmSync(work, { recursive: true, force: true }));

  test("every incident has a server", () => {
    assert.deepEqual([...new Set(misconfigured.flatMap(({ ids }) => ids))].sort(), incidentIds);
  });

  for (const row of [...correctSites, ...misconfigured]) {
    test(row.name, async (t) => {
      const site = await startMisconfigured(t, row, directory);
      const problems = await problemsOf(site.url, manifest, previous);
      assert.deepEqual(idsOf(problems), row.ids, JSON.stringify(problems.slice(0, 12), null, 2));

      const run = wasmpair(["verify", site.url, "--manifest", files.manifest, "--previous", files.previous, "--json"]);
      const { findings } = JSON.parse(run.stdout);
      assert.deepEqual(findings.map(({ id }) => id).sort(), row.ids, JSON.stringify(findings, null, 2));
      assert.equal(run.status, row.ids.length ? 1 : 0);
    });
  }
});
