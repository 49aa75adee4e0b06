// Compiles Go programs by the toolchains among the fixtures.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoot } from "./fixtures.mjs";

const apps = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../apps");

/// A program of tests/apps, compiled into directory: {module, goroot}.
export function buildApp(name, directory, release = "1.24", options = {}) {
  const module = path.join(directory, `${name}.wasm`);
  fs.copyFileSync(compile(path.join(apps, name), release, options), module);
  return { module, goroot: goRoot(release) };
}

/// A program given as text, compiled into directory: {module, goroot}.
export function buildSource(name, source, directory, release = "1.24", options = {}) {
  const sources = path.join(directory, `${name}-source`);
  fs.mkdirSync(sources);
  fs.writeFileSync(path.join(sources, "go.mod"), `module example.com/${name}\n\ngo 1.19\n`);
  fs.writeFileSync(path.join(sources, "main.go"), source);
  const module = path.join(directory, `${name}.wasm`);
  fs.copyFileSync(compile(sources, release, options), module);
  return { module, goroot: goRoot(release) };
}

/// The file of the compiled module, in a cache by sources and toolchain. Its bytes depend on those alone (-trimpath).
function compile(sources, release, { goos = "js", flags = [] }) {
  const goroot = goRoot(release);
  const cached = path.join(fixturesDirectory(), "apps", `${digest(sources, goroot, goos, flags)}.wasm`);
  if (fs.existsSync(cached)) return cached;

  fs.mkdirSync(path.dirname(cached), { recursive: true });
  const temporary = fs.mkdtempSync(`${cached}.`);
  try {
    const module = path.join(temporary, "app.wasm");
    execFileSync(path.join(goroot, "bin/go"), ["build", "-trimpath", ...flags, "-o", module, "."], {
      cwd: sources,
      env: { ...process.env, ...goEnvironment(goroot), GOOS: goos, GOARCH: "wasm" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    fs.renameSync(module, cached);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  return cached;
}

/// Nothing of the machine's own configuration of Go, and no network.
function goEnvironment(goroot) {
  return {
    GOROOT: goroot,
    GOCACHE: path.join(fixturesDirectory(), "go-build"),
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOFLAGS: "-buildvcs=false",
    GOWORK: "off",
    GOPROXY: "off",
  };
}

function digest(sources, ...rest) {
  const hash = crypto.createHash("sha256");
  for (const file of fs.readdirSync(sources).sort()) hash.update(`${file}\0`).update(fs.readFileSync(path.join(sources, file)));
  return hash.update(JSON.stringify(rest)).digest("hex").slice(0, 16);
}
