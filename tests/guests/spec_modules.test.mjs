// The modules of the specification's test suite: each that is valid is rewritten to a module that Node.js accepts, or
// refused by a sentence that says where and why; the others are refused.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { rewriter } from "../support/guests.mjs";

const table = path.join(path.dirname(fileURLToPath(import.meta.url)), "../data/spec_modules.tsv");
const modules = fs.readFileSync(table, "utf8").split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split("\t")).map(([name, verdict, , , , hex]) => ({ name, verdict, bytes: Buffer.from(hex, "hex") }));

/// The problems of valid modules that are refused, without the numbers in them.
const refusals = new Set([
  "the guest imports its memory",
  "the guest uses a second memory",
  "the guest uses 64-bit addresses",
  "the guest starts with N pages, but its maximum is N",
]);

test("modules of the specification's tests are rewritten, or refused by name", () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-spec-"));
  try {
    for (const { name, bytes } of modules) fs.writeFileSync(path.join(scratch, name), bytes);
    const lines = execFileSync(rewriter(), ["each", scratch], { encoding: "utf8", maxBuffer: 1 << 26 }).trim().split("\n");
    const outcomes = new Map(lines.map((line) => line.split("\t")));
    const count = { rewritten: 0, refused: 0 };
    for (const { name, verdict, bytes } of modules) {
      const problem = outcomes.get(name);
      assert(problem !== undefined, `${name}: no outcome`);
      if (problem === "") {
        const rewritten = fs.readFileSync(path.join(scratch, `${name}.rewritten`));
        assert.equal(verdict, "valid", `${name}: it was rewritten, but is ${verdict}`);
        assert(WebAssembly.validate(rewritten) || !WebAssembly.validate(bytes), `${name}: Node.js refuses the rewritten module`);
        count.rewritten += 1;
      } else {
        if (verdict === "valid") assert(isKnown(problem), `${name}: it is valid, but refused: ${problem}`);
        count.refused += 1;
      }
    }
    console.log(`${count.rewritten} rewritten, ${count.refused} refused`);
    assert(count.rewritten > 50);
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
});

function isKnown(problem) {
  return refusals.has(problem.replace(/[\d,]+\b/g, (number) => (number === "64" ? number : "N"))) || /^the guest uses .*, which wasmpair does not validate$/.test(problem);
}
