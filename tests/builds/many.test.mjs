// A build of hundreds of modules at once: every run of wasmpair waits until the machine has memory for it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goRoot } from "../support/fixtures.mjs";
import { program, temporaryDirectory } from "../support/program.mjs";
import { readManifest } from "../support/release.mjs";

const count = 200;
const mebibyte = 2 ** 20;
const memory = 256 * mebibyte; // for all runs together
const waiting = 2 * mebibyte; // what a run itself uses while it waits

/// The module with a number in a custom section: another module, but the same program.
function numbered(module, number) {
  const content = Buffer.from(`\x06number${number}`, "latin1");
  return Buffer.concat([module, Buffer.from([0, content.length]), content]);
}

function writeProject(directory) {
  const module = fs.readFileSync(buildApp("hello", "1.24"));
  const names = Array.from({ length: count }, (_, number) => `app${number}`);
  names.forEach((name, number) => fs.writeFileSync(path.join(directory, `${name}.wasm`), numbered(module, number)));
  const rule = `all: ${names.map((name) => `${name}.stamp`).join(" ")}
%.stamp: %.wasm
\t@$(WASMPAIR) pack $< --out $* --level fast --quiet --no-cache --goroot "$(GOROOT)" --memory ${memory} --stamp $@
`;
  fs.writeFileSync(path.join(directory, "Makefile"), rule);
  return names;
}

/// Bytes of a process's private memory; 0 if it has exited.
function ownMemory(process) {
  try {
    if (fs.readlinkSync(`/proc/${process}/exe`) !== program) return 0;
    const [, kibibytes] = /^Pss_Anon:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${process}/smaps_rollup`, "utf8"));
    return Number(kibibytes) * 1024;
  } catch {
    return 0;
  }
}

/// {processes, bytes} of the current runs of wasmpair.
function look() {
  const own = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(ownMemory).filter((bytes) => bytes > 0);
  return { processes: own.length, bytes: own.reduce((sum, bytes) => sum + bytes, 0) };
}

test(`make -j${count} packs ${count} modules within ${memory / mebibyte} MiB`, async (t) => {
  const directory = temporaryDirectory(t);
  const names = writeProject(directory);
  const words = [`--jobs=${count}`, `WASMPAIR=${program}`, `GOROOT=${goRoot("1.24")}`];
  const make = spawn("make", words, { cwd: directory, stdio: ["ignore", "inherit", "inherit"] });
  const most = { processes: 0, bytes: 0 };
  const looking = setInterval(() => {
    const { processes, bytes } = look();
    most.processes = Math.max(most.processes, processes);
    most.bytes = Math.max(most.bytes, bytes);
  }, 50);
  const status = await new Promise((resolve) => { make.on("exit", resolve); });
  clearInterval(looking);
  t.diagnostic(`${most.processes} runs at once had ${(most.bytes / mebibyte).toFixed(0)} MiB`);

  assert.equal(status, 0);
  const pairs = names.map((name) => readManifest(path.join(directory, name)).bundles[name].pair);
  assert.equal(new Set(pairs).size, count, "different modules");
  assert.ok(most.processes > 20, `only ${most.processes} runs at once were observed, too few for this test`);
  assert.ok(most.bytes < memory + most.processes * waiting, `${most.bytes} bytes`);
});
