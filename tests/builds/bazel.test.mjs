// The example project for Bazel, built offline by Debian's Bazel: when it packs, what a failure reports, and what
// another machine takes from a shared cache. Bazel refuses workspaces in directories with spaces, but everything else
// has them: the package, the installed rules and program, the Go SDK.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { Bazel } from "../support/bazel.mjs";
import { startRemoteCache } from "../support/bazel_remote.mjs";
import { goRoot, goVersions } from "../support/fixtures.mjs";
import { sha256 } from "../support/pairs.mjs";
import { program } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";
import { assertNothingElse, assertComplete } from "../support/release.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const tree = path.resolve(here, "../..");
const target = "//my site:site";

suite("the example for Bazel", () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bazel-test-"));
  const prefix = path.join(directory, "the prefix");
  const sdk = path.join(directory, "the go");
  const shim = path.join(sdk, "lib/wasm/wasm_exec.js");
  let cache;
  let machine;

  before(async () => {
    const install = spawnSync("cmake", ["--install", path.dirname(program), "--prefix", prefix], { encoding: "utf8" });
    assert.equal(install.status, 0, install.stderr);
    copySdk(goRoot("1.24"), sdk);
    cache = await startRemoteCache();
    machine = bazel("workspace", [path.join(sdk, "bin"), path.join(prefix, "bin")]);
  });

  after(async () => {
    machine?.remove();
    await cache?.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  /// A Bazel with a clean copy of the example, whose repositories find go and wasmpair in the given directories.
  function bazel(name, directories) {
    const workspace = path.join(directory, name);
    fs.cpSync(path.join(here, "bazel"), workspace, { recursive: true });
    fs.renameSync(path.join(workspace, "site"), path.join(workspace, "my site"));
    const repositories = { wasmpair: path.join(prefix, "share/wasmpair/bazel") };
    return new Bazel({ workspace, path: directories, repositories });
  }

  /// Another one, removed when the test ends.
  function otherBazel(t, ...words) {
    const other = bazel(...words);
    t.after(() => other.remove());
    return other;
  }

  function succeed(...words) {
    const build = machine.build(...words);
    assert.equal(build.status, 0, build.output);
    return build;
  }

  function fail(...words) {
    const build = machine.build(...words);
    assert.equal(build.status, 1, build.output);
    return build.output;
  }

  /// Edits a file, and restores it when the test ends.
  function edit(t, file, change) {
    const before = fs.readFileSync(file);
    t.after(() => fs.writeFileSync(file, before));
    const text = change(before.toString());
    assert.notEqual(text, before.toString(), `${file} has nothing to edit`);
    fs.writeFileSync(file, text);
  }

  const inPackage = (name) => path.join(machine.workspace, "my site", name);
  const dist = () => machine.output("my site/site");
  const pairNow = () => readManifest(dist()).bundles.app.pair;

  test("packs the first time, and then does nothing", () => {
    assert.deepEqual(packed(succeed(target, `--remote_cache=${cache.url}`)), ["here"]);
    const manifest = assertComplete(dist());
    assertNothingElse(dist(), manifest);
    assert.equal(manifest.base, "/assets/");
    assert.ok(manifest.files.includes("about.html"));
    assert.deepEqual(manifest.assets.map(({ name, path: file }) => [name, file]), [["robots.txt", "robots.txt"]]);
    assert.deepEqual(succeed(target).actions, []);
  });

  test("is taken from a shared cache on another machine, where nothing is packed", (t) => {
    const other = otherBazel(t, "elsewhere/checkout", [path.dirname(program), path.join(goRoot("1.24"), "bin")]);
    const build = other.build(target, `--remote_cache=${cache.url}`);
    assert.equal(build.status, 0, build.output);
    assert.deepEqual(packed(build), ["from the cache"]);
    assert.deepEqual(build.actions.filter(({ remoteCacheHit }) => !remoteCacheHit).map(({ mnemonic }) => mnemonic), []);
    assert.match(build.output, /\b2 remote cache hit\b/);
    assert.deepEqual(contents(other.output("my site/site")), contents(dist()));
  });

  test("is the same in another directory without the cache, in a sandbox", (t) => {
    const other = otherBazel(t, "a/third/place", [path.join(goRoot("1.24"), "bin"), path.dirname(program)]);
    const build = other.build(target, `--sandbox_block_path=${other.home}`);
    assert.equal(build.status, 0, build.output);
    assert.deepEqual(packed(build), ["here"]);
    assert.match(packs(build)[0].runner, /sandbox/);
    assert.deepEqual(contents(other.output("my site/site")), contents(dist()));
  });

  test("reads only its labels, and may run anywhere", (t) => {
    edit(t, inPackage("about.html"), (text) => `${text}<!-- once more -->\n`);
    const [pack] = packs(succeed(target));
    assert.deepEqual(pack.inputs.map((input) => input.path.replace(/^bazel-out\/.*\/bin/, "bazel-bin")), [
      "bazel-bin/my site/app.wasm", "external/go_sdk/lib/wasm/wasm_exec.js", "external/wasmpair_program/wasmpair",
      "my site/about.html", "my site/robots.txt",
    ]);
    assert.deepEqual(pack.environmentVariables, []);
    assert.deepEqual(pack.commandArgs.filter((word) => path.isAbsolute(word) && word !== "/assets/"), []);
    assert.ok(pack.commandArgs.includes("--no-cache"));
    assert.ok(pack.remotable && pack.cacheable && pack.remoteCacheable);
  });

  test("prepares a guest, once", (t) => {
    fs.copyFileSync(buildApp("renderer", goVersions().at(-1), { goos: "wasip1", flags: ["-buildmode=c-shared"] }), inPackage("renderer.wasm"));
    t.after(() => fs.rmSync(inPackage("renderer.wasm")));
    edit(t, inPackage("BUILD.bazel"), (text) => `${text.replace('"wasmpair_bundle")', '"wasmpair_bundle", "wasmpair_guest")')}
wasmpair_guest(name = "renderguest", module = "renderer.wasm", memory = "16MiB", entries = ["handle"])\n`);
    const guest = "//my site:renderguest";
    const ran = (build) => build.actions.filter(({ mnemonic }) => mnemonic === "WasmpairGuest").length;
    assert.equal(ran(succeed(guest)), 1);
    assert.equal(ran(succeed(guest)), 0);
    const manifest = readManifest(machine.output("my site/renderguest"));
    assert.deepEqual(manifest.guests.renderer.entries.map(({ name }) => name), ["handle"]);
    assert.equal(manifest.guests.renderer.memory.maxPages, 256);
    for (const file of manifest.files) assert.ok(fs.existsSync(path.join(machine.output("my site/renderguest"), file)), file);
  });

  test("packs again after a change of a template or the program, but not if a file was only touched", (t) => {
    succeed(target);
    const pair = pairNow();
    for (const file of [inPackage("about.html"), shim]) fs.utimesSync(file, new Date(), new Date());
    assert.deepEqual(packed(succeed(target)), []);

    edit(t, inPackage("about.html"), (text) => text.replace("About", "All about"));
    assert.deepEqual(packed(succeed(target)), ["here"]);
    fs.appendFileSync(path.join(prefix, "bin/wasmpair"), "\0");
    assert.deepEqual(packed(succeed(target)), ["here"]);
    assert.equal(pairNow(), pair);
  });

  test("packs again with a changed shim", (t) => {
    edit(t, inPackage("BUILD.bazel"), (text) => text.replace('level = "fast"', '$&,\n    options = ["--allow-unknown-shim"]'));
    succeed(target);
    const pair = pairNow();
    edit(t, shim, (text) => `${text}// changed\n`);
    assert.deepEqual(packed(succeed(target)), ["here"]);
    assert.notEqual(pairNow(), pair);
  });

  test("fails for a pair that does not match, and succeeds after the repair", async (t) => {
    succeed(target);
    const pair = pairNow();
    await t.test("broken", (broken) => {
      edit(broken, shim, () => fs.readFileSync(path.join(goRoot("1.19"), "misc/wasm/wasm_exec.js"), "utf8"));
      for (const attempt of ["first", "second"]) assert.match(fail(target), /missing-import-module/, attempt);
    });
    succeed(target);
    assert.equal(pairNow(), pair);
  });

  test("fails for a module over its budget", (t) => {
    edit(t, inPackage("BUILD.bazel"), (text) => text.replace("br=5MB", "br=1KB"));
    assert.match(fail(target), /over-budget/);
  });

  test("provides the manifest as a separate output, with a label or in an output group", () => {
    const several = path.join(machine.workspace, "several");
    fs.mkdirSync(several);
    for (const app of ["hello", "host"]) fs.copyFileSync(buildApp(app, "1.24"), path.join(several, `${app}.wasm`));
    fs.writeFileSync(path.join(several, "BUILD.bazel"), `load("@wasmpair//:defs.bzl", "wasmpair_bundle")
wasmpair_bundle(
    name = "release",
    encodings = ["zstd"],
    level = "fast",
    modules = ["hello.wasm", "host.wasm"],
    shim = "@go_sdk//:lib/wasm/wasm_exec.js",
)
`);
    succeed("//my site:site.json", "//several:release", "--output_groups=+manifest");
    for (const [copy, release] of [["my site/site.json", "my site/site"], ["several/release.wasmpair.json", "several/release"]]) {
      assert.deepEqual(JSON.parse(fs.readFileSync(machine.output(copy), "utf8")), readManifest(machine.output(release)));
    }
    const { bundles } = assertComplete(machine.output("several/release"));
    assert.deepEqual(Object.keys(bundles), ["hello", "host"]);
    assert.deepEqual(bundles.hello.wasm.encodings.map(({ encoding }) => encoding), ["zstd"]);
  });

  test("makes the difference to the release of another label", () => {
    const returning = path.join(machine.workspace, "returning");
    fs.mkdirSync(returning);
    for (const app of ["hello", "host"]) fs.copyFileSync(buildApp(app, "1.24"), path.join(returning, `${app}.wasm`));
    const bundle = (name, module, more) => `wasmpair_bundle(
    name = "${name}",
    bundle = "app",
    level = "fast",
    modules = ["${module}.wasm"],
    shim = "@go_sdk//:lib/wasm/wasm_exec.js",
    ${more}
)
`;
    fs.writeFileSync(path.join(returning, "BUILD.bazel"), 'load("@wasmpair//:defs.bzl", "wasmpair_bundle")\n' +
      bundle("first", "hello", "") + bundle("second", "host", 'previous = ":first", options = ["--require-previous", "--deltas=1"],'));
    succeed("//returning:second");
    const first = readManifest(machine.output("returning/first"));
    const second = assertComplete(machine.output("returning/second"));
    assert.deepEqual(second.bundles.app.wasm.deltas.map(({ from }) => from.sha256), [first.bundles.app.wasm.sha256]);
    assert.equal(second.previous.length, 1);
    assertNothingElse(machine.output("returning/second"), second);
  });

  test("runs the program of any label that is registered as a toolchain", () => {
    const own = path.join(machine.workspace, "own");
    fs.mkdirSync(own);
    fs.copyFileSync(buildApp("hello", "1.24"), path.join(own, "hello.wasm"));
    const script = '#!/bin/bash\nexec "$0.runfiles/wasmpair_program/wasmpair" "$@"\n';
    fs.writeFileSync(path.join(own, "program.sh"), script, { mode: 0o755 });
    fs.writeFileSync(path.join(own, "BUILD.bazel"), `load("@wasmpair//:defs.bzl", "wasmpair_bundle", "wasmpair_toolchain")
sh_binary(name = "program", srcs = ["program.sh"], data = ["@wasmpair_program//:wasmpair"])
wasmpair_toolchain(name = "wasmpair", program = "program")
toolchain(name = "toolchain", toolchain = "wasmpair", toolchain_type = "@wasmpair//:toolchain_type")
wasmpair_bundle(
    name = "site",
    bundle = "greeting",
    level = "fast",
    modules = ["hello.wasm"],
    shim = "@go_sdk//:lib/wasm/wasm_exec.js",
)
`);
    const [pack] = packs(succeed("//own:site", "--extra_toolchains=//own:toolchain"));
    assert.match(pack.commandArgs[0], /^bazel-out\/.*\/own\/program$/);
    assert.deepEqual(Object.keys(assertComplete(machine.output("own/site")).bundles), ["greeting"]);
  });

  // This comes last: restoring the source makes Bazel compile it again.
  test("packs a changed module", (t) => {
    succeed(target);
    const pair = pairNow();
    edit(t, inPackage("cmd/app/main.go"), (text) => text.replace("packed", "packed again"));
    assert.deepEqual(packed(succeed(target)), ["here"]);
    assert.notEqual(pairNow(), pair);
  });

  test("takes the program from the given path, and says what to do if there is none", (t) => {
    const poor = otherBazel(t, "poor", [path.join(sdk, "bin")]);
    const analysis = () => poor.build("--nobuild", target);
    assert.match(analysis().output, /wasmpair is not in PATH\. Install it, or pass its path to wasmpair_program\./);
    const workspace = path.join(poor.workspace, "WORKSPACE");
    const text = fs.readFileSync(workspace, "utf8");
    const withPath = text.replace('(name = "wasmpair_program")', '(name = "wasmpair_program", path = "PATH")');
    fs.writeFileSync(workspace, withPath);
    assert.match(analysis().output, /PATH: no such file\. Pass the path of the program to wasmpair_program\./);
    fs.writeFileSync(workspace, withPath.replace("PATH", program));
    const { status, output } = analysis();
    assert.equal(status, 0, output);
  });

  // Debian's Bazel does not support MODULE.bazel yet. Read as a BUILD file, it is at least valid Starlark.
  for (const file of ["tools/bazel/MODULE.bazel", "tests/builds/bazel/MODULE.bazel"]) {
    test(`can be read as Starlark: ${file}`, () => {
      const text = fs.readFileSync(path.join(tree, file), "utf8");
      const used = [...text.matchAll(/use_repo_rule\((".+?"), "(.+?)"\)/g)];
      const rules = used.map(([, bzl, rule]) => `load(${bzl}, _${rule} = "${rule}")\n`);
      const place = path.join(machine.workspace, "module", path.dirname(file));
      fs.mkdirSync(place, { recursive: true });
      fs.writeFileSync(path.join(place, "module.bzl"), moduleFunctions);
      fs.writeFileSync(path.join(place, "BUILD"), `load("module.bzl", ${names(moduleFunctions)})\n${rules.join("")}${text}`);
      const query = machine.query(`//module/${path.dirname(file)}:all`);
      assert.equal(query.status, 0, query.output);
    });
  }

  test("has the version of wasmpair", () => {
    const [, version] = fs.readFileSync(path.join(tree, "CMakeLists.txt"), "utf8").match(/project\(wasmpair VERSION (\S+)/);
    assert.match(fs.readFileSync(path.join(tree, "tools/bazel/MODULE.bazel"), "utf8"), new RegExp(`version = "${version}"`));
    assert.match(fs.readFileSync(path.join(here, "bazel/MODULE.bazel"), "utf8"), new RegExp(`"wasmpair", version = "${version}"`));
  });
});

/// The packing actions.
function packs({ actions }) {
  return actions.filter(({ mnemonic }) => mnemonic === "WasmpairPack");
}

/// Where they ran.
function packed(build) {
  return packs(build).map(({ remoteCacheHit }) => (remoteCacheHit ? "from the cache" : "here"));
}

/// {name: digest} of a directory.
function contents(directory) {
  return Object.fromEntries(fs.readdirSync(directory).map((name) => [name, sha256(path.join(directory, name))]));
}

/// A GOROOT whose shim can be edited; everything else is that of another.
function copySdk(goroot, sdk) {
  for (const folder of ["bin", "lib/wasm"]) fs.mkdirSync(path.join(sdk, folder), { recursive: true });
  for (const entry of ["VERSION", "go.env", "pkg", "src"]) fs.symlinkSync(path.join(goroot, entry), path.join(sdk, entry));
  // The go command derives GOROOT from its own path, so a link would lead to the other one.
  for (const file of ["bin/go", "lib/wasm/wasm_exec.js"]) fs.copyFileSync(path.join(goroot, file), path.join(sdk, file));
  fs.chmodSync(path.join(sdk, "lib/wasm/wasm_exec.js"), 0o644);
}

/// The functions that MODULE.bazel may call, according to Bazel's documentation.
const moduleFunctions = `
def module(name = "", version = "", compatibility_level = 0, repo_name = ""):
    pass

def bazel_dep(name, version = "", max_compatibility_level = -1, repo_name = "", dev_dependency = False):
    pass

def local_path_override(module_name, path):
    pass

def register_toolchains(*labels, dev_dependency = False):
    pass

def use_repo_rule(repo_rule_bzl_file, repo_rule_name):
    return _repository

def _repository(name, **attributes):
    pass
`;

function names(functions) {
  return [...functions.matchAll(/^def ([a-z]\w*)/gm)].map(([, name]) => `"${name}"`).join(", ");
}
