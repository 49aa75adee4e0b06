// Parts of the Vite plugin, each alone.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { EventEmitter } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { compile, compileRequest } from "../../tools/npm/wasmpair/vite/compile.js";
import { compileError } from "../../tools/npm/wasmpair/vite/compile_error.js";
import { Inputs } from "../../tools/npm/wasmpair/vite/inputs.js";
import { chooseCoding, rangeIn, statusByConditions } from "../../tools/npm/wasmpair/vite/negotiation.js";
import { Releases } from "../../tools/npm/wasmpair/vite/releases.js";
import { Sources } from "../../tools/npm/wasmpair/vite/sources.js";
import { goEnvironment } from "../support/go_command.mjs";
import { temporaryDirectory } from "../support/program.mjs";

const parts = new URL("../../tools/npm/wasmpair/vite/", import.meta.url);

suite("the releases of a development server", () => {
  /// Releases whose attempts end when the test says so: { releases, attempts }, each { signal, resolve, reject }.
  function controlled() {
    const attempts = [];
    const releases = new Releases((signal) => new Promise((resolve, reject) => {
      attempts.push({ signal, resolve, reject });
      signal.addEventListener("abort", () => reject(signal.reason));
    }));
    const started = async (count) => {
      while (attempts.length < count) await new Promise(setImmediate);
      return attempts[count - 1];
    };
    return { releases, attempts, started };
  }

  test("replace an attempt that is running, and whoever waited for it gets the next", async () => {
    const { releases, started } = controlled();
    const wanted = releases.current();
    const first = await started(1);
    const [replaced, outcome] = [releases.renew(), releases.renew()];
    assert.ok(first.signal.aborted);
    (await started(2)).resolve("second");
    assert.deepEqual([await wanted, await replaced, await outcome, releases.last], ["second", undefined, { error: undefined }, "second"]);
  });

  test("start the next attempt only when the one before has ended", async () => {
    const ends = [];
    let running = 0;
    const releases = new Releases(async () => {
      assert.equal(++running, 1);
      await new Promise((resolve) => { ends.push(resolve); });
      --running;
    });
    releases.current().catch(() => {});
    while (ends.length < 1) await new Promise(setImmediate);
    const outcome = releases.renew();
    await new Promise(setImmediate);
    assert.equal(ends.length, 1);
    ends[0]();
    while (ends.length < 2) await new Promise(setImmediate);
    ends[1]();
    assert.deepEqual(await outcome, { error: undefined });
  });

  test("keep the last one that succeeded, and report a failure until the next attempt", async () => {
    const { releases, started } = controlled();
    const first = releases.current();
    (await started(1)).resolve("first");
    await first;
    const outcome = releases.renew();
    (await started(2)).reject(new Error("no"));
    assert.equal((await outcome).error.message, "no");
    assert.equal(releases.last, "first");
    await assert.rejects(releases.current(), /^Error: no$/);
  });

  test("end what is running when they are closed", async () => {
    const { releases, started } = controlled();
    const wanted = releases.current();
    const { signal } = await started(1);
    await releases.close();
    assert.ok(signal.aborted);
    await assert.rejects(wanted, { name: "AbortError" });
    assert.equal(await releases.renew(), undefined);
  });
});

suite("the inputs of a release", () => {
  test("that changed before it was known that they are inputs count", async () => {
    const watcher = Object.assign(new EventEmitter(), { added: [], add: (places) => watcher.added.push(...places) });
    let changes = 0;
    let changed;
    const inputs = new Inputs({ watcher, config: { root: "/site" } }, () => { ++changes; changed?.(); });
    const nextChange = () => new Promise((resolve) => { changed = resolve; });
    const sources = new Sources("/site");
    sources.addPackage({ Dir: "/site/cmd/app", GoFiles: ["main.go"] });
    sources.addPackage({ Dir: "/elsewhere/words", GoFiles: ["words.go"] });

    inputs.start();
    watcher.emit("all", "change", "/site/README.md");
    watcher.emit("all", "add", "/site/cmd/app/more.go");
    const change = nextChange();
    inputs.setSources(sources);
    await change;
    assert.deepEqual(watcher.added, ["/elsewhere/words/words.go", "/elsewhere/words"]);

    inputs.start();
    inputs.setSources(sources); // nothing has changed since
    watcher.emit("all", "change", "/site/cmd/app/main.go");
    watcher.emit("all", "change", "/site/cmd/app/main.go");
    await nextChange();
    assert.equal(changes, 2);
    watcher.emit("all", "change", "/site/cmd/app/main.go");
    inputs.close();
  });

  test("are the sources in packages, embedded files and module files, but no tests and no hidden files", () => {
    const sources = new Sources("/m");
    sources.addModuleFiles(["/m/go.mod", "/m/go.work"]);
    sources.addPackage({ Dir: "/m/cmd/a+b", GoFiles: ["main.go"], EmbedPatterns: ["all:static", "pages/[a-z]*.html", "x?.txt", "one.two"], EmbedFiles: ["static/.a"] });
    sources.addPackage({ Dir: "/usr/go/src/fmt", Standard: true, GoFiles: ["print.go"] });
    sources.addPackage({ Dir: "/cache/m@v1", Module: { Version: "v1", GoMod: "/cache/m.mod" }, GoFiles: ["m.go"] });
    sources.addPackage({ Dir: "/local", Module: { Version: "v1", Replace: { Path: "../local" }, GoMod: "/local/go.mod" }, GoFiles: ["m.go"] });
    for (const file of ["/m/go.mod", "/m/go.sum", "/m/go.work", "/m/go.work.sum", "/m/cmd/a+b/main.go", "/m/cmd/a+b/new.go", "/m/cmd/a+b/new.s", "/m/cmd/a+b/static/deep/x",
      "/m/cmd/a+b/static/.a", "/m/cmd/a+b/pages/ab.html", "/m/cmd/a+b/xy.txt", "/m/cmd/a+b/one.two", "/local/m.go", "/local/go.mod"]) assert.ok(sources.has(file), file);
    for (const file of ["/m/cmd/a+b/main_test.go", "/m/cmd/a+b/.#main.go", "/m/cmd/a+b/_old.go", "/m/cmd/a+b/notes.md", "/m/cmd/a+b/pages/ab.css", "/m/cmd/a+b/xyz.txt",
      "/m/cmd/a+b/one-two", "/m/cmd/aab/main.go", "/m/cmd/a+b/sub/main.go", "/usr/go/src/fmt/print.go", "/cache/m@v1/m.go", "/m/README.md"]) assert.ok(!sources.has(file), file);
    sources.expectAny();
    for (const file of ["/m/other/new.go", "/m/cmd/a+b/main_test.go", "/m/nested/go.mod"]) assert.ok(sources.has(file), file);
    for (const file of ["/n/other/new.go", "/m/README.md", "/m/other/.new.go"]) assert.ok(!sources.has(file), file);
  });

  test("have the paths that Vite uses, even if its root is a link", { timeout: 120_000 }, async (t) => {
    const directory = temporaryDirectory(t);
    const [real, root] = [path.join(directory, "real"), path.join(directory, "link")];
    fs.mkdirSync(real);
    fs.symlinkSync("real", root);
    fs.writeFileSync(path.join(real, "go.mod"), "module example.com/app\n\ngo 1.21\n");
    fs.writeFileSync(path.join(real, "main.go"), "package main\n\nfunc main() {}\n");
    const before = { ...process.env };
    Object.assign(process.env, goEnvironment("1.24"));
    t.after(() => { process.env = before; });
    let sources;
    const files = await compile(compileRequest({ build: "." }, { root, cacheDir: path.join(directory, "cache") }), (found) => { sources = found; });
    assert.equal(path.basename(files[0]), "link.wasm");
    assert.ok(fs.existsSync(files[0]));
    for (const name of ["main.go", "new.go", "go.mod"]) assert.ok(sources.has(path.join(root, name)), name);
  });
});

suite("the modules of two builds", () => {
  const fileOf = (options) => compileRequest({ build: "./cmd/app", ...options }, { root: "/site", cacheDir: "/cache" }).files[0];

  test("are the same file only if the builds are the same", () => {
    assert.match(fileOf({}), /^\/cache\/wasmpair\/[0-9a-f]{16}\/app\.wasm$/);
    assert.equal(fileOf({}), fileOf({ build: ["./cmd/app"], go: "go" }));
    const others = [{}, { buildFlags: ["-tags=demo"] }, { go: "go1.25" }, { moduleDir: "other" }, { build: "./other/app" }].map(fileOf);
    assert.equal(new Set(others).size, others.length);
  });
});

suite("the error of a compiler", () => {
  test("has the place, and no character that a terminal obeys", async (t) => {
    const directory = temporaryDirectory(t);
    fs.writeFileSync(path.join(directory, "main.go"), "package main\n\n\t\u00fc\u001b]0;x\u0007 := 1\n");
    const text = "# site\n./main.go:3:5: \u001b[31mundefined\u009b: \u202ex\n\tmore\n";
    const error = await compileError("go build .", text, directory);
    assert.equal(error.message, "go build . failed\n./main.go:3:5: \ufffd[31mundefined\ufffd: \ufffdx\n\tmore");
    assert.deepEqual(error.loc, { file: path.join(directory, "main.go"), line: 3, column: 5 });
    assert.equal(error.frame, "1  |  package main\n2  |  \n3  |  \t\u00fc\ufffd]0;x\ufffd := 1\n   |  \t  ^\n4  |  \n");
    assert.equal(error.stack, "");
  });

  test("has no place if the text names none, and no column if the text has none", async () => {
    const none = await compileError("go build .", "go: cannot find main module\n", "/site");
    assert.deepEqual([none.message, none.loc, none.id], ["go build . failed\ngo: cannot find main module", undefined, undefined]);
    const { loc, frame } = await compileError("go build .", "go: errors parsing go.mod:\n/site/go.mod:4: unknown directive: x\n", "/elsewhere");
    assert.deepEqual([loc, frame], [{ file: "/site/go.mod", line: 4, column: 1 }, ""]);
  });
});

suite("the negotiation of the preview", () => {
  test("takes no long time for hostile fields", () => {
    const long = 16_000;
    for (const field of [",".repeat(long), " ".repeat(long), '"'.repeat(long), '"a" '.repeat(long / 4), `"a"${" ,".repeat(long / 2)}x`, `br${";".repeat(long)}`, "0".repeat(long)]) {
      chooseCoding(field, ["br"]);
      statusByConditions({ "if-match": field, "if-none-match": field }, '"x"');
      rangeIn({ range: `bytes=${field}`, "if-range": field }, 10, '"x"');
      rangeIn({ range: `bytes=${field}` }, 10, '"x"');
    }
  });
});

suite("a temporary directory", () => {
  for (const [how, end, status] of [["exits", "process.exit(3)", 3], ["is interrupted", 'process.kill(process.pid, "SIGINT")', "SIGINT"],
    ["hangs up", 'process.kill(process.pid, "SIGHUP")', "SIGHUP"],
    ["is terminated, with a listener of its own", 'process.once("SIGTERM", () => setTimeout(() => process.exit(4), 10)); process.kill(process.pid, "SIGTERM")', 4]]) {
    test(`is removed when the process ${how}`, (t) => {
      const parent = temporaryDirectory(t);
      const code = `const { inTemporaryDirectory } = await import(${JSON.stringify(new URL("temporary.js", parts).href)});
        setInterval(() => {}, 1000);
        inTemporaryDirectory((directory) => { require("node:fs").mkdirSync(directory + "/a/b", { recursive: true }); ${end}; return new Promise(() => {}); }, ${JSON.stringify(parent)});`;
      const run = spawnSync(process.execPath, ["--input-type=module", "--eval", `import { createRequire } from "node:module"; const require = createRequire("/");\n${code}`], { encoding: "utf8" });
      assert.equal(run.signal ?? run.status, status, run.stderr);
      assert.deepEqual(fs.readdirSync(parent), []);
    });
  }
});
