// What the Vite plugin does differently on Windows, by that system's rules for paths and with a substitute for it.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { notRun } from "../../tools/npm/wasmpair/vite/compile.js";
import { compileError } from "../../tools/npm/wasmpair/vite/compile_error.js";
import { Sources } from "../../tools/npm/wasmpair/vite/sources.js";
import { startOnWindows } from "../../tools/npm/wasmpair/vite/tied.js";
import { temporaryDirectory } from "../support/program.mjs";

suite("the sources on Windows", () => {
  const site = () => {
    const sources = new Sources("C:\\site", path.win32);
    sources.addModuleFiles(["C:\\site\\go.mod"]);
    sources.addPackage({ Dir: "C:\\site\\cmd\\app", GoFiles: ["main.go"], EmbedPatterns: ["all:static", "pages/*.html"], EmbedFiles: ["static/deep/a.txt"] });
    sources.addPackage({ Dir: "D:\\words", GoFiles: ["words.go"] });
    return sources;
  };

  test("are those in packages, embedded files and module files, but no tests and no hidden files", () => {
    const sources = site();
    for (const file of ["C:\\site\\go.mod", "C:\\site\\go.sum", "C:\\site\\cmd\\app\\main.go", "C:\\site\\cmd\\app\\new.go", "C:\\site\\cmd\\app\\static\\deep\\a.txt",
      "C:\\site\\cmd\\app\\static\\new.txt", "C:\\site\\cmd\\app\\pages\\a.html", "D:\\words\\new.go", "c:\\site\\cmd\\app\\new.go", "C:/site/go.mod"]) assert.ok(sources.has(file), file);
    for (const file of ["C:\\site\\cmd\\app\\main_test.go", "C:\\site\\cmd\\app\\.#main.go", "C:\\site\\cmd\\app\\_old.go", "C:\\site\\cmd\\app\\pages\\deep\\a.html",
      "C:\\site\\cmd\\app\\notes.md", "C:\\site\\other\\new.go", "C:\\site2\\go.mod"]) assert.ok(!sources.has(file), file);
    sources.expectAny();
    for (const file of ["C:\\site\\other\\new.go", "C:\\site\\nested\\go.mod"]) assert.ok(sources.has(file), file);
    for (const file of ["C:\\site2\\new.go", "C:\\site\\other\\.new.go", "C:\\site\\other\\cargo.mod"]) assert.ok(!sources.has(file), file);
  });

  test("outside of Vite's root, which it writes with slashes, are watched besides it", () => {
    for (const root of ["C:/site", "c:/site"]) assert.deepEqual(site().outside(root), ["D:\\words\\words.go", "D:\\words"]);
  });

  test("elsewhere, a backslash is part of a name", () => {
    const sources = new Sources("/m", path.posix);
    sources.addPackage({ Dir: "/m", GoFiles: ["main.go"], EmbedPatterns: ["pages/*.html"] });
    assert.ok(sources.has("/m/pages/a\\b.html"));
    assert.ok(!sources.has("/m/pages\\a.html"));
  });
});

suite("a program on Windows", () => {
  /// Records what is started: { started, start }.
  function system() {
    const started = [];
    const start = (program, words, options) => {
      const child = Object.assign(new EventEmitter(), { pid: 42, exitCode: null, kills: 0, kill: () => ++child.kills });
      started.push({ program, words, options, child });
      return child;
    };
    return { started, start };
  }

  test("is started without a shell and a window", () => {
    const { started, start } = system();
    startOnWindows("go", ["build", "a b"], { cwd: "C:\\site", env: { A: "1" } }, start);
    const [{ program, words, options }] = started;
    assert.deepEqual([program, words, options.cwd, options.env, options.windowsHide], ["go", ["build", "a b"], "C:\\site", { A: "1" }, true]);
    assert.deepEqual([options.shell, options.detached], [undefined, undefined]);
  });

  test("is stopped with all that it has started, or alone if that fails", () => {
    const { started, start } = system();
    const { child, stop } = startOnWindows("go", [], {}, start);
    stop();
    assert.deepEqual([started[1].program, started[1].words], ["C:\\Windows\\System32\\taskkill.exe", ["/pid", "42", "/t", "/f"]]);
    assert.equal(child.kills, 0);
    started[1].child.emit("error", new Error("no taskkill"));
    assert.equal(child.kills, 1);
  });

  test("is not stopped after it has ended, or if it never started", () => {
    const { started, start } = system();
    for (const state of [{ exitCode: 0 }, { pid: undefined }]) {
      const { child, stop } = startOnWindows("go", [], {}, start);
      Object.assign(child, state);
      stop();
    }
    assert.deepEqual(started.map(({ program }) => program), ["go", "go"]);
  });

  test("is no script", () => {
    for (const script of ["go.cmd", "C:\\go\\GO.BAT"]) {
      assert.throws(() => startOnWindows(script, [], {}), (error) => error.message === `${script}: is a script\n  Name a program, such as go.exe.`);
    }
  });
});

suite("the go command", () => {
  const failure = (code, file) => Object.assign(new Error(`spawn ${file} ${code}`), { code, path: file });

  test("that is missing is named, and so is what to do", (t) => {
    const cwd = temporaryDirectory(t);
    const expected = "the go command is missing: go1.99\n  Install Go, or name the command with the option go.";
    assert.equal(notRun(failure("ENOENT", "go1.99"), "go1.99", cwd).message, expected);
    for (const [error, place] of [
      [failure("ENOENT", "go1.99"), path.join(cwd, "absent")],
      [failure("ENOENT", "/bin/sh"), cwd],
      [failure("EACCES", "go1.99"), cwd],
    ]) assert.equal(notRun(error, "go1.99", place).message, `cannot run go1.99 in ${place}: ${error.message}`);
  });
});

suite("the error of a compiler on Windows", () => {
  test("has its place", async (t) => {
    const cwd = temporaryDirectory(t);
    fs.writeFileSync(path.join(cwd, "cmd\\app.go"), "package main\r\n\r\nfunc f() { x() }\r\n");
    const error = await compileError("go build ./cmd", "# example.com/app\ncmd\\app.go:3:12: undefined: x\n", cwd);
    assert.deepEqual([error.loc.line, error.loc.column, path.basename(error.id)], [3, 12, "cmd\\app.go"]);
    assert.match(error.frame, /3 {2}\| {2}func f\(\) \{ x\(\) \}\n/);
    const absolute = await compileError("go build ./cmd", "C:\\site\\cmd\\app.go:3:12: undefined: x\n", "/");
    assert.deepEqual([absolute.loc.line, path.basename(absolute.id)], [3, "C:\\site\\cmd\\app.go"]);
  });
});
