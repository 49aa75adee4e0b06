// Runs cases of the command line (tests/support/case_file.mjs describes their format):
//   node tests/cli/run.mjs [FILE.case…]
// With WASMPAIR_UPDATE_GOLDEN=1, updates the files with the actual outcomes.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { parseCase, printCase, printOutcome, toLines } from "../support/case_file.mjs";
import { Sandbox } from "../support/sandbox.mjs";

const update = process.env.WASMPAIR_UPDATE_GOLDEN === "1";

for (const file of chosenFiles()) {
  test(path.basename(file, ".case"), (t) => {
    const steps = parseCase(fs.readFileSync(file, "utf8"));
    assert(steps.some(({ kind }) => kind === "run"), `${file} runs nothing`);
    const sandbox = new Sandbox();
    t.after(() => sandbox.remove());
    for (const step of steps) runStep(step, sandbox);
    if (update) fs.writeFileSync(file, printCase(steps));
  });
}

function chosenFiles() {
  if (process.argv.length > 2) return process.argv.slice(2);
  const cases = path.join(path.dirname(fileURLToPath(import.meta.url)), "cases");
  return fs.readdirSync(cases).filter((name) => name.endsWith(".case")).sort().map((name) => path.join(cases, name));
}

function runStep(step, sandbox) {
  if (step.kind === "text") return;
  const result = sandbox.run(step.command);
  if (step.kind === "setup") {
    assert.equal(result.status, 0, `set-up failed: ${step.command}\n${result.stdout}${result.stderr}`);
    return;
  }
  const actual = {
    stdout: toLines(sandbox.normalize(result.stdout)),
    stderr: toLines(sandbox.normalize(result.stderr)),
    status: result.status,
  };
  if (update) step.expected = actual;
  assert.deepEqual(printOutcome(actual), printOutcome(step.expected), `$ ${step.command}`);
}
