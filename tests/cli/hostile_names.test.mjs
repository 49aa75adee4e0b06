// No name of a file becomes a rule, a command or an annotation: make, Ninja and a runner of GitHub Actions read a file's
// name as that name, or wasmpair refuses it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { readCommands } from "../support/github_runner.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";

/// Every mark and the space at the start, inside and at the end, and what make knows more by.
const characters = [...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))].filter((c) => !/[/0-9A-Za-z]/.test(c));
const names = [
  ...characters.flatMap((c) => [`${c}a.wasm`, `a${c}b.wasm`, `a.wasm${c}`]),
  "a\n\ttouch pwned\n.wasm", "a\nx:\n\ttouch pwned\n.wasm", "a\rb.wasm", "\ttouch pwned.wasm", "a\tb.wasm", "a!=touch pwned;.wasm", "a=b.wasm",
  "a;touch pwned.wasm", "a: ;touch pwned.wasm", "$(shell touch pwned).wasm", "${shell touch pwned}.wasm", "$$(shell touch pwned).wasm",
  "lib(a)", "a (1).wasm", "~root.wasm", ".SILENT", ".ONESHELL", ".PHONY", ".SECONDEXPANSION", ".c.o", "include x.wasm", "define", "endif",
  "a\\\n.wasm", "a%2Fb.wasm", "%.wasm", "[ab].wasm", "é ü.wasm", "&", "a&.wasm", "-include pwned.wasm", "@a", "+a", "a b#c$d.wasm",
];

suite("In a dependency file", () => {
  const module = buildApp("hello", "1.24");
  const options = ["--shim", path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "--out", "dist", "--name", "app", "--level", "fast",
    "--encodings", "gzip", "--no-page", "--quiet", "--depfile", "made.d", "--stamp", "stamp"];

  /// The inputs that make reads from made.d, which runs no command but the one of the stamp.
  function readByMake(cwd) {
    const makefile = (first) => fs.writeFileSync(path.join(cwd, "Makefile"), `${first}all: stamp\ninclude made.d\nstamp: ; @printf '%s\\n' stamp\n`);
    const make = () => spawnSync("make", ["--no-print-directory", "--always-make"], { cwd, encoding: "utf8" });
    makefile(".SECONDEXPANSION:\n"); // then "$$" is read twice; it may name another file, but calls no function
    make();
    makefile("");
    const { status, stdout, stderr } = make();
    assert.deepEqual([status, stdout, stderr], [0, "stamp\n", ""]);
    const database = spawnSync("make", ["--question", "--print-data-base"], { cwd, encoding: "utf8" }).stdout;
    return /^stamp: (.*)$/m.exec(database)[1];
  }

  /// The inputs that Ninja reads from made.d.
  function readByNinja(cwd) {
    fs.writeFileSync(path.join(cwd, "build.ninja"), "rule copy\n  command = cp made.d read.d && touch $out\n  depfile = read.d\n  deps = gcc\nbuild stamp: copy\n");
    for (const file of [".ninja_deps", ".ninja_log"]) fs.rmSync(path.join(cwd, file), { force: true });
    const run = spawnSync("ninja", ["stamp"], { cwd, encoding: "utf8" });
    assert.equal(run.status, 0, run.stdout);
    return spawnSync("ninja", ["-t", "deps", "stamp"], { cwd, encoding: "utf8" }).stdout.split("\n").slice(1).filter(Boolean).map((line) => line.slice(4));
  }

  test("a name is that of a file, or refused", (t) => {
    const cwd = temporaryDirectory(t);
    const env = { XDG_CACHE_HOME: path.join(cwd, "cache") };
    const listed = [];
    const refused = [];
    for (const name of names) {
      fs.copyFileSync(module, path.join(cwd, name));
      const operand = name.startsWith("-") ? `./${name}` : name;
      for (const file of ["made.d", "stamp"]) fs.rmSync(path.join(cwd, file), { force: true });
      const run = wasmpair(["pack", ...options, "--", operand], { cwd, env });
      if (run.status !== 0) {
        assert.equal(run.status, 2);
        assert.match(run.stderr, /cannot be listed in a dependency file/, name);
        assert.ok(!fs.existsSync(path.join(cwd, "made.d")));
        refused.push(name);
      } else {
        const shim = options[1];
        // Make joins words by spaces and, in its database, escapes "$"; Ninja has one a line.
        assert.equal(readByMake(cwd).replaceAll("$$", "$"), [shim, operand].sort(bytewise).join(" ").replaceAll("./", ""), name);
        assert.deepEqual(readByNinja(cwd).sort(bytewise), [shim, operand.replace(/^\.\//, "")].sort(bytewise), name);
        listed.push(name);
      }
      assert.ok(!fs.existsSync(path.join(cwd, "pwned")), `${name} ran a command`);
      fs.rmSync(path.join(cwd, name));
    }
    // A name that says where users keep their files is not refused.
    for (const name of ["a b.wasm", "a#b.wasm", "a$b.wasm", "a@b.wasm", "a+b.wasm", "a (1).wasm", "é ü.wasm", "a%2Fb.wasm", "a,b.wasm", "-a.wasm"]) assert.ok(listed.includes(name), name);
    for (const name of ["a=b.wasm", "a;b.wasm", "a:b.wasm", "a*b.wasm"]) assert.ok(refused.includes(name), name);
  });
});

const bytewise = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

suite("In an annotation", () => {
  test("a name is a property or part of a message", (t) => {
    const cwd = temporaryDirectory(t);
    const content = goModule({ name: "a", text: "a", version: "go1.24.4" });
    const plain = annotationsFor("a.wasm");
    for (const name of [...names, "a,title=b::c.wasm", "::error::b.wasm", "##[error]b.wasm", "a%0A::error::b.wasm", "a%3A%2C.wasm"]) {
      const annotations = annotationsFor(name);
      assert.deepEqual(annotations.map(({ command, properties }) => [command, Object.keys(properties)]), plain.map(({ command, properties }) => [command, Object.keys(properties)]), name);
      assert.deepEqual(annotations.map(({ properties }) => properties.title), plain.map(({ properties }) => properties.title), name);
    }

    /// What the runner reads in the output of a check of a module with that name.
    function annotationsFor(name) {
      fs.writeFileSync(path.join(cwd, name), content);
      const run = wasmpair(["check", "--github", "--shim", path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), "--", name.startsWith("-") ? `./${name}` : name], { cwd });
      fs.rmSync(path.join(cwd, name));
      assert.equal(run.status, 1, run.stderr);
      return readCommands(run.stdout).filter(({ command }) => command === "error" || command === "warning");
    }
  });
});
