// Every module with every shim: the prediction of `wasmpair check` must match what Node.js really does.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { check, each, load, modules, sha256, shims } from "../support/pairs.mjs";

const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-matrix-"));
after(() => fs.rmSync(directory, { recursive: true }));

const allModules = modules(directory);
const allShims = shims(directory);
const pairs = allModules.flatMap((module) => allShims.map((shim) => ({ module, shim })));
const results = await each(pairs, async ({ module, shim }) => ({
  module,
  shim,
  report: await check(module, shim),
  outcome: await load(module, shim),
}));
const recorded = recordedOutcomes();

for (const result of results) {
  const { module, shim, report, outcome } = result;
  test(`${module.name} with ${shim.name}: ${outcome.stage}`, () => {
    const refuses = report.findings.find((finding) => finding.consequence === "refuses-to-load");
    const fails = report.findings.find((finding) => finding.consequence === "fails-at-run-time");
    const predicted = refuses ? "refused" : fails ? "died" : "works";
    assert.equal(predicted, outcome.stage, JSON.stringify({ outcome, findings: report.findings }, null, 2));

    if (outcome.stage === "refused") assert.equal(refuses.browser, inCurrentWording(outcome.text));
    if (outcome.stage === "died") assert.ok(`${outcome.text}\n${outcome.output}`.includes(fails.browser), outcome.output);
    if (outcome.stage === "works") assert.ok(outcome.output.includes(module.output), outcome.output);
    if (recorded.has(keyOf(report))) assert.equal(linkOutcome(outcome), recorded.get(keyOf(report)));
  });
}

for (const module of allModules) {
  for (const own of module.own) {
    test(`${module.name} fits its own shim ${path.basename(own)}`, () => {
      const result = results.find(({ module: of, shim }) => of === module && sha256(shim.file) === sha256(own));
      assert.deepEqual(result.report.findings, []);
      assert.equal(result.report.fits, true);
      assert.equal(result.outcome.stage, "works");
    });
  }
}

test("The matrix has pairs of every outcome", () => {
  const stages = new Set(results.map(({ outcome }) => outcome.stage));
  assert.deepEqual([...stages].sort(), ["died", "refused", "works"]);
  const rebuilt = new Set(results.map(({ report }) => keyOf(report)).filter((key) => recorded.has(key)));
  // Modules of every minor version from 1.13, with every unchanged shim of a release or package among the fixtures:
  // 1.13, 1.14, 1.18 and 1.19, 1.20, 1.21 to 1.23, 1.24 and later.
  assert.equal(rebuilt.size, 15 * 6);
});

/// Until 2023, V8 numbered and quoted imports differently; wasmpair uses the current wording.
function inCurrentWording(text) {
  return text
    .replace(/ module="([^"]*)" function="([^"]*)" error:/, ' "$1" "$2":')
    .replace(/ module="([^"]*)" error:/, ' "$1":');
}

/// tests/data/link_outcomes.tsv by "go1.MINOR of the module, minor versions of the shim".
function recordedOutcomes() {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "../data/link_outcomes.tsv");
  const [header, ...rows] = fs
    .readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.split("\t"));
  const outcomes = new Map();
  for (const [release, ...cells] of rows) {
    cells.forEach((cell, column) => outcomes.set(`${minorOf(release)} ${minorsOf(header[column + 1])}`, cell));
  }
  return outcomes;
}

function keyOf({ module, shim }) {
  return `${minorOf(module.go.replace("go", ""))} ${(shim?.knownFor ?? []).join(",")}`;
}

/// "1.24.4" -> "go1.24"
function minorOf(release) {
  return `go${release.split(".").slice(0, 2).join(".")}`;
}

/// "1.21-1.23" -> "go1.21,go1.22,go1.23"
function minorsOf(releases) {
  const [first, last = first] = releases.split("-").map((release) => Number(release.split(".")[1]));
  return Array.from({ length: last - first + 1 }, (_, index) => `go1.${first + index}`).join(",");
}

/// An outcome in the terms of link_outcomes.tsv, which ignores everything after linking.
function linkOutcome({ stage, text }) {
  if (stage !== "refused") return "ok";
  const [, module, name] = inCurrentWording(text).match(/ "([^"]*)"(?: "([^"]*)")?:/);
  return name ? `LinkError ${name}` : `TypeError module ${module}`;
}
