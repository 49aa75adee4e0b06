// The documented way to run a release in Node.js, and what the loader says there.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { buildSource } from "../support/apps.mjs";
import { example } from "../support/documents.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { pack, run, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const program = `package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	fmt.Println(string(text), err, os.Getenv("GREETING"))
	os.Exit(3)
}
`;

for (const release of ["1.19", "1.24"]) {
  test(`a release of Go ${release} runs in Node.js as documented, with files, arguments, environment and exit status`, async (t) => {
    const work = temporaryDirectory(t);
    const dist = path.join(work, "dist");
    pack(buildSource("reader", program, release), "--name", "app", "--goroot", goRoot(release), "--out", dist);
    fs.writeFileSync(path.join(work, "run.mjs"), example("A release in Node.js", "js"));
    fs.writeFileSync(path.join(work, "note.txt"), "a note");
    const env = { ...process.env, GREETING: "hello" };
    const { status, stdout, stderr } = await run("node", ["run.mjs", "dist", "note.txt"], { cwd: work, env });
    assert.equal(stderr, "");
    assert.equal(stdout, "a note <nil> hello\n");
    assert.equal(status, 3);
  });
}

test("the loader says that it is for browsers", async (t) => {
  const dist = path.join(temporaryDirectory(t), "dist");
  pack(buildSource("reader", program, "1.24"), "--name", "app", "--goroot", goRoot("1.24"), "--out", dist);
  const bundle = readManifest(dist).bundles.app;
  const copy = path.join(dist, "loader.mjs");
  fs.copyFileSync(path.join(dist, bundle.loader.path), copy);
  const { load, loadFromManifest } = await import(pathToFileURL(copy).href);
  for (const outcome of [load(bundle), loadFromManifest("wasmpair.json", "app")]) {
    const error = await outcome.catch((reason) => reason);
    assert.equal(error.code, "page-state");
    assert.match(error.message, /needs a page or a worker: Node\.js/);
  }
});
