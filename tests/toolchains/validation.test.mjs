// wasmpair's verdict on modules against that of V8: on every instruction, and on mutants of real modules.
// WASMPAIR_MUTANTS sets how many mutants there are; the label `mutants` runs 100,000.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions, npmFixture } from "../support/fixtures.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { shimOf } from "../support/published.mjs";
import { compare, firstInstruction, Mutants, Verdicts } from "../support/verdicts.mjs";
import { instructionModules } from "../support/instruction_modules.mjs";

const verdicts = new Verdicts();
after(() => verdicts.end());

const mutants = Number(process.env.WASMPAIR_MUTANTS ?? 3000);
const newest = goVersions().at(-1);
/// The files, and the share of mutants that each gets: V8 takes longest over those of Go.
const files = [
  [buildApp("hello", newest), 5],
  [buildApp("hello", "1.21"), 3],
  [buildApp("wasip1", newest, { goos: "wasip1" }), 2],
  [npmFixture("wasm-fmt-gofmt-0.7.3", "gofmt.wasm"), 30],
  [npmFixture("windmill-parser-wasm-go-1.761.0", "windmill_parser_wasm_bg.wasm"), 30],
  [npmFixture("onigasm-2.2.5", "lib/onigasm.wasm"), 20],
  [npmFixture("sh-syntax-0.7.0", "main.wasm"), 10],
];

for (const [file, share] of files) {
  const count = Math.ceil((mutants * share) / 100);
  test(`${count} mutants of ${file.split("/").slice(-3).join("/")}`, async () => {
    const source = new Mutants(file, 20 + share);
    verdicts.file(file);
    const original = await verdicts.judgeMutant([]);
    assert.deepEqual({ ...original, proposals: [] }, { valid: true, proposals: [], message: "" });
    const results = new Map();
    for (let i = 0; i < count; ++i) {
      const edits = source.next();
      const ours = await verdicts.judgeMutant(edits);
      const accepts = source.v8Accepts(edits);
      const result = compare(ours, accepts);
      assert.notEqual(result, "differ", `${file} ${JSON.stringify(edits)}: V8 says ${accepts}, wasmpair ${JSON.stringify(ours)}`);
      const key = result === "agree" ? (accepts ? "both accept" : "both reject") : result;
      results.set(key, (results.get(key) ?? 0) + 1);
    }
    console.log([...results].map(([result, times]) => `${result}: ${times}`).join(", "));
    if (count >= 300) {
      assert.ok(results.get("both accept") > count / 50, "some mutants are valid");
      assert.ok(results.get("both reject") > count / 50, "some mutants are invalid");
    }
  });
}

test("Every instruction takes and gives the types that V8 says", async () => {
  let accepted = 0;
  const checks = [];
  const finish = async () => {
    for (const { name, ours, accepts } of checks.splice(0)) {
      const result = compare(await ours, accepts);
      assert.notEqual(result, "differ", `${name}: V8 says ${accepts}, wasmpair ${JSON.stringify(await ours)}`);
      if (accepts) ++accepted;
    }
  };
  for (const { name, bytes } of instructionModules({ thorough: mutants >= 100_000 })) {
    checks.push({ name, ours: verdicts.judge(bytes), accepts: WebAssembly.validate(bytes) });
    if (checks.length === 1000) await finish();
  }
  await finish();
  assert.ok(accepted > 10_000, `only ${accepted} modules are valid`);
});

test("A program whose code uses a proposal that is not validated is not published", () => {
  const directory = temporaryDirectory();
  const module = path.join(directory, "app.wasm");
  const out = path.join(directory, "site");
  const bytes = fs.readFileSync(buildApp("hello", newest));
  bytes[firstInstruction(bytes)] = 0x08; // throw
  fs.writeFileSync(module, bytes);
  for (const command of [["check", module], ["pack", module, "--out", out, "--level", "fast", "--no-cache"]]) {
    const run = wasmpair([...command, "--shim", shimOf(newest)]);
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout + run.stderr, /unvalidated-module[^]*uses proposal exception handling/);
  }
  assert.ok(!fs.existsSync(out), "nothing is written");
});
