// libcurl is loaded by the first command that needs it, because loading it takes longer than most commands work; libuv by
// dev, the only one that does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { goRoot } from "../support/fixtures.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { program, run, temporaryDirectory } from "../support/program.mjs";

/// An environment in which both are damaged.
function withoutLibraries(t) {
  const directory = temporaryDirectory(t);
  for (const name of ["libcurl.so.4", "libuv.so.1"]) fs.writeFileSync(path.join(directory, name), "");
  return { ...process.env, LD_LIBRARY_PATH: directory };
}

test("the program is not linked with libcurl or libuv", () => {
  const dynamic = execFileSync("readelf", ["--dynamic", "--wide", program], { encoding: "utf8" });
  assert.match(dynamic, /NEEDED.*libcrypto/);
  assert.doesNotMatch(dynamic, /libcurl|libuv/);
  // Exported, our functions would take the place of libcurl's own.
  assert.doesNotMatch(execFileSync("readelf", ["--dyn-syms", "--wide", program], { encoding: "utf8" }), / (?:curl|uv)_/);
});

test("packing needs neither", async (t) => {
  const directory = temporaryDirectory(t);
  const module = path.join(directory, "app.wasm");
  fs.writeFileSync(module, goModule({ name: "app", text: "app", version: "go1.24.4", fits: true }));
  const words = ["pack", module, "--goroot", goRoot("1.24"), "--out", path.join(directory, "site"), "--level", "fast", "--no-cache"];
  const { status, stderr } = await run(program, words, { env: withoutLibraries(t) });
  assert.equal(status, 0, stderr);
});

test("verify says what to install if libcurl cannot be loaded", async (t) => {
  const { status, stdout, stderr } = await run(program, ["verify", "http://127.0.0.1:1/"], { env: withoutLibraries(t) });
  assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
  assert.match(stderr, /^wasmpair: libcurl\.so\.4: cannot be loaded: .*file too short\n {2}Install libcurl 7\.88 or later: .*libcurl4/);
});

test("dev says what to install if libuv cannot be loaded, and leaves nothing", async (t) => {
  const directory = temporaryDirectory(t);
  fs.writeFileSync(path.join(directory, "go.mod"), "module example.com/app\n");
  fs.writeFileSync(path.join(directory, "main.go"), "package main\n\nfunc main() {}\n");
  const temporary = temporaryDirectory(t);
  const env = { ...withoutLibraries(t), GOTOOLCHAIN: "local", GOFLAGS: "", TMPDIR: temporary };
  const words = ["dev", "--port", "0", "--go", path.join(goRoot("1.24"), "bin/go")];
  const { status, stdout, stderr } = await run(program, words, { cwd: directory, env });
  assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
  assert.match(stderr, /^wasmpair: libuv\.so\.1: cannot be loaded: .*file too short\n {2}Install libuv 1\.44 or later: .*libuv1/);
  assert.deepEqual(fs.readdirSync(temporary), []);
});
