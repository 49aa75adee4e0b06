// The npm package wasmpair-wasm: what it prints and publishes is what this machine's self-contained program does.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { webAssembly } from "../../tools/platforms/platforms.mjs";
import { buildApp } from "../support/apps.mjs";
import { names, readBill } from "../support/bills.mjs";
import { platformNotices } from "../support/distributed.mjs";
import { goRoot, npmFixture } from "../support/fixtures.mjs";
import { temporaryDirectory } from "../support/program.mjs";
import { assertSameFiles, packing } from "../support/same_release.mjs";
import { installWasm, module } from "../support/wasm_package.mjs";

const endings = [];
let project;
const file = (...parts) => path.join(project.directory, ...parts);
const pair = ["app.wasm", "--shim", "wasm_exec.js"];

before(() => {
  project = installWasm({ after: (end) => endings.push(end) });
  fs.copyFileSync(buildApp("hello", "1.24"), file("app.wasm"));
  fs.copyFileSync(path.join(goRoot("1.24"), "lib/wasm/wasm_exec.js"), file("wasm_exec.js"));
  fs.copyFileSync(file("wasm_exec.js"), file("wrong.js"));
  fs.writeFileSync(file("wrong.js"), fs.readFileSync(file("wrong.js"), "utf8").replace('"syscall/js.valueGet"', '"syscall/js.valueGot"'));
  fs.writeFileSync(file("broken.wasm"), fs.readFileSync(file("app.wasm")).subarray(0, 100_000));
  fs.writeFileSync(file("text.wasm"), "no module\n");
  fs.writeFileSync(file("page.html"), "{{each bundle in bundles}}<p>{{text bundle.name}}</p>{{end}}\n");
});
test.after(() => endings.forEach((end) => end()));

/// Runs both with the same words: the same status and texts.
function assertSame(words, options) {
  const [wasm, native] = [project.run(words, options), project.native(words, options)];
  const seen = ({ status, stdout, stderr }) => ({ status, stdout, stderr });
  assert.deepEqual(seen(wasm), seen(native), words.join(" "));
  return wasm;
}

/// Packs with both, in directories of the same name: the same release.
function assertSameRelease(words, options) {
  for (const who of ["run", "native"]) {
    const { status, stderr } = project[who](["pack", ...words, "--out", `${who}/dist`], options);
    assert.equal(status, 0, stderr);
  }
  assertSameFiles(file("run/dist"), file("native/dist"));
}

suite("pack", () => {
  for (const level of ["fast", "release"]) {
    test(`publishes the same bytes of a small module at level ${level}`, () => {
      assertSameRelease([...pair, "--level", level, "--encodings", "br,gzip,zstd", "--no-cache", "--quiet"]);
    });

    test(`publishes the same bytes of a large module at level ${level}`, () => {
      const [esbuild, shim] = ["esbuild.wasm", "wasm_exec.js"].map((name) => npmFixture("esbuild-wasm-0.28.2", name));
      assertSameRelease([esbuild, "--shim", shim, "--level", level, "--encodings", "br,gzip,zstd", "--no-cache", "--quiet"]);
    });
  }

  test("publishes the same differences to an earlier release in a directory", () => {
    for (const who of ["run", "native"]) {
      for (const stem of ["esbuild-wasm-0.28.1", "esbuild-wasm-0.28.2"]) {
        const words = [npmFixture(stem, "esbuild.wasm"), "--shim", npmFixture(stem, "wasm_exec.js"), ...packing, "--out", `${who}/deltas`];
        if (fs.existsSync(file(who, "deltas"))) words.push("--previous", `${who}/deltas`, "--deltas", "1", "--deltas-encoding", "dcb");
        const { status, stderr } = project[who](["pack", ...words]);
        assert.equal(status, 0, stderr);
      }
    }
    assert.ok(fs.readdirSync(file("run/deltas")).some((name) => name.endsWith(".dcb")));
    assertSameFiles(file("run/deltas"), file("native/deltas"));
  });

  test("takes absolute paths, paths above the current directory, and names beyond ASCII", () => {
    fs.mkdirSync(file("größe/below"), { recursive: true });
    fs.copyFileSync(file("app.wasm"), file("größe/größe.wasm"));
    const words = ["pack", "../größe.wasm", "--shim", file("wasm_exec.js"), "--name", "app", ...packing, "--out", "../dist"];
    const { status, stderr } = project.run(words, { cwd: file("größe/below") });
    assert.equal(status, 0, stderr);
    project.native(["pack", ...pair, ...packing, "--out", "plain"]);
    assertSameFiles(file("größe/dist"), file("plain"));
  });

  test("changes nothing when it packs again, and leaves no other file", () => {
    const pack = () => project.run(["pack", ...pair, ...packing, "--out", "again"]);
    const times = () => fs.readdirSync(file("again")).sort().map((name) => [name, fs.statSync(file("again", name)).mtimeMs]);
    assert.equal(pack().status, 0);
    const before = times();
    assert.equal(pack().status, 0);
    assert.deepEqual(times(), before);
  });

  test("caches for this user alone, and a native program uses the entries", () => {
    const env = { XDG_CACHE_HOME: file("cache"), XDG_STATE_HOME: file("state") };
    const words = [...pair, "--level", "fast", "--json"];
    const hits = (who, out) => {
      const { status, stdout, stderr } = project[who](["pack", ...words, "--out", out], { env });
      assert.equal(status, 0, stderr);
      const { encoded, fromCache } = JSON.parse(stdout);
      return { encoded, fromCache };
    };
    assert.equal(hits("run", "cached-1").fromCache, 0);
    assert.equal(fs.statSync(file("state/wasmpair/cache-key")).mode & 0o777, 0o600);
    const [again, native] = [hits("run", "cached-2"), hits("native", "cached-3")];
    assert.deepEqual(again, native);
    assert.deepEqual([again.encoded, again.fromCache > 0], [0, true], JSON.stringify(again));
    assertSameFiles(file("cached-2"), file("cached-3"));
  });

  test("gets the shim from the go command", () => {
    fs.mkdirSync(file("goroot/lib/wasm"), { recursive: true });
    fs.copyFileSync(file("wasm_exec.js"), file("goroot/lib/wasm/wasm_exec.js"));
    const go = (text) => fs.writeFileSync(file("go"), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    go(`echo "$GOTOOLCHAIN $*" >&2\necho "${file("goroot")}"`);
    for (const name of ["./go", file("go")]) assertSameRelease(["app.wasm", "--go", name, ...packing]);
    assertSameRelease(["app.wasm", ...packing], { env: { PATH: `${project.directory}:${process.env.PATH}` } });
    go("echo working >&2\necho failing >&2\nexit 3");
    assert.match(assertSame(["pack", "app.wasm", "--go", "./go", ...packing, "--out", "none"]).stderr, /failing/);
    go("kill -TERM $$");
    assertSame(["pack", "app.wasm", "--go", "./go", ...packing, "--out", "none"]);
    assertSame(["pack", "app.wasm", "--go", "./absent", ...packing, "--out", "none"]);
  });
});

suite("prints the same", () => {
  test("reports", () => {
    project.native(["pack", ...pair, ...packing, "--out", "release"]);
    const manifest = ["--manifest", "release/wasmpair.json"];
    for (const words of [
      ["--version"], ["--help"], ["pack", "--help"], ["serve", "--help"], ["completion", "bash"], ["manual"],
      ["explain", "import-signature"], ["check", ...pair], ["check", ...pair, "--json"], ["inspect", "app.wasm"],
      ["inspect", "app.wasm", "--json"], ["render", "page.html", ...manifest], ["config", "nginx", ...manifest],
      ["config", "caddy", ...manifest], ["diff", "release/wasmpair.json", "release/wasmpair.json"], ["subjects", "release"],
    ]) assert.equal(assertSame(words).status, 0, words.join(" "));
  });

  test("findings", () => {
    for (const words of [["app.wasm", "--shim", "wrong.js"], ["text.wasm", "--shim", "wasm_exec.js"]]) {
      assert.equal(assertSame(["check", ...words]).status, 1, words.join(" "));
    }
  });

  test("errors", () => {
    for (const words of [
      [], ["pakc"], ["pack", "--nmae=x"], ["check", "missing.wasm", "--shim", "wasm_exec.js"], ["inspect", "broken.wasm"],
      ["check", "broken.wasm", "--shim", "wasm_exec.js"], ["inspect", "."], ["pack", ...pair, ...packing, "--out", "app.wasm/dist"],
      ["explain", "imprt-signature"], ["--jobs=x", "pack"],
    ]) assert.equal(assertSame(words).status, 2, words.join(" "));
  });

  test("advice for an error of the system, which musl describes in its own words", () => {
    const { status, stderr } = project.run(["pack", ...pair, ...packing, "--out", "x".repeat(300)]);
    assert.equal(status, 2);
    assert.match(stderr, /: cannot open the directory: Filename too long\n {2}Choose a shorter name\.\n$/);
  });

  test("an error for a file that is larger than its memory", () => {
    const huge = fs.openSync(file("huge.wasm"), "w");
    fs.ftruncateSync(huge, 2 ** 32 + 8);
    fs.closeSync(huge);
    const { status, stderr } = project.run(["inspect", "huge.wasm"]);
    assert.equal(status, 2);
    assert.match(stderr, /^wasmpair: huge\.wasm: cannot read: it is larger than/);
    fs.rmSync(file("huge.wasm"));
  });
});

suite("what it cannot do", () => {
  for (const [what, words] of [
    ["verify", ["verify", "https://example.org/"]],
    ["serve", ["serve", "."]],
    ["dev", ["dev"]],
    ["a remote cache", ["pack", ...pair, "--cache", "https://user:secret@cache.example.org/", "--out", "none"]],
    ["an earlier release on a server", ["pack", ...pair, ...packing, "--previous", "https://example.org/", "--out", "none"]],
  ]) {
    test(`${what}: a message, and status 2`, () => {
      const { status, stdout, stderr } = project.run(words);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, /^wasmpair: wasmpair-wasm cannot .*\n {2}Use a native program/);
      assert.doesNotMatch(stderr, /secret/);
    });
  }
});

suite("as a program", () => {
  test("writes to a pipe that is slow, and one that is closed", async () => {
    const command = `"${file("node_modules/.bin/wasmpair-wasm")}" manual`;
    const slow = execFileSync("/bin/sh", ["-c", `${command} | { sleep 1; cat; }`], { encoding: "utf8" });
    assert.equal(slow, project.native(["manual"]).stdout);
    const closed = spawnSync("/bin/bash", ["-c", `${command} | true; echo "\${PIPESTATUS[0]}"`], { encoding: "utf8" });
    assert.equal(closed.stderr, "");
    assert.match(closed.stdout, /^(?:141|0)\n$/); // as SIGPIPE; or all of it was in the pipe before
  });

  test("says that a full disk takes no output", () => {
    const full = fs.openSync("/dev/full", "w");
    const { status, stderr } = project.run(["--version"], { stdio: ["ignore", full, "pipe"] });
    fs.closeSync(full);
    assert.equal(status, 2);
    assert.match(stderr, /standard output could not be written/);
  });

  test("ends by the signal that it gets", async () => {
    const child = spawn(file("node_modules/.bin/wasmpair-wasm"), ["pack", npmFixture("esbuild-wasm-0.28.2", "esbuild.wasm"),
      "--shim", npmFixture("esbuild-wasm-0.28.2", "wasm_exec.js"), "--no-cache", "--out", file("interrupted")], { env: project.env });
    setTimeout(() => child.kill("SIGTERM"), 1500);
    const signal = await new Promise((resolve) => { child.on("exit", (_, by) => resolve(by)); });
    assert.equal(signal, "SIGTERM");
    assert.ok(!fs.existsSync(file("interrupted/wasmpair.json")));
  });

  test("is what wasmpair runs where there is no program", (t) => {
    const modules = file("node_modules");
    const wrapper = path.join(modules, "wasmpair");
    fs.cpSync(path.join(project.packages, "wasmpair"), wrapper, { recursive: true });
    t.after(() => fs.rmSync(wrapper, { recursive: true }));
    const platforms = path.join(wrapper, "platforms.json");
    fs.writeFileSync(platforms, JSON.stringify([{ package: "@wasmpair/plan9-mips", os: "plan9", cpu: "mips", libc: null, needs: "Plan 9", file: "bin/wasmpair" }]));
    const run = (...words) => spawnSync(process.execPath, [path.join(wrapper, "bin/wasmpair.js"), ...words], { cwd: project.directory, env: project.env, encoding: "utf8" });
    assert.match(run("--version").stdout, /^wasmpair \d/);
    assert.equal(run("check", "app.wasm", "--shim", "wrong.js").status, 1);
    const aside = path.join(temporaryDirectory(t), "aside");
    fs.renameSync(path.join(modules, "wasmpair-wasm"), aside);
    t.after(() => fs.renameSync(aside, path.join(modules, "wasmpair-wasm")));
    const without = run("--version");
    assert.equal(without.status, 2);
    assert.match(without.stderr, /npm install wasmpair-wasm/);
  });
});

suite("the package", () => {
  test("holds the program, its notices and its bill of materials, which agree", () => {
    const directory = file("node_modules/wasmpair-wasm");
    assert.deepEqual(fs.readdirSync(directory).sort(), ["LICENSE", "NOTICES", "README.md", "bin", "host", "package.json", "wasmpair.cdx.json"]);
    const noticed = [...fs.readFileSync(platformNotices(webAssembly), "utf8").matchAll(/^== ([^ ,\n]+)/gm)].map(([, name]) => name);
    assert.deepEqual(names(readBill(path.join(directory, "wasmpair.cdx.json"))), [...noticed, "boost1.81"].sort());
    assert.equal(JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8")).dependencies, undefined);
  });

  test("contains no path of the machine that built it, and imports WASI and its host alone", () => {
    const content = fs.readFileSync(module);
    for (const place of [path.resolve(import.meta.dirname, "../.."), process.env.HOME]) assert.ok(!content.includes(place), place);
    const modules = new Set(WebAssembly.Module.imports(new WebAssembly.Module(content)).map((each) => each.module));
    assert.deepEqual([...modules].sort(), ["wasi_snapshot_preview1", "wasmpair"]);
  });
});
