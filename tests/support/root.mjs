// A directory of a test's own that commands have as their root. Entering it needs root.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Place } from "./place.mjs";

/// Also finds chroot itself.
const PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export class Root extends Place {
  /// environment: of the commands, beside PATH. words: what begins each of them. enter: a function of the directory, the
  /// words that enter it.
  constructor({ environment, words = [], enter = (directory) => ["chroot", directory] } = {}) {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-root-"));
    fs.chmodSync(directory, 0o755);
    super(directory, [...enter(directory), ...words], { env: { PATH, ...environment } });
  }

  remove() { fs.rmSync(this.directory, { recursive: true, force: true }); }
}
