// Runs the unit tests and those of the command line in a build of the preset "coverage", and prints which part of
// src/ they run: lines and branches of each folder.
//   node tests/coverage/run.mjs [--lines PERCENT] [--missing] [--last]
//     --lines    the percentage of lines below which it fails
//     --missing  lists the lines that were not run
//     --last     does not run the tests, but reads what their last run left
// WASMPAIR names the program in that build.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { program } from "../support/program.mjs";

const options = { lines: { type: "string", default: "0" }, missing: { type: "boolean" }, last: { type: "boolean" } };
const { values } = parseArgs({ options });
const build = path.dirname(path.resolve(program));
const unitTests = path.join(build, "tests/unit/unit_tests");
const profiles = path.join(build, "profiles");
const total = "total";

if (!values.last) runTests();
const files = readCounts();
const folders = sumByFolder(files);
printTable(folders);
if (values.missing) printMissing(files);
const reached = percentage(folders.get(total).lines);
assert(reached >= Number(values.lines), `${reached.toFixed(1)} % of the lines were run, but at least ${values.lines} % must be`);

function runTests() {
  fs.rmSync(profiles, { recursive: true, force: true });
  // %m: programs of one build share a file, into which each adds its counts when it ends.
  const env = { ...process.env, WASMPAIR: program, LLVM_PROFILE_FILE: path.join(profiles, "%4m.profraw") };
  const cli = fs.readdirSync("tests/cli").filter((name) => name.endsWith(".mjs")).map((name) => path.join("tests/cli", name));
  const runs = [[unitTests, "--gtest_brief=1"], [process.execPath, "--test", "--test-reporter=dot", ...cli]];
  for (const [command, ...words] of runs) {
    const { status, signal } = spawnSync(command, words, { env, stdio: ["ignore", "inherit", "inherit"] });
    assert.equal(status, 0, `${command} ended with ${status ?? signal}`);
  }
}

/// The counts of every source file: [{ file, folder, lines: { count, covered }, branches, segments }].
function readCounts() {
  const merged = path.join(profiles, "merged.profdata");
  const parts = fs.readdirSync(profiles).filter((name) => name.endsWith(".profraw")).map((name) => path.join(profiles, name));
  run("llvm-profdata", "merge", "--sparse", `--output=${merged}`, ...parts);
  const exported = run("llvm-cov", "export", `--instr-profile=${merged}`, "--skip-expansions", "--skip-functions", unitTests, `--object=${program}`);
  const sources = path.resolve("src");
  return JSON.parse(exported).data[0].files.flatMap(({ filename, segments, summary }) => {
    const file = path.relative(sources, path.resolve(build, filename)); // ccache makes names relative to the build
    if (file.startsWith("..")) return [];
    return [{ file, folder: file.split(path.sep)[0], lines: summary.lines, branches: summary.branches, segments }];
  });
}

function run(command, ...words) {
  return execFileSync(command, words, { encoding: "utf8", maxBuffer: 1 << 30 });
}

function sumByFolder(files) {
  const sums = new Map();
  for (const { folder, lines, branches } of files) {
    for (const name of [folder, total]) {
      const sum = sums.get(name) ?? { lines: { count: 0, covered: 0 }, branches: { count: 0, covered: 0 } };
      for (const [to, from] of [[sum.lines, lines], [sum.branches, branches]]) {
        to.count += from.count;
        to.covered += from.covered;
      }
      sums.set(name, sum);
    }
  }
  return sums;
}

function percentage({ count, covered }) {
  return count === 0 ? 100 : (100 * covered) / count;
}

function printTable(folders) {
  const cell = (part) => `${percentage(part).toFixed(1)} %`.padStart(9) + `${part.covered}/${part.count}`.padStart(13);
  console.log(`\n${"src/".padEnd(12)}${"lines".padStart(9)}${"".padStart(13)}${"branches".padStart(9)}`);
  const rows = [...folders].sort(([a], [b]) => Number(a === total) - Number(b === total) || (a < b ? -1 : 1));
  for (const [name, { lines, branches }] of rows) console.log(`${name.padEnd(12)}${cell(lines)}${cell(branches)}`);
}

/// Segments (line, column, count, hasCount, isRegionEntry, isGapRegion) begin regions, which continue to the next one.
function printMissing(files) {
  for (const { file, segments } of files) {
    const missing = segments.flatMap(([line, , count, hasCount, , isGap], index) => {
      if (!hasCount || count > 0 || isGap) return [];
      const end = segments[index + 1]?.[0] ?? line;
      return [end > line ? `${line}-${end}` : `${line}`];
    });
    if (missing.length > 0) console.log(`src/${file}: ${[...new Set(missing)].join(" ")}`);
  }
}
