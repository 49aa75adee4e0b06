// Pruning that is killed at any step, and beside other runs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { buildSource } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { program, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";
import { publishing, trace } from "../support/system_calls.mjs";

const words = ["first", "second", "third", "fourth", "fifth"];
const modules = words.map((word) => buildSource(word, `package main\n\nfunc main() { println("${word}") }\n`, "1.24"));
const packing = (module, directory) => ["pack", module, "--name", "app", "--goroot", goRoot("1.24"), "--level", "fast",
  "--no-cache", "--jobs", "1", "--quiet", "--out", directory, "--previous", directory, "--keep", "2"];
const pruning = (directory, keep = 1) => ["prune", directory, "--keep", String(keep), "--min-age", "0s"];

/// Publishes all releases, each with the ones before it.
function publish(directory) {
  for (const module of modules) {
    const run = wasmpair(packing(module, directory));
    assert.equal(run.status, 0, run.stderr);
  }
}

const contents = (directory) => fs.readdirSync(directory).sort();

suite("pruning", () => {
  test("that is killed at any step is completed by the next run", (t) => {
    const work = temporaryDirectory(t);
    const original = path.join(work, "original");
    const directory = path.join(work, "site");
    publish(original);
    const restore = () => {
      fs.rmSync(directory, { recursive: true, force: true });
      fs.cpSync(original, directory, { recursive: true });
    };
    const names = ["openat", "flock", "newfstatat", "unlinkat", "fsync"];
    const prune = (injection) => trace(pruning(directory), injection, names);
    restore();
    const steps = publishing(prune(), directory);
    const expected = contents(directory);
    assert.ok(expected.length < contents(original).length - 15, `${expected.length} files`);
    assert.ok(steps.filter(({ name }) => name === "unlinkat").length > 15);
    const states = new Set();
    for (const { name, number, text } of steps) {
      restore();
      const run = prune(`${name}:signal=SIGKILL:when=${number}`);
      assert.equal(run.signal, "SIGKILL", `${name} ${number} was not reached`);
      states.add(contents(directory).join());
      assertComplete(directory);
      const next = wasmpair(pruning(directory));
      assert.equal(next.status, 0, `killed at ${name}(${text}: ${next.stderr}`);
      assert.deepEqual(contents(directory), expected, `killed at ${name}(${text}`);
    }
    assert.ok(states.size > 15, "the sweep reaches every deletion");
  });

  test("twice at once, beside a run that publishes, ends as if they had waited", async (t) => {
    const start = (options) => new Promise((resolve) => {
      const child = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
      let stderr = "";
      child.stderr.on("data", (chunk) => { stderr += chunk; });
      child.on("close", (status) => resolve({ status, stderr }));
    });
    for (let round = 0; round < 5; ++round) {
      const directory = path.join(temporaryDirectory(t), "site");
      publish(directory);
      const runs = [pruning(directory), packing(modules[0], directory), pruning(directory)].map(start);
      for (const { status, stderr } of await Promise.all(runs)) assert.equal(status, 0, stderr);
      assertComplete(directory);
      const last = wasmpair(pruning(directory, 0));
      assert.equal(last.status, 0, last.stderr);
      const { bundles } = assertComplete(directory);
      assert.deepEqual(contents(directory).filter((name) => name.startsWith("app.") && name.endsWith(".wasm")), [bundles.app.wasm.path]);
    }
  });
});
