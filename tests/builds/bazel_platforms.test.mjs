// Which program Bazel runs on which platform: the toolchains of a release, resolved for execution platforms of all systems.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readPlatforms } from "../../tools/platforms/platforms.mjs";
import { Bazel } from "../support/bazel.mjs";
import { addPrograms, makeArchives, version } from "../support/distribution.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";

const rules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../tools/bazel");
const platforms = readPlatforms().filter(({ target }) => target !== null);
const constraints = { system: { linux: "linux", darwin: "macos", windows: "windows" }, processor: { x64: "x86_64", arm64: "aarch64" } };
const target = (name) => name.replaceAll("-", "_");

const build = `load("@wasmpair//:defs.bzl", "wasmpair_bundle")

wasmpair_bundle(
    name = "site",
    modules = ["app.wasm"],
    shim = "wasm_exec.js",
)
${platforms.map(({ name, system, processor }) => `
platform(
    name = "${target(name)}",
    constraint_values = ["@platforms//os:${constraints.system[system]}", "@platforms//cpu:${constraints.processor[processor]}"],
)
`).join("")}`;

suite("the programs of a release in Bazel", () => {
  let bazel, archives, workspace;

  before(() => {
    const releases = temporaryDirectory();
    addPrograms(releases);
    archives = makeArchives(releases);
    workspace = temporaryDirectory();
    write("BUILD.bazel", build);
    for (const name of ["app.wasm", "wasm_exec.js"]) write(name, "");
    fs.copyFileSync(path.join(archives, "SHA256SUMS"), path.join(workspace, "SHA256SUMS"));
    write("WORKSPACE", workspaceFile());
    bazel = new Bazel({ workspace, path: [path.dirname(program)], repositories: { wasmpair: rules } });
  });
  after(() => bazel?.remove());

  const write = (name, text) => fs.writeFileSync(path.join(workspace, name), text);

  const workspaceFile = (more = "") => `workspace(name = "site")
local_repository(name = "wasmpair", path = "/usr/local/share/wasmpair/bazel")
load("@wasmpair//:repositories.bzl", "wasmpair_program", "wasmpair_release")
wasmpair_release(name = "wasmpair_release", sums = "//:SHA256SUMS", url = "file://${archives}", version = "${version}")
wasmpair_program(name = "wasmpair_program")
${more || 'register_toolchains("@wasmpair_release//:all")'}
`;

  /// What the action would run where only this platform executes actions: the program's path in Bazel's own directory.
  function programOn(platform) {
    const { status, output } = resolve(platform);
    assert.equal(status, 0, output);
    assert.match(output, /Mnemonic: WasmpairPack/);
    return /\(exec ([^ ]+) /.exec(output)[1];
  }

  const resolve = (platform) => bazel.run("aquery", ...bazel.repositories, `--host_platform=//:${platform}`, "--output=text", "//:site");

  const downloaded = () => externalPrograms(bazel.root);

  for (const { name, program: file } of platforms) {
    test(`on ${name} the action runs its program, and no other is downloaded`, () => {
      const before = downloaded();
      assert.equal(programOn(target(name)), `external/wasmpair_release_${target(name)}/${file}`);
      assert.deepEqual(downloaded().filter((each) => !before.includes(each)), [`wasmpair_release_${target(name)}`]);
    });
  }

  test("are those of the table, each once", () => {
    const text = fs.readFileSync(path.join(rules, "platforms.bzl"), "utf8");
    const listed = [...text.matchAll(/^ {4}"(\S+)": struct\(os = "(\w+)", cpu = "(\w+)", program = "([\w.]+)", archive = "([\w.]+)"\),$/gm)].map(([, ...cells]) => cells);
    const expected = platforms.map(({ name, system, processor, program: file }) =>
      [name, constraints.system[system], constraints.processor[processor], file, system === "windows" ? "zip" : "tar.gz"]);
    assert.deepEqual(listed, expected.sort());
    const pairs = listed.map(([, os, cpu]) => `${os} ${cpu}`);
    assert.equal(new Set(pairs).size, pairs.length);
    const { status, output } = bazel.query("@wasmpair_release//:all");
    assert.equal(status, 0, output);
    for (const [name] of listed) assert.ok(output.includes(`@wasmpair_release//:${name}\n`), name);
  });

  test("are refused if they are not what SHA256SUMS says, or not in it", (t) => {
    const sums = path.join(workspace, "SHA256SUMS");
    const good = fs.readFileSync(sums, "utf8");
    t.after(() => fs.writeFileSync(sums, good));
    const failure = () => {
      const { status, output } = bazel.query("@wasmpair_release_linux_arm64//:all");
      assert.notEqual(status, 0);
      return output;
    };
    fs.writeFileSync(sums, good.replace(/^[0-9a-f]{64}(?=  .*linux-arm64\.tar\.gz$)/m, "0".repeat(64)));
    assert.match(failure(), /Checksum was .* but wanted 0{64}/);
    fs.writeFileSync(sums, good.replace(/^.*linux-arm64\.tar\.gz\n/m, ""));
    assert.match(failure(), new RegExp(`lists no wasmpair-${version}-linux-arm64\\.tar\\.gz, or several\\. Use the SHA256SUMS of release`));
  });

  test("the installed program is for actions on systems like this one, and no others", (t) => {
    write("WORKSPACE", workspaceFile('register_toolchains("@wasmpair_program//:toolchain")'));
    t.after(() => write("WORKSPACE", workspaceFile()));
    assert.equal(programOn("linux_x64_musl"), "external/wasmpair_program/wasmpair");
    const { status, output } = resolve("windows_x64");
    assert.equal(status, 1);
    assert.match(output, /no matching toolchains found for types @wasmpair\/\/:toolchain_type/);
  });

  test("a program with the extension of Windows keeps it", (t) => {
    const installed = path.join(temporaryDirectory(t), "wasmpair.exe");
    fs.copyFileSync(program, installed);
    write("WORKSPACE", workspaceFile(`wasmpair_program(name = "other", path = "${installed}")\nregister_toolchains("@other//:toolchain")`));
    t.after(() => write("WORKSPACE", workspaceFile()));
    assert.equal(programOn("linux_x64_musl"), "external/other/wasmpair.exe");
  });

  // Bazel 4 has no module extensions. With functions of the same names, it reads and runs ours.
  test("the module extension provides what WORKSPACE does", (t) => {
    const text = fs.readFileSync(path.join(rules, "extensions.bzl"), "utf8");
    const [, load, definitions] = /^(load.*\n)([^]*)$/m.exec(text);
    write("extension.bzl", `${load.replace("//:", "@wasmpair//:")}
def module_extension(implementation, tag_classes):
    return struct(implementation = implementation)

def tag_class(attrs, doc):
    return None
${definitions}
def of_module():
    release = struct(name = "of_module", sums = "//:SHA256SUMS", url = "file://${archives}", version = "${version}")
    wasmpair.implementation(struct(modules = [struct(tags = struct(release = [release]))]))
`);
    write("WORKSPACE", workspaceFile('load("//:extension.bzl", "of_module")\nof_module()\nregister_toolchains("@of_module//:all")'));
    t.after(() => write("WORKSPACE", workspaceFile()));
    assert.equal(programOn("darwin_arm64"), "external/of_module_darwin_arm64/wasmpair");
  });
});

/// The repositories of programs below Bazel's root that were fetched.
function externalPrograms(root) {
  const bases = fs.readdirSync(root).map((name) => path.join(root, name, "external")).filter(fs.existsSync);
  return bases.flatMap((base) => fs.readdirSync(base)).filter((name) => /^wasmpair_release_/.test(name)).sort();
}
