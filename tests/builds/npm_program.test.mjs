// Which installed package's program runs on a machine, and what is said if there is none.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { libcFrom, libcOf, thisMachine } from "../../tools/npm/wasmpair/machine.js";
import { commandOf, notStarted, programFor } from "../../tools/npm/wasmpair/program.js";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { buildPackages } from "../support/npm_project.mjs";
import { programFor as dummyFor } from "../support/program_headers.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const glibc = (version) => ({ name: "glibc", version });
const musl = { name: "musl" };
const elsewhere = { ...glibc("2.38"), missing: "/lib64/ld.so" }; // as on NixOS
const linux = (libc, arch = "x64") => ({ platform: "linux", arch, libc });
const darwin = (arch, isTranslated = false) => ({ platform: "darwin", arch, isTranslated });
const windows = (arch) => ({ platform: "win32", arch });

const all = readPlatforms().map(({ name }) => name);
const built = new Map();

/// A node_modules with the packages of these platforms, to be copied.
function packagesOf(offered) {
  const key = offered.join();
  if (built.has(key)) return built.get(key);
  const work = temporaryDirectory();
  const words = readPlatforms().filter(({ name }) => offered.includes(name)).map((each) => {
    const file = path.join(work, each.name);
    fs.writeFileSync(file, dummyFor(each));
    return `${each.name}=${file}`;
  });
  const modules = path.join(work, "node_modules");
  execFileSync(buildPackages, [...words, "-o", modules]);
  built.set(key, modules);
  return modules;
}

/// A node_modules with the wrapper, for the platforms of these names, and some of their packages; the wrapper's directory.
function installed(t, names, offered = all) {
  const modules = path.join(temporaryDirectory(t), "site/node_modules");
  fs.cpSync(packagesOf(offered), modules, { recursive: true });
  for (const name of offered) if (!names.includes(name)) fs.rmSync(path.join(modules, "@wasmpair", name), { recursive: true });
  return path.join(modules, "wasmpair");
}

/// The name of the package whose program is found.
async function found(t, machine, names) {
  const directory = installed(t, names);
  const [, name, file] = /@wasmpair[/\\]([\w-]+)[/\\]bin[/\\]([\w.]+)$/.exec(await programFor(machine, directory));
  assert.equal(file, machine.platform === "win32" ? "wasmpair.exe" : "wasmpair");
  return name;
}

/// The message of the error.
async function said(t, machine, names, { offered, prepare = () => {} } = {}) {
  const directory = installed(t, names, offered);
  prepare(path.resolve(directory, "../.."));
  try {
    await programFor(machine, directory);
  } catch (error) {
    assert.equal(error.name, "WasmpairError", error.stack);
    return error.message;
  }
  return assert.fail("a program was found");
}

suite("of the packages that are installed", () => {
  for (const [what, machine, names, expected] of [
    ["Linux", linux(glibc("2.36")), all, "linux-x64"],
    ["Linux with the oldest glibc", linux(glibc("2.35")), all, "linux-x64"],
    ["Linux with a later major version of glibc", linux(glibc("3.0")), all, "linux-x64"],
    ["Linux with an older glibc", linux(glibc("2.31")), all, "linux-x64-musl"],
    ["Linux with a glibc whose version has one digit", linux(glibc("2.9")), all, "linux-x64-musl"],
    ["Linux with glibc on which only the program for musl is installed", linux(glibc("2.36")), ["linux-x64-musl"], "linux-x64-musl"],
    ["Linux with glibc in another place", linux(elsewhere), all, "linux-x64-musl"],
    ["Alpine", linux(musl), all, "linux-x64-musl"],
    ["Linux whose C library is not known", linux(undefined), ["linux-x64"], "linux-x64"],
    ["Linux on arm64", linux(glibc("2.17"), "arm64"), all, "linux-arm64"],
    ["Alpine on arm64", linux(musl, "arm64"), all, "linux-arm64"],
    ["an Intel Mac", darwin("x64"), all, "darwin-x64"],
    ["an arm64 Mac", darwin("arm64"), all, "darwin-arm64"],
    ["an arm64 Mac, by Rosetta", darwin("arm64"), ["darwin-x64"], "darwin-x64"],
    ["an arm64 Mac whose Node.js runs by Rosetta", darwin("x64", true), ["darwin-arm64"], "darwin-arm64"],
    ["Windows", windows("x64"), all, "windows-x64"],
    ["Windows on arm64", windows("arm64"), all, "windows-arm64"],
    ["Windows on arm64, which emulates x64", windows("arm64"), ["windows-x64"], "windows-x64"],
  ]) {
    test(`${what} runs ${expected}`, async (t) => assert.equal(await found(t, machine, names), expected));
  }
});

suite("where no program runs", () => {
  const freebsd = { platform: "freebsd", arch: "x64" };

  /// Adds wasmpair-wasm beside the wrapper: the path of its script.
  function addWasm(wrapper) {
    const script = path.resolve(wrapper, "../wasmpair-wasm/bin/wasmpair-wasm.js");
    fs.mkdirSync(path.dirname(script), { recursive: true });
    fs.writeFileSync(script, "");
    return fs.realpathSync(script);
  }

  test("wasmpair-wasm does, if it is installed", async (t) => {
    for (const [machine, offered] of [[freebsd, all], [linux(glibc("2.36"), "s390x"), all], [linux(musl), ["linux-x64"]]]) {
      const wrapper = installed(t, offered, offered);
      const script = addWasm(wrapper);
      assert.equal(await programFor(machine, wrapper), script);
    }
  });

  test("wasmpair-wasm is not in the way of a program that does, installed or not", async (t) => {
    const machine = linux(glibc("2.36"));
    for (const names of [all, []]) {
      const wrapper = installed(t, names);
      addWasm(wrapper);
      if (names.length > 0) assert.match(await programFor(machine, wrapper), /linux-x64/);
      else await assert.rejects(programFor(machine, wrapper), /is not installed/);
    }
  });

  test("a script is run by this Node.js", () => {
    assert.deepEqual(commandOf("/a/wasmpair-wasm.js", ["pack"]), [process.execPath, ["/a/wasmpair-wasm.js", "pack"]]);
    assert.deepEqual(commandOf("/a/wasmpair", ["pack"]), ["/a/wasmpair", ["pack"]]);
  });
});

suite("without a program", () => {
  const orElse = "  Run it as WebAssembly, which packs and checks, but neither serves nor verifies: npm install wasmpair-wasm.\n"
    + "  Or build wasmpair from source, and set WASMPAIR_BINARY to the program.";
  const orVariable = "Or set WASMPAIR_BINARY to the program.";
  const notInstalled = (name) => `@wasmpair/${name}, the package with the program for this platform, is not installed`;

  test("a platform that has none", async (t) => {
    const names = readPlatforms().map(({ name }) => `@wasmpair/${name}`).sort();
    for (const machine of [{ platform: "freebsd", arch: "x64" }, linux(glibc("2.36"), "s390x"), windows("ia32")]) {
      assert.equal(await said(t, machine, all), `there is no program for ${machine.platform}-${machine.arch}: wasmpair is available as ${names.join(", ")}\n${orElse}`);
    }
  });

  test("a C library that no package is for", async (t) => {
    for (const [libc, has] of [[glibc("2.31"), "glibc 2.31"], [musl, "musl"]]) {
      assert.equal(await said(t, linux(libc), ["linux-x64"], { offered: ["linux-x64"] }),
        `@wasmpair/linux-x64: its program needs glibc 2.35, but this system has ${has}\n${orElse}`);
    }
  });

  test("a glibc that is too old for the installed package, or in another place", async (t) => {
    for (const [libc, has] of [[glibc("2.31"), "glibc 2.31"], [elsewhere, "no /lib64/ld.so"]]) {
      assert.equal(await said(t, linux(libc), ["linux-x64"]), `@wasmpair/linux-x64: its program needs glibc 2.35, but this system has ${has}\n`
        + `  Install @wasmpair/linux-x64-musl, whose program needs no C library: npm install --libc=musl. ${orVariable}`);
    }
  });

  test("optional dependencies that were omitted", async (t) => {
    assert.equal(await said(t, linux(glibc("2.36")), []), `${notInstalled("linux-x64")}\n`
      + "  It is an optional dependency: install without --omit=optional, with a lock file and node_modules that were\n"
      + `  created on this platform. ${orVariable}`);
    assert.ok((await said(t, linux(musl), [])).startsWith(notInstalled("linux-x64-musl")));
    assert.ok((await said(t, windows("arm64"), [])).startsWith(notInstalled("windows-arm64")));
  });

  test("node_modules of another system", async (t) => {
    for (const [machine, names, wanted] of [
      [linux(glibc("2.36")), ["darwin-arm64"], "linux-x64"],
      [linux(musl), ["linux-x64"], "linux-x64-musl"],
      [windows("x64"), ["linux-x64"], "windows-x64"],
      [windows("x64"), ["windows-arm64"], "windows-x64"],
    ]) {
      assert.equal(await said(t, machine, names), `${notInstalled(wanted)}, but @wasmpair/${names[0]} is\n`
        + "  node_modules was installed on another system and copied here: remove it and install again. A container needs a\n"
        + `  node_modules of its own. ${orVariable}`);
    }
  });

  test("node_modules of a Mac with another processor", async (t) => {
    assert.equal(await said(t, darwin("x64"), ["darwin-arm64"]), `${notInstalled("darwin-x64")}, but @wasmpair/darwin-arm64 is\n`
      + "  This Node.js is for x64, and node_modules was installed by one for another processor (Rosetta runs both\n"
      + `  on one machine): remove node_modules and install again with this one. ${orVariable}`);
  });

  /// npm's lock file, which lists packages by their paths.
  const lockWith = (...names) => (site) => {
    const packages = Object.fromEntries(["wasmpair", ...names].map((name) => [`node_modules/${name}`, {}]));
    fs.writeFileSync(path.join(site, "package-lock.json"), JSON.stringify({ packages }));
  };

  test("a lock file of another system", async (t) => {
    let file;
    const prepare = (site) => {
      file = path.join(site, "package-lock.json");
      lockWith("@wasmpair/darwin-arm64")(site);
    };
    const message = await said(t, linux(glibc("2.36")), [], { prepare });
    assert.equal(message, `${notInstalled("linux-x64")}, because ${file} does not list it\n`
      + `  The file was written on another system: remove it and node_modules, and install again. ${orVariable}`);
  });

  test("a lock file that lists it, or that cannot be read, is not blamed", async (t) => {
    const broken = (text) => (site) => fs.writeFileSync(path.join(site, "package-lock.json"), text);
    for (const prepare of [lockWith("@wasmpair/linux-x64"), broken("{"), broken("null"), broken("{}"), lockWith(), broken('{"packages": {}}')]) {
      assert.match(await said(t, linux(glibc("2.36")), [], { prepare }), /is not installed\n {2}It is an optional dependency/);
    }
  });
});

suite("the machine", () => {
  test("is this one", () => {
    const { platform, arch, libc } = thisMachine();
    assert.deepEqual([platform, arch], [process.platform, process.arch]);
    const version = execFileSync("getconf", ["GNU_LIBC_VERSION"], { encoding: "utf8" }).trim();
    assert.equal(`${libc.name} ${libc.version}`, version);
  });

  test("is asked for its C library only where that decides", async (t) => {
    const unasked = { platform: "linux", arch: "arm64", get libc() { return assert.fail("it was asked"); } };
    assert.equal(await found(t, unasked, all), "linux-arm64");
    let times = 0;
    assert.equal(await found(t, { platform: "linux", arch: "x64", get libc() { return ++times && musl; } }, all), "linux-x64-musl");
    assert.equal(times, 1);
  });

  test("has the C library whose loader it has, and Node.js is asked only if that has no version", (t) => {
    const directory = temporaryDirectory(t);
    const names = { glibc: path.join(directory, "glibc"), musl: path.join(directory, "musl") };
    const unasked = () => assert.fail("it was asked");
    for (const [text, version] of [["ld.so (GNU libc) stable release version 2.38.\n", "2.38"], ["\0 development release version 2.39.9000.\0", "2.39"]]) {
      fs.writeFileSync(names.glibc, text);
      assert.deepEqual(libcFrom(names, unasked), glibc(version));
    }
    const [ofGlibc, ofMusl] = [{ header: { glibcVersionRuntime: "2.31" } }, { sharedObjects: ["/lib/ld-musl-x86_64.so.1"] }];
    for (const text of ["", "stable release version", " release version two"]) {
      fs.writeFileSync(names.glibc, text);
      assert.deepEqual(libcFrom(names, () => ofGlibc), glibc("2.31"));
      assert.deepEqual(libcFrom(names, () => ofMusl), musl);
    }
    fs.rmSync(names.glibc);
    assert.deepEqual(libcFrom(names, () => ofGlibc), { ...glibc("2.31"), missing: names.glibc });
    assert.deepEqual(libcFrom(names, () => ofMusl), musl);
    for (const known of [names, undefined]) assert.equal(libcFrom(known, () => ({})), undefined);
    fs.writeFileSync(names.musl, "");
    assert.deepEqual(libcFrom(names, unasked), musl);
    fs.writeFileSync(names.glibc, ""); // with both, neither decides
    assert.deepEqual(libcFrom(names, () => ofGlibc), glibc("2.31"));
  });

  test("has the C library that Node.js reports", () => {
    assert.deepEqual(libcOf({ header: { glibcVersionRuntime: "2.31" }, sharedObjects: [] }), glibc("2.31"));
    assert.deepEqual(libcOf({ header: {}, sharedObjects: ["/usr/lib/libstdc++.so.6", "/lib/ld-musl-x86_64.so.1"] }), musl);
    for (const report of [{}, { header: {} }, { header: {}, sharedObjects: ["/lib/libc.so"] }]) assert.equal(libcOf(report), undefined);
  });
});

suite("a program that cannot be started", () => {
  for (const [what, cause, message] of [
    ["because it is missing", { errno: -2 }, "a: cannot be run: no such file or directory\n  Install wasmpair again."],
    ["because the Mac has no Rosetta", { errno: -86, message: "spawn Unknown system error -86" }, "a: cannot be run: it is for another processor\n"
      + "  Remove node_modules and install again with this Node.js, or install Rosetta: softwareupdate --install-rosetta."],
    ["for a reason without a name", { errno: -4095000, message: "spawn failed" }, "a: cannot be run: spawn failed\n  Install wasmpair again."],
  ]) {
    test(what, () => assert.equal(notStarted("a", cause).message, message));
  }
});
