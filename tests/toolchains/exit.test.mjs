// The tests' module runners exit when the program does. A timer left by the program would throw "Go program has already
// exited", and some releases occasionally leave one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { load } from "../support/pairs.mjs";
import { runModule, shimOf } from "../support/published.mjs";

for (const release of goVersions()) {
  test(`A program of Go ${release} that exits while a goroutine sleeps exits successfully`, async () => {
    const module = buildApp("actor", release);
    const args = ["end-asleep"];
    assert.deepEqual(runModule(module, shimOf(release), args), { stdout: "", stderr: "", status: 0 });
    const outcome = await load({ file: module, global: "", args }, { file: shimOf(release) });
    assert.equal(outcome.stage, "works", JSON.stringify(outcome));
  });
}
