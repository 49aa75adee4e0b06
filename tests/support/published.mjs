// Running the program of a published directory in Node.js.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { goRoot, npmFixture } from "./fixtures.mjs";
import { readManifest } from "./release.mjs";

const runner = path.join(path.dirname(fileURLToPath(import.meta.url)), "run_module.mjs");

/// Runs the only bundle of a published directory: {stdout, stderr, status}.
export function runPublished(directory) {
  const [bundle] = Object.values(readManifest(directory).bundles);
  return runModule(path.join(directory, bundle.wasm.path), path.join(directory, bundle.shim.path));
}

/// Runs a module under a shim: {stdout, stderr, status}.
export function runModule(module, shim, args = []) {
  const result = spawnSync(process.execPath, [runner, module, shim, ...args], { encoding: "utf8", timeout: 120_000 });
  if (result.error) throw result.error;
  return { stdout: result.stdout, stderr: result.stderr, status: result.status };
}

/// The shim of a Go release among the fixtures. Downloaded toolchains before Go 1.24 have none; the shim of Go 1.21 to
/// 1.23 comes from a package that published it unchanged.
export function shimOf(release) {
  for (const place of ["lib/wasm/wasm_exec.js", "misc/wasm/wasm_exec.js"]) {
    const shim = path.join(goRoot(release), place);
    if (fs.existsSync(shim)) return shim;
  }
  return npmFixture("esbuild-wasm-0.23.1", "wasm_exec.js");
}
