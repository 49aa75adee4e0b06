// Debian's Bazel, isolated from the user's: each instance has its own home, output base and server, and works offline.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const rules = "/usr/share/bazel/rules";

export class Bazel {
  /// workspace: the directory of WORKSPACE. path: the directories in which repositories find their programs.
  /// repositories: {name: directory}, in place of what WORKSPACE names.
  constructor({ workspace, path: directories, repositories }) {
    this.workspace = workspace;
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bazel-"));
    this.home = path.join(this.root, "the home");
    fs.mkdirSync(this.home);
    this.environment = { HOME: this.home, PATH: [...directories, "/usr/bin", "/bin"].join(":"), LC_ALL: "C.UTF-8" };
    this.log = path.join(this.root, "execution.json");
    const overridden = { rules_java: path.join(rules, "java"), rules_cc: rulesForC(this.root), ...repositories };
    this.repositories = Object.entries(overridden).map(([name, place]) => `--override_repository=${name}=${place}`);
  }

  /// `bazel build`: { status, output, actions: [{ mnemonic, commandArgs, environmentVariables, remoteCacheHit, runner, … }] },
  /// the actions that ran or came from a remote cache.
  build(...words) {
    fs.rmSync(this.log, { force: true });
    const log = ["--nosandbox_debug", `--execution_log_json_file=${this.log}`];
    const { status, output } = this.run("build", ...this.repositories, ...log, ...words);
    return { status, output, actions: fs.existsSync(this.log) ? parseLog(fs.readFileSync(this.log, "utf8")) : [] };
  }

  /// `bazel query`: { status, output }.
  query(...words) {
    return this.run("query", ...this.repositories, ...words);
  }

  /// The file or directory of an output: output("site/app.wasm").
  output(name) {
    return path.join(this.workspace, "bazel-bin", name);
  }

  run(command, ...words) {
    const startup = ["--nohome_rc", `--output_user_root=${this.root}`, "--host_jvm_args=-Xmx1g", "--max_idle_secs=300"];
    const run = spawnSync("bazel", [...startup, command, ...words], {
      cwd: this.workspace, env: this.environment, encoding: "utf8", maxBuffer: 1 << 26,
    });
    if (run.error) throw run.error;
    return { status: run.status, output: run.stdout + run.stderr };
  }

  /// Stops the server and removes everything except the workspace.
  remove() {
    this.run("shutdown");
    spawnSync("chmod", ["-R", "u+w", this.root]);
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

/// Any rule with a toolchain makes Bazel read the rules for Java and C++, which it would download. Debian's package of
/// the rules for C++ is newer than its Bazel and calls a function that this Bazel does not have.
function rulesForC(root) {
  const directory = path.join(root, "rules_cc");
  fs.cpSync(path.join(rules, "cc"), directory, { recursive: true });
  let edited = 0;
  for (const name of fs.readdirSync(directory, { recursive: true }).filter((entry) => entry.endsWith(".bzl"))) {
    const file = path.join(directory, name);
    const text = fs.readFileSync(file, "utf8");
    if (!text.includes("use_cpp_toolchain")) continue;
    edited += 1;
    fs.writeFileSync(file, text.replace(', "use_cpp_toolchain"', "")
      .replaceAll("use_cpp_toolchain()", '["@bazel_tools//tools/cpp:toolchain_type"]'));
  }
  if (edited === 0) throw new Error(`${rules}/cc no longer needs an edit: use it unchanged`);
  return directory;
}

/// The log is a sequence of JSON objects.
function parseLog(text) {
  return text.split(/(?<=^\})\n?(?=\{)/m).filter(Boolean).map((object) => JSON.parse(object));
}
