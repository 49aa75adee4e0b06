// Fetches what the tests run on into a cache outside the tree; see tests/fixtures.tsv and tests/support/fixtures.mjs.
//   node tools/lib/fixtures.mjs [--bench] [--platforms] | --toolchains
// --bench, --platforms: also what only these labels need.
// --toolchains: only the Go toolchains, on any system that has Go and Node.js.
// Nothing is fetched twice: each download leaves a stamp that holds what it was made from.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { fixturesDirectory, packageStem } from "../../tests/support/fixtures.mjs";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const cache = fixturesDirectory();

/// Folders of Go programs with dependencies.
const goModules = ["tests/apps/markdown", "tests/apps/vecty", "tests/bench/guests/meter", "tests/guests/instantiate", "templates/guest",
  "examples/programs/game", "examples/programs/gio", "examples/programs/markdown/renderer",
  "examples/programs/query", "tests/servers/go-server"];

class FetchError extends Error {}

function main() {
  const table = readTable(path.join(source, "tests/fixtures.tsv"));
  fs.mkdirSync(cache, { recursive: true });
  if (process.argv.includes("--toolchains")) return writeJson("go-roots.json", fetchToolchains(table, "go"));
  const kinds = process.argv.includes("--bench") ? ["npm", "bench"] : ["npm"];
  for (const row of table.filter(({ kind }) => kinds.includes(kind))) fetchPackage(row);
  for (const row of table.filter(({ kind }) => kind === "pypi")) installPythonPackage(row);
  if (process.argv.includes("--platforms")) {
    for (const row of table.filter(({ kind }) => kind === "musl")) installPythonPackage(row, ["--platform", "musllinux_1_2_x86_64"]);
    for (const row of table.filter(({ kind }) => kind === "deb")) unpackDebianPackage(row);
  }
  installNodePackages("tests", "node");
  installNodePackages("examples/express-handlebars", "express-handlebars");
  installNodePackages("tests/vite", "vite");
  installNodePackages("examples/programs/markdown", "markdown");
  const roots = { ...distributionToolchain("/usr/lib/go-1.19"), ...fetchToolchains(table, "go") };
  writeJson("go-roots.json", roots);
  writeJson("go-compilers.json", fetchToolchains(table, "compiler"));
  writeJson("go-oldest.json", fetchToolchains(table, "oldest"));
  if (kinds.includes("bench")) writeJson("go-bench.json", fetchToolchains(table, "bench-go"));
  const newest = Object.values(roots).at(-1);
  for (const { version } of table.filter(({ kind }) => kind === "go")) askForToolchain(version, newest);
  for (const folder of goModules) fetchGoModules(folder, newest);
  buildGoProgram("bazel-remote", "github.com/buchgr/bazel-remote/v2", newest);
  buildGoProgram("actionlint", "github.com/rhysd/actionlint/cmd/actionlint", newest);
  buildGoProgram("staticcheck", "honnef.co/go/tools/cmd/staticcheck", newest);
}

/// [{kind, name, version, integrity}]
function readTable(file) {
  const rows = fs.readFileSync(file, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  return rows.map((line) => {
    const [kind, name, version, integrity] = line.split("\t");
    return { kind, name, version, integrity };
  });
}

function fetchPackage({ name, version, integrity }) {
  const directory = path.join(cache, "npm", packageStem(name, version));
  const stamp = path.join(directory, ".integrity");
  if (readIfPresent(stamp) === integrity) return;

  say(`fetching ${name}@${version}`);
  const download = fs.mkdtempSync(path.join(cache, "download-"));
  try {
    run("npm", ["pack", "--silent", "--pack-destination", download, `${name}@${version}`], { cwd: download });
    const tarball = path.join(download, `${packageStem(name, version)}.tgz`);
    const found = `sha512-${crypto.createHash("sha512").update(fs.readFileSync(tarball)).digest("base64")}`;
    if (found !== integrity) {
      throw new FetchError(`${name}@${version} is not what tests/fixtures.tsv pins\n  expected ${integrity}\n  got      ${found}`);
    }
    run("tar", ["-xzf", tarball, "-C", download]);
    fs.rmSync(tarball);
    const unpacked = path.join(download, "package");
    for (const file of fs.readdirSync(unpacked).filter((entry) => entry.endsWith(".wasm.gz"))) {
      const content = zlib.gunzipSync(fs.readFileSync(path.join(unpacked, file)));
      fs.writeFileSync(path.join(unpacked, file.slice(0, -".gz".length)), content);
    }
    fs.writeFileSync(path.join(download, ".integrity"), integrity);
    fs.mkdirSync(path.dirname(directory), { recursive: true });
    fs.rmSync(directory, { recursive: true, force: true });
    fs.renameSync(download, directory);
  } finally {
    fs.rmSync(download, { recursive: true, force: true });
  }
}

/// Installs what a folder's package-lock.json pins into a directory of the cache; see tests/support/packages.mjs.
function installNodePackages(folder, name) {
  const directory = path.join(cache, name);
  const lock = fs.readFileSync(path.join(source, folder, "package-lock.json"), "utf8");
  const stamp = path.join(directory, ".lock");
  if (readIfPresent(stamp) === lock) return;

  say(`installing the Node packages of ${folder}`);
  fs.mkdirSync(directory, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    fs.copyFileSync(path.join(source, folder, file), path.join(directory, file));
  }
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: directory });
  fs.writeFileSync(stamp, lock);
}

/// A Python package by itself, in a directory that is in nobody's way; pip compares the digests.
function installPythonPackage({ name, version, integrity: digests }, more = []) {
  const directory = path.join(cache, "pypi", `${name}-${version}`);
  const stamp = path.join(directory, ".digests");
  if (readIfPresent(stamp) === digests) return;

  say(`fetching ${name} ${version}`);
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  const requirements = path.join(directory, "requirements.txt");
  const hashes = digests.split(",").map((digest) => `--hash=sha256:${digest}`);
  fs.writeFileSync(requirements, `${name}==${version} ${hashes.join(" ")}\n`);
  const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes", ...more];
  run("pip3", ["install", ...options, "--target", directory, "--requirement", requirements]);
  fs.writeFileSync(stamp, digests);
}

/// The files of a Debian package, from where this machine installs those of its own version.
function unpackDebianPackage({ name, version, integrity: digest }) {
  const directory = path.join(cache, "deb", `${name}-${version}`);
  const stamp = path.join(directory, ".digest");
  if (readIfPresent(stamp) === digest) return;

  say(`fetching Debian's ${name} ${version}`);
  const [mirror] = run("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian", "Label: Debian"]).split("\n");
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, "package.deb");
  run("curl", ["--fail", "--silent", "--show-error", "--location", "--output", file, `${mirror}pool/main/${name[0]}/${name}/${name}_${version}_amd64.deb`]);
  const found = crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  if (found !== digest) {
    throw new FetchError(`${name} ${version} is not what tests/fixtures.tsv pins\n  expected ${digest}\n  got      ${found}`);
  }
  run("dpkg-deb", ["--extract", file, directory]);
  fs.rmSync(file);
  fs.writeFileSync(stamp, digest);
}

/// {version: root} of a toolchain that the distribution packages, which tools/lib/packages.sh installs.
function distributionToolchain(root) {
  const version = readIfPresent(path.join(root, "VERSION"))?.split("\n")[0].replace(/^go/, "");
  if (!version) throw new FetchError(`${root} holds no Go toolchain; install golang-1.19-go and golang-1.19-src`);
  return { [version]: root };
}

/// {version: root} of the toolchains of one kind in the table.
function fetchToolchains(table, wanted) {
  const rows = table.filter(({ kind }) => kind === wanted);
  return Object.fromEntries(rows.map(({ version }) => [version, fetchToolchain(version)]));
}

/// The GOROOT of a released toolchain, out of the module cache. Every go since 1.19 can download one as a module;
/// the command in it needs execute permission, which modules do not carry.
function fetchToolchain(version) {
  const system = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const name = `toolchain@v0.0.1-go${version}.${system}-${{ x64: "amd64", arm64: "arm64" }[os.arch()]}`;
  const root = path.join(run(goCommand(), ["env", "GOMODCACHE"], { env: goEnvironment }).trim(), "golang.org", name);
  if (!fs.existsSync(path.join(root, "bin", process.platform === "win32" ? "go.exe" : "go"))) {
    say(`fetching Go ${version}`);
    run(goCommand(), ["mod", "download", `golang.org/${name}`], { env: goEnvironment, cwd: cache });
  }
  for (const directory of ["bin", "pkg/tool"]) makeExecutable(path.join(root, directory));
  return root;
}

/// A program that is named as the folder of tests that pins its source, go.sum with every digest: nothing is looked up.
function buildGoProgram(name, importPath, goroot) {
  const directory = path.join(cache, name);
  const pinned = path.join(source, "tests", name);
  const sums = fs.readFileSync(path.join(pinned, "go.sum"), "utf8");
  const stamp = path.join(directory, ".sums");
  if (readIfPresent(stamp) === sums) return;

  say(`building ${name}`);
  const env = { ...goEnvironment, GOROOT: goroot, GOFLAGS: "-mod=readonly", GOCACHE: path.join(cache, "go-build") };
  run(path.join(goroot, "bin/go"), ["build", "-o", path.join(directory, name), importPath], { cwd: pinned, env });
  fs.writeFileSync(stamp, sums);
}

/// The modules that a folder pins, into Go's cache, where its builds without network find them.
function fetchGoModules(folder, goroot) {
  const env = { ...goEnvironment, GOROOT: goroot, GOFLAGS: "-mod=readonly" };
  run(path.join(goroot, "bin/go"), ["mod", "download"], { cwd: path.join(source, folder), env });
}

/// Tests ask for toolchains without network. Go looks each up in what it has of the checksum database, which must reach as
/// far as the database's latest state that it has seen, and whatever else was fetched since moved that on.
function askForToolchain(version, goroot) {
  const env = { ...goEnvironment, GOROOT: "", GOTOOLCHAIN: `go${version}` };
  run(path.join(goroot, "bin/go"), ["env", "GOROOT"], { env, cwd: cache });
}

const goEnvironment = { GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off", GOROOT: "" };

function goCommand() {
  const found = spawnSync("go", ["version"]);
  return found.status === 0 ? "go" : "/usr/lib/go-1.19/bin/go";
}

function makeExecutable(directory) {
  if (!fs.existsSync(directory)) return;
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      makeExecutable(file);
    } else if ((fs.statSync(file).mode & 0o111) === 0) {
      fs.chmodSync(file, 0o555);
    }
  }
}

function run(command, args, { cwd, env } = {}) {
  const result = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8" });
  if (result.error) throw new FetchError(`cannot run ${command}: ${result.error.message}`);
  if (result.status !== 0) {
    throw new FetchError(`${command} ${args.join(" ")} failed\n${result.stderr || result.stdout}`);
  }
  return result.stdout;
}

function readIfPresent(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function writeJson(name, value) {
  const file = path.join(cache, name);
  const content = `${JSON.stringify(value, null, 2)}\n`;
  if (readIfPresent(file) === content) return;
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

function say(text) {
  console.error(`fixtures: ${text}`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof FetchError)) throw error;
  console.error(`fixtures: ${error.message}\n  A download needs the network once; run the command again to continue where it stopped.`);
  process.exit(1);
}
