// The message that a finding predicts for the host is the one that wazero gives.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { buildApp } from "../support/apps.mjs";
import { goVersions } from "../support/fixtures.mjs";
import { goEnvironment, source } from "../support/go_command.mjs";
import { assemble } from "../support/guests.mjs";
import { wasmpair } from "../support/program.mjs";

const types = "type: { 3  func 1 i32 1 i32  func 2 i32 i32 0  func 0 0 }";
const body = "function: { 1 0 } memory: { 1 min 1 } export: { 2 \"handle\" function FUNCTION \"memory\" memory 0 } code: { 1 { 0 local.get 0 end } }";
const importing = (what, functions = 1) => {
  const [functionSection, rest] = [body.slice(0, body.indexOf("memory:")), body.slice(body.indexOf("memory:"))];
  return `${types} import: { 1 ${what} } ${functionSection} ${rest.replace("FUNCTION", functions)}`;
};
const plain = `${types} ${body.replace("FUNCTION", 0)}`;
const reactor = { goos: "wasip1", flags: ["-buildmode=c-shared"] };

/// Of each finding that predicts a message: a module, in the notation of module_text.h or as a file, and options.
const cases = {
  "not-a-module": { bytes: () => Buffer.from("<!doctype html>") },
  "js-guest": { bytes: () => fs.readFileSync(buildApp("hello", goVersions().at(-1))) },
  "command-guest": { bytes: () => fs.readFileSync(buildApp("guest", goVersions().at(-1), { goos: "wasip1" })), call: "transform" },
  "no-entry": { text: plain, entry: "other" },
  "entry-type": { text: plain.replace("{ 1 0 }", "{ 1 2 }").replace("local.get 0", ""), entry: "handle" },
  "no-memory": { text: plain.replace("memory: { 1 min 1 }", "").replace('2 "handle"', '1 "handle"').replace('"memory" memory 0', "") },
  "imported-memory": { text: importing('"env" "memory" memory min 1', 0).replace("memory: { 1 min 1 }", "") },
  "second-memory": { text: plain.replace("{ 1 min 1 }", "{ 2 min 1 min 1 }") },
  "shared-memory": { text: plain.replace("{ 1 min 1 }", "{ 1 #03 1 2 }") },
  "wide-addresses": { text: plain.replace("{ 1 min 1 }", "{ 1 #04 1 }") },
  "memory-over-cap": { text: plain.replace("{ 1 min 1 }", "{ 1 min 20 }"), pages: 16 },
  "memory-over-cap, of a real guest": { bytes: () => fs.readFileSync(buildApp("renderer", goVersions().at(-1), reactor)), pages: 20 },
  "unknown-import": { text: importing('"env" "f" function 2') },
  "unknown-import, of WASI": { text: importing('"wasi_snapshot_preview1" "fd_writ" function 2') },
  "import-type": { text: importing('"wasi_snapshot_preview1" "fd_write" function 1') },
  "import-type, of no function": { text: importing('"wasi_snapshot_preview1" "fd_write" global i32 0', 0) },
};

suite("wazero says what is predicted", () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-messages-"));
  const said = new Map();
  const fileOf = (name) => path.join(work, `${name.replace(/\W+/g, "-")}.wasm`);

  before(() => {
    for (const [name, { bytes, text }] of Object.entries(cases)) fs.writeFileSync(fileOf(name), bytes ? bytes() : assemble(text));
    const requests = Object.entries(cases).map(([name, { pages = 1024, entry, call }]) =>
      JSON.stringify({ file: fileOf(name), pages, call: call ?? entry ?? "handle" }));
    const options = { cwd: path.join(source, "tests/guests/instantiate"), env: goEnvironment(), input: `${requests.join("\n")}\n`, encoding: "utf8" };
    const lines = execFileSync("go", ["run", "."], options).trim().split("\n");
    Object.keys(cases).forEach((name, index) => said.set(name, JSON.parse(lines[index])));
  });
  after(() => fs.rmSync(work, { recursive: true }));

  for (const [name, { pages = 1024, entry }] of Object.entries(cases)) {
    test(name, () => {
      const words = ["check", fileOf(name), "--for", "wasi", "--json", "--memory", `${pages * 64}KiB`, ...(entry ? ["--entry", entry] : [])];
      const run = wasmpair(words);
      assert.equal(run.status, 1, run.stderr);
      const id = name.split(",")[0];
      const finding = JSON.parse(run.stdout).findings.find((each) => each.id === id);
      assert.ok(finding?.host, `${run.stdout} has no ${id} with a message`);
      for (const part of finding.host.split(", in ")) assert.ok(said.get(name).includes(part), `${finding.host}\nis not in\n${said.get(name)}`);
    });
  }
});
