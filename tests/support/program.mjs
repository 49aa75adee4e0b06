// Runs the program under test.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/// The program under test: the environment variable WASMPAIR, or that of the release preset.
export function wasmpair() {
  return process.env.WASMPAIR || path.join(root, "build/release/wasmpair");
}

/// Runs the program: {status, stdout, stderr}.
export function run(args, { env, cwd } = {}) {
  const result = spawnSync(wasmpair(), args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw result.error;
  return result;
}

/// Packs quickly and quietly; throws with the program's messages unless it exits with 0.
export function pack(...options) {
  const { status, signal, stderr } = run(["pack", "--quiet", "--level", "fast", "--no-cache", ...options]);
  if (status !== 0) throw new Error(`wasmpair pack ended with ${status ?? signal}:\n${stderr}`);
}

/// A directory of the test's own, removed when the test ends.
export function temporaryDirectory(test) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-test-"));
  test.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}
