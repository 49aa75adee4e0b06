// A run that is killed, or whose system calls fail, at any step leaves a complete release in force, and the next run
// succeeds and cleans up.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertDurable, Disk, expectOrder } from "../support/durability.mjs";
import { preview } from "../support/preview.mjs";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, assertNothingElse, assertNoTemporaryFiles, readManifest } from "../support/release.mjs";
import { request } from "../support/requests.mjs";
import { smallModules } from "../support/small_modules.mjs";
import { publishing, trace } from "../support/system_calls.mjs";
import { TwoReleases } from "../support/two_releases.mjs";

suite("an interrupted run", () => {
  /// A directory with the earlier release, and the steps by which the later one replaces it.
  function prepare(t) {
    const work = temporaryDirectory(t);
    const releases = new TwoReleases(work);
    const directory = path.join(work, "site");
    const restore = () => releases.restore(directory);
    const publishLater = (injection) => trace(releases.pack("later", directory), injection);
    restore();
    const steps = publishing(publishLater(), directory);
    assert.equal(releases.state(directory), "later");
    return { directory, releases, restore, publishLater, steps };
  }

  /// interrupted: what trace() returned for the run before.
  function assertNextRunSucceeds({ directory, releases, publishLater }, interrupted) {
    const next = publishLater();
    assert.equal(next.status, 0, next.stderr);
    assert.equal(releases.state(directory), "later");
    assertNoTemporaryFiles(directory);
    const disk = new Disk().replay(interrupted.calls);
    disk.replay(next.calls, expectOrder(disk));
    assertDurable(disk, directory, releases.manifest("later"), path.dirname(directory));
  }

  test("that is killed at any step leaves a complete release", async (t) => {
    const prepared = prepare(t);
    const { directory, releases, restore, publishLater, steps } = prepared;
    assert.ok(steps.length > 30, `${steps.length} steps`);
    const outcomes = [];
    for (const { name, number, text } of steps) {
      restore();
      const run = publishLater(`${name}:signal=SIGKILL:when=${number}`);
      assert.equal(run.signal, "SIGKILL", `${name} ${number} was not reached`);
      try {
        const state = await releases.visit(t, directory);
        if (state !== outcomes.at(-1)) outcomes.push(state);
        assertNextRunSucceeds(prepared, run);
      } catch (error) {
        error.message = `killed at ${name}(${text}: ${error.message}`;
        throw error;
      }
    }
    assert.deepEqual(outcomes, ["earlier", "between", "later"], "the sweep reaches past the commit");
  });

  test("that is killed between two releases can be followed by any other", (t) => {
    const { directory, releases, restore, publishLater, steps } = prepare(t);
    const renames = steps.filter(({ name }) => name === "renameat2");
    assert.equal(renames.length, 4, "manifest, two pages, manifest");
    for (const { name, number } of renames.slice(1)) {
      restore();
      publishLater(`${name}:signal=SIGKILL:when=${number}`);
      assert.equal(releases.state(directory), "between");
      const back = trace(releases.pack("earlier", directory));
      assert.equal(back.status, 0, back.stderr);
      assert.equal(releases.state(directory), "earlier");
    }
  });

  test("that is killed between two releases leaves a preview of the earlier one as it is", async (t) => {
    const { directory, releases, restore, publishLater, steps } = prepare(t);
    const { name, number } = steps.findLast((step) => step.name === "renameat2");
    restore();
    const site = await preview(t, directory);
    const page = async () => String((await request(site.url)).body);
    const earlier = await page();
    publishLater(`${name}:signal=SIGKILL:when=${number}`);
    assert.equal(releases.state(directory), "between");
    await until(() => site.stderr(), "the preview reports the state");
    assert.match(site.stderr(), /site: is between two releases\n(.*\n)*The previous complete release is still being served/);
    assert.equal(await page(), earlier);
    assert.equal(publishLater().status, 0);
    await until(async () => (await page()) !== earlier, "the preview shows the later release");
  });

  const faults = {
    "a full disk": ["ENOSPC", ["openat", "write", "fsync", "renameat", "renameat2"], /No space left on device\n  Free space/],
    "a failing disk": ["EIO", ["write", "fsync", "renameat", "renameat2"], /Input\/output error\n  The disk or its connection/],
    "a missing permission": ["EACCES", ["openat", "renameat", "renameat2"], /Permission denied\n  Check who may write/],
    "a quota": ["EDQUOT", ["write", "fsync"], /Disk quota exceeded\n  Your disk quota/],
  };
  for (const [what, [code, calls, message]] of Object.entries(faults)) {
    test(`that meets ${what} at any step reports it and leaves a complete release`, (t) => {
      const prepared = prepare(t);
      const { directory, releases, restore, publishLater, steps } = prepared;
      const last = steps.findLastIndex(({ name }) => name === "renameat2");
      let refused = 0;
      let run;
      for (const [index, { name, number, text }] of steps.entries()) {
        if (!calls.includes(name)) continue;
        restore();
        run = publishLater(`${name}:error=${code}:when=${number}`);
        const where = `${code} at ${name}(${text}`;
        assert.ok(run.calls.some((call) => call.text.includes("(INJECTED)")), `${where} was not reached`);
        // A file that cannot be read for comparison is rewritten, so a failing openat need not stop the run.
        const stopped = run.status !== 0;
        if (stopped || name !== "openat") {
          assert.equal(run.status, 2, where);
          assert.match(run.stderr, message, where);
          assert.ok(run.stderr.includes(directory), `${where}: the message names the place: ${run.stderr}`);
          ++refused;
        }
        // What was already replaced is put back.
        if (stopped) assert.equal(releases.state(directory), index <= last ? "earlier" : "later", where);
        assertNoTemporaryFiles(directory);
      }
      assertNextRunSucceeds(prepared, run);
      assert.ok(refused > 5, `${refused} runs were refused`);
    });
  }

  test("on a file system that cannot exchange names is complete", (t) => {
    const { directory, releases, restore, publishLater } = prepare(t);
    for (const code of ["EINVAL", "ENOSYS"]) {
      restore();
      const run = publishLater(`renameat2:error=${code}`);
      assert.equal(run.status, 0, run.stderr);
      assert.ok(run.calls.some((call) => call.text.includes("(INJECTED)")));
      assert.equal(releases.state(directory), "later");
      assertNoTemporaryFiles(directory);
    }
  });

  test("that fails on such a file system removes the page that it added", (t) => {
    const { directory, releases, restore, publishLater, steps } = prepare(t);
    const [, page] = steps.filter(({ name }) => name === "renameat2").map(({ text }) => text.match(/"(\w+\.html)"/)?.[1]);
    assert.ok(page, "a page follows the manifest");
    // For each file, first the exchange fails, and then the name is free or is not.
    const cannotExchange = "renameat2:error=EINVAL:when=1+2";
    const replacing = (run) => run.calls.filter(({ name }) => name === "renameat");
    restore();
    fs.rmSync(path.join(directory, page));
    const whole = publishLater(cannotExchange);
    assert.equal(whole.status, 0, whole.stderr);
    assert.equal(releases.state(directory), "later");
    assert.ok(!replacing(whole).some(({ text }) => text.includes(page)), "it was added");
    restore();
    fs.rmSync(path.join(directory, page));
    const run = publishLater([cannotExchange, `renameat:error=EIO:when=${replacing(whole).at(-1).number}`]);
    assert.equal(run.status, 2, run.stderr);
    assert.ok(!fs.existsSync(path.join(directory, page)), "it was removed again");
    assertNoTemporaryFiles(directory);
    assert.equal(publishLater().status, 0);
    assert.equal(releases.state(directory), "later");
  });

  test("tolerates interrupted system calls", (t) => {
    const { directory, releases, restore, publishLater } = prepare(t);
    for (const name of ["write", "flock", "getrandom"]) {
      restore();
      const run = publishLater(`${name}:error=EINTR:when=1..5`);
      assert.equal(run.status, 0, run.stderr);
      assert.equal(releases.state(directory), "later");
    }
  });

  // The siblings have the same names at every level, but different contents.
  test("that encodes the same pair at another level leaves a complete release", (t) => {
    const work = temporaryDirectory(t);
    const { earlier } = smallModules();
    const directory = path.join(work, "site");
    const original = path.join(work, "original");
    const pack = (level, at) => {
      const options = earlier.options.map((word) => (word === "fast" ? level : word));
      return ["pack", earlier.file, ...options, "--encodings", "gzip", "--name", "app", "--out", at];
    };
    assert.equal(wasmpair(pack("fast", original)).status, 0);
    const restore = () => {
      fs.rmSync(directory, { recursive: true, force: true });
      fs.cpSync(original, directory, { recursive: true });
    };
    restore();
    const steps = publishing(trace(pack("release", directory)), directory);
    assert.notDeepEqual(readManifest(directory), readManifest(original));
    const renames = steps.filter(({ name }) => name.startsWith("renameat"));
    assert.ok(renames.length >= 3, "manifest, siblings, manifest");
    for (const { name, number } of renames) {
      restore();
      const run = trace(pack("release", directory), `${name}:signal=SIGKILL:when=${number}`);
      assert.equal(run.signal, "SIGKILL");
      assertComplete(directory);
      assert.equal(wasmpair(pack("release", directory)).status, 0);
      assertNothingElse(directory, assertComplete(directory));
    }
  });
});

/// Waits for something that must happen: at most a minute.
async function until(happened, what) {
  for (let i = 0; i < 3000; ++i) {
    if (await happened()) return;
    await sleep(20);
  }
  assert.fail(`not within a minute: ${what}`);
}
