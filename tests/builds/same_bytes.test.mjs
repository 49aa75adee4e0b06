// Whatever tool calls wasmpair, the same inputs produce the same directory, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { Bazel } from "../support/bazel.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { packTarballs, project } from "../support/npm_project.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";

const tree = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const buildTree = path.dirname(program);

const words = ["pack", "app.wasm", "--out", "dist", "--base", "/assets/", "--shim", "wasm_exec.js", "--template", "about.html",
  "--level", "fast", "--no-cache"];

/// The inputs of every project.
function writeInputs(directory) {
  fs.mkdirSync(directory, { recursive: true });
  fs.copyFileSync(buildApp("hello", "1.24"), path.join(directory, "app.wasm"));
  fs.copyFileSync(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), path.join(directory, "wasm_exec.js"));
  fs.copyFileSync(path.join(tree, "tests/builds/cmake/about.html"), path.join(directory, "about.html"));
  return directory;
}

/// Each packs in a directory with the inputs, and returns the directory of the release.
const callers = {
  Make(t, directory) {
    writeInputs(directory);
    const options = "--base /assets/ --shim wasm_exec.js --template about.html --level fast --no-cache";
    fs.writeFileSync(path.join(directory, "Makefile"), `include $(WASMPAIR_MAKE)/wasmpair.mk
$(eval $(call wasmpair_bundle,site,app.wasm,dist,${options}))
`);
    execFileSync("make", [`WASMPAIR=${program}`, `WASMPAIR_MAKE=${path.join(tree, "tools/make")}`, "site"], { cwd: directory, stdio: "ignore" });
    return path.join(directory, "dist");
  },

  CMake(t, directory) {
    writeInputs(directory);
    fs.writeFileSync(path.join(directory, "CMakeLists.txt"), `cmake_minimum_required(VERSION 3.20)
project(site LANGUAGES NONE)
find_package(wasmpair REQUIRED)
wasmpair_add_bundle(TARGET site ALL MODULE \${CMAKE_CURRENT_SOURCE_DIR}/app.wasm OUT dist BASE /assets/ SHIM wasm_exec.js
                    TEMPLATES about.html LEVEL fast OPTIONS --no-cache)
`);
    const build = path.join(directory, "build");
    execFileSync("cmake", ["-S", directory, "-B", build, "-G", "Ninja", `-Dwasmpair_DIR=${buildTree}`], { stdio: "ignore" });
    execFileSync("cmake", ["--build", build], { stdio: "ignore" });
    return path.join(build, "dist");
  },

  Bazel(t) {
    const workspace = writeInputs(fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-workspace-"))); // Bazel refuses spaces
    fs.writeFileSync(path.join(workspace, "WORKSPACE"), `local_repository(name = "wasmpair", path = "${path.join(tree, "tools/bazel")}")
load("@wasmpair//:repositories.bzl", "wasmpair_program")
wasmpair_program(name = "wasmpair_program")
register_toolchains("@wasmpair_program//:toolchain")
`);
    fs.writeFileSync(path.join(workspace, "BUILD.bazel"), `load("@wasmpair//:defs.bzl", "wasmpair_bundle")
wasmpair_bundle(name = "dist", base = "/assets/", level = "fast", modules = ["app.wasm"], shim = "wasm_exec.js", templates = ["about.html"])
`);
    const bazel = new Bazel({ workspace, path: [buildTree], repositories: {} });
    t.after(() => {
      bazel.remove();
      fs.rmSync(workspace, { recursive: true });
    });
    const { status, output } = bazel.build("//:dist");
    assert.equal(status, 0, output);
    return bazel.output("dist");
  },

  npm(t, directory) {
    const { npm, directory: place } = project(t, packTarballs(directory));
    writeInputs(place);
    const run = npm("exec", "wasmpair", "--", ...words);
    assert.equal(run.status, 0, run.stderr);
    return path.join(place, "dist");
  },
};

const filesIn = (directory) => fs.readdirSync(directory).sort();

for (const [caller, packBy] of Object.entries(callers)) {
  test(`${caller} produces the same as the command line`, (t) => {
    const work = temporaryDirectory(t);
    const inputs = writeInputs(path.join(work, "by hand"));
    assert.equal(wasmpair(words, { cwd: inputs }).status, 0);
    const expected = path.join(inputs, "dist");
    assertComplete(expected);

    const directory = path.join(work, `by ${caller}`);
    fs.mkdirSync(directory);
    const found = packBy(t, directory);
    assert.deepEqual(filesIn(found), filesIn(expected));
    for (const name of filesIn(expected)) {
      assert.ok(fs.readFileSync(path.join(found, name)).equals(fs.readFileSync(path.join(expected, name))), name);
    }
  });
}
