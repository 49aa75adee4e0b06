// The same guest from the command line, Make, CMake and npm: the same files, and nothing to do the second time.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { packTarballs, project } from "../support/npm_project.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";

const tree = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const module = buildApp("renderer", goVersions().at(-1), { goos: "wasip1", flags: ["-buildmode=c-shared"] });
const options = ["--package", "texts", "--memory", "16MiB", "--entry", "handle=Render"];

suite("a guest", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair guest "));
  let expected;
  before(() => {
    const run = wasmpair(["guest", module, "--name", "renderer", "--out", path.join(work, "expected"), ...options, "--quiet"]);
    assert.equal(run.status, 0, run.stderr);
    expected = contents(path.join(work, "expected"));
    assert.ok(Object.keys(expected).length > 20);
  });
  after(() => fs.rmSync(work, { recursive: true }));

  const copyModule = (directory) => fs.copyFileSync(module, path.join(directory, "renderer.wasm"));
  const execute = (directory, ...words) => {
    const run = spawnSync(words[0], words.slice(1), { cwd: directory, encoding: "utf8" });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
    return run.stdout;
  };

  test("is the same from Make, which does nothing the second time", (t) => {
    const directory = temporaryDirectory(t);
    copyModule(directory);
    fs.writeFileSync(path.join(directory, "Makefile"), `include ${path.join(tree, "tools/make/wasmpair.mk")}\n`
      + `$(eval $(call wasmpair_guest,renderguest,renderer.wasm,host/texts,${options.slice(2).join(" ")} --quiet))\n`);
    const make = () => execute(directory, "make", `WASMPAIR=${program}`, "renderguest");
    assert.match(make(), / guest renderer\.wasm --out host\/texts /);
    assert.deepEqual(contents(path.join(directory, "host/texts")), expected);
    assert.match(make(), /Nothing to be done/);
    const later = new Date(Date.now() + 2000);
    fs.utimesSync(path.join(directory, "renderer.wasm"), later, later);
    assert.match(make(), / guest renderer\.wasm /);
  });

  test("is the same from CMake, which does nothing the second time", (t) => {
    const directory = temporaryDirectory(t);
    copyModule(directory);
    fs.writeFileSync(path.join(directory, "CMakeLists.txt"), `cmake_minimum_required(VERSION 3.20)
project(host LANGUAGES NONE)
find_package(wasmpair REQUIRED)
wasmpair_add_guest(TARGET renderguest ALL MODULE \${CMAKE_CURRENT_SOURCE_DIR}/renderer.wasm OUT host/texts PACKAGE texts
                   MEMORY 16MiB ENTRY handle=Render OPTIONS --quiet)
`);
    execute(directory, "cmake", "-G", "Ninja", "-B", "build", `-Dwasmpair_DIR=${path.dirname(program)}`);
    const build = () => execute(directory, "cmake", "--build", "build");
    build();
    assert.deepEqual(contents(path.join(directory, "host/texts")), expected);
    assert.match(build(), /no work to do/);
  });

  test("is the same from JavaScript, which rejects what cannot be a guest", async (t) => {
    const { directory, module: runModule } = project(t, packTarballs(work));
    copyModule(directory);
    const { guest, WasmpairError } = await runModule('export { guest, WasmpairError } from "wasmpair";');
    const call = (rest) => guest({ module: "renderer.wasm", cwd: directory, ...rest });
    const report = await call({ out: "host/texts", package: "texts", memory: "16MiB", entry: ["handle=Render"] });
    assert.deepEqual(contents(path.join(directory, "host/texts")), expected);
    assert.deepEqual([report.published, report.guest.name, report.guest.memory.maxPages], [true, "renderer", 256]);
    await assert.rejects(call({ out: "refused", memory: "1MiB" }), (error) => {
      assert.ok(error instanceof WasmpairError);
      assert.deepEqual([error.status, error.report.findings.length], [1, 1]);
      assert.match(error.message, /memory-over-cap/);
      return true;
    });
    assert.equal(fs.existsSync(path.join(directory, "refused")), false);
  });
});

/// {name: content} of a directory.
function contents(directory) {
  return Object.fromEntries(fs.readdirSync(directory).sort().map((name) => [name, fs.readFileSync(path.join(directory, name), "latin1")]));
}
