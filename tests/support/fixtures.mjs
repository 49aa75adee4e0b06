// The fixtures that tools/lib/fixtures.mjs fetched: published modules, Go toolchains, Node packages.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/// The cache directory, outside the tree, so that every checkout shares one download.
export function fixturesDirectory() {
  if (process.env.WASMPAIR_FIXTURES) return process.env.WASMPAIR_FIXTURES;
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(cache, "wasmpair-tests");
}

/// "@cdktf/hcl2json", "0.21.0" -> "cdktf-hcl2json-0.21.0": how npm names the file of a package.
export function packageStem(name, version) {
  return `${name.replace(/^@/, "").replaceAll("/", "-")}-${version}`;
}

/// The file of a published package: npmFixture("esbuild-wasm-0.28.2", "esbuild.wasm").
export function npmFixture(stem, file) {
  return present(path.join(fixturesDirectory(), "npm", stem, "package", file));
}

/// A file of a published Python package: pythonPackage("wasmtime-50.0.1", "wasmtime/_ffi.py").
export function pythonPackage(stem, file) {
  return present(path.join(fixturesDirectory(), "pypi", stem, file));
}

/// A file of a Debian package that Debian 12 has in another version: debianFile("musl-1.2.5-3", "usr/bin/ld-musl-config").
export function debianFile(stem, file) {
  return present(path.join(fixturesDirectory(), "deb", stem, file));
}

/// {"1.19.8": GOROOT, "1.24.4": GOROOT, …}, oldest first.
export function goRoots() {
  return readRoots("go-roots.json");
}

/// The GOROOT of one release: goRoot("1.24") or goRoot("1.24.4").
export function goRoot(release) {
  const roots = { ...goRoots(), ...readRoots("go-compilers.json"), ...benchGoRoots() };
  const version = Object.keys(roots).find((known) => known === release || known.startsWith(`${release}.`));
  if (!version) throw new Error(`No Go ${release} among the fixtures (${Object.keys(roots).join(", ")})`);
  return roots[version];
}

/// Those that only tools/test bench fetches.
function benchGoRoots() {
  return fs.existsSync(path.join(fixturesDirectory(), "go-bench.json")) ? readRoots("go-bench.json") : {};
}

/// The GOROOT of the oldest Go that compiles what users' servers get.
export function oldestGoRoot() {
  return Object.values(readRoots("go-oldest.json"))[0];
}

/// The checker for workflows and actions of GitHub.
export function actionlint() {
  return present(path.join(fixturesDirectory(), "actionlint/actionlint"));
}

/// The checker for Go programs.
export function staticcheck() {
  return present(path.join(fixturesDirectory(), "staticcheck/staticcheck"));
}

/// The releases among the fixtures, oldest first; the last is the newest.
export function goVersions() {
  return Object.keys(goRoots());
}

/// Releases with a compiler among the fixtures, but no shim.
export function goCompilers() {
  return Object.keys(readRoots("go-compilers.json"));
}

function readRoots(name) {
  return JSON.parse(fs.readFileSync(present(path.join(fixturesDirectory(), name)), "utf8"));
}

/// The oldest supported CMake.
export function oldestCMake() {
  return present(path.join(fixturesDirectory(), "pypi/cmake-3.20.5/cmake/data/bin/cmake"));
}

/// The cache server bazel-remote.
export function bazelRemote() {
  return present(path.join(fixturesDirectory(), "bazel-remote/bazel-remote"));
}

function present(file) {
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: run tools/test, which fetches the fixtures`);
  return file;
}
