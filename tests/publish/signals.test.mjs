// A signal that ends a run leaves no temporary file, wherever it arrives, and the exit status of a signal.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { actAt, killAndWait } from "../support/act_at.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { assertNoTemporaryFiles } from "../support/release.mjs";
import { publishing, trace } from "../support/system_calls.mjs";
import { TwoReleases } from "../support/two_releases.mjs";

suite("a signal", () => {
  function prepare(t) {
    const work = temporaryDirectory(t);
    const releases = new TwoReleases(work);
    const directory = path.join(work, "site");
    const restore = () => releases.restore(directory);
    return { work, releases, directory, restore };
  }

  const withoutCore = ["prlimit", "--core=0"];

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGXCPU"]) {
    test(`${signal} at a flush leaves no temporary file`, (t) => {
      const { releases, directory, restore } = prepare(t);
      const command = killAndWait(signal.slice(3));
      for (const number of [3, 12]) {
        restore();
        const run = actAt(releases.pack("later", directory), { call: "fsync", path: directory, number, command }, withoutCore);
        assert.equal(run.signal, signal, `flush ${number}: ${run.stderr}`);
        assert.equal(releases.state(directory), "earlier");
        assertNoTemporaryFiles(directory);
      }
    });
  }

  test("at any step leaves one release or the other, and no temporary file", (t) => {
    const { releases, directory, restore } = prepare(t);
    restore();
    const steps = publishing(trace(releases.pack("later", directory)), directory);
    const states = new Set();
    for (const { name, number } of steps) {
      restore();
      const run = trace(releases.pack("later", directory), `${name}:signal=SIGTERM:when=${number}`);
      if (run.signal !== "SIGTERM") assert.equal(run.status, 0, "the run was done before it could be ended");
      const state = releases.state(directory);
      assert.notEqual(state, "between", `at ${name} ${number}`);
      states.add(state);
      assertNoTemporaryFiles(directory);
    }
    assert.ok(states.has("later"));
  });

  test("that is ignored, as under nohup, stays ignored", (t) => {
    const { releases, directory, restore } = prepare(t);
    for (const signal of ["HUP", "INT", "TERM"]) {
      restore();
      const at = { call: "fsync", path: directory, command: `kill -${signal} $PPID` };
      const run = actAt(releases.pack("later", directory), at, ["env", `--ignore-signal=${signal}`]);
      assert.ok(run.count > 0);
      assert.equal(run.status, 0, run.stderr);
      assert.equal(releases.state(directory), "later");
    }
  });

  test("ends a shell's command with 128 and its number", (t) => {
    const { releases, directory, work } = prepare(t);
    const go = path.join(work, "go");
    fs.writeFileSync(go, `#!/bin/sh\n${killAndWait("TERM")}\n`, { mode: 0o755 });
    const words = ["pack", releases.pack("later", directory)[1], "--go", go, "--out", directory];
    const run = spawnSync("bash", ["-c", '"$@"; exit $?', "bash", program, ...words], { encoding: "utf8" });
    assert.equal(run.status, 128 + 15, run.stderr);
  });

  test("does not reach the cache: an entry that was being written is removed", (t) => {
    const { releases, directory, work } = prepare(t);
    const cache = path.join(work, "cache");
    const words = releases.pack("later", directory).filter((word) => word !== "--no-cache");
    const at = { call: "rename", command: killAndWait("TERM") };
    const run = actAt(["pack", "--cache", cache, ...words.slice(1)], at);
    assert.equal(run.signal, "SIGTERM", run.stderr);
    const names = fs.readdirSync(cache, { recursive: true });
    assert.ok(names.length > 0);
    assert.deepEqual(names.filter((name) => name.endsWith(".tmp")), []);
  });
});
