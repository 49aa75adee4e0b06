// Windows as far as Wine has it: a drive with a directory for the test's files, and nothing else.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { run, temporaryDirectory } from "./program.mjs";

export class Wine {
  /// Takes seconds: Wine first writes what Windows has. program: what run, succeed and start run.
  constructor(program) {
    this.program = program;
    const prefix = path.join(temporaryDirectory(), "prefix");
    // Neither .NET nor HTML, which it would ask to download; and names in UTF-8.
    this.environment = {
      PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: "C.UTF-8", WINEPREFIX: prefix, WINEDEBUG: "-all", WINEDLLOVERRIDES: "mscoree=;mshtml=",
    };
    execFileSync("wine", ["wineboot", "--init"], { env: this.environment, stdio: "ignore" });
    this.directory = path.join(prefix, "drive_c", "srv");
    fs.mkdirSync(this.directory);
  }

  /// Ends all of its processes.
  remove() { execFileSync("wineserver", ["--kill", "--wait"], { env: this.environment, stdio: "ignore" }); }

  /// The path of a file, as seen by the test.
  path(file) { return path.join(this.directory, file); }

  add(file, target) { fs.copyFileSync(file, this.path(target)); }

  /// Runs the program in the directory: {status, stdout, stderr}.
  run(...words) { return run("wine", [this.program, ...words], { cwd: this.directory, env: this.environment }); }

  /// The same, but throws if it fails; returns what it prints.
  async succeed(...words) {
    const { status, stdout, stderr } = await this.run(...words);
    if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /// Starts the program, to run until the test ends; returns the first line that it prints.
  async start(test, ...words) {
    const child = spawn("wine", [this.program, ...words], { cwd: this.directory, env: this.environment, stdio: ["ignore", "pipe", "inherit"] });
    test.after(() => child.kill());
    const [line] = await once(readline.createInterface({ input: child.stdout }), "line");
    return line.trimEnd();
  }
}
