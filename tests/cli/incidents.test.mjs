// The loader's types and docs/incidents.md list the program's incidents.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const incidents = () => JSON.parse(wasmpair(["explain", "--json"]).stdout);

function incidentsPage(...words) {
  const env = { ...process.env, WASMPAIR: program };
  return spawnSync(path.join(root, "tools/incidents-page"), words, { env, encoding: "utf8" });
}

test("the loader's incidents are the program's", () => {
  const found = incidents().filter(({ foundBy }) => foundBy.includes("loader")).map(({ id }) => id);
  const types = fs.readFileSync(path.join(root, "templates/loader.d.ts"), "utf8");
  const declared = [...types.matchAll(/^ +\| "([a-z-]+)"/gm)].map(([, id]) => id);
  assert.ok(declared.length > 15);
  assert.deepEqual(declared.sort(), found.sort());
});

test("docs/incidents.md is up to date", () => {
  const { status, stderr } = incidentsPage("--check");
  assert.equal(status, 0, stderr);
});

test("tools/incidents-page writes every incident, and reports a page that is out of date", (t) => {
  const page = path.join(temporaryDirectory(t), "incidents.md");
  assert.equal(incidentsPage(page).status, 0);
  const text = fs.readFileSync(page, "utf8");
  const sections = [...text.matchAll(/^### `([a-z-]+)`$/gm)].map(([, id]) => id);
  assert.deepEqual(sections, incidents().map(({ id }) => id));
  assert.equal(incidentsPage("--check", page).status, 0);
  fs.writeFileSync(page, text.replace("Fix:", "Fixes:"));
  const { status, stderr } = incidentsPage("--check", page);
  assert.equal(status, 1);
  assert.match(stderr, /is out of date\. Run: tools\/incidents-page/);
});
