// The sample programs in tests/apps, compiled by the toolchains among the fixtures.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoot } from "./fixtures.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const apps = path.join(root, "tests/apps");

/// buildApp("hello", "1.24"): the file of the compiled module. The same sources and toolchain are compiled only once:
/// the bytes depend on nothing else (-trimpath).
export function buildApp(app, release, options = {}) {
  return buildDirectory(path.join(apps, app), app, release, options);
}

/// The same for a program in examples/programs.
export function buildExample(example, release, options = {}) {
  return buildDirectory(path.join(root, "examples/programs", example), example, release, options);
}

/// The same for a program given as its source text.
export function buildSource(name, source, release, options = {}) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `wasmpair-${name}-`));
  try {
    fs.writeFileSync(path.join(directory, "go.mod"), `module example.com/${name}\n\ngo 1.19\n`);
    fs.writeFileSync(path.join(directory, "main.go"), source);
    return buildDirectory(directory, name, release, options);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/// The same for a program in any folder.
export function buildDirectory(source, name, release, { goos = "js", flags = [] } = {}) {
  const goroot = goRoot(release);
  const output = path.join(fixturesDirectory(), "apps", `${name}-${goos}-${release}-${digest(source, goroot, flags)}.wasm`);
  if (fs.existsSync(output)) return output;

  fs.mkdirSync(path.dirname(output), { recursive: true });
  const temporary = fs.mkdtempSync(`${output}.`);
  try {
    const module = path.join(temporary, "app.wasm");
    execFileSync(path.join(goroot, "bin/go"), ["build", "-trimpath", ...flags, "-o", module, "."], {
      cwd: source,
      env: goEnvironment(goroot, goos, release),
      stdio: ["ignore", "ignore", "inherit"],
    });
    fs.renameSync(module, output);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  return output;
}

function goEnvironment(goroot, goos, release) {
  const minor = Number(release.split(".")[1]);
  return {
    ...process.env,
    GOOS: goos,
    GOARCH: "wasm",
    GOROOT: goroot,
    GOCACHE: path.join(fixturesDirectory(), "go-build"),
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOFLAGS: minor < 18 ? "" : "-buildvcs=false", // introduced by Go 1.18
    GOWORK: "off",
    GOPROXY: "off",
  };
}

function digest(source, ...rest) {
  const hash = crypto.createHash("sha256");
  for (const file of fs.readdirSync(source).sort()) hash.update(`${file}\0`).update(fs.readFileSync(path.join(source, file)));
  return hash.update(JSON.stringify(rest)).digest("hex").slice(0, 12);
}
