// The guide of guests names what the program knows: each option and each incident.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { source } from "../support/go_command.mjs";
import { wasmpair } from "../support/program.mjs";

const guide = fs.readFileSync(path.join(source, "docs/guests.md"), "utf8");

test("the guide has each option of wasmpair guest, and no other", () => {
  const options = [...wasmpair(["guest", "--help"]).stdout.matchAll(/^ .*?(--[a-z-]+)/gm)].map(([, name]) => name);
  assert(options.length > 20);
  const rows = [...guide.matchAll(/^\| (`--[^|]*) \|/gm)].flatMap(([, cell]) => cell.match(/--[a-z-]+/g));
  assert.deepEqual([...new Set(rows)].sort(), options.filter((name) => name !== "--help").sort());
});

test("the guide has a row for each incident of guests, and no other", () => {
  const files = ["guest.cpp", "guest_host.cpp"].map((name) => fs.readFileSync(path.join(source, "src/incidents", name), "utf8"));
  const incidents = [...files.join("").matchAll(/^ {4}\{"([a-z-]+)",/gm)].map(([, id]) => id);
  assert(incidents.length > 30);
  for (const id of incidents) assert.equal(wasmpair(["explain", id]).status, 0, id);
  const table = guide.slice(guide.indexOf("## Incidents"), guide.indexOf("## Calling conventions"));
  const rows = [...table.matchAll(/^\| (`[^:]*):/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id));
  assert.deepEqual(rows.sort(), incidents.sort());
});
