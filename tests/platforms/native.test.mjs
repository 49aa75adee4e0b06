// The program under test on whatever system runs this: macOS and Windows in CI, and here. It uses no shell, and no other
// programs than Node.js and Go. WASMPAIR_EXPECTED names a directory: if it is there, the release must be the same bytes as
// that one, which another system packed; else, the release is copied there.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { before, test } from "node:test";
import zlib from "node:zlib";
import { projectVersion } from "../../tools/lib/version.mjs";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";

const filesIn = (directory) => Object.fromEntries(fs.readdirSync(directory).sort().map((name) => [name, fs.readFileSync(path.join(directory, name))]));

function succeed(words, options) {
  const { status, stdout, stderr } = wasmpair(words, options);
  assert.equal(status, 0, `${words.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

let work, module, shim, dist;
const pack = (...words) => succeed(["pack", module, "--shim", shim, "--level", "fast", "--encodings", "br,gzip,zstd", "--no-cache", ...words]);
before(() => {
  work = path.join(temporaryDirectory(), "a project of Jürgen's");
  fs.mkdirSync(work);
  module = path.join(work, "app.wasm");
  fs.copyFileSync(buildApp("hello", "1.24"), module);
  shim = path.join(work, "wasm_exec.js");
  fs.copyFileSync(path.join(goRoot("1.24"), "lib", "wasm", "wasm_exec.js"), shim);
  dist = path.join(work, "out", "dist"); // with this system's separators
  fs.mkdirSync(path.dirname(dist));
  pack("--out", dist);
});

test("prints the project's version", () => {
  assert.equal(succeed(["--version"]).trim(), `wasmpair ${projectVersion()}`);
});

test("packs what its encodings decode to", () => {
  const files = filesIn(dist);
  const manifest = JSON.parse(files["wasmpair.json"]);
  assert.deepEqual(Object.keys(files).filter((name) => !manifest.files.includes(name) && !/^wasmpair\./.test(name)), []);
  const { path: name } = manifest.bundles.app.wasm;
  assert.ok(zlib.brotliDecompressSync(files[`${name}.br`]).equals(files[name]));
  assert.ok(zlib.gunzipSync(files[`${name}.gz`]).equals(files[name]));
});

test("changes nothing when it packs again, and replaces the files of an earlier release", () => {
  const times = () => fs.readdirSync(dist).map((name) => [name, fs.statSync(path.join(dist, name)).mtimeMs]);
  const before = times();
  pack("--out", dist);
  assert.deepEqual(times(), before);
  const other = path.join(work, "other");
  pack("--out", other, "--base", "/one/");
  pack("--out", other, "--base", "/two/");
  assert.equal(JSON.parse(fs.readFileSync(path.join(other, "wasmpair.json"), "utf8")).base, "/two/");
});

test("names files relative to the directory that it runs in", () => {
  const options = ["--level", "fast", "--encodings", "br,gzip,zstd", "--no-cache"];
  succeed(["pack", "app.wasm", "--shim", "wasm_exec.js", "--out", path.join("out", "again"), ...options], { cwd: work });
  assert.deepEqual(filesIn(path.join(work, "out", "again")), filesIn(dist));
});

test("refuses a pair that does not fit, and reports a missing file", () => {
  const wrong = path.join(work, "wrong.js");
  fs.writeFileSync(wrong, fs.readFileSync(shim, "utf8").replace('"syscall/js.valueGet"', '"syscall/js.valueGot"'));
  assert.equal(wasmpair(["check", module, "--shim", wrong]).status, 1);
  const { status, stderr } = wasmpair(["check", path.join(work, "missing.wasm"), "--shim", shim]);
  assert.equal(status, 2);
  assert.match(stderr, /missing\.wasm/);
});

test("serves what verify finds correct, while the release is packed again", async (t) => {
  const server = spawn(program, ["serve", dist, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => server.kill());
  const [url] = await once(readline.createInterface({ input: server.stdout }), "line");
  succeed(["verify", url]);
  pack("--out", dist);
  succeed(["verify", url, "--manifest", path.join(dist, "wasmpair.json")]);
});

test("publishes the same bytes as on other systems", () => {
  const expected = process.env.WASMPAIR_EXPECTED;
  if (!expected) return;
  if (!fs.existsSync(expected)) return void fs.cpSync(dist, expected, { recursive: true });
  assert.deepEqual(filesIn(dist), filesIn(expected));
});
