// Runs commands isolated from the machine: with their own directory and home, and only the listed programs.
// In particular, there is no `go` unless a command names one.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesDirectory, goRoots, goVersions } from "./fixtures.mjs";
import { program } from "./program.mjs";

const helpers = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../cli/bin");

const tools = [
  "basename", "bash", "brotli", "cat", "chmod", "cmp", "cp", "cut", "dd", "diff", "env", "find", "grep", "gzip", "head",
  "jq", "ln", "ls", "mkdir", "mkfifo", "mv", "node", "printf", "rm", "script", "sed", "setpriv", "sh", "sha256sum", "sort",
  "stat", "tail", "touch", "tr", "true", "wc", "xxd", "zstd",
];

export class Sandbox {
  constructor() {
    this.root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "wasmpair-cli-"));
    this.directory = path.join(this.root, "work");
    for (const name of ["work", "bin", "home"]) fs.mkdirSync(path.join(this.root, name));
    const bin = path.join(this.root, "bin");
    fs.symlinkSync(program, path.join(bin, "wasmpair"));
    for (const tool of tools) {
      const found = process.env.PATH.split(":").map((directory) => path.join(directory, tool)).find(fs.existsSync);
      if (found) fs.symlinkSync(found, path.join(bin, tool));
    }
    for (const helper of fs.readdirSync(helpers)) {
      fs.symlinkSync(path.join(helpers, helper), path.join(bin, path.parse(helper).name));
    }
    this.variables = goVariables();
    this.environment = {
      ...this.variables,
      PATH: bin,
      HOME: path.join(this.root, "home"),
      XDG_CACHE_HOME: path.join(this.root, "home/cache"),
      LC_ALL: "C.UTF-8",
      TERM: "xterm",
      GOPROXY: "off",
      GOMODCACHE: path.resolve(goRoots()[goVersions().at(-1)], "../.."),
      WASMPAIR_FIXTURES: fixturesDirectory(),
    };
    // Where a build of the preset "coverage" writes its counts: not into the directory of a case.
    const { LLVM_PROFILE_FILE } = process.env;
    if (LLVM_PROFILE_FILE) this.environment.LLVM_PROFILE_FILE = LLVM_PROFILE_FILE;
  }

  /// Runs a command line with bash: {stdout, stderr, status}, as printed.
  run(command) {
    const result = spawnSync("bash", ["-o", "pipefail", "-c", command], {
      cwd: this.directory,
      env: this.environment,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (result.error) throw result.error;
    return { stdout: result.stdout, stderr: result.stderr, status: result.status ?? 128 + os.constants.signals[result.signal] };
  }

  /// Replaces what differs from run to run or with every change of a template: paths on this machine, times, and the
  /// digests in names.
  normalize(text) {
    for (const [name, value] of Object.entries(this.variables))
      text = text.replaceAll(value, `$${name}`).replaceAll(value.replaceAll("@", "\\@"), `$${name}`); // as in Markdown
    return text
      .replaceAll(this.directory, "$PWD")
      .replaceAll(this.environment.HOME, "$HOME")
      .replaceAll(fixturesDirectory(), "$FIXTURES")
      .replace(/\b\d+\.\d+ s\b/g, "N s")
      .replace(/\.[0-9a-f]{16}\./g, ".HASH.");
  }

  remove() {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

/// GO_1_24: the GOROOT of the Go 1.24 among the fixtures, and so on.
function goVariables() {
  const variables = {};
  for (const [version, root] of Object.entries(goRoots())) {
    variables[`GO_${version.split(".").slice(0, 2).join("_")}`] = root;
  }
  return variables;
}
