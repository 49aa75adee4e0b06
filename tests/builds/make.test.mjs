// The example project for Make, built by make: when it packs, and what a failure leaves.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoot } from "../support/fixtures.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const isPack = / pack app\.wasm --out dist /;

suite("the example for Make", () => {
  /// A clean copy, in a directory with spaces: { directory, shim, make(...words) }.
  function copy(t) {
    const directory = path.join(temporaryDirectory(t), "my project");
    fs.cpSync(path.join(here, "make"), directory, { recursive: true });
    const shim = path.join(directory, "wasm_exec.js");
    fs.copyFileSync(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), shim);
    const variables = [
      `GO=${path.join(goRoot("1.24"), "bin/go")}`,
      `WASMPAIR=${program}`,
      `WASMPAIR_MAKE=${path.resolve(here, "../../tools/make")}`,
      "PACK_OPTIONS=--shim wasm_exec.js --level fast --quiet --no-cache",
    ];
    const env = { ...process.env, GOCACHE: path.join(fixturesDirectory(), "go-build"), GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" };
    const make = (...words) => spawnSync("make", [...variables, ...words], { cwd: directory, env, encoding: "utf8" });
    return { directory, shim, make };
  }

  /// A time later than everything built so far.
  function touch(file) {
    const later = new Date(Date.now() + 2000);
    fs.utimesSync(file, later, later);
  }

  const manifestTime = (directory) => fs.statSync(path.join(directory, "dist/wasmpair.json")).mtimeMs;
  const pairOf = (directory) => readManifest(path.join(directory, "dist")).bundles.app.pair;

  test("packs the first time, and then does nothing", (t) => {
    const { directory, make } = copy(t);
    const first = make();
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, isPack);
    assert.equal(readManifest(path.join(directory, "dist")).base, "/assets/");
    const again = make();
    assert.equal(again.stdout.trim(), "make: Nothing to be done for 'all'.");
    assert.equal(make("--question").status, 0);
  });

  test("packs again after a change of the module or the shim", (t) => {
    const { directory, shim, make } = copy(t);
    assert.equal(make().status, 0);
    const [pair, time] = [pairOf(directory), manifestTime(directory)];

    touch(shim);
    const touched = make();
    assert.equal(touched.status, 0, touched.stderr);
    assert.match(touched.stdout, isPack);
    assert.equal(manifestTime(directory), time, "identical bytes are not written again");

    const source = path.join(directory, "cmd/app/main.go");
    fs.writeFileSync(source, fs.readFileSync(source, "utf8").replace("packed", "packed again"));
    touch(source);
    assert.match(make().stdout, isPack);
    assert.notEqual(pairOf(directory), pair);
  });

  test("is not stopped by a deleted input", (t) => {
    const { directory, make } = copy(t);
    assert.equal(make().status, 0);
    fs.renameSync(path.join(directory, "wasm_exec.js"), path.join(directory, "moved.js"));
    const moved = make("PACK_OPTIONS=--shim moved.js --level fast --quiet --no-cache");
    assert.equal(moved.status, 0, moved.stderr);
    assert.match(moved.stdout, isPack);
  });

  test("fails for a pair that does not match, leaves the last release, and succeeds after the repair", (t) => {
    const { directory, shim, make } = copy(t);
    assert.equal(make().status, 0);
    const pair = pairOf(directory);
    const matching = fs.readFileSync(shim);
    fs.copyFileSync(path.join(goRoot("1.19"), "misc/wasm/wasm_exec.js"), shim);
    touch(shim);
    for (const attempt of ["first", "second"]) {
      const failed = make();
      assert.equal(failed.status, 2, attempt);
      assert.match(failed.stderr, /missing-import-module/);
      assert.equal(pairOf(directory), pair);
    }
    fs.writeFileSync(shim, matching);
    touch(shim);
    assert.equal(make().status, 0);
  });

  test("makes its directory and names its program as the shell on Windows wants it, with sh and without", (t) => {
    const { directory, make } = copy(t);
    fs.writeFileSync(path.join(directory, "app.wasm"), ""); // so that nothing is compiled
    const commands = (...words) => {
      const { status, stdout, stderr } = make("--dry-run", "OS=Windows_NT", "WASMPAIR_STATE=out/state", ...words);
      assert.equal(status, 0, stderr);
      const lines = stdout.trim().split("\n");
      return { directory: lines.find((line) => line.includes("mkdir")), program: lines.find((line) => isPack.test(line))?.split(" ")[0] };
    };
    const [posix, windows] = ["C:/tools/wasmpair.exe", "C:\\tools\\wasmpair.exe"];
    for (const named of [posix, windows]) {
      const cmd = { directory: 'if not exist "out\\state" mkdir "out\\state"', program: windows };
      for (const shell of ["sh.exe", "C:/Windows/System32/cmd.exe"]) assert.deepEqual(commands(`SHELL=${shell}`, `WASMPAIR=${named}`), cmd);
      assert.deepEqual(commands("SHELL=C:/Program Files/Git/usr/bin/sh.exe", `WASMPAIR=${named}`), { directory: "mkdir -p out/state", program: posix });
    }
  });
});
