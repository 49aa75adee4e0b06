// The program under test.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const program = process.env.WASMPAIR || path.join(root, "build/release/wasmpair");

/// Runs wasmpair: {status, stdout, stderr}.
export function wasmpair(args, { env, cwd } = {}) {
  const result = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw result.error;
  return result;
}

/// Runs any program without blocking this process, which may be its server: {status, stdout, stderr}.
export async function run(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => { output[stream] += text; });
  const [status] = await once(child, "close");
  return { status, ...output };
}

/// Packs quickly; throws the program's messages unless it exits with 0.
export function pack(...options) { packIn({}, ...options); }

/// The same with these additions to the environment.
export function packIn(env, ...options) {
  const run = wasmpair(["pack", "--quiet", "--level", "fast", "--no-cache", ...options], { env });
  if (run.status !== 0) throw new Error(`wasmpair pack ended with ${run.status ?? run.signal}:\n${run.stderr}`);
}

const directories = [];
process.on("exit", () => {
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/// A new directory, removed when the process ends: what a test started may write to it until the test has stopped that.
export function temporaryDirectory() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-test-"));
  directories.push(directory);
  return directory;
}
