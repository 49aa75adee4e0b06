// Memory that runs out: every allocation of a run fails once, and runs under limits on their address space. Each must
// succeed, report real findings, or end with status 2 and a message about memory; what is published is complete.
//
// Allocations are counted over all threads, so that which one fails differs a little from run to run. A sample of them
// fails here, and each of them under the label sweep (WASMPAIR_SWEEP=complete).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { goRoot } from "../support/fixtures.mjs";
import { goModule } from "../support/module_bytes.mjs";
import { program, run, temporaryDirectory, wasmpair } from "../support/program.mjs";
import { assertComplete } from "../support/release.mjs";
import { smallModules } from "../support/small_modules.mjs";
import { preview } from "../support/preview.mjs";

const isComplete = process.env.WASMPAIR_SWEEP === "complete";
const failures = isComplete ? Infinity : 60;
const source = fileURLToPath(new URL("../memory/failing_malloc.c", import.meta.url));

let shared;
before(async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-memory-"));
  const library = path.join(directory, "failing_malloc.so");
  execFileSync("cc", ["-O1", "-shared", "-fPIC", source, "-o", library]);
  const module = path.join(directory, "app.wasm");
  fs.writeFileSync(module, goModule({ name: "app", text: "app", version: "go1.24.4", fits: true }));
  shared = { directory, library, module, goroot: ["--goroot", goRoot("1.24")] };
});
after(() => fs.rmSync(shared.directory, { recursive: true }));

const packWords = (site, module = shared.module) => [
  "pack", module, ...shared.goroot, "--out", site, "--level", "fast", "--encodings", "br,gzip,zstd", "--jobs", "2", "--quiet",
];

/// A run in which an allocation fails: { status, stdout, stderr }.
const failing = (words, number, env) =>
  run(program, words, { env: { ...process.env, LD_PRELOAD: shared.library, FAIL_ALLOCATION: number, ...env } });

async function allocations(words, env) {
  const file = path.join(shared.directory, "count");
  fs.rmSync(file, { force: true });
  const { status, stderr } = await run(program, words, { env: { ...process.env, LD_PRELOAD: shared.library, COUNT_ALLOCATIONS: file, ...env } });
  assert.equal(status, 0, stderr);
  return Number(fs.readFileSync(file, "utf8"));
}

/// The numbers of the allocations to fail, spread over all of them.
function* sample(count) {
  const step = Math.max(1, count / failures);
  for (let number = 1; number <= count; number += step) yield String(Math.floor(number));
}

function assertReported({ status, stderr }, what) {
  assert.ok(status === 0 || status === 2, `${what}: status ${status}\n${stderr}`);
  if (status === 2) assert.match(stderr, /memory[^]*--jobs/i, `${what}: ${stderr}`);
}

suite("each allocation fails once", () => {
  async function sweep(words, env, check = () => {}) {
    const count = await allocations(words(), env);
    assert.ok(count > 500, `${count} allocations`);
    const statuses = new Set();
    const problems = [];
    for (const number of sample(count)) {
      const result = await failing(words(), number, env);
      try {
        assertReported(result, `allocation ${number} of ${count}`);
        check(result);
      } catch (error) {
        problems.push(error.message);
      }
      statuses.add(result.status);
    }
    assert.deepEqual(problems, []);
    assert.ok(statuses.has(2), "some allocation matters");
  }

  test("of pack", async (t) => {
    const work = temporaryDirectory(t);
    const site = path.join(work, "site");
    const env = { XDG_CACHE_HOME: path.join(work, "cache"), XDG_STATE_HOME: path.join(work, "state") };
    await sweep(() => {
      for (const name of ["site", "cache"]) fs.rmSync(path.join(work, name), { recursive: true, force: true });
      return packWords(site);
    }, env, ({ status }) => {
      if (status === 0 || fs.existsSync(path.join(site, "wasmpair.json"))) assertComplete(site);
    });
  });

  test("of check", () => sweep(() => ["check", shared.module, ...shared.goroot]));
  test("of inspect", () => sweep(() => ["inspect", shared.module, "--json"]));

  test("of verify", async (t) => {
    const site = path.join(temporaryDirectory(t), "site");
    assert.equal(wasmpair([...packWords(site), "--no-cache"]).status, 0);
    const { url } = await preview(t, site);
    await sweep(() => ["verify", url, "--manifest", path.join(site, "wasmpair.json")]);
  });
});

suite("a limit on memory", () => {
  const step = isComplete ? 4 : 40;

  test("of 40 to 400 MB", async (t) => {
    const site = path.join(temporaryDirectory(t), "site");
    const { earlier } = smallModules(); // large enough for every encoder to lack memory
    const statuses = new Set();
    for (let megabytes = 40; megabytes <= 400; megabytes += step) {
      fs.rmSync(site, { recursive: true, force: true });
      const words = [...packWords(site, earlier.file), "--no-cache"];
      const result = await run("bash", ["-c", `ulimit -v ${megabytes * 1000}; exec "$@"`, "bash", program, ...words]);
      statuses.add(result.status);
      // The system's loader ends a program whose libraries do not fit.
      if (result.status === 127) assert.match(result.stderr, /error while loading shared libraries/);
      else assertReported(result, `${megabytes} MB`);
      if (fs.existsSync(path.join(site, "wasmpair.json"))) assertComplete(site);
    }
    assert.ok(statuses.has(0) && statuses.size > 1, [...statuses].join());
  });
});
