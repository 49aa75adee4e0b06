// A module that wasm-opt rewrote after Go had linked it: it runs, it is larger on the wire, and `pack` says so.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { npmFixture } from "../support/fixtures.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { runPublished, shimOf } from "../support/published.mjs";
import { readManifest } from "../support/release.mjs";

const release = "1.24";
const features = ["--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int"];
const note = /wasm-opt.*Measured with a small program: ([\d,]+) bytes as br without wasm-opt, ([\d,]+) with it/;

test("pack says that a module is smaller without wasm-opt, with the sizes of both", (t) => {
  const work = temporaryDirectory(t);
  const linked = buildApp("hello", release);
  const rewritten = path.join(work, "rewritten.wasm");
  const result = spawnSync(
    process.execPath,
    [npmFixture("binaryen-132.0.0", "bin/wasm-opt"), "-O1", ...features, linked, "-o", rewritten],
    { encoding: "utf8" },
  );
  assert.equal(result.status, 0, result.stderr);

  const without = publish(linked, path.join(work, "without"));
  const withTool = publish(rewritten, path.join(work, "with"));

  assert.deepEqual(runPublished(withTool.directory), runPublished(without.directory));
  assert.doesNotMatch(without.report, /wasm-opt/);
  const [, sizeWithout, sizeWith] = note.exec(withTool.report).map((size) => Number(size.replaceAll(",", "")));
  assertNear(without.bytes, sizeWithout);
  assertNear(withTool.bytes, sizeWith);
  assert.ok(withTool.bytes > 1.05 * without.bytes, `${withTool.bytes} to ${without.bytes}`);
});

/// Packs at level release, as the sizes of the note were measured: {directory, report, bytes}, the bytes as br.
function publish(module, directory) {
  const options = ["--name", "app", "--shim", shimOf(release), "--out", directory, "--level", "release", "--no-cache"];
  const { status, stdout, stderr } = spawnSync(program, ["pack", module, ...options], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const { encodings } = readManifest(directory).bundles.app.wasm;
  return { directory, report: stdout + stderr, bytes: encodings.find(({ encoding }) => encoding === "br").bytes };
}

/// The sizes depend a little on where the program was built.
function assertNear(actual, expected) {
  assert.ok(Math.abs(actual - expected) < 0.005 * expected, `${actual} is not about ${expected}`);
}
