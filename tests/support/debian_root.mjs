// A suite's own root of a clean Debian 12 to run programs in, from the archive that tools/lib/debian_root.sh made.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fixturesDirectory } from "./fixtures.mjs";
import { Root } from "./root.mjs";

export const rootArchive = () => path.join(fixturesDirectory(), "debian-12.tar");

export class DebianRoot extends Root {
  constructor() {
    super({ environment: { HOME: "/tmp", LC_ALL: "C.UTF-8", DEBIAN_FRONTEND: "noninteractive" } });
    execFileSync("tar", ["-xf", rootArchive(), "-C", this.directory]);
    this.write("/etc/hosts", "127.0.0.1 localhost\n");
    this.add("/etc/resolv.conf", "/etc/resolv.conf");
  }
}
