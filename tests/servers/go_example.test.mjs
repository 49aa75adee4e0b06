// The examples for Go: the one for html/template serves its release so that verify finds nothing, and that for go-app
// resolves to files of its release.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { examples, starters } from "../support/examples.mjs";
import { goEnvironment } from "../support/go_command.mjs";
import { writePackage } from "../support/go_server.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertFound, verify } from "../support/verify.mjs";

function picture() {
  const file = path.join(temporaryDirectory(), "logo.svg");
  fs.writeFileSync(file, '<svg xmlns="http://www.w3.org/2000/svg"/>\n'.repeat(99));
  return file;
}

test("verify finds nothing on the files of Go's html/template", { timeout: 300_000 }, async (t) => {
  const base = "/r&d/";
  const { directory } = packedSite(t, "--base", base, "--template", path.join(examples, "start.js"), "--asset", picture());
  const page = await starters["Go's html/template"](t, directory);
  await assertFound(await verify(new URL(base, page).href), []);
});

test("the resources for go-app are those of the release", { timeout: 300_000 }, (t) => {
  const { directory } = packedSite(t, "--base", "/assets/", "--asset", picture());
  const folder = path.join(temporaryDirectory(), "go-app");
  fs.cpSync(path.join(examples, "go-app"), folder, { recursive: true });
  writePackage(path.join(folder, "assets"));
  const env = { ...goEnvironment(), RELEASE: directory };
  const run = (...args) => execFileSync("go", args, { cwd: folder, env, encoding: "utf8" });
  run("vet", "./...");
  assert.match(run("test", "-count=1", "."), /^ok/);
});
