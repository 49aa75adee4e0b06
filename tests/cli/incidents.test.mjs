// The README's table of incidents is that of the program.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { wasmpair } from "../support/program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

test("the README lists every incident as the program tells it", () => {
  const incidents = JSON.parse(wasmpair(["explain", "--json"]).stdout);
  assert.ok(incidents.length > 50);
  const expected = incidents.map(({ id, title, foundBy, preventedBy }) => `| \`${id}\` | ${title} | ${foundBy} | ${preventedBy || "–"} |`);
  const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
  const rows = readme.split("\n").filter((line) => /^\| `[a-z-]+` \| [^|]* \| [^|]* \| [^|]* \|$/.test(line));
  assert.deepEqual(rows, expected);
});
