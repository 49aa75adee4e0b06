// A run that is killed, or whose system calls fail, at any step leaves a complete release in force, and the next run
// succeeds and cleans up.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, suite, test } from "node:test";
import { temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete, assertNoTemporaryFiles, readManifest } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";
import { publishing, trace } from "../support/system_calls.mjs";

suite("an interrupted run", () => {
  let earlier;
  let later;
  before(() => { ({ earlier, later } = smallModules()); });

  // The options end with the output directory.
  const pack = (module, directory) => ["pack", module.file, ...module.options, "--name", "app", "--out", directory];

  /// A directory with the earlier release, into which the later one is published.
  function prepare(t) {
    const work = temporaryDirectory(t);
    const published = path.join(work, "published");
    assert.equal(wasmpair(pack(earlier, published)).status, 0);
    const directory = path.join(work, "site");
    const restore = () => {
      fs.rmSync(directory, { recursive: true, force: true });
      fs.cpSync(published, directory, { recursive: true });
    };
    restore();
    const steps = publishing(trace(pack(later, directory)), directory);
    const manifests = { earlier: readManifest(published), later: readManifest(directory) };
    assert.notDeepEqual(manifests.earlier, manifests.later);
    return { directory, restore, steps, manifests };
  }

  /// Asserts that one of the two manifests is in force and its release complete; returns its key.
  function inForce(directory, manifests) {
    const manifest = assertComplete(directory);
    const which = Object.keys(manifests).find((key) => JSON.stringify(manifests[key]) === JSON.stringify(manifest));
    assert.ok(which, "the manifest is that of the earlier or the later release");
    return which;
  }

  function assertNextRunSucceeds(directory, manifests) {
    const next = wasmpair(pack(later, directory));
    assert.equal(next.status, 0, next.stderr);
    assert.equal(inForce(directory, manifests), "later");
    assertNoTemporaryFiles(directory);
  }

  test("that is killed at any step leaves a complete release", (t) => {
    const { directory, restore, steps, manifests } = prepare(t);
    assert.ok(steps.length > 30, `${steps.length} steps`);
    const outcomes = new Set();
    for (const { name, number, text } of steps) {
      restore();
      const run = trace(pack(later, directory), `${name}:signal=SIGKILL:when=${number}`);
      assert.equal(run.signal, "SIGKILL", `${name} ${number} was not reached`);
      try {
        outcomes.add(inForce(directory, manifests));
        assertNextRunSucceeds(directory, manifests);
      } catch (error) {
        error.message = `killed at ${name}(${text}: ${error.message}`;
        throw error;
      }
    }
    assert.deepEqual([...outcomes], ["earlier", "later"], "the sweep reaches past the commit");
  });

  const faults = {
    "a full disk": ["ENOSPC", ["openat", "write", "fsync", "renameat"], /No space left on device\n  Free space/],
    "a failing disk": ["EIO", ["write", "fsync", "renameat"], /Input\/output error\n  The disk or its connection/],
    "a missing permission": ["EACCES", ["openat", "renameat"], /Permission denied\n  Check who may write/],
    "a quota": ["EDQUOT", ["write", "fsync"], /Disk quota exceeded\n  Your disk quota/],
  };
  for (const [what, [code, calls, message]] of Object.entries(faults)) {
    test(`that meets ${what} at any step reports it and leaves a complete release`, (t) => {
      const { directory, restore, steps, manifests } = prepare(t);
      const firstRename = steps.findIndex(({ name }) => name === "renameat");
      let refused = 0;
      for (const [index, { name, number, text }] of steps.entries()) {
        if (!calls.includes(name)) continue;
        restore();
        const run = trace(pack(later, directory), `${name}:error=${code}:when=${number}`);
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
        const found = inForce(directory, manifests);
        if (stopped && index <= firstRename) assert.equal(found, "earlier", where);
        assertNoTemporaryFiles(directory);
      }
      assertNextRunSucceeds(directory, manifests);
      assert.ok(refused > 5, `${refused} runs were refused`);
    });
  }

  test("tolerates interrupted system calls", (t) => {
    const { directory, manifests, restore } = prepare(t);
    for (const name of ["write", "flock", "getrandom"]) {
      restore();
      const run = trace(pack(later, directory), `${name}:error=EINTR:when=1..5`);
      assert.equal(run.status, 0, run.stderr);
      assert.equal(inForce(directory, manifests), "later");
    }
  });
});
