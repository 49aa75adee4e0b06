// A suite's own root of a clean Debian 12 to run programs in, from the archive that tools/lib/debian_root.sh made.
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fixturesDirectory } from "./fixtures.mjs";

const environment = { PATH: "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/tmp", LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" };

export const rootArchive = () => path.join(fixturesDirectory(), "debian-12.tar");

export class DebianRoot {
  constructor() {
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-root-"));
    fs.chmodSync(this.directory, 0o755);
    execFileSync("tar", ["-xf", rootArchive(), "-C", this.directory]);
    fs.writeFileSync(this.path("/etc/hosts"), "127.0.0.1 localhost\n");
    fs.copyFileSync("/etc/resolv.conf", this.path("/etc/resolv.conf"));
  }

  remove() {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  /// The path of a file of the root, as seen by the test.
  path(file) {
    return path.join(this.directory, file);
  }

  /// Copies a file into the root.
  add(file, target) {
    fs.mkdirSync(path.dirname(this.path(target)), { recursive: true });
    fs.copyFileSync(file, this.path(target));
  }

  /// Runs a program of the root: {status, stdout, stderr}.
  run(...words) {
    return new Promise((resolve) => {
      const done = (error, stdout, stderr) => resolve({ status: error ? error.code : 0, stdout, stderr });
      execFile("chroot", [this.directory, ...words], { env: environment, maxBuffer: 1 << 28 }, done);
    });
  }

  /// The same, but throws if it fails; returns what it prints.
  async succeed(...words) {
    const run = await this.run(...words);
    if (run.status !== 0) throw new Error(`${words.join(" ")} ended with ${run.status}\n${run.stdout}${run.stderr}`);
    return run.stdout;
  }

  /// Starts a program of the root, to run until the test ends; returns the first line that it prints.
  async start(test, ...words) {
    const child = spawn("chroot", [this.directory, ...words], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    test.after(() => child.kill());
    const [line] = await once(readline.createInterface({ input: child.stdout }), "line");
    return line;
  }
}
