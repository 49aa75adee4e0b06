// Guests that Go compiled print the same after rewriting, and take the same units in each run.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { Guest, rewrite } from "../support/guests.mjs";

const calls = { transform: [0, 1, 3, 50], filter: [1, 20], concurrent: [1, 10, 100], recover: [0, 1, 200], copies: [20, 100, 100_000] };
const often = { interval: 100_000 };

for (const release of ["1.24", goVersions().at(-1)]) {
  const bytes = fs.readFileSync(buildApp("guest", release, { goos: "wasip1", flags: ["-buildmode=c-shared"] }));

  test(`a guest of Go ${release} prints the same after rewriting, in calls that follow each other`, () => {
    const [plain, rewritten, again] = [new Guest(bytes), new Guest(rewrite(bytes, often), often), new Guest(rewrite(bytes, often), often)];
    for (const guest of [plain, rewritten, again]) guest.call("_initialize");
    for (const [name, values] of Object.entries(calls)) {
      for (const value of values) {
        const expected = plain.call(name, value);
        const { result, units } = rewritten.call(name, value);
        assert.equal(expected.result, undefined, `${name}(${value}) traps`);
        assert.equal(result, undefined, `${name}(${value}) traps after rewriting`);
        assert.equal(rewritten.output, plain.output, `${name}(${value})`);
        assert.equal(rewritten.depth, 0, `the depth after ${name}(${value})`);
        assert.equal(again.call(name, value).units, units, `${name}(${value})`);
      }
    }
    assert(plain.output.length > 10_000);
    assert(rewritten.yields > 100);
  });

  test(`a guest of Go ${release} that recurses without an end traps at the limit of calls`, () => {
    const guest = new Guest(rewrite(bytes, { depth: 1000 }));
    guest.call("_initialize");
    assert.equal(guest.call("recover", 100_000).result, "unreachable");
  });
}
