// install.sh against a server, in several shells and with several downloaders: it installs what was released, or nothing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { addPrograms, archiveServer, makeArchives, runTool, succeed, version } from "../support/distribution.mjs";
import { run, temporaryDirectory } from "../support/program.mjs";

const shells = [["dash"], ["bash", "--posix"], ["busybox", "sh"]];
const common = ["sh", "cat", "mktemp", "tar", "gzip", "cp", "mv", "mkdir", "chmod", "rm", "perl"];

let archives;
before(() => {
  const directory = temporaryDirectory();
  addPrograms(directory);
  archives = makeArchives(directory);
});

function whereIs(name) {
  const place = process.env.PATH.split(":").map((directory) => path.join(directory, name)).find((file) => fs.existsSync(file));
  assert.ok(place, `${name} is not installed`);
  return fs.realpathSync(place);
}

/// A directory for PATH that has these commands and no others: { name: text } are scripts.
function toolbox(names, scripts = {}) {
  const directory = temporaryDirectory();
  for (const name of names) fs.symlinkSync(whereIs(name), path.join(directory, name));
  for (const [name, text] of Object.entries(scripts)) {
    fs.writeFileSync(path.join(directory, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return directory;
}

/// What uname and getconf print on a system.
function systemCommands({ system = "Linux", processor = "x86_64", glibc, emulated = false }) {
  return {
    uname: `case $1 in -s) echo ${system} ;; -m) echo ${processor} ;; esac`,
    getconf: glibc ? `echo glibc ${glibc}` : "exit 1",
    sysctl: emulated ? "echo 1" : "exit 1",
  };
}

const modern = { glibc: "2.36" };

/// A server, the script for it, and install(), which runs the script with a PATH: { status, stdout, stderr, home }.
async function setUp(t, released = archives) {
  const server = await archiveServer(t, released);
  const directory = temporaryDirectory();
  const sums = path.join(released, "SHA256SUMS");
  succeed(runTool("generate", ["--base-url", `${server.url}/releases/${version}`, "--sums", sums, "-o", directory]));
  const script = path.join(directory, "install.sh");
  const install = async (PATH, { shell = ["dash"], args = [], home = temporaryDirectory(), file = script } = {}) => {
    const [command, ...options] = [whereIs(shell[0]), ...shell.slice(1)];
    const work = temporaryDirectory();
    const result = await run(command, [...options, file, ...args], { env: { PATH, HOME: home, TMPDIR: work }, cwd: home });
    assert.deepEqual(fs.readdirSync(work), [], "temporary files remain");
    return { ...result, home };
  };
  return { server, script, install, directory };
}

const usual = (system = modern) => toolbox([...common, "curl", "sha256sum"], systemCommands(system));

function assertNothingInstalled(result, expected) {
  assert.equal(result.status, 1, result.stdout);
  assert.match(result.stderr, expected);
  assert.deepEqual(fs.readdirSync(result.home), []);
}

function assertInstalled(result, prefix, shown = `wasmpair ${version}`) {
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stdout, new RegExp(`^installed ${shown}: `));
  const files = fs.readdirSync(prefix, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(files.map((entry) => path.relative(prefix, path.join(entry.parentPath, entry.name))).sort(), [
    "bin/wasmpair", "share/bash-completion/completions/wasmpair", "share/doc/wasmpair/LICENSE",
    "share/doc/wasmpair/NOTICES", "share/fish/vendor_completions.d/wasmpair.fish", "share/man/man1/wasmpair.1",
    "share/zsh/site-functions/_wasmpair",
  ]);
  assert.equal(fs.statSync(path.join(prefix, "bin/wasmpair")).mode & 0o777, 0o755);
}

for (const shell of shells) {
  suite(`in ${shell.join(" ")}`, () => {
    test("installs in ~/.local, and says what is to be added to the PATH", async (t) => {
      const { install } = await setUp(t);
      const result = await install(usual(), { shell });
      assertInstalled(result, path.join(result.home, ".local"));
      assert.match(result.stdout, /Add it to the PATH: .*\.local\/bin/);
    });

    test("installs in a prefix with a space, relative, and replaces what is there", async (t) => {
      const { install } = await setUp(t);
      const first = await install(usual(), { shell, args: ["--prefix", "my tools"] });
      const prefix = path.join(first.home, "my tools");
      assertInstalled(first, prefix);
      fs.writeFileSync(path.join(prefix, "bin/wasmpair"), "older");
      const PATH = `${usual()}:${prefix}/bin`;
      const second = await install(PATH, { shell, args: [`--prefix=${prefix}`], home: first.home });
      assertInstalled(second, prefix);
      assert.doesNotMatch(second.stdout, /PATH/);
    });

    for (const [damage, expected] of [
      ["changed", /wrong SHA-256 digest.*\n.*expected [0-9a-f]{64}\n.*received [0-9a-f]{64}\n.*Nothing was installed/],
      ["truncated", /could not be downloaded/],
      ["missing", /could not be downloaded/],
    ]) {
      test(`installs nothing of an archive that is ${damage}`, async (t) => {
        const { server, install } = await setUp(t);
        server.damage = damage;
        assertNothingInstalled(await install(usual(), { shell }), expected);
      });
    }

    test("refuses a system, a processor and an argument that it does not know", async (t) => {
      const { server, install } = await setUp(t);
      for (const [system, expected] of [
        [{ system: "Plan9" }, /no program for the system Plan9/],
        [{ system: "MINGW64_NT-10.0" }, /install with PowerShell: install\.ps1/],
        [{ processor: "riscv64", ...modern }, /no program for the processor riscv64/],
      ]) assertNothingInstalled(await install(usual(system), { shell }), expected);
      assertNothingInstalled(await install(usual(), { shell, args: ["--prefx=/"] }), /unknown argument '--prefx=\/'/);
      for (const args of [["--prefix"], ["--prefix="], ["--prefix", ""], ["--prefix=", "--help"]]) {
        assertNothingInstalled(await install(usual(), { shell, args }), /--prefix needs a directory/);
      }
      assert.equal(server.requests, 0);
    });

    test("does nothing when it was downloaded in part", async (t) => {
      const { server, script, install, directory } = await setUp(t);
      const part = path.join(directory, "part.sh");
      fs.writeFileSync(part, fs.readFileSync(script, "utf8").replace(/main "\$@"\n$/, ""));
      const { home } = await install(usual(), { shell, file: part });
      assert.deepEqual(fs.readdirSync(home), []);
      assert.equal(server.requests, 0);
    });
  });
}

test("chooses the program by system, processor and C library", async (t) => {
  const { install } = await setUp(t);
  for (const [system, name] of [
    [{ glibc: "2.34" }, "linux-x64-musl"],
    [{ glibc: undefined }, "linux-x64-musl"],
    [{ processor: "aarch64", glibc: "2.36" }, "linux-arm64"],
    [{ processor: "aarch64" }, "linux-arm64"],
    [{ system: "Darwin" }, "darwin-x64"],
    [{ system: "Darwin", processor: "arm64" }, "darwin-arm64"],
    [{ system: "Darwin", emulated: true }, "darwin-arm64"],
  ]) {
    const result = await install(usual(system));
    assertInstalled(result, path.join(result.home, ".local"));
    assert.match(fs.readFileSync(path.join(result.home, ".local/bin/wasmpair"), "utf8"), new RegExp(`^# ${name}$`, "m"));
  }
  for (const glibc of ["2.35", "2.100", "3.0"]) {
    const result = await install(usual({ glibc }));
    assertInstalled(result, path.join(result.home, ".local"));
    assert.equal(fs.readFileSync(path.join(result.home, ".local/bin/wasmpair")).toString("latin1", 1, 4), "ELF");
  }
});

test("chooses the same program in whatever order a release lists them", async (t) => {
  const { script, install, directory } = await setUp(t);
  const reversed = path.join(directory, "reversed.sh");
  const rows = /(?<=<<'END'\n)(.*\n)+?(?=END\n)/;
  fs.writeFileSync(reversed, fs.readFileSync(script, "utf8").replace(rows, (text) => `${text.trim().split("\n").reverse().join("\n")}\n`));
  assert.notEqual(fs.readFileSync(reversed, "utf8"), fs.readFileSync(script, "utf8"));
  for (const file of [script, reversed]) {
    const { home } = await install(usual(), { file });
    assert.equal(fs.readFileSync(path.join(home, ".local/bin/wasmpair")).toString("latin1", 1, 4), "ELF");
  }
});

test("says which C library is needed if there is no other program", async (t) => {
  const { script, install, directory } = await setUp(t);
  const glibcOnly = path.join(directory, "glibc.sh");
  fs.writeFileSync(glibcOnly, fs.readFileSync(script, "utf8").replace(/^linux x64 musl .*\n/m, ""));
  const options = { file: glibcOnly };
  assertNothingInstalled(await install(usual({ glibc: "2.34" }), options), /needs glibc 2\.35; this system has 2\.34/);
  assertNothingInstalled(await install(usual({}), options), /needs glibc 2\.35; this system has another C library/);
});

test("works with wget and shasum, follows redirects, and says what is missing without them", async (t) => {
  const { server, install } = await setUp(t);
  const stubs = systemCommands(modern);
  const others = toolbox([...common, "wget", "shasum"], stubs);
  for (const damage of ["none", "moved"]) {
    server.damage = damage;
    for (const PATH of [others, usual()]) {
      const result = await install(PATH);
      assertInstalled(result, path.join(result.home, ".local"));
    }
  }
  for (const [damage, expected] of [["changed", /wrong SHA-256 digest/], ["missing", /could not be downloaded/]]) {
    server.damage = damage;
    assertNothingInstalled(await install(others), expected);
  }
  server.damage = "none";
  assertNothingInstalled(await install(toolbox([...common, "sha256sum"], stubs)), /needs curl or wget/);
  assertNothingInstalled(await install(toolbox([...common, "curl"], stubs)), /needs sha256sum or shasum/);
});

test("works with busybox alone", async (t) => {
  const { server, install } = await setUp(t);
  const busybox = toolbox([]);
  for (const name of [...common.filter((command) => command !== "perl"), "wget", "sha256sum", "uname"]) {
    fs.symlinkSync(whereIs("busybox"), path.join(busybox, name));
  }
  const result = await install(busybox, { shell: ["busybox", "sh"] });
  assertInstalled(result, path.join(result.home, ".local"));
  for (const [damage, expected] of [
    ["changed", /wrong SHA-256 digest/], ["missing", /could not be downloaded/],
    ["truncated", /could not be downloaded|wrong SHA-256 digest/],
  ]) {
    server.damage = damage;
    assertNothingInstalled(await install(busybox, { shell: ["busybox", "sh"] }), expected);
  }
});

test("chooses the program for musl where the loader that programs for glibc name is missing", async (t) => {
  const { script, install, directory } = await setUp(t);
  const elsewhere = path.join(directory, "elsewhere.sh");
  fs.writeFileSync(elsewhere, fs.readFileSync(script, "utf8").replace(/^loader=\/lib64\/.*$/m, `loader=${directory}/absent`));
  const { home } = await install(usual(), { file: elsewhere });
  assert.match(fs.readFileSync(path.join(home, ".local/bin/wasmpair"), "utf8"), /^# linux-x64-musl$/m);
});

test("says so when a directory cannot be written, and leaves the program that is there", async (t) => {
  const { install } = await setUp(t);
  for (const [blocked, content, expected] of [
    ["file", "file", /cannot be created.*\n.*--prefix/],
    ["file/bin/wasmpair", "directory", /bin\/wasmpair: is a directory.*\n.*--prefix/],
    ["file/share/man/man1", "file", /man1: cannot be created.*\n.*--prefix/],
  ]) {
    const home = temporaryDirectory();
    const place = path.join(home, blocked);
    fs.mkdirSync(content === "file" ? path.dirname(place) : place, { recursive: true });
    if (content === "file") fs.writeFileSync(place, "");
    const files = () => fs.readdirSync(home, { recursive: true }).filter((each) => each !== "file/bin").sort();
    const before = files();
    const result = await install(usual(), { home, args: ["--prefix=file"] });
    assert.equal(result.status, 1);
    assert.match(result.stderr, expected);
    assert.deepEqual(files(), before);
  }
});

test("replaces nothing with a program that does not run here", async (t) => {
  const directory = temporaryDirectory();
  addPrograms(directory, undefined, () => "#!/bin/sh\nexit 126\n");
  const { install } = await setUp(t, makeArchives(directory));
  const home = temporaryDirectory();
  const installed = path.join(home, ".local/bin/wasmpair");
  fs.mkdirSync(path.dirname(installed), { recursive: true });
  fs.writeFileSync(installed, "older");
  const result = await install(usual({}), { home });
  assert.equal(result.status, 1);
  assert.match(result.stderr, /does not run on this system.*\n.*Nothing was replaced/);
  assert.equal(fs.readFileSync(installed, "utf8"), "older");
  assert.deepEqual(fs.readdirSync(path.join(home, ".local"), { recursive: true }).sort(), ["bin", "bin/wasmpair"]);
});
