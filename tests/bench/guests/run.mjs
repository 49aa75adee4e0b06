// Measures what the rewriting of guests costs: their size here, their time in tests/bench/guests/meter. Prints ratios and
// asserts nothing about times.
//   node tests/bench/guests/run.mjs [ROUNDS]
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp } from "../../support/apps.mjs";
import { fixturesDirectory, goRoot, goVersions } from "../../support/fixtures.mjs";
import { assemble, rewrite, rewriter } from "../../support/guests.mjs";

const rounds = Number(process.argv[2] ?? 100);
const newest = goVersions().at(-1);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "wasmpair-bench-"));

/// Sums the numbers up to n, as little as a loop can do.
const loop = `type: { 1 func 1 i32 1 i32 } function: { 1 0 } memory: { 1 min 1 } export: { 1 "run" function 0 }
  code: { 1 { 1 1 i32 loop empty local.get 1 local.get 0 i32.add local.set 1
    local.get 0 i32.const s1 i32.sub local.tee 0 br_if 0 end local.get 1 end } }`;
/// Calls and nothing else.
const fibonacci = `type: { 1 func 1 i32 1 i32 } function: { 1 0 } memory: { 1 min 1 } export: { 1 "run" function 0 }
  code: { 1 { 0 local.get 0 i32.const s2 i32.lt_s if empty local.get 0 return end
    local.get 0 i32.const s1 i32.sub call 0 local.get 0 i32.const s2 i32.sub call 0 i32.add end } }`;

function goGuest(app, release) {
  return fs.readFileSync(buildApp(app, release, { goos: "wasip1", flags: ["-buildmode=c-shared", "-ldflags=-s -w"] }));
}

const guests = ["1.24", newest].flatMap((release) => {
  const [guest, markdown] = [goGuest("guest", release), goGuest("markdown", release)];
  return [
    { name: `json-${release}`, bytes: guest, call: "transform", value: 60 },
    { name: `regexp-${release}`, bytes: guest, call: "filter", value: 60 },
    { name: `markdown-${release}`, bytes: markdown, call: "render", value: 8 },
  ];
});
guests.push({ name: "loop", bytes: assemble(loop), call: "run", value: 1_000_000 });
guests.push({ name: "fibonacci", bytes: assemble(fibonacci), call: "run", value: 24 });

try {
  const words = guests.map(({ name, bytes, call, value }) => {
    const [original, unmetered, metered] = ["original", "unmetered", "metered"].map((kind) => path.join(scratch, `${name}.${kind}.wasm`));
    fs.writeFileSync(original, bytes);
    fs.writeFileSync(unmetered, rewrite(bytes, { unmetered: true }));
    fs.writeFileSync(metered, rewrite(bytes));
    process.stdout.write(`${name.padEnd(18)} ${execFileSync(rewriter(), ["time", original], { encoding: "utf8" })}`);
    return `${name}=${original},${unmetered},${metered},${call},${value}`;
  });
  const root = goRoot(newest);
  const program = path.join(scratch, "meter");
  const env = { ...process.env, GOROOT: root, GOENV: "off", GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly", GOWORK: "off", GOPROXY: "off", GOCACHE: path.join(fixturesDirectory(), "go-build") };
  const source = path.join(path.dirname(fileURLToPath(import.meta.url)), "meter");
  execFileSync(path.join(root, "bin/go"), ["build", "-o", program, "."], { cwd: source, env, stdio: "inherit" });
  execFileSync(program, [String(rounds), ...words], { stdio: "inherit" });
} finally {
  fs.rmSync(scratch, { recursive: true });
}
