// Where a test runs programs that are not this system's: a directory for their files, and how a command starts there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { run } from "./program.mjs";

export class Place {
  #before;
  #options;

  /// before: the words before those of each command. options: those of spawn().
  constructor(directory, before, options) {
    this.directory = directory;
    this.#before = before;
    this.#options = options;
  }

  /// The path of a file, as seen by the test.
  path(file) { return path.join(this.directory, file); }

  add(file, target) {
    fs.mkdirSync(path.dirname(this.path(target)), { recursive: true });
    fs.copyFileSync(file, this.path(target));
  }

  write(target, text) { fs.writeFileSync(this.path(target), text); }

  /// Starts a command: the child, whose streams are those of options.
  spawn(words, options) {
    const [first, ...rest] = [...this.#before, ...words];
    return spawn(first, rest, { ...this.#options, ...options });
  }

  /// Runs a command: {status, stdout, stderr}.
  run(...words) {
    const [first, ...rest] = [...this.#before, ...words];
    return run(first, rest, this.#options);
  }

  /// The same, but throws if it fails; returns what it prints.
  async succeed(...words) {
    const { status, stdout, stderr } = await this.run(...words);
    if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /// Starts a command, to run until the test ends; returns the first line that it prints.
  async start(test, ...words) {
    const child = this.spawn(words, { stdio: ["ignore", "pipe", "inherit"] });
    test.after(() => child.kill());
    const [line] = await once(readline.createInterface({ input: child.stdout }), "line");
    return line.trimEnd();
  }
}
