// The files for package managers, as Ruby, Nix, YAML, JSON and shells read them. PowerShell is not run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { addPrograms, archiveServer, makeArchives, readSums, runTool, succeed, version } from "../support/distribution.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const baseUrl = "https://downloads.invalid/wasmpair";
const homepage = "https://wasmpair.invalid/about";

let archives, generated, sums;
before(() => {
  const directory = temporaryDirectory();
  addPrograms(directory);
  archives = makeArchives(directory);
  sums = new Map(readSums(archives).map(({ file, sha256 }) => [file, sha256]));
  generated = temporaryDirectory();
  succeed(generate(path.join(archives, "SHA256SUMS"), generated, "--homepage", homepage));
});

function generate(file, out, ...options) {
  return runTool("generate", ["--base-url", baseUrl, "--sums", file, "-o", out, ...options]);
}

const read = (name) => fs.readFileSync(path.join(generated, name), "utf8");
const fileOf = (platform) => `wasmpair-${version}-${platform}${platform.startsWith("windows") ? ".zip" : ".tar.gz"}`;
const urlOf = (platform) => `${baseUrl}/${fileOf(platform)}`;
const digestOf = (platform) => sums.get(fileOf(platform));
const output = (command, ...args) => execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/// What the package managers that know no C library install.
const withoutLibc = [
  ["darwin", "x64", "darwin-x64"], ["darwin", "arm64", "darwin-arm64"], ["linux", "x64", "linux-x64-musl"], ["linux", "arm64", "linux-arm64"],
];

test("the Homebrew formula names the archive of each system", () => {
  const formula = path.join(generated, "homebrew/wasmpair.rb");
  assert.match(output("ruby", "-wc", formula), /Syntax OK/);
  const lines = output("ruby", path.join(here, "formula.rb"), formula).trim().split("\n");
  const expected = withoutLibc.map(([system, processor, name]) => `${system} ${processor} ${urlOf(name)} ${digestOf(name)}`);
  assert.deepEqual(lines.sort(), expected.sort());
  assert.match(read("homebrew/wasmpair.rb"), new RegExp(`homepage "${homepage}"`));
});

test("the Nix derivation names the archive of each system", () => {
  const file = path.join(generated, "nix/wasmpair.nix");
  output("nix-instantiate", "--parse", file);
  const evaluate = (system) => JSON.parse(output("nix-instantiate", "--eval", "--strict", "--json", "--expr", `
    let made = import ${file} {
      lib = { optional = condition: value: if condition then [ value ] else [ ]; licenses.mit = "MIT"; sourceTypes.binaryNativeCode = "native"; };
      stdenv = { hostPlatform = { system = "${system}"; isLinux = ${system.endsWith("linux")}; }; mkDerivation = given: given; };
      fetchurl = given: given; autoPatchelfHook = "autoPatchelfHook"; installShellFiles = "installShellFiles";
    }; in { inherit (made) version src nativeBuildInputs meta; }`));
  for (const [system, processor, name] of withoutLibc) {
    const made = evaluate(`${processor === "x64" ? "x86_64" : "aarch64"}-${system}`);
    assert.equal(made.version, version);
    assert.deepEqual(made.src, { url: urlOf(name), sha256: digestOf(name) });
    assert.equal(made.nativeBuildInputs.includes("autoPatchelfHook"), system === "linux");
    assert.deepEqual(made.meta.platforms, ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"]);
  }
  assert.throws(() => evaluate("riscv64-linux"));
});

test("the Scoop manifest is JSON with the archives for Windows", () => {
  const manifest = JSON.parse(read("scoop/wasmpair.json"));
  const of = (name) => ({ url: urlOf(name), hash: digestOf(name), extract_dir: fileOf(name).replace(".zip", "") });
  assert.deepEqual(manifest.architecture, { "64bit": of("windows-x64"), arm64: of("windows-arm64") });
  assert.deepEqual([manifest.version, manifest.homepage, manifest.bin], [version, homepage, "wasmpair.exe"]);
});

test("the winget manifests are YAML with the archives for Windows", () => {
  const parse = (part) => JSON.parse(output("python3", "-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))",
    path.join(generated, `winget/wasmpair.wasmpair${part}.yaml`)));
  const [about, locale, installer] = ["", ".locale.en-US", ".installer"].map(parse);
  assert.deepEqual([about, locale, installer].map(({ ManifestType }) => ManifestType), ["version", "defaultLocale", "installer"]);
  for (const manifest of [about, locale, installer]) assert.equal(manifest.PackageVersion, version);
  assert.deepEqual(installer.Installers.map((each) => [each.Architecture, each.InstallerUrl, each.InstallerSha256, each.NestedInstallerFiles[0].RelativeFilePath]),
    ["arm64", "x64"].map((processor) => {
      const name = `windows-${processor}`;
      return [processor, urlOf(name), digestOf(name).toUpperCase(), `${fileOf(name).replace(".zip", "")}\\wasmpair.exe`];
    }));
});

test("install.ps1 names the archives for Windows, and has no placeholder left", () => {
  const script = read("install.ps1");
  for (const [processor, name] of [["AMD64", "windows-x64"], ["ARM64", "windows-arm64"]]) {
    assert.ok(script.includes(`'${processor}' = @{ Name = '${fileOf(name)}'; Digest = '${digestOf(name)}' }`), processor);
  }
  assert.doesNotMatch(script, /@[a-z]+@/);
});

test("the scripts for shells pass shellcheck", () => {
  const scripts = ["install.sh", "asdf/bin/install", "asdf/bin/list-all"].map((name) => path.join(generated, name));
  for (const script of scripts) assert.equal(fs.statSync(script).mode & 0o777, 0o755);
  output("shellcheck", ...scripts);
});

test("the plugin for asdf and mise lists and installs versions, and retains those of earlier releases", async (t) => {
  const server = await archiveServer(t, archives);
  const out = temporaryDirectory();
  fs.mkdirSync(path.join(out, "asdf/versions"), { recursive: true });
  for (const older of ["0.0.9", "0.0.10"]) fs.writeFileSync(path.join(out, "asdf/versions", older), "echo older\n");
  succeed(runTool("generate", ["--base-url", server.url, "--sums", path.join(archives, "SHA256SUMS"), "-o", out]));
  assert.equal(output(path.join(out, "asdf/bin/list-all")).trim(), `0.0.9 0.0.10 ${version}`);

  const target = path.join(temporaryDirectory(), "installs", version);
  const install = (wanted, type = "version") => run(path.join(out, "asdf/bin/install"), [], {
    env: { ...process.env, ASDF_INSTALL_TYPE: type, ASDF_INSTALL_VERSION: wanted, ASDF_INSTALL_PATH: target },
  });
  for (const [wanted, type] of [["99.0.0", "version"], ["../bin/list-all", "version"], [version, "ref"]]) {
    const refused = await install(wanted, type);
    assert.equal(refused.status, 1, refused.stdout);
    assert.match(refused.stderr, /does not know the version/);
  }
  assert.equal(server.requests, 0);
  succeed(await install(version));
  assert.equal(output(path.join(target, "bin/wasmpair"), "--version").trim(), `wasmpair ${version}`);
});

test("Homebrew and Nix install the static program in whatever order a release lists them", () => {
  const list = path.join(temporaryDirectory(), "SHA256SUMS");
  for (const names of [["linux-x64", "linux-x64-musl"], ["linux-x64-musl", "linux-x64"]]) {
    fs.writeFileSync(list, names.map((name) => `${digestOf(name)}  ${fileOf(name)}\n`).join(""));
    const out = temporaryDirectory();
    succeed(generate(list, out));
    for (const file of ["homebrew/wasmpair.rb", "nix/wasmpair.nix"]) {
      const text = fs.readFileSync(path.join(out, file), "utf8");
      assert.ok(text.includes(digestOf("linux-x64-musl")) && !text.includes(digestOf("linux-x64")), file);
    }
  }
});

test("package managers without an archive are left out, by name", () => {
  const some = path.join(temporaryDirectory(), "SHA256SUMS");
  fs.writeFileSync(some, `${digestOf("linux-x64")}  ${fileOf("linux-x64")}\n`);
  const out = temporaryDirectory();
  const { stderr } = succeed(generate(some, out));
  assert.deepEqual([...stderr.matchAll(/no archive for (.*): left out/g)].map(([, name]) => name), ["install.ps1", "Scoop", "winget"]);
  assert.deepEqual(fs.readdirSync(out).sort(), ["asdf", "homebrew", "install.sh", "nix"]);
  assert.ok(fs.readFileSync(path.join(out, "nix/wasmpair.nix"), "utf8").includes(digestOf("linux-x64")));
});

test("URLs and lists of digests that could mean more than text are refused, and nothing is written", () => {
  const good = `${digestOf("linux-x64")}  ${fileOf("linux-x64")}\n`;
  const list = path.join(temporaryDirectory(), "SHA256SUMS");
  const out = path.join(temporaryDirectory(), "out");
  const refuse = (text, options, expected) => {
    fs.writeFileSync(list, text);
    const { status, stderr } = generate(list, out, ...options);
    assert.equal(status, 2, `${JSON.stringify([text, options])} ${stderr}`);
    assert.match(stderr, expected);
    assert.ok(!fs.existsSync(out));
  };
  for (const url of [
    "http://downloads.invalid/", "file:///etc", "https://x.invalid/'; id; '", "https://x.invalid/$(id)", "https://x.invalid/#{id}",
    "https://x.invalid/${id}", "https://x.invalid/a\nb", "https://x.invalid/?a", "https://user@x.invalid/", "", "https://x.invalid/\"",
  ]) {
    refuse(good, ["--base-url", url], /--base-url/);
    if (url) refuse(good, ["--homepage", url], /--homepage/);
  }
  refuse("", [], /lists no archive/);
  refuse(good + good, [], /twice/);
  refuse(good.toUpperCase(), [], /SHA256SUMS:1: not a line of sha256sum/);
  refuse(good + good.slice(1), [], /SHA256SUMS:2: not a line/);
  refuse(good.replace("linux-x64", "../linux-x64"), [], /:1: not a line/);
  refuse(good.replace("linux-x64", "plan9-x64"), [], /is no archive of version/);
  refuse(good.replace(version, "9.9.9"), [], /is no archive of version/);
});
