// The example project for CMake, with the oldest supported CMake and with that of this machine, built by Ninja and by
// Make, with the installed package and with that of the build tree.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoot, oldestCMake } from "../support/fixtures.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { ledgerName, readManifest } from "../support/release.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const buildTree = path.dirname(program);
const env = { ...process.env, GOCACHE: path.join(fixturesDirectory(), "go-build"), GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" };

/// A CMake: run(...words) returns {status, output}; succeed(...words) the output, and throws on failure.
function cmake(file) {
  const run = (...words) => {
    const { status, stdout, stderr } = spawnSync(file, words, { env, encoding: "utf8" });
    return { status, output: stdout + stderr };
  };
  const succeed = (...words) => {
    const { status, output } = run(...words);
    assert.equal(status, 0, `cmake ${words.join(" ")}\n${output}`);
    return output;
  };
  return { run, succeed };
}

const installed = cmake("cmake");
const versions = { "CMake 3.20": cmake(oldestCMake()), "this machine's CMake": installed };
const generators = ["Ninja", "Unix Makefiles"];
const combinations = Object.entries(versions).flatMap(([version, { run, succeed }]) =>
  generators.map((generator) => ({ version, generator, run, succeed })));

/// A clean copy, in a directory with spaces, with its own shim: { source, build, shim, dist, configure }.
function copy(t, run = installed.run) {
  const source = path.join(temporaryDirectory(t), "my project");
  fs.cpSync(path.join(here, "cmake"), source, { recursive: true });
  const shim = path.join(source, "wasm_exec.js");
  fs.copyFileSync(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), shim);
  const build = path.join(source, "build");
  const settings = [`-DGO=${path.join(goRoot("1.24"), "bin/go")}`, `-DSHIM=${shim}`];
  const configure = (...words) => run("-S", source, "-B", build, ...settings, ...words);
  return { source, build, shim, dist: path.join(build, "dist"), configure };
}

/// A time later than everything built so far.
function touch(file) {
  const later = new Date(Date.now() + 2000);
  fs.utimesSync(file, later, later);
}

const isPacked = (output) => output.includes("Packing site");
const pairOf = (dist) => readManifest(dist).bundles.app.pair;

for (const { version, generator, run, succeed } of combinations) {
  suite(`the example for ${version}, by ${generator}`, () => {
    const prefix = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair prefix "));
    before(() => { installed.succeed("--install", buildTree, "--prefix", prefix); });
    after(() => fs.rmSync(prefix, { recursive: true }));

    /// A copy, configured with the installed package and built.
    function built(t) {
      const project = copy(t, run);
      const configured = project.configure("-G", generator, `-DCMAKE_PREFIX_PATH=${prefix}`);
      assert.equal(configured.status, 0, configured.output);
      assert.ok(isPacked(succeed("--build", project.build)));
      return project;
    }

    test("packs the first time, and then does nothing", (t) => {
      const { build, dist } = built(t);
      const manifest = readManifest(dist);
      assert.equal(manifest.base, "/assets/");
      assert.ok(manifest.files.includes("about.html"));
      assert.deepEqual(manifest.assets.map(({ name }) => name), ["img/dot.svg", "robots.txt"]);
      assert.ok(!isPacked(succeed("--build", build)));
    });

    test("packs again after a change of the shim, a template, an asset, the budgets or the module", (t) => {
      const { source, build, dist, shim } = built(t);
      const [pair, time] = [pairOf(dist), fs.statSync(path.join(dist, "wasmpair.json")).mtimeMs];
      for (const file of [shim, ...["about.html", "web/robots.txt", "budgets.json"].map((name) => path.join(source, name))]) {
        touch(file);
        assert.ok(isPacked(succeed("--build", build)), file);
        assert.equal(fs.statSync(path.join(dist, "wasmpair.json")).mtimeMs, time, "identical bytes are not written again");
      }
      const program = path.join(source, "cmd/app/main.go");
      fs.writeFileSync(program, fs.readFileSync(program, "utf8").replace("packed", "packed again"));
      touch(program);
      assert.ok(isPacked(succeed("--build", build)));
      assert.notEqual(pairOf(dist), pair);
    });

    test("makes the difference to the release before, and installs the ledger", (t) => {
      const project = copy(t, run);
      const lists = path.join(project.source, "CMakeLists.txt");
      fs.writeFileSync(lists, fs.readFileSync(lists, "utf8").replace("OPTIONS --quiet", "PREVIOUS dist OPTIONS --deltas=1 --quiet"));
      project.configure("-G", generator, `-DCMAKE_PREFIX_PATH=${prefix}`);
      succeed("--build", project.build);
      const earlier = readManifest(project.dist).bundles.app.wasm;
      const program = path.join(project.source, "cmd/app/main.go");
      fs.writeFileSync(program, fs.readFileSync(program, "utf8").replace("packed", "packed again"));
      succeed("--build", project.build);
      const manifest = readManifest(project.dist);
      assert.deepEqual(manifest.bundles.app.wasm.deltas.map(({ from }) => from.path), [earlier.path]);
      assert.ok(!isPacked(succeed("--build", project.build)), "the release before is no reason to pack again");
      const destination = path.join(project.build, "installed");
      succeed("--install", project.build, "--prefix", destination);
      const expected = [...manifest.files, ...manifest.previous.map((release) => release.manifest), ledgerName(project.dist), "wasmpair.json"];
      assert.deepEqual(fs.readdirSync(path.join(destination, "share/www")).sort(), expected.sort());
    });

    test("packs again after an asset was added to a directory", (t) => {
      const { source, build, dist } = built(t);
      fs.writeFileSync(path.join(source, "web/img/new.svg"), "<svg/>");
      touch(path.join(source, "web/img"));
      assert.ok(isPacked(succeed("--build", build)));
      assert.ok(readManifest(dist).assets.some(({ name }) => name === "img/new.svg"));
    });

    test("fails for a pair that does not match, and leaves the last release", (t) => {
      const { build, dist, shim } = built(t);
      const pair = pairOf(dist);
      fs.copyFileSync(path.join(goRoot("1.19"), "misc/wasm/wasm_exec.js"), shim);
      touch(shim);
      for (const attempt of ["first", "second"]) {
        const failed = run("--build", build);
        assert.notEqual(failed.status, 0, attempt);
        assert.match(failed.output, /missing-import-module/);
        assert.equal(pairOf(dist), pair);
      }
    });

    test("installs the files of the release, but none of an earlier one", (t) => {
      const { build, dist } = built(t);
      fs.writeFileSync(path.join(dist, "app.0000000000000000.wasm"), "of an earlier release");
      const destination = path.join(build, "installed here");
      succeed("--install", build, "--prefix", destination);
      const installed = fs.readdirSync(path.join(destination, "share/www")).sort();
      assert.deepEqual(installed, [...readManifest(dist).files, ledgerName(dist), "wasmpair.json"].sort());
    });
  });
}

suite("find_package(wasmpair)", () => {
  test("finds the build tree", (t) => {
    const { build, dist, configure } = copy(t);
    const configured = configure(`-Dwasmpair_DIR=${buildTree}`);
    assert.equal(configured.status, 0, configured.output);
    assert.ok(isPacked(installed.succeed("--build", build)));
    assert.ok(pairOf(dist));
  });

  test("runs the host's program if the project is compiled for another machine", (t) => {
    const { source, build, dist, configure } = copy(t);
    const toolchain = path.join(source, "toolchain.cmake");
    const root = path.join(source, "sysroot");
    fs.writeFileSync(toolchain, `set(CMAKE_SYSTEM_NAME Linux)\nset(CMAKE_SYSTEM_PROCESSOR riscv64)\n
set(CMAKE_FIND_ROOT_PATH "${root}")\nset(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)\n`);
    const configured = configure(`-DCMAKE_TOOLCHAIN_FILE=${toolchain}`, `-Dwasmpair_DIR=${buildTree}`);
    assert.equal(configured.status, 0, configured.output);
    assert.ok(isPacked(installed.succeed("--build", build)));
    assert.ok(pairOf(dist));
  });

  test("reports a missing or unknown argument", (t) => {
    const { source, configure } = copy(t);
    const file = path.join(source, "CMakeLists.txt");
    const text = fs.readFileSync(file, "utf8");
    for (const [from, to, message] of [["OUT dist", "", /wasmpair_add_bundle: OUT is missing/], ["OUT dist", "OUT dist COLOUR red", /COLOUR/]]) {
      fs.writeFileSync(file, text.replace(from, to));
      const configured = configure(`-Dwasmpair_DIR=${buildTree}`);
      assert.notEqual(configured.status, 0);
      assert.match(configured.output, message);
    }
  });

  test("takes the paths of Windows, and finds its program without the extension", (t) => {
    const { source, build, configure } = copy(t);
    const lists = path.join(source, "CMakeLists.txt");
    fs.writeFileSync(lists, fs.readFileSync(lists, "utf8").replaceAll("share/www", '"share\\\\new\\\\www"')
      .replace("OUT dist", 'OUT "sub\\\\dist"').replace("ASSETS web", 'ASSETS ".\\\\web"'));
    const place = path.join(source, "the tools");
    fs.mkdirSync(place);
    fs.copyFileSync(program, path.join(place, "wasmpair.exe"));
    const buildWith = (named) => {
      const configured = configure(`-Dwasmpair_DIR=${buildTree}`, "-DCMAKE_HOST_WIN32=ON", `-DWASMPAIR_PROGRAM=${place}\\${named}`);
      assert.equal(configured.status, 0, configured.output);
      return installed.succeed("--build", build, "--verbose");
    };
    assert.match(buildWith("wasmpair"), /the tools\/wasmpair\.exe" pack /);
    assert.ok(!isPacked(buildWith("wasmpair.exe")), "it is the same program");
    const destination = path.join(source, "installed");
    installed.succeed("--install", build, "--prefix", destination);
    const manifest = readManifest(path.join(destination, "share/new/www"));
    assert.deepEqual(manifest.files, readManifest(path.join(build, "sub/dist")).files);
    assert.ok(manifest.assets.some(({ name }) => name === "robots.txt"));
  });

  test("runs no shell script and no program besides CMake, go and wasmpair", (t) => {
    const { build, configure } = copy(t);
    const configured = configure("-G", "Ninja", `-Dwasmpair_DIR=${buildTree}`);
    assert.equal(configured.status, 0, configured.output);
    const { stdout } = spawnSync("ninja", ["-C", build, "-t", "commands", "site"], { encoding: "utf8" });
    const commands = stdout.trim().split("\n").flatMap((line) => line.split(" && ")).filter((command) => !/^(cd |:$|ninja: )/.test(command));
    const programs = commands.map((command) => path.basename(/^(?:"([^"]+)"|((?:\\.|\S)+))/.exec(command).slice(1).find(Boolean)));
    assert.deepEqual([...new Set(programs)].sort(), ["cmake", "wasmpair"]);
    assert.ok(commands.some((command) => / -E env GOOS=js GOARCH=wasm /.test(command)));
  });
});
