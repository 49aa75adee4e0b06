// The npm packages of all platforms: which program goes into which, and which of them npm installs where.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { promisify } from "node:util";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { buildPackages, environmentIn } from "../support/npm_project.mjs";
import { servePackages } from "../support/package_server.mjs";
import { elf, machO, pe, programFor } from "../support/program_headers.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const platforms = readPlatforms();
const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), "utf8"));
const npmSystem = ({ system }) => (system === "windows" ? "win32" : system);
const npmLibc = ({ libc }) => (libc === "any" ? null : libc);

/// Builds packages from programs of these contents, each after the name of its platform or "":
/// { status, stderr, packages, file(index) }, where packages is the directory of the results.
function build(t, programs) {
  const directory = temporaryDirectory(t);
  const file = (index) => path.join(directory, `program ${index}`);
  const words = programs.map(([name, content], index) => {
    fs.writeFileSync(file(index), content);
    return name ? `${name}=${file(index)}` : file(index);
  });
  const packages = path.join(directory, "packages");
  const { status, stderr } = spawnSync(buildPackages, [...words, "-o", packages], { encoding: "utf8" });
  return { status, stderr, packages, file };
}

suite("tools/npm/build", () => {
  for (const kind of ["named", "found by its header"]) {
    test(`makes a package for each platform of the table, ${kind}`, (t) => {
      const { status, stderr, packages } = build(t, platforms.map((each) => [kind === "named" ? each.name : "", programFor(each)]));
      assert.equal(status, 0, stderr);
      assert.deepEqual(fs.readdirSync(path.join(packages, "@wasmpair")).sort(), platforms.map(({ name }) => name).sort());
      for (const each of platforms) {
        const manifest = readJson(packages, "@wasmpair", each.name, "package.json");
        const { name, os, cpu, libc } = manifest;
        const expectedLibc = npmLibc(each) ? [npmLibc(each)] : undefined;
        assert.deepEqual({ name, os, cpu, libc }, { name: `@wasmpair/${each.name}`, os: [npmSystem(each)], cpu: [each.processor], libc: expectedLibc });
        const program = path.join(packages, "@wasmpair", each.name, "bin", each.program);
        assert.deepEqual(fs.readFileSync(program), programFor(each));
        assert.equal(fs.statSync(program).mode & 0o777, 0o755);
      }
      const { version, optionalDependencies } = readJson(packages, "wasmpair/package.json");
      assert.deepEqual(optionalDependencies, Object.fromEntries(platforms.map(({ name }) => [`@wasmpair/${name}`, version])));
    });
  }

  test("lists the packages that were built, and no others", (t) => {
    const some = platforms.filter(({ system }) => system === "windows");
    const { packages } = build(t, some.map((each) => [each.name, programFor(each)]));
    const names = some.map(({ name }) => `@wasmpair/${name}`).sort();
    assert.deepEqual(Object.keys(readJson(packages, "wasmpair/package.json").optionalDependencies), names);
    assert.deepEqual(readJson(packages, "wasmpair/platforms.json").map((each) => each.package), names);
  });

  test("refuses a program for another platform than the named one", (t) => {
    for (const named of platforms) {
      for (const other of platforms.filter(({ name }) => name !== named.name)) {
        const { status, stderr, packages, file } = build(t, [[named.name, programFor(other)]]);
        assert.equal(status, 2, `${other.name} as ${named.name}`);
        assert.ok(stderr.startsWith(`tools/npm/build: ${file(0)}: is a program for ${other.system} on ${other.processor}`), stderr);
        assert.match(stderr, new RegExp(`, not for ${named.name}\n`));
        assert.ok(!fs.existsSync(packages));
      }
    }
  });

  /// A valid header with other bytes: changed(header, (content) => { … }).
  function changed(content, change) {
    change(content);
    return content;
  }

  for (const [what, name, content, message] of [
    ["an unknown platform", "linux-mips", elf("x64", null), /there is no platform linux-mips\n.*Name one of linux-x64, linux-x64-musl, /],
    ["a program that loads musl", "", elf("x64", "musl"), /linked with musl, for which there is no platform\n/],
    ["an arm64 program that loads glibc", "", elf("arm64", "glibc"), /linux on arm64, linked with glibc, for which there is no platform\n/],
    ["another loader", "", elf("x64", "glibc", "/lib/ld\x1b[2J.so"), /dynamic loader "\/lib\/ld\\u001b\[2J\.so\\u0000", which is that of no known C library/],
    ["an empty file", "", Buffer.alloc(0), /not a program for Linux, macOS or Windows/],
    ["a script", "", Buffer.from("#!/bin/sh\n"), /not a program for Linux, macOS or Windows/],
    ["a universal program", "", Buffer.from("cafebabe00000002", "hex"), /is for several processors\n {2}.*lipo -thin/],
    ["a 32-bit program", "", changed(elf("x64", null), (each) => each.writeUInt8(1, 4)), /not a 64-bit little-endian program/],
    ["a big-endian program", "", changed(elf("x64", null), (each) => each.writeUInt8(2, 5)), /not a 64-bit little-endian program/],
    ["an ELF object", "", changed(elf("x64", null), (each) => each.writeUInt16LE(1, 16)), /not a program, but an object or a core file/],
    ["a program for RISC-V", "", changed(elf("x64", null), (each) => each.writeUInt16LE(243, 18)), /for another processor \(0xf3\) than x64 or arm64/],
    ["a Mach-O library", "", machO("arm64", 6), /not a program, but a library or an object/],
    ["Mach-O for another processor", "", changed(machO("x64"), (each) => each.writeUInt32LE(0x01000012, 4)), /another processor \(0x1000012\)/],
    ["a DLL", "", pe("x64", 0x2022), /not a program, but a library or an object/],
    ["a Windows object", "", pe("x64", 0), /not a program, but a library or an object/],
    ["a 32-bit Windows program", "", changed(pe("x64"), (each) => each.writeUInt16LE(0x14c, 68)), /another processor \(0x14c\)/],
    ["a DOS program", "", changed(pe("x64"), (each) => each.write("NE", 64)), /it has no PE header/],
    ["a PE header outside the file", "", changed(pe("x64"), (each) => each.writeUInt32LE(0xffffffff, 60)), /damaged: its header refers to 4294967319 bytes, and it has 88/],
    ["program headers outside the file", "", changed(elf("x64", null), (each) => each.writeBigUInt64LE(2n ** 64n - 1n, 32)), /damaged: its header refers to/],
    ["program headers of no size", "", changed(elf("x64", null), (each) => each.writeUInt16LE(0, 54)), /damaged: its program headers have 0 bytes/],
    ["a loader outside the file", "", changed(elf("x64", "glibc"), (each) => each.writeBigUInt64LE(2n ** 63n, 64 + 32)), /damaged: its header refers to/],
  ]) {
    test(`refuses ${what}`, (t) => {
      const { status, stderr, packages } = build(t, [[name, content]]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, message);
      assert.ok(!stderr.includes("    at "), stderr);
      assert.ok(!fs.existsSync(packages));
    });
  }

  test("refuses to call anything but a module WebAssembly", (t) => {
    const directory = temporaryDirectory(t);
    const file = path.join(directory, "program");
    fs.writeFileSync(file, programFor(platforms[0]));
    const { status, stderr } = spawnSync(buildPackages, [file, "--wasm", file, "-o", path.join(directory, "packages")], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /program: not a WebAssembly module\n {2}Build it: tools\/package --platforms wasm/);
    assert.ok(!fs.existsSync(path.join(directory, "packages")));
  });

  test("refuses each truncated header", (t) => {
    for (const content of [elf("x64", "glibc"), machO("x64"), pe("x64")]) {
      const needed = content.readUInt8() === 0xcf ? 16 : content.length; // of Mach-O, only the first fields are read
      for (const size of [4, 8, 15, 19, 33, 57, 63, 67, 80, needed - 1].filter((each) => each < needed)) {
        const { status, stderr } = build(t, [["", content.subarray(0, size)]]);
        assert.equal(status, 2, `${size} bytes`);
        assert.match(stderr, /damaged|no PE header/, `${size} bytes: ${stderr}`);
        assert.ok(!stderr.includes("    at "), stderr);
      }
    }
  });
});

suite("npm install", () => {
  let server, work;
  before(async (t) => {
    const { packages } = build(t, platforms.map((each) => [each.name, programFor(each)]));
    const directories = ["wasmpair", ...platforms.map(({ name }) => `@wasmpair/${name}`)].map((name) => path.join(packages, name));
    work = temporaryDirectory(t);
    server = await servePackages(path.join(work, "tarballs"), directories, environmentIn(work));
  });
  after(() => server?.close());

  /// Installs wasmpair in a directory as on another system: the names of the packages with programs that are there.
  async function install(directory, { system, cpu, libc }, ...words) {
    fs.mkdirSync(directory, { recursive: true });
    if (!fs.existsSync(path.join(directory, "package.json"))) fs.writeFileSync(path.join(directory, "package.json"), '{"name": "site", "private": true}');
    const target = [`--os=${system}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
    const env = { ...environmentIn(work), npm_config_offline: "false", npm_config_registry: server.url };
    await promisify(execFile)("npm", ["install", "wasmpair", ...target, ...words], { cwd: directory, env });
    const programs = path.join(directory, "node_modules/@wasmpair");
    return fs.existsSync(programs) ? fs.readdirSync(programs).sort() : [];
  }

  const targets = platforms.flatMap((each) => (each.libc === "any" ? ["glibc", "musl"] : [each.libc]).map((libc) => (
    { name: each.name, system: npmSystem(each), cpu: each.processor, libc })));
  for (const target of targets) {
    test(`on ${target.system}, ${target.cpu}${target.libc ? `, ${target.libc}` : ""} installs ${target.name} and no other`, async (t) => {
      assert.deepEqual(await install(temporaryDirectory(t), target), [target.name]);
    });
  }

  test("where no package is for succeeds without any", async (t) => {
    assert.deepEqual(await install(temporaryDirectory(t), { system: "freebsd", cpu: "x64" }), []);
  });

  test("replaces the package by that for musl, as the error for an old glibc advises", async (t) => {
    const directory = temporaryDirectory(t);
    const here = { system: "linux", cpu: "x64" };
    assert.deepEqual(await install(directory, { ...here, libc: "glibc" }), ["linux-x64"]);
    assert.deepEqual(await install(directory, { ...here, libc: "musl" }), ["linux-x64-musl"]);
  });

  test("writes a lock file that lists all platforms", async (t) => {
    const directory = temporaryDirectory(t);
    await install(directory, targets[0]);
    const listed = Object.keys(readJson(directory, "package-lock.json").packages).filter((key) => key.includes("@wasmpair/"));
    assert.deepEqual(listed.sort(), platforms.map(({ name }) => `node_modules/@wasmpair/${name}`).sort());
  });
});
