// A root that holds a program and nothing else: no library, shell or name service. Entering it needs root.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { run } from "./program.mjs";

/// What finds chroot.
const environment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };

/// By the column run of platforms.tsv.
const emulators = { native: null, QEMU: "qemu-aarch64-static" };

export class EmptyRoot {
  /// A Linux program of this machine's processor, or one that the platform's emulator runs, which is put beside it.
  constructor(platform, program) {
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-root-"));
    fs.chmodSync(this.directory, 0o755);
    this.add(program, "/wasmpair");
    this.words = ["/wasmpair"];
    const emulator = emulators[platform.run];
    if (!emulator) return;
    this.add(execFileSync("which", [emulator], { encoding: "utf8" }).trim(), "/emulator");
    this.words = ["/emulator", "/wasmpair"];
  }

  remove() { fs.rmSync(this.directory, { recursive: true, force: true }); }

  /// The path of a file of the root, as seen by the test.
  path(file) { return path.join(this.directory, file); }

  add(file, target) {
    fs.mkdirSync(path.dirname(this.path(target)), { recursive: true });
    fs.copyFileSync(file, this.path(target));
  }

  write(target, text) { fs.writeFileSync(this.path(target), text); }

  /// Runs the program: {status, stdout, stderr}.
  run(...words) { return run("chroot", [this.directory, ...this.words, ...words], { env: environment }); }

  /// The same, but throws if it fails; returns what it prints.
  async succeed(...words) {
    const { status, stdout, stderr } = await this.run(...words);
    if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /// Starts the program, to run until the test ends; returns the first line that it prints.
  async start(test, ...words) {
    const child = spawn("chroot", [this.directory, ...this.words, ...words], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    test.after(() => child.kill());
    const [line] = await once(readline.createInterface({ input: child.stdout }), "line");
    return line;
  }
}
