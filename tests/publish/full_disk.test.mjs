// A disk that is really full: the release on it is unchanged, and a message says what to do.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, assertNothingElse } from "../support/release.mjs";
import { runOnDisk } from "../support/small_disk.mjs";
import { smallModules } from "../support/small_modules.mjs";

suite("a full disk", () => {
  let earlier;
  let later;
  before(() => { ({ earlier, later } = smallModules()); });
  const pack = (module, directory) => ["pack", module.file, ...module.options, "--name", "app", "--out", directory];

  test("leaves the release on it unchanged", async (t) => {
    const work = temporaryDirectory(t);
    const disk = path.join(work, "disk");
    const copy = path.join(work, "copy");
    fs.mkdirSync(disk);
    const reference = path.join(work, "reference");
    assert.equal(wasmpair(pack(earlier, reference)).status, 0);
    const bytes = fs.readdirSync(reference).reduce((sum, name) => sum + fs.statSync(path.join(reference, name)).size, 0);

    // Space for one and a half releases.
    const site = path.join(disk, "site");
    const size = String(Math.round(bytes * 1.5));
    const [first, second] = [earlier, later].map((module) => [program, ...pack(module, site)]);
    const run = await runOnDisk({ size, disk, copy, first, second });
    assert.equal(run.status, 2, run.stderr);
    const message = /site\/app\.[0-9a-f]+\.wasm[.a-z]*: cannot write: No space left on device\n  Free space on its file system/;
    assert.match(run.stderr, message);
    assert.deepEqual(assertComplete(copy), assertComplete(reference));
    assertNothingElse(copy, assertComplete(reference));
  });

  test("and a file-size limit have different messages", (t) => {
    const directory = path.join(temporaryDirectory(t), "site");
    // bash's unit is 1,024 bytes. Ignoring the signal makes write() fail instead.
    const script = 'trap "" XFSZ; ulimit -f 64; exec "$@"';
    const words = [program, ...pack(earlier, directory)];
    const limited = spawnSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
    assert.equal(limited.status, 2);
    assert.match(limited.stderr, /cannot write: File too large\n  The file-size limit is too low: raise it \(ulimit -f\)/);
    assert.deepEqual(fs.readdirSync(directory), []);
  });
});
