// Cuts the power of a real file system (ext4 on a loop device, shut down without flushing its journal) at every flush and
// every rename of a run, and after runs that reported success.
// Exit status 77: this machine cannot do it, for the reason that is printed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { actAt } from "../support/act_at.mjs";
import { program } from "../support/program.mjs";
import { assertNoTemporaryFiles } from "../support/release.mjs";
import { TwoReleases } from "../support/two_releases.mjs";

const ownMounts = "in-own-mount-namespace";
const work = process.argv[3];

/// Runs a command: undefined, or what it said when it failed.
function failure(command, ...words) {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: "utf8" });
  return status === 0 ? undefined : `${command}: ${error?.message ?? (stderr || stdout).trim()}`;
}

function must(command, ...words) { assert.equal(failure(command, ...words), undefined); }

/// EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (fs/ext4/ext4.h): nothing reaches the disk from now on.
const cutPower = (directory) =>
  `perl -e 'open(my $d, "<", $ARGV[0]) or die; my $f = pack("L", 2); ioctl($d, 0x8004587d, $f) or die "ioctl: $!"' '${directory}'`;

if (process.argv[2] !== ownMounts) {
  // Mounts and loop devices disappear with the namespace, however this ends.
  if (process.getuid() !== 0) skip("only root can mount a file system");
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-test-"));
  const words = ["--mount", process.execPath, fileURLToPath(import.meta.url), ownMounts, scratch];
  const run = spawnSync("unshare", words, { stdio: "inherit" });
  fs.rmSync(scratch, { recursive: true, force: true });
  if (run.error) skip(`unshare: ${run.error.message}`);
  process.exit(run.status ?? 1);
}

function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

/// A file system with a directory "site" in it.
class Disk {
  directory = path.join(work, "disk");
  site = path.join(this.directory, "site");
  #image = path.join(work, "image");

  format() {
    fs.writeFileSync(this.#image, "");
    fs.truncateSync(this.#image, 48 << 20);
    return failure("mkfs.ext4", "-q", "-F", this.#image) ?? this.mount();
  }

  mount() {
    fs.mkdirSync(this.directory, { recursive: true });
    // Nothing but the program's own flushes may save its files: the journal's timer does not.
    return failure("mount", "-o", "loop,commit=3600", this.#image, this.directory);
  }

  unmount() { must("umount", this.directory); }

  cut() { return failure("sh", "-c", cutPower(this.directory)); }

  /// What the disk has when the power is back.
  restart() {
    this.unmount();
    assert.equal(this.mount(), undefined);
  }

  copyTo(file) { must("cp", "--sparse=always", this.#image, file); }
  copyFrom(file) { must("cp", "--sparse=always", file, this.#image); }
}

const disk = new Disk();
const cannot = disk.format() ?? disk.cut();
if (cannot) skip(cannot);
disk.unmount();

suite("a power cut", () => {
  const releases = new TwoReleases(work);
  const original = path.join(work, "original");
  const publishLater = (at) => actAt(releases.pack("later", disk.site), at);

  function restore() {
    disk.copyFrom(original);
    assert.equal(disk.mount(), undefined);
  }

  function published(key) {
    const run = spawnSync(program, releases.pack(key, disk.site), { encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
  }

  /// Every flush and rename: { call, number }.
  function steps() {
    restore();
    const flushes = publishLater({ call: "fsync", path: disk.directory, number: 0 }).count;
    disk.unmount();
    restore();
    const renames = publishLater({ call: "rename", number: 0 }).count;
    disk.unmount();
    assert.ok(flushes >= 10 && renames >= 10, `${flushes} flushes, ${renames} renames`);
    const count = (call, length) => Array.from({ length }, (_, i) => ({ call, number: i + 1 }));
    return [...count("fsync", flushes), ...count("rename", renames)];
  }

  test("leaves the earlier release, the later one, or what lies between", () => {
    assert.equal(disk.format(), undefined);
    published("earlier");
    disk.unmount();
    disk.copyTo(original);

    const states = new Set();
    for (const { call, number } of steps()) {
      for (const when of ["before", "after"]) {
        restore();
        const command = `${cutPower(disk.directory)}; kill -KILL $PPID`;
        const run = publishLater({ call, path: call === "fsync" ? disk.directory : "", number, when, command });
        assert.equal(run.signal, "SIGKILL", `${when} ${call} ${number} of ${run.count}: ${run.stderr}`);
        disk.restart();
        try {
          states.add(releases.state(disk.site));
          published("later");
          assert.equal(releases.state(disk.site), "later");
        } catch (error) {
          error.message = `power cut ${when} ${call} ${number}: ${error.message}`;
          throw error;
        }
        disk.unmount();
      }
    }
    assert.deepEqual([...states].sort(), ["between", "earlier", "later"]);
  });

  test("cannot undo what a run reported as published, also after a killed run", () => {
    for (const { call, number } of steps()) {
      restore();
      publishLater({ call, path: call === "fsync" ? disk.directory : "", number, command: "kill -KILL $PPID" });
      published("later");
      assert.equal(disk.cut(), undefined);
      disk.restart();
      assert.equal(releases.state(disk.site), "later", `killed at ${call} ${number}`);
      assertNoTemporaryFiles(disk.site);
      disk.unmount();
    }
  });

  test("cannot undo the first release", () => {
    assert.equal(disk.format(), undefined);
    disk.site = path.join(disk.directory, "new", "deep", "site");
    published("later");
    assert.equal(disk.cut(), undefined);
    disk.restart();
    assert.equal(releases.state(disk.site), "later");
    disk.unmount();
  });
});
