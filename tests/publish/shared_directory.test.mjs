// Several runs that publish into one directory at the same time, and directories that cannot be written.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, assertNothingElse } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";

let earlier;
let later;
let goroot;
before(() => { ({ earlier, later, goroot } = smallModules()); });
const pack = (module, directory) => ["pack", module.file, ...module.options, "--name", "app", "--out", directory];

suite("runs at the same time", () => {
  /// Starts a run: a promise of { status, stderr }.
  function start(options) {
    const child = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk) => { stderr += chunk; });
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
  }

  /// The manifest of a module published on its own.
  function published(t, module) {
    const directory = path.join(temporaryDirectory(t), "site");
    assert.equal(wasmpair(pack(module, directory)).status, 0);
    return assertComplete(directory);
  }

  test("all succeed and leave one complete release", async (t) => {
    const manifests = [published(t, earlier), published(t, later)];
    for (let round = 0; round < 3; ++round) {
      const directory = path.join(temporaryDirectory(t), "not", "there", "yet");
      const runs = [earlier, later, earlier, later].map((module) => start(pack(module, directory)));
      for (const { status, stderr } of await Promise.all(runs)) assert.equal(status, 0, stderr);
      const manifest = JSON.stringify(assertComplete(directory));
      assert.ok(manifests.some((one) => JSON.stringify(one) === manifest), "the manifest comes from one run");
      assertNothingElse(directory, ...manifests);
    }
  });

  // The siblings have the same names at every level, but different contents.
  test("with different levels never mix their files", async (t) => {
    const directory = path.join(temporaryDirectory(t), "site");
    const atLevel = (level) => pack(earlier, directory).map((word) => (word === "fast" ? level : word));
    for (let round = 0; round < 3; ++round) {
      const runs = ["fast", "release", "fast"].map((level) => start([...atLevel(level), "--encodings", "gzip"]));
      for (const { status, stderr } of await Promise.all(runs)) assert.equal(status, 0, stderr);
      assertNothingElse(directory, assertComplete(directory));
    }
  });
});

suite("a directory that cannot be written", () => {
  /// Runs as a user who is not root and owns nothing, with the program and its input where that user can read them.
  function runAsNobody(t, prepare) {
    const work = temporaryDirectory(t);
    fs.chmodSync(work, 0o755);
    const input = path.join(work, "app.wasm");
    const shim = path.join(work, "wasm_exec.js");
    const copy = path.join(work, "wasmpair");
    fs.copyFileSync(earlier.file, input);
    fs.copyFileSync(path.join(goroot, "lib/wasm/wasm_exec.js"), shim);
    fs.copyFileSync(program, copy);
    const directory = path.join(work, "site");
    const options = ["pack", input, "--shim", shim, ...earlier.options.slice(2), "--out", directory];
    prepare(directory, options);
    const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", copy, ...options];
    const run = process.getuid() === 0 ? spawnSync("setpriv", nobody, { encoding: "utf8" }) : wasmpair(options);
    fs.chmodSync(work, 0o755);
    if (fs.existsSync(directory)) fs.chmodSync(directory, 0o755);
    return { ...run, directory };
  }

  test("is reported when it has to be created", (t) => {
    const { status, stderr, directory } = runAsNobody(t, (directory) => fs.chmodSync(path.dirname(directory), 0o555));
    assert.equal(status, 2);
    assert.match(stderr, /site: cannot create the directory: Permission denied\n  Check who may write there/);
    assert.equal(fs.existsSync(directory), false);
  });

  test("is reported when it exists", (t) => {
    const { status, stderr, directory } = runAsNobody(t, (directory) => fs.mkdirSync(directory, { mode: 0o555 }));
    assert.equal(status, 2);
    assert.match(stderr, /site\/[^:]*: cannot create: Permission denied\n  Check who may write there/);
    assert.deepEqual(fs.readdirSync(directory), []);
  });

  test("is accepted when nothing has changed", (t) => {
    const { status, stderr, directory } = runAsNobody(t, (directory, options) => {
      assert.equal(wasmpair(options).status, 0);
      fs.chmodSync(directory, 0o555);
    });
    assert.equal(status, 0, stderr);
    assertComplete(directory);
  });
});
