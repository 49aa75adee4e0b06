// All files of a release in one directory, as the release workflow uploads them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { addPrograms, makeArchives, runTool, succeed, version } from "../support/distribution.mjs";
import { programFor } from "../support/program_headers.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const repository = "https://code.invalid/owner/wasmpair";
const url = `${repository}/releases/download/v${version}`;
const files = (directory) => fs.readdirSync(directory).sort();

/// A directory as tools/package fills build/packages, with programs that npm packages may contain.
function packages(directory, wanted) {
  addPrograms(directory, wanted, programFor);
  makeArchives(directory);
  fs.writeFileSync(path.join(directory, `wasmpair_${version}-1_amd64.deb`), "a package\n");
  fs.mkdirSync(path.join(directory, "image"));
  fs.writeFileSync(path.join(directory, `image/wasmpair-${version}-image.tar`), "an image\n");
  return directory;
}

function assemble(directory, options) {
  succeed(runTool("assemble", [directory, url, repository], options));
  return path.join(directory, "release");
}

let release;
before(() => { release = assemble(packages(temporaryDirectory())); });

test("has the archives, bills of materials, npm packages and installers of every platform, and their digests", () => {
  const ofPlatforms = readPlatforms().flatMap(({ name, system }) => [
    `wasmpair-${version}-${name}${system === "windows" ? ".zip" : ".tar.gz"}`, `wasmpair-${version}-${name}.cdx.json`, `wasmpair-${name}-${version}.tgz`,
  ]);
  assert.deepEqual(files(release), [
    ...ofPlatforms, "SHA256SUMS", "install.ps1", "install.sh", `wasmpair-${version}-image.tar`, `wasmpair-${version}-package-managers.tar.gz`,
    `wasmpair-${version}.tgz`, `wasmpair_${version}-1_amd64.deb`,
  ].sort());
  execFileSync("sha256sum", ["--check", "--quiet", "--strict", "SHA256SUMS"], { cwd: release });
  const listed = fs.readFileSync(path.join(release, "SHA256SUMS"), "utf8").trim().split("\n").map((line) => line.slice(66));
  assert.deepEqual(listed, files(release).filter((name) => name !== "SHA256SUMS"));
});

test("installs from where it is uploaded, and its npm packages need one another in this version", () => {
  const script = fs.readFileSync(path.join(release, "install.sh"), "utf8");
  assert.ok(script.includes(url));
  const read = (archive, file) => execFileSync("tar", ["-xzOf", path.join(release, archive), file], { encoding: "utf8" });
  const manifest = JSON.parse(read(`wasmpair-${version}.tgz`, "package/package.json"));
  assert.deepEqual(manifest.optionalDependencies, Object.fromEntries(readPlatforms().map(({ name }) => [`@wasmpair/${name}`, version]).sort()));
  for (const name of ["wasmpair", "wasmpair-linux-x64"]) {
    const { repository: named } = JSON.parse(read(`${name}-${version}.tgz`, "package/package.json"));
    assert.equal(named.url, `git+${repository}.git`, "npm compares it with the provenance");
  }
  assert.equal(read(`wasmpair-windows-x64-${version}.tgz`, "package/NOTICES"), "notices for windows-x64\n");
  assert.equal(read(`wasmpair-linux-arm64-${version}.tgz`, "package/wasmpair.cdx.json"), fs.readFileSync(path.join(release, `wasmpair-${version}-linux-arm64.cdx.json`), "utf8"));
  assert.ok(read(`wasmpair-${version}-package-managers.tar.gz`, "./homebrew/wasmpair.rb").includes(url));
});

test("has the package of WebAssembly where that was built", (t) => {
  const some = readPlatforms().filter(({ name }) => name === "linux-arm64");
  const directory = packages(temporaryDirectory(t), some);
  fs.mkdirSync(path.join(directory, "wasm"));
  fs.writeFileSync(path.join(directory, "wasm/wasmpair.wasm"), "\0asm\x01\0\0\0");
  fs.writeFileSync(path.join(directory, "wasm/wasmpair.copyright"), "notices for wasm\n");
  const tarball = path.join(assemble(directory), `wasmpair-wasm-${version}.tgz`);
  const read = (file) => execFileSync("tar", ["-xzOf", tarball, `package/${file}`], { encoding: "utf8" });
  assert.equal(read("bin/wasmpair.wasm"), "\0asm\x01\0\0\0");
  assert.equal(read("NOTICES"), "notices for wasm\n");
  const { version: ofPackage, repository: named } = JSON.parse(read("package.json"));
  assert.deepEqual([ofPackage, named.url], [version, `git+${repository}.git`]);
});

test("is the same bytes in another place, with another umask and time zone", (t) => {
  const some = readPlatforms().filter(({ name }) => ["linux-arm64", "darwin-arm64"].includes(name));
  const [one, other] = ["first", "a longer second"].map((name) => packages(path.join(temporaryDirectory(t), name), some));
  const first = assemble(one);
  const umask = process.umask(0o077);
  t.after(() => process.umask(umask));
  const second = assemble(other, { cwd: "/", env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" } });
  const sums = (directory) => fs.readFileSync(path.join(directory, "SHA256SUMS"), "utf8");
  assert.equal(sums(first), sums(second));
});

test("is not written without archives, or with another program than the archives have, and the one before remains", (t) => {
  const [musl] = readPlatforms().filter(({ name }) => name === "linux-x64-musl");
  const directory = packages(temporaryDirectory(t), [musl]);
  const before = files(assemble(directory));
  const refuse = (expected) => {
    const { status, stderr } = runTool("assemble", [directory, url]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, expected);
    assert.deepEqual(files(path.join(directory, "release")), before);
    assert.deepEqual(files(directory).filter((name) => name.startsWith("release.")), [], "nothing is left");
  };
  fs.writeFileSync(path.join(directory, musl.name, musl.program), "another program\n");
  refuse(/linux-x64-musl\/wasmpair: is not the program that was archived/);
  fs.rmSync(path.join(directory, "archives"), { recursive: true });
  refuse(/archives: missing/);
});
