// libcurl is loaded by the first command that needs it, because loading it takes longer than most commands work.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { goRoot } from "../support/fixtures.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { program, run, temporaryDirectory } from "../support/program.mjs";

/// An environment in which libcurl is damaged.
function withoutLibcurl(t) {
  const directory = temporaryDirectory(t);
  fs.writeFileSync(path.join(directory, "libcurl.so.4"), "");
  return { ...process.env, LD_LIBRARY_PATH: directory };
}

test("the program is not linked with libcurl", () => {
  const dynamic = execFileSync("readelf", ["--dynamic", "--wide", program], { encoding: "utf8" });
  assert.match(dynamic, /NEEDED.*libcrypto/);
  assert.doesNotMatch(dynamic, /libcurl/);
  // Exported, our functions would take the place of libcurl's own.
  assert.doesNotMatch(execFileSync("readelf", ["--dyn-syms", "--wide", program], { encoding: "utf8" }), / curl_/);
});

test("packing does not need libcurl", async (t) => {
  const directory = temporaryDirectory(t);
  const module = path.join(directory, "app.wasm");
  fs.writeFileSync(module, goModule({ name: "app", text: "app", version: "go1.24.4", fits: true }));
  const words = ["pack", module, "--goroot", goRoot("1.24"), "--out", path.join(directory, "site"), "--level", "fast", "--no-cache"];
  const { status, stderr } = await run(program, words, { env: withoutLibcurl(t) });
  assert.equal(status, 0, stderr);
});

test("verify says what to install if libcurl cannot be loaded", async (t) => {
  const { status, stdout, stderr } = await run(program, ["verify", "http://127.0.0.1:1/"], { env: withoutLibcurl(t) });
  assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
  assert.match(stderr, /^wasmpair: libcurl\.so\.4: cannot be loaded: .*file too short\n {2}Install libcurl 7\.88 or later: .*libcurl4/);
});
