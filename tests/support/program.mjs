// Runs the program under test, and builds the sample programs that it packs.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { goRoot } from "./fixtures.mjs";

const apps = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../apps");

/// The program under test.
export function wasmpair() {
  if (!process.env.WASMPAIR) throw new Error("WASMPAIR is not set: name the program under test");
  return process.env.WASMPAIR;
}

/// Runs the program; throws with its messages unless it exits with 0.
export function pack(...options) {
  const run = spawnSync(wasmpair(), ["pack", "--quiet", "--level", "fast", "--no-cache", ...options], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`wasmpair pack ended with ${run.status ?? run.signal}:\n${run.stderr}`);
}

/// A directory of the test's own, removed when the test ends.
export function temporaryDirectory(test) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-test-"));
  test.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/// Builds one of tests/apps and returns { module, goroot }.
export function buildApp(name, directory, release = "1.24") {
  const goroot = goRoot(release);
  const module = path.join(directory, `${name}.wasm`);
  buildGo(path.join(apps, name), module, goroot);
  return { module, goroot };
}

/// Builds a Go program out of its source text, and returns { module, goroot }.
export function buildSource(name, source, directory, release = "1.24") {
  const goroot = goRoot(release);
  const sources = path.join(directory, `${name}-source`);
  fs.mkdirSync(sources);
  fs.writeFileSync(path.join(sources, "go.mod"), `module example.com/${name}\n\ngo 1.19\n`);
  fs.writeFileSync(path.join(sources, "main.go"), source);
  const module = path.join(directory, `${name}.wasm`);
  buildGo(sources, module, goroot);
  return { module, goroot };
}

function buildGo(sources, module, goroot) {
  const environment = { ...process.env, GOROOT: goroot, GOOS: "js", GOARCH: "wasm", GOFLAGS: "", GOWORK: "off", GOTOOLCHAIN: "local" };
  execFileSync(path.join(goroot, "bin/go"), ["build", "-o", module, "."], { cwd: sources, env: environment, stdio: ["ignore", "pipe", "pipe"] });
}
