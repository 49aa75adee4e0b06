// The README's table of incidents is that of the program.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { wasmpair } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const read = (file) => fs.readFileSync(path.join(root, file), "utf8");

test("the loader's incidents are the program's", () => {
  const { stdout } = wasmpair(["explain", "--json"]);
  const found = JSON.parse(stdout).filter(({ foundBy }) => foundBy.includes("loader")).map(({ id }) => id);
  const declared = [...read("templates/loader.d.ts").matchAll(/^ +\| "([a-z-]+)"/gm)].map(([, id]) => id);
  assert.ok(declared.length > 15);
  assert.deepEqual(declared.sort(), found.sort());
});

test("the README lists every incident as the program tells it", () => {
  const incidents = JSON.parse(wasmpair(["explain", "--json"]).stdout);
  assert.ok(incidents.length > 50);
  const expected = incidents.map(({ id, title, foundBy, preventedBy }) => `| \`${id}\` | ${title} | ${foundBy} | ${preventedBy || "–"} |`);
  const rows = read("README.md").split("\n").filter((line) => /^\| `[a-z-]+` \| [^|]* \| [^|]* \| [^|]* \|$/.test(line));
  assert.deepEqual(rows, expected);
});
