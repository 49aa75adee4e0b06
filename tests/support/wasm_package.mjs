// The npm package wasmpair-wasm of tools/package --platforms wasm, installed in an empty project.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { webAssembly } from "../../tools/platforms/platforms.mjs";
import { platformProgram, selfContained } from "./distributed.mjs";
import { buildPackages, environmentIn } from "./npm_project.mjs";
import { temporaryDirectory } from "./program.mjs";

export const module = platformProgram(webAssembly);

/// { directory, env, packages, tarball, run(words, options), native(words, options) }: packages is what tools/npm/build made;
/// both functions run a program in the project, that of the package and this machine's.
export function installWasm(t) {
  const work = temporaryDirectory(t);
  const directory = path.join(work, "site");
  const packages = path.join(work, "packages");
  const env = environmentIn(work);
  fs.mkdirSync(directory);
  execFileSync(buildPackages, [`linux-x64=${selfContained}`, "--wasm", module, "-o", packages]);
  const words = ["pack", "--json", "--pack-destination", work, path.join(packages, "wasmpair-wasm")];
  const [{ filename }] = Object.values(JSON.parse(execFileSync("npm", words, { env, encoding: "utf8" })));
  const tarball = path.join(work, filename);
  fs.writeFileSync(path.join(directory, "package.json"), '{"name": "site", "private": true}');
  execFileSync("npm", ["install", tarball], { cwd: directory, env });
  const start = (command) => (arguments_, options = {}) =>
    spawnSync(command, arguments_, { cwd: directory, encoding: "utf8", ...options, env: { ...env, ...options.env } });
  return {
    directory, env, packages, tarball,
    run: start(path.join(directory, "node_modules/.bin/wasmpair-wasm")),
    native: start(selfContained),
  };
}
