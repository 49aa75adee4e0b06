// The npm packages with the program under test, and projects in which they are installed as users install them.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fixturesDirectory, goRoot } from "./fixtures.mjs";
import { exampleModules } from "./packages.mjs";
import { program, temporaryDirectory } from "./program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const buildPackages = path.join(root, "tools/npm/build");

delete process.env.WASMPAIR_BINARY; // it would replace the installed program

/// The results of `npm pack`, in a directory that the caller removes: { wasmpair, platform }, each with name, file and
/// files.
export function packTarballs(directory) {
  const packages = path.join(directory, "packages");
  execFileSync(buildPackages, [program, "-o", packages]);
  const platform = path.join("@wasmpair", fs.readdirSync(path.join(packages, "@wasmpair"))[0]);
  const [wasmpair, ofPlatform] = ["wasmpair", platform].map((name) => {
    const words = ["pack", "--json", "--pack-destination", directory, path.join(packages, name)];
    const [{ filename, files }] = Object.values(JSON.parse(execFileSync("npm", words, { env: environmentIn(directory), encoding: "utf8" })));
    return { name, file: path.join(directory, filename), files: files.map((file) => file.path) };
  });
  return { wasmpair, platform: ofPlatform };
}

/// Go 1.24 comes first in PATH, npm works offline, and only Go's build cache is written outside the directory.
export const environmentIn = (directory) => ({
  ...process.env,
  PATH: `${path.join(goRoot("1.24"), "bin")}:${process.env.PATH}`,
  GOCACHE: path.join(fixturesDirectory(), "go-build"),
  GOTOOLCHAIN: "local",
  GOFLAGS: "",
  GOWORK: "off",
  npm_config_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_cache: path.join(directory, "cache/npm"),
  XDG_CACHE_HOME: path.join(directory, "cache"),
  NO_COLOR: "1",
  NODE_ENV: undefined, // with "production", npm omits development dependencies
});

/// An empty directory of that name: { directory, env, run(command, ...words) }.
export function newcomer(test, name) {
  const directory = path.join(temporaryDirectory(test), name);
  fs.mkdirSync(directory, { recursive: true });
  const env = environmentIn(path.dirname(directory));
  const run = (command, ...words) => spawnSync(command, words, { cwd: directory, env, encoding: "utf8" });
  return { directory, env, run };
}

/// A new project in a directory with spaces, with the packages installed:
/// { directory, env, run(command, ...words), npm(...words), module(code) }.
/// example: a folder of tests/builds to copy. install: words for `npm install`; with --omit=optional, the platform's
/// package is left out. vite: the folder in the fixtures' node_modules that becomes the project's Vite.
export function project(test, tarballs, { example, install = [], vite } = {}) {
  const directory = path.join(temporaryDirectory(test), "my project");
  if (example) fs.cpSync(path.join(root, "tests/builds", example), directory, { recursive: true });
  else fs.mkdirSync(directory);
  const env = environmentIn(directory);
  const run = (command, ...words) => spawnSync(command, words, { cwd: directory, env, encoding: "utf8" });
  const npm = (...words) => run("npm", ...words);

  dependOn(directory, install.includes("--omit=optional") ? [tarballs.wasmpair] : [tarballs.wasmpair, tarballs.platform]);
  const installed = npm("install", ...install);
  if (installed.status !== 0) throw new Error(`npm install failed:\n${installed.stderr}`);
  if (vite) linkVite(directory, path.join(exampleModules("vite"), vite));
  return { directory, env, run, npm, module: (code) => importHere(directory, code) };
}

/// Lists the tarballs in package.json, in place of an example's dependencies.
function dependOn(directory, packages) {
  const file = path.join(directory, "package.json");
  const manifest = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { name: "site", private: true };
  manifest.devDependencies = Object.fromEntries(packages.map(({ name, file: tarball }) => [name, `file:${tarball}`]));
  fs.writeFileSync(file, JSON.stringify(manifest));
}

/// Links the package and its command in .bin, as npm would.
function linkVite(directory, folder) {
  const modules = path.join(directory, "node_modules");
  fs.symlinkSync(folder, path.join(modules, "vite"));
  fs.symlinkSync("../vite/bin/vite.js", path.join(modules, ".bin/vite"));
}

/// Imports code as a module of the project.
function importHere(directory, code) {
  const file = path.join(directory, `module-${fs.readdirSync(directory).length}.mjs`);
  fs.writeFileSync(file, code);
  return import(pathToFileURL(file).href);
}
