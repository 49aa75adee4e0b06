// A release that was said to be published survives a power cut, also when an earlier run was killed. The disk is
// modelled from the program's system calls; power_cut.mjs cuts the power of a real file system.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { assertDurable, Disk, expectOrder } from "../support/durability.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";
import { trace } from "../support/system_calls.mjs";

suite("a power cut", () => {
  let earlier;
  let later;
  before(() => { ({ earlier, later } = smallModules()); });
  const pack = (module, directory) => ["pack", module.file, ...module.options, "--name", "app", "--out", directory];

  function publish(disk, module, directory) {
    const run = trace(pack(module, directory));
    assert.equal(run.status, 0, run.stderr);
    return disk.replay(run.calls, expectOrder(disk));
  }

  test("cannot undo the first release, nor the directories made for it", (t) => {
    const root = temporaryDirectory(t);
    const directory = path.join(root, "new", "deep", "site");
    const disk = publish(new Disk(), earlier, directory);
    assertDurable(disk, directory, assertComplete(directory), root);
  });

  test("cannot undo the next release, nor mix it with the earlier one", (t) => {
    const root = temporaryDirectory(t);
    const directory = path.join(root, "site");
    const disk = publish(publish(new Disk(), earlier, directory), later, directory);
    assertDurable(disk, directory, assertComplete(directory), root);
  });

  /// Publishes over a copy of the earlier release, of which nothing was flushed. Asserts that the result is durable, and
  /// that it would not be without any one of the flushes.
  function expectEveryFlushNeeded(t, module, fewest) {
    const root = temporaryDirectory(t);
    const original = path.join(root, "original");
    const directory = path.join(root, "site");
    assert.equal(wasmpair(pack(earlier, original)).status, 0);
    fs.cpSync(original, directory, { recursive: true });
    const copied = () => new Disk().addUnflushed(directory, fs.readdirSync(original));
    const { status, calls } = trace(pack(module, directory));
    assert.equal(status, 0);
    const manifest = assertComplete(directory);
    const expectDurable = (kept) => {
      const disk = copied();
      assertDurable(disk.replay(kept, expectOrder(disk)), directory, manifest, root);
    };
    expectDurable(calls);
    const flushes = calls.filter(({ name }) => name === "fsync");
    assert.ok(flushes.length >= fewest, `${flushes.length} flushes`);
    for (const flush of flushes)
      assert.throws(() => expectDurable(calls.filter((call) => call !== flush)), assert.AssertionError, `fsync(${flush.text} is not needed`);
  }

  test("cannot undo the next release, and no flush is superfluous", (t) => expectEveryFlushNeeded(t, later, 14));

  test("cannot undo a copy in which a run found nothing to write, and no flush is superfluous", (t) =>
    expectEveryFlushNeeded(t, earlier, 10));

  test("cannot undo directories that a killed run had made", (t) => {
    const root = temporaryDirectory(t);
    const directory = path.join(root, "new", "deep", "site");
    const steps = trace(pack(earlier, directory)).calls.filter(({ name }) => name === "mkdir" || name === "fsync");
    const made = steps.findLastIndex(({ name }) => name === "mkdir");
    assert.equal(steps.slice(0, made + 1).filter(({ name }) => name === "mkdir").length > 2, true);
    for (const { name, number } of steps.slice(0, made + 4)) {
      fs.rmSync(path.join(root, "new"), { recursive: true, force: true });
      const killed = trace(pack(earlier, directory), `${name}:signal=SIGKILL:when=${number}`);
      assert.equal(killed.signal, "SIGKILL", `${name} ${number} was not reached`);
      const disk = publish(new Disk().replay(killed.calls), earlier, directory);
      assertDurable(disk, directory, assertComplete(directory), root);
    }
  });
});
