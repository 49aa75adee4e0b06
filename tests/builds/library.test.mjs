// The C++ library in projects that find the installed package: that of tests/builds/library, which calls every
// function, and the example of docs/library.md.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { correctServer } from "../support/correct_server.mjs";
import { pack, program, run, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { shimOf } from "../support/published.mjs";
import { readManifest } from "../support/release.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.resolve(here, "../..");
const buildTree = path.dirname(program);
const module = buildApp("hello", "1.24");
const shim = shimOf("1.24");

/// Runs a command that must succeed: its output.
async function succeed(...command) {
  const { status, stdout, stderr } = await run(command[0], command.slice(1));
  assert.equal(status, 0, `${command.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

/// A project with these files: { [file name]: text }.
function project(t, files) {
  const directory = temporaryDirectory(t);
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), text);
  return directory;
}

/// Configures and builds a project in the directory of binaries. setting: where CMake finds the package.
async function build(directory, binaries, setting) {
  await succeed("cmake", "-S", directory, "-B", binaries, setting);
  await succeed("cmake", "--build", binaries);
}

/// A project that finds these components and prints which targets it has.
const askingFor = (components, languages = "CXX") => ({
  "CMakeLists.txt": `cmake_minimum_required(VERSION 3.20)
project(asking LANGUAGES ${languages})
find_package(wasmpair REQUIRED ${components})
foreach(name wasmpair::wasmpair wasmpair::program)
  if(TARGET \${name})
    message(STATUS "has \${name}")
  endif()
endforeach()
`,
});

suite("the installed library", () => {
  const prefix = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair library "));
  before(async () => {
    // Moved after it was installed: nothing in it depends on where it is.
    const first = path.join(prefix, "first");
    await succeed("cmake", "--install", buildTree, "--prefix", first);
    fs.renameSync(first, root);
    await build(path.join(here, "library"), path.join(prefix, "built"), found);
  });
  after(() => fs.rmSync(prefix, { recursive: true }));
  const root = path.join(prefix, "moved");
  const found = `-DCMAKE_PREFIX_PATH=${root}`;
  const consumer = path.join(prefix, "built/consumer");

  /// Configures a project that finds the package: { status, output }.
  async function configure(t, files, ...settings) {
    const binaries = temporaryDirectory(t);
    const words = ["-S", project(t, files), "-B", binaries, found, ...settings];
    const { status, stdout, stderr } = await run("cmake", words);
    return { status, output: stdout + stderr };
  }

  test("does what the program does", async (t) => {
    const use = (...words) => succeed(consumer, ...words);
    const json = (...words) => JSON.parse(wasmpair(words).stdout);
    const [mine, theirs] = ["mine", "theirs"].map((name) => path.join(temporaryDirectory(t), name));
    pack(module, "--name", "app", "--shim", shim, "--out", theirs);
    const manifest = path.join(theirs, "wasmpair.json");

    assert.equal(await use("prove", module, shim), "go-js go1.24\n");
    assert.match(await use("prove", module, shimOf("1.19")), /^missing-import-module$/m);
    assert.equal(await use("slim", module, shim), `${readManifest(theirs).bundles.app.pair}\n`);
    assert.ok((await use("inspect", module)).endsWith(` ${json("inspect", "--json", module).sha256}\n`));

    assert.equal(await use("pack", module, shim, mine), "0 refused, 1 packed, encoding\n");
    assert.deepEqual(readManifest(mine), readManifest(theirs));
    assert.equal(await use("diff", path.join(mine, "wasmpair.json"), manifest), "app unchanged\n");

    const template = path.join(temporaryDirectory(t), "page.html");
    fs.writeFileSync(template, "<p>{{text bundles.app.go.version}}</p>\n");
    for (const [command, word] of [["render", template], ["config", "nginx"]])
      assert.equal(await use(command, word, manifest), wasmpair([command, word, "--manifest", manifest]).stdout);
    assert.equal((await use("subjects", mine)).trimEnd().split("\n").length, readManifest(mine).files.length + 1);

    const correct = await correctServer(t, mine);
    assert.match(await use("verify", correct.url), /^[1-9]\d* files\n$/);
    const wrong = await correctServer(t, mine, { alter: (reply) => { delete reply.fields.Vary; } });
    assert.match(await use("verify", wrong.url), /^missing-vary$/m);
  });

  test("reports what it cannot do as an Error", async (t) => {
    const broken = path.join(temporaryDirectory(t), "broken.wasm");
    fs.writeFileSync(broken, fs.readFileSync(module).subarray(0, 1000));
    for (const [words, place] of [
      [["prove", broken, shim], `${broken}:0x`],
      [["prove", module, broken], `${broken}:1:`],
      [["inspect", "absent.wasm"], "absent.wasm"],
      [["diff", shim, shim], `${shim}:1:`],
      [["verify", "ftp://127.0.0.1/"], ""],
    ]) {
      const { status, stdout } = await run(consumer, words);
      assert.equal(status, 2, words.join(" "));
      assert.ok(stdout.startsWith(`error at ${place}`), stdout);
    }
  });

  test("runs the example of docs/library.md", async (t) => {
    const text = fs.readFileSync(path.join(source, "docs/library.md"), "utf8");
    const blocks = [...text.matchAll(/^<!-- (\S+) -->\n```\w+\n(.*?)^```$/gms)].map(([, name, code]) => [name, code]);
    assert.deepEqual(blocks.map(([name]) => name), ["CMakeLists.txt", "main.cpp"]);
    const directory = project(t, Object.fromEntries(blocks));
    await build(directory, directory, found);
    const [example, out] = ["example", "dist"].map((name) => path.join(directory, name));
    assert.equal(await succeed(example, module, shim, out), `${readManifest(out).bundles.app.wasm.url}\n`);
    const misfit = await run(example, [module, shimOf("1.19"), out]);
    assert.equal(misfit.status, 1);
    assert.match(misfit.stderr, /missing-import-module: /);
  });

  test("has headers that compile alone, without warnings", async (t) => {
    const headers = fs.readdirSync(path.join(root, "include/wasmpair"));
    assert.deepEqual(headers.sort(), fs.readdirSync(path.join(source, "include/wasmpair")).sort());
    const including = (name) => [`${name}.cpp`, `#include <wasmpair/${name}>\n`];
    const directory = project(t, Object.fromEntries(headers.map(including)));
    const files = fs.readdirSync(directory).map((name) => path.join(directory, name));
    const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"];
    await succeed("c++", "-std=c++20", "-fsyntax-only", ...warnings, `-I${root}/include`, ...files);
  });

  test("names no place of the machine that built it", async () => {
    for (const file of fs.readdirSync(path.join(root, "lib/cmake/wasmpair"))) {
      const text = fs.readFileSync(path.join(root, "lib/cmake/wasmpair", file), "utf8");
      for (const place of [source, buildTree, prefix]) assert.ok(!text.includes(place), `${file} names ${place}`);
      // Packages are found again where the library is used; their files are not named.
      assert.doesNotMatch(text.replace(/^#.*$/gm, ""), /\/usr\/(lib|include|local)|\.so\b/, `${file} names a file`);
    }
  });

  test("is found by each component, and without any", async (t) => {
    const has = ({ output }) => [...output.matchAll(/has (wasmpair::\w+)/g)].map(([, name]) => name);
    const [library, tool] = ["wasmpair::wasmpair", "wasmpair::program"];
    assert.deepEqual(has(await configure(t, askingFor(""))), [library, tool]);
    assert.deepEqual(has(await configure(t, askingFor("COMPONENTS library"))), [library]);
    assert.deepEqual(has(await configure(t, askingFor("COMPONENTS program"))), [tool]);
    // A project without C++ packs bundles.
    assert.deepEqual(has(await configure(t, askingFor("", "NONE"))), [tool]);
  });

  test("may be unusable unless it is named: its dependencies are missing", async (t) => {
    const absent = "-DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON";
    const bundles = await configure(t, askingFor(""), absent);
    assert.equal(bundles.status, 0, bundles.output);
    assert.ok(!bundles.output.includes("has wasmpair::wasmpair"));
    assert.match(bundles.output, /has wasmpair::program/);
    const library = await configure(t, askingFor("COMPONENTS library"), absent);
    assert.notEqual(library.status, 0);
    assert.match(library.output, /packages\s+that\s+were\s+not\s+found:\s+libcurl\s+7\.88/);
    const assembly = await configure(t, askingFor("COMPONENTS library", "NONE"));
    assert.notEqual(assembly.status, 0);
    assert.match(assembly.output, /language\s+CXX/);
  });

  test("may be missing from an installation unless it is named", async (t) => {
    const alone = path.join(temporaryDirectory(t), "program");
    await succeed("cmake", "--install", buildTree, "--component", "program", "--prefix", alone);
    assert.ok(!fs.existsSync(path.join(alone, "include")));
    const elsewhere = `-DCMAKE_PREFIX_PATH=${alone}`;
    const bundles = await configure(t, askingFor(""), elsewhere);
    assert.equal(bundles.status, 0, bundles.output);
    const library = await configure(t, askingFor("COMPONENTS library"), elsewhere);
    assert.notEqual(library.status, 0);
    assert.match(library.output, /installed\s+without\s+its\s+library/);
  });

  test("is found in the build tree", async (t) => {
    const binaries = temporaryDirectory(t);
    await build(path.join(here, "library"), binaries, `-Dwasmpair_DIR=${buildTree}`);
    assert.match(await succeed(path.join(binaries, "consumer"), "prove", module, shim), /^go-js/);
  });
});
