// Packs a small module with a shared cache, as machines of a fleet would, and reads their reports.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pack, program, temporaryDirectory } from "./program.mjs";

/// The encodings of a release: br and gzip of module, shim, loader and runner.
export const encodings = 8;

/// A machine of the fleet: it has its own, empty home.
export class Machine {
  constructor(test, { netrc, authorization } = {}) {
    this.environment = authorization === undefined ? {} : { WASMPAIR_CACHE_AUTHORIZATION: authorization };
    this.root = temporaryDirectory(test);
    this.home = path.join(this.root, "home");
    this.out = path.join(this.root, "site");
    fs.mkdirSync(this.home);
    if (netrc) fs.writeFileSync(path.join(this.home, ".netrc"), netrc, { mode: 0o600 });
  }

  /// Packs module: { status, report, stdout, stderr, files }. Does not block, because servers may run in this process.
  async pack(module, url, ...options) {
    const words = ["pack", module.file, "--goroot", module.goroot, "--level", "fast", "--name", "app", "--out", this.out, "--json"];
    const env = { PATH: process.env.PATH, HOME: this.home, ...this.environment };
    const child = spawn(program, [...words, "--cache", url, ...options], { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => { stdout += data; });
    child.stderr.on("data", (data) => { stderr += data; });
    const status = await new Promise((resolve) => child.on("close", resolve));
    return { status, report: stdout ? JSON.parse(stdout) : undefined, stdout, stderr, files: fs.existsSync(this.out) ? digests(this.out) : {} };
  }
}

/// The release of a module without any cache: {name: digest}.
export function releaseOf(module) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-release-"));
  try {
    pack(module.file, "--goroot", module.goroot, "--name", "app", "--out", out);
    return digests(out);
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

function digests(directory) {
  return Object.fromEntries(fs.readdirSync(directory).sort().map((name) => [name, sha256(fs.readFileSync(path.join(directory, name)))]));
}

export const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

/// Asserts that a run published what it would have published without a cache, whatever the server did.
export function assertSameRelease(run, expected, { encoded, read, stored, warning }) {
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, "");
  assert.deepEqual(run.files, expected);
  const { report } = run;
  const shown = JSON.stringify({ ...report, bundles: undefined });
  if (encoded !== undefined) assert.equal(report.encoded, encoded, shown);
  if (read !== undefined) assert.equal(report.sharedCache.read, read, shown);
  if (stored !== undefined) assert.equal(report.sharedCache.stored, stored, shown);
  assert.equal(report.fromCache + report.sharedCache.read + report.encoded, encodings, shown);
  if (!warning) return assert.deepEqual(report.warnings, []);
  assert.equal(report.warnings.length, 1, shown);
  const [{ place, problem, advice }] = report.warnings;
  assert.equal(place, `shared cache ${report.sharedCache.url}`);
  assert.match(problem, warning);
  assert.ok(advice.length > 20, advice);
}

/// An entry of an action cache: the result of an action that wrote one file.
export function actionResult(hash, size) {
  const named = Buffer.concat([field(1, Buffer.from(hash)), Buffer.from([2 << 3, ...varint(size)])]);
  return field(2, Buffer.concat([field(1, Buffer.from("encoding")), field(2, named)]));
}

/// A field of bytes in the encoding of protocol buffers.
const field = (number, bytes) => Buffer.concat([Buffer.from([number << 3 | 2, ...varint(bytes.length)]), bytes]);

function varint(number) {
  return number < 0x80 ? [number] : [number % 0x80 + 0x80, ...varint(Math.floor(number / 0x80))];
}
