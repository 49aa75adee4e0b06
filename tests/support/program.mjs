// The program under test.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const program = process.env.WASMPAIR_PROGRAM || path.join(root, "build/release/wasmpair");

/// Runs wasmpair: {status, stdout, stderr}.
export function wasmpair(args, { env, cwd } = {}) {
  const result = spawnSync(program, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw result.error;
  return result;
}
