// The results of tools/package, and the smoke test that each must pass.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { buildApp } from "./apps.mjs";
import { goRoot } from "./fixtures.mjs";

const packages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/packages");

/// The self-contained program.
export const selfContained = path.join(packages, "wasmpair");

/// The only Debian package.
export function debianPackage() {
  const names = fs.readdirSync(packages).filter((name) => name.endsWith(".deb"));
  assert.equal(names.length, 1, names.join(" "));
  return path.join(packages, names[0]);
}

/// Puts a module and its shim into a root.
export function addPair(root) {
  root.add(buildApp("hello", "1.24"), "/srv/app.wasm");
  root.add(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "/srv/wasm_exec.js");
}

/// Packs, checks, serves and verifies that pair with the root's wasmpair; returns the release's directory in the root.
export async function smokeTest(test, root) {
  const pair = ["/srv/app.wasm", "--shim", "/srv/wasm_exec.js"];
  await root.succeed("wasmpair", "check", ...pair);
  await root.succeed("wasmpair", "pack", ...pair, "--level", "fast", "--encodings", "br,gzip,zstd", "--out", "/srv/dist", "--quiet");
  const { files } = JSON.parse(fs.readFileSync(root.path("/srv/dist/wasmpair.json"), "utf8"));
  for (const ending of [".wasm", ".wasm.br", ".wasm.gz", ".wasm.zst"]) assert.ok(files.some((file) => file.endsWith(ending)), ending);
  const url = await root.start(test, "wasmpair", "serve", "/srv/dist", "--port", "0");
  // By name, to use the system's name service.
  await root.succeed("wasmpair", "verify", url.replace("127.0.0.1", "localhost"));
  return "/srv/dist";
}

/// The platforms that tools/package --platforms builds for, or those of them that WASMPAIR_PLATFORMS names, separated by
/// spaces; of one system, if it is given. One whose program is missing fails its tests.
export function builtPlatforms(system) {
  const built = readPlatforms().filter(({ target }) => target);
  const named = process.env.WASMPAIR_PLATFORMS?.split(" ") ?? built.map(({ name }) => name);
  assert.deepEqual(named.filter((name) => !built.some((platform) => platform.name === name)), [], "WASMPAIR_PLATFORMS");
  return built.filter((platform) => named.includes(platform.name) && (!system || platform.system === system));
}

/// The self-contained program for a platform.
export function platformProgram({ name, program }) { return path.join(packages, name, program); }

/// A program of the tests that was compiled for a platform; file: relative to tests/.
export function testProgram({ name }, file) { return path.join(packages, "../platforms", name, "tests", file); }

/// The notices of its libraries.
export function platformNotices({ name }) { return path.join(packages, name, "wasmpair.copyright"); }
