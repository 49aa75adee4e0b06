// The npm packages, packed and installed: their contents, the command and the functions.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot, npmFixture } from "../support/fixtures.mjs";
import { buildPackages, packTarballs, project } from "../support/npm_project.mjs";
import { packedSite } from "../support/packed_site.mjs";
import { preview } from "../support/preview.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";

const version = /\d+\.\d+\.\d+/.exec(wasmpair(["--version"]).stdout)[0];
const app = buildApp("hello", "1.24");

const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair npm "));
let tarballs;
before(() => { tarballs = packTarballs(work); });
after(() => fs.rmSync(work, { recursive: true }));

const readJson = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), "utf8"));
const platform = "@wasmpair/linux-x64"; // the table has a program that loads glibc for this processor only

suite("the packages", () => {
  const build = (...words) => spawnSync(buildPackages, words, { encoding: "utf8" });

  test("have the project's version, run no install scripts, and need nothing else", (t) => {
    const { directory } = project(t, tarballs);
    const main = readJson(directory, "node_modules/wasmpair/package.json");
    assert.equal(main.version, version);
    assert.deepEqual(main.optionalDependencies, { [platform]: version });
    for (const key of ["scripts", "dependencies"]) assert.equal(main[key], undefined);
    const part = readJson(directory, "node_modules", platform, "package.json");
    assert.deepEqual([part.version, part.os, part.cpu, part.scripts], [version, ["linux"], [process.arch], undefined]);
    const lock = readJson(directory, "package-lock.json");
    assert.deepEqual(Object.keys(lock.packages).filter(Boolean).sort(), [`node_modules/${platform}`, "node_modules/wasmpair"]);
  });

  test("contain what package.json names, a license, and the program", () => {
    const { files } = tarballs.wasmpair;
    const { exports: offered, bin } = readJson(work, "packages/wasmpair/package.json");
    const named = Object.values(offered).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)));
    for (const file of [...named, bin.wasmpair, "LICENSE"]) assert.ok(files.includes(file.replace("./", "")), file);
    assert.deepEqual(tarballs.platform.files.sort(), ["LICENSE", "bin/wasmpair", "package.json"]);
  });

  test("cannot be built from a file that is not a program, or from two programs for one platform", (t) => {
    const directory = temporaryDirectory(t);
    for (const [words, message] of [
      [[buildPackages, "-o", directory], /build: .*: not a program for Linux, macOS or Windows/],
      [["absent", "-o", directory], /no such file or directory, open 'absent'/],
      [[program, program, "-o", directory], /two programs are for @wasmpair\/linux/],
      [[program], /-o is missing/],
    ]) {
      const run = build(...words);
      assert.equal(run.status, 2);
      assert.match(run.stderr, message);
    }
    assert.deepEqual(fs.readdirSync(directory), []);
  });
});

suite("the command", () => {
  /// Starts it directly, without a shell or npm: { child, ended, line }. line: its first line. ended: how it ended.
  function start({ directory, env }, words, options = {}) {
    const command = path.join(directory, "node_modules/.bin/wasmpair");
    const child = spawn(command, words, { cwd: directory, env, stdio: ["ignore", "pipe", "inherit"], ...options });
    const ended = once(child, "exit").then(([status, signal]) => status ?? signal);
    const line = once(readline.createInterface({ input: child.stdout }), "line").then(([text]) => text);
    return { child, ended, line };
  }

  /// A program of the test in place of wasmpair.
  function script({ directory, env }, text) {
    const file = path.join(directory, "own program");
    fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return { directory, env: { ...env, WASMPAIR_BINARY: file } };
  }

  test("passes on arguments, streams and exit statuses", (t) => {
    const { npm, directory } = project(t, tarballs);
    const wasmpairBy = (...words) => npm("exec", "--", "wasmpair", ...words);
    assert.equal(wasmpairBy("--version").stdout, `wasmpair ${version}\n`);
    const module = path.join(directory, "my app.wasm");
    fs.copyFileSync(app, module);
    const inspected = wasmpairBy("inspect", "my app.wasm", "--json");
    assert.equal(inspected.status, 0, inspected.stderr);
    assert.equal(inspected.stdout, wasmpair(["inspect", "my app.wasm", "--json"], { cwd: directory }).stdout);
    assert.equal(wasmpairBy("check", "my app.wasm", "--goroot", goRoot("1.19")).status, 1);
    const failed = wasmpairBy("check", "absent.wasm");
    assert.equal(failed.status, 2);
    assert.match(failed.stderr, /^wasmpair: absent\.wasm: cannot read/);
  });

  test("packs in a script of package.json, and writes nothing the second time", (t) => {
    const { npm, directory } = project(t, tarballs);
    const file = path.join(directory, "package.json");
    fs.writeFileSync(file, JSON.stringify({ ...readJson(file), scripts: { pack: "wasmpair pack app.wasm --out dist --level fast --no-cache" } }));
    fs.copyFileSync(app, path.join(directory, "app.wasm"));
    const dist = path.join(directory, "dist");
    const times = () => fs.readdirSync(dist).map((name) => [name, fs.statSync(path.join(dist, name)).mtimeMs]);
    const first = npm("run", "pack");
    assert.equal(first.status, 0, first.stderr);
    const written = times();
    const again = npm("run", "pack");
    assert.match(again.stderr, /0 files written, 15 unchanged/);
    assert.deepEqual(times(), written);
  });

  test("passes on signals, even if a terminal has sent them to all processes", async (t) => {
    const place = project(t, tarballs);
    const { directory: site } = packedSite(t);
    for (const [signal, to, outcome] of [
      ["SIGTERM", "one", 0],
      ["SIGINT", "one", 0],
      ["SIGINT", "all", 0],
      ["SIGHUP", "one", "SIGHUP"], // serve does not catch it
      ["SIGHUP", "all", "SIGHUP"],
    ]) {
      const { child, ended, line } = start(place, ["serve", site, "--port", "0"], { detached: true });
      const url = await line;
      assert.equal((await fetch(url)).status, 200);
      process.kill(to === "all" ? -child.pid : child.pid, signal);
      assert.equal(await ended, outcome, `${signal} to ${to}`);
      await assert.rejects(fetch(url), `${signal} to ${to}: the program is still running`);
    }
  });

  test("ends like the program", async (t) => {
    const place = project(t, tarballs);
    for (const [text, outcome] of [["exit 42", 42], ["kill -KILL $$", "SIGKILL"], ["kill -TERM $$", "SIGTERM"], ["kill -INT $$", "SIGINT"]]) {
      assert.equal(await start(script(place, text), []).ended, outcome, text);
    }
  });

  test("runs what WASMPAIR_BINARY names", async (t) => {
    const place = project(t, tarballs);
    assert.equal(await start(script(place, 'echo "own: $*"'), ["pack", "my app.wasm"]).line, "own: pack my app.wasm");
    place.env.WASMPAIR_BINARY = "absent"; // relative to the current directory
    const { status, stderr } = place.run("node_modules/.bin/wasmpair");
    assert.equal(status, 2);
    assert.equal(stderr, `wasmpair: ${path.join(place.directory, "absent")}: cannot be run: no such file or directory\n`
      + "  It comes from WASMPAIR_BINARY: unset or correct that variable.\n");
  });

  test("says what to do if there is no program", (t) => {
    const { directory, run } = project(t, tarballs, { install: ["--omit=optional"] });
    const skipped = run("node_modules/.bin/wasmpair", "--version");
    assert.equal(skipped.status, 2);
    assert.ok(skipped.stderr.startsWith(`wasmpair: ${platform}, the package with the program for this platform, is not installed\n`), skipped.stderr);
    assert.match(skipped.stderr, /without --omit=optional.*WASMPAIR_BINARY/s);

    const file = path.join(directory, "node_modules/wasmpair/platforms.json");
    fs.writeFileSync(file, JSON.stringify(readJson(file).map((each) => ({ ...each, package: "@wasmpair/plan9-mips", os: "plan9" }))));
    const foreign = run("node_modules/.bin/wasmpair", "--version");
    assert.equal(foreign.status, 2);
    assert.equal(foreign.stderr, `wasmpair: there is no program for linux-${process.arch}: wasmpair is available as @wasmpair/plan9-mips\n`
      + "  Run it as WebAssembly, which packs and checks, but neither serves nor verifies: npm install wasmpair-wasm.\n"
      + "  Or build wasmpair from source, and set WASMPAIR_BINARY to the program.\n");
  });
});

suite("the functions", () => {
  let api, directory;
  const options = { modules: "app.wasm", out: "dist", goroot: goRoot("1.24"), level: "fast", noCache: true };
  const endings = [];
  after(() => endings.forEach((end) => end()));
  before(async () => {
    const place = project({ after: (end) => endings.push(end) }, tarballs);
    ({ directory } = place);
    fs.copyFileSync(app, path.join(directory, "app.wasm"));
    api = await place.module('export * from "wasmpair";');
  });

  const rejection = (promise) => promise.then(() => assert.fail("it did not reject"), (error) => error);

  test("pack returns the report", async () => {
    const report = await api.pack({ ...options, cwd: directory, base: "/assets/", encodings: ["br", "zstd"], noPage: true });
    const words = ["pack", "app.wasm", "--out", "dist", "--goroot", goRoot("1.24"), "--level", "fast", "--no-cache"];
    const again = wasmpair([...words, "--base", "/assets/", "--encodings", "br,zstd", "--no-page", "--json"], { cwd: directory });
    assert.deepEqual(report, { ...JSON.parse(again.stdout), written: report.written, unchanged: 0, seconds: report.seconds });
    assert.equal(report.written, 14);
    assert.ok(fs.existsSync(path.join(directory, report.manifest)));
  });

  test("pack writes nothing the second time", async () => {
    const place = { ...options, cwd: directory, out: "again" };
    const { written } = await api.pack(place);
    const report = await api.pack(place);
    assert.deepEqual([report.written, report.unchanged], [0, written]);
  });

  test("pack rejects with the report if a pair does not match or a budget is exceeded", async () => {
    const misfit = await rejection(api.pack({ ...options, cwd: directory, goroot: goRoot("1.19"), out: "refused" }));
    assert.ok(misfit instanceof api.WasmpairError);
    assert.equal(misfit.status, 1);
    assert.equal(misfit.report.published, false);
    const [{ module, shim, findings }] = misfit.report.refusals;
    assert.match(misfit.message, /^app\.wasm, with .*\/wasm_exec\.js: nothing was published\n {2}missing-import-module {2}gojs\n/);
    for (const { id, advice } of findings) for (const part of [id, advice]) assert.ok(misfit.message.includes(part), part);
    assert.deepEqual([module, path.basename(shim)], ["app.wasm", "wasm_exec.js"]);
    const heavy = await rejection(api.pack({ ...options, cwd: directory, out: "refused", budget: ["br=1KB"] }));
    assert.equal(heavy.report.refusals[0].findings[0].consequence, "over-budget");
    assert.ok(!fs.existsSync(path.join(directory, "refused")));
  });

  test("pack rejects with the program's message if it fails", async () => {
    for (const [changed, message] of [
      [{ modules: ["absent.wasm"] }, "absent.wasm: cannot read: No such file or directory\n  Check the path; the build step that writes it may not have run."],
      [{ outt: "dist" }, "pack has no option --outt\n  Did you mean --out?\n  See wasmpair pack --help."],
      [{ cwd: "absent" }, "absent: no such directory\n  Correct cwd."],
      [{ modules: [] }, "pack needs a module\n  Name the .wasm file that `go build` wrote."],
    ]) {
      const error = await rejection(api.pack({ ...options, cwd: directory, ...changed }));
      assert.ok(error instanceof api.WasmpairError);
      assert.deepEqual([error.status, error.report, error.message], [2, undefined, message]);
    }
    const ended = await rejection(withProgram("#!/bin/sh\nkill -KILL $$\n", () => api.pack({ ...options, cwd: directory })));
    assert.deepEqual([ended.status, ended.message], [2, "the program was terminated by SIGKILL"]);
    const silent = await rejection(withProgram("#!/bin/sh\necho 'no room' >&2\nexit 1\n", () => api.pack({ ...options, cwd: directory })));
    assert.deepEqual([silent.name, silent.status, silent.message], ["WasmpairError", 2, "the program ended with status 1, without a report\nno room"]);
    const none = await rejection(withProgram(null, () => api.pack({ ...options, cwd: directory })));
    assert.deepEqual([none.name, none.status], ["WasmpairError", 2]);
    assert.match(none.message, /cannot be run: no such file/);
  });

  /// Calls action with WASMPAIR_BINARY naming a script with that text, or a file that does not exist.
  function withProgram(text, action) {
    const file = path.join(directory, "own program");
    fs.rmSync(file, { force: true });
    if (text !== null) fs.writeFileSync(file, text, { mode: 0o755 });
    process.env.WASMPAIR_BINARY = file;
    const promise = action(); // it starts the program before it returns
    delete process.env.WASMPAIR_BINARY;
    return promise;
  }

  test("pack can be aborted, and then writes nothing", async () => {
    const reason = new Error("enough");
    const large = npmFixture("esbuild-wasm-0.28.2", "esbuild.wasm");
    const words = { modules: [large], out: path.join(directory, "given up"), allowUnknownShim: true, shim: npmFixture("esbuild-wasm-0.28.2", "wasm_exec.js") };
    const controller = new AbortController();
    const promise = rejection(api.pack({ ...words, noCache: true, signal: controller.signal }));
    controller.abort(reason);
    assert.equal(await promise, reason);
    assert.equal(await rejection(api.pack({ ...words, signal: controller.signal })), reason);
    assert.ok(!fs.existsSync(words.out));
  });

  test("verify returns its findings", async (t) => {
    const { directory: site } = packedSite(t);
    const correct = await preview(t, site);
    const report = await api.verify(correct.url, { manifest: path.join(site, "wasmpair.json"), stallTime: 60 });
    assert.deepEqual(report.findings, []);
    assert.equal(report.url, `${correct.url}wasmpair.json`);
    const wrong = await preview(t, site, "--fault", "no-vary");
    const { findings } = await api.verify(new URL(wrong.url));
    assert.deepEqual(findings.map(({ id }) => id), ["missing-vary"]);
    const error = await rejection(api.verify("no url"));
    assert.deepEqual([error.status, error.message], [2, "no url: is not a valid http or https URL\n  Give a URL such as https://example.org/app/."]);
  });
});
